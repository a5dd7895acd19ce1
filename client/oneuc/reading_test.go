package oneuc_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"switchboard/client/oneuc"
)

// pasted is one entry of the table of pasted addresses.
type pasted struct {
	text   string
	pieces map[string]string
	asks   []string
}

// pastedAddresses reads testdata/oneuc/addresses.txt, whose head tells its form.
func pastedAddresses(t *testing.T) []pasted {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "testdata", "oneuc", "addresses.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var all []pasted
	for block := range strings.SplitSeq(string(raw), "\n\n") {
		p := pasted{pieces: map[string]string{}}
		for line := range strings.SplitSeq(strings.TrimSpace(block), "\n") {
			key, value, _ := strings.Cut(line, " ")
			switch key {
			case "#", "":
			case ">":
				p.text = strings.TrimPrefix(p.text+"\n"+value, "\n")
			case "asks":
				p.asks = strings.Fields(value)
			default:
				p.pieces[key] = value
			}
		}
		if p.text != "" {
			all = append(all, p)
		}
	}
	return all
}

func pieces(e oneuc.E911) map[string]string {
	m := map[string]string{}
	for k, v := range map[string]string{"street": e.StreetAddress, "unit": e.Extended, "city": e.Locality, "state": e.Region, "zip": e.PostalCode, "caller": e.CallerName} {
		if v != "" {
			m[k] = v
		}
	}
	return m
}

func asked(r oneuc.Reading) []string {
	names := map[string]string{"e911.street_address": "street", "e911.extended_address": "unit", "e911.locality": "city", "e911.region": "state",
		"e911.postal_code": "zip", "e911.caller_name": "caller"}
	var out []string
	for _, d := range r.Doubts {
		if name := names[d.Field]; !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

func TestPastedAddressesAreSureOrAsked(t *testing.T) {
	all := pastedAddresses(t)
	if len(all) < 80 {
		t.Fatalf("%d addresses", len(all))
	}
	for _, p := range all {
		r := oneuc.ParseAddress(p.text)
		got, asks := pieces(r.Address), asked(r)
		for _, name := range []string{"street", "unit", "city", "state", "zip", "caller"} {
			if got[name] != p.pieces[name] {
				t.Errorf("%q\n %s is %q, want %q", p.text, name, got[name], p.pieces[name])
			}
		}
		if !slices.Equal(asks, p.asks) {
			t.Errorf("%q\n asks %v, want %v: %v", p.text, asks, p.asks, r.Doubts)
		}
	}
}
