package store

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
)

// How an address stands is worked out once and kept: a program with another rule would take what an earlier one kept
// for damage. Whoever changes the rule adds a migration of the cache with the line this test looks for, which has
// everything worked out anew, and writes the new sum and that migration's name here.
func TestANewRuleForAddressesHasThemWorkedOutAnew(t *testing.T) {
	const sum, renewed = uint32(3911893658), "0011_covers.sql"
	told := strings.Join(coverTable(), "\n")
	h := fnv.New32a()
	h.Write([]byte(told))
	if h.Sum32() != sum {
		t.Errorf("the rule gives %d now:\n%s", h.Sum32(), told)
	}
	step := string(must[[]byte](t)(os.ReadFile("migrations/cache/" + renewed)))
	if !strings.Contains(step, "INSERT INTO covers (e164) SELECT e164 FROM numbers;") && !strings.Contains(step, "UPDATE covers SET cover = -1;") {
		t.Errorf("%s keeps what was worked out by the rule before", renewed)
	}
}

// coverTable is what becomes of every kind of number.
func coverTable() (lines []string) {
	address := `"street_address":"116 NATOMA ST","extended_address":"APT 4","locality":"SAN FRANCISCO","region":"CA","postal_code":"94105","caller_name":"ACME"`
	documents := map[string]string{
		"": "", "none": `{}`, "bare": `{"e911":{` + address + `}}`, "null": `{"e911":null}`, "words": `{"e911":"yes"}`,
	}
	for _, status := range []string{"PROVISIONED", "GEOCODED", "provisioned", "INVALID", "ERROR", "REMOVED", " PROVISIONED"} {
		documents[status] = fmt.Sprintf(`{"e911":{%s,"status":%q}}`, address, status)
	}
	names := make([]string, 0, len(documents))
	for name := range documents {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, e164 := range []phone.E164{"+14155550100", "+442079460000"} {
		for _, state := range []oneuc.State{oneuc.InService, oneuc.Available, oneuc.Reserved} {
			for _, features := range [][]string{nil, {"e911"}, {"cnam"}} {
				for _, later := range []time.Duration{0, time.Hour} {
					for _, name := range names {
						n := Number{Number: oneuc.Number{E164: e164, State: state, Features: features, Updated: epoch.Add(later)}, Seen: epoch.Add(later), Read: epoch}
						line := ""
						if documents[name] != "" {
							_ = json.Unmarshal([]byte(documents[name]), &n.Document)
							if e, has := n.Document.E911(); has {
								line = e.Line()
							}
						}
						lines = append(lines, fmt.Sprintf("%s %s %v later %v, %q: %s %d, serves %v, %q", e164, state, features, later, name, n.Cover().Name(), n.Cover(), state == oneuc.InService, line))
					}
				}
			}
		}
	}
	return lines
}
