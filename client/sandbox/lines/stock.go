package lines

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
)

// How numbers behave when they are bought, told by their last two digits. Seven
// of ten in the stock are sound: the seventh and the tenth are not.
const (
	faultyEnd = "13" // the carrier refuses: "fault by carrier"
	soldEnd   = "77" // somebody was faster: "missing_provider_url"
)

// Area codes with something to show.
const (
	scarceArea = "212" // seven numbers and no more
	emptyArea  = "999" // none
)

// stock is what a search of the prefix finds: numbers that were released, then
// the carrier's, in an order that the seed fixes.
func (st *state) stock(prefix string) []string {
	if prefix == "" || prefix[0] < '2' || prefix[:3] == emptyArea || len(prefix) > 3 && prefix[3] < '2' {
		return nil
	}
	list, seen := []string{}, map[string]bool{}
	for e164, n := range st.Numbers {
		if n.Account == "" && strings.HasPrefix(e164, "+1"+prefix) {
			list, seen[e164] = append(list, e164), true
		}
	}
	sort.Strings(list)
	limit := maxFound
	if prefix[:3] == scarceArea {
		limit = 7
	}
	line := st.sequence(prefix)
	for i := 0; i < line.size && len(list) < limit; i++ {
		e164 := "+1" + prefix + line.at(i, len(list))
		if n := st.Numbers[e164]; !seen[e164] && n == nil {
			list, seen[e164] = append(list, e164), true
		}
	}
	return list
}

// sequence walks every ending of a prefix once, in an order that looks random.
type sequence struct {
	digits, size, base int // how many digits, how many endings, the first ending
	step, start        int
}

func (st *state) sequence(prefix string) sequence {
	s := sequence{digits: 10 - len(prefix), size: 1}
	for range s.digits {
		s.size *= 10
	}
	if s.digits == 7 { // no exchange begins with 0 or 1
		s.base = s.size / 5
		s.size -= s.base
	}
	random, _ := strconv.ParseInt(st.Derive("stock "+prefix, 12), 16, 64) // twelve hexadecimal digits always fit
	s.start, s.step = int(random)%s.size, int(random>>20)%100_000*10+3    // coprime to every size, which is 2 and 5 only
	return s
}

// at is the ending number i, as the entry of the list that it would become.
func (s sequence) at(i, entry int) string {
	if s.digits == 0 {
		return ""
	}
	ending := fmt.Sprintf("%0*d", s.digits, s.base+(s.start+i*s.step)%s.size)
	if s.digits < 4 { // too few to choose among
		return ending
	}
	head, tail := ending[:len(ending)-2], ending[len(ending)-2:]
	switch {
	case entry%10 == 6:
		tail = faultyEnd
	case entry%10 == 9:
		tail = soldEnd
	case tail == faultyEnd || tail == soldEnd:
		tail = "40"
	}
	return head + tail
}

// uuid is the carrier's own name for a number.
func (st *state) uuid(e164 string) string {
	h := strings.ToUpper(st.Derive("uuid "+e164, 32))
	return strings.Join([]string{h[:8], h[8:12], h[12:16], h[16:20], h[20:]}, "-")
}

// rateCenter is where a number is billed as local.
type rateCenter struct {
	LATA  string `json:"lata"`
	Name  string `json:"name"`
	State string `json:"state"`
}

var centers = map[string]rateCenter{
	"201": {"224", "JERSEY CITY", "NJ"}, "206": {"674", "SEATTLE", "WA"}, "212": {"132", "NEW YORK CITY", "NY"}, "213": {"730", "LOS ANGELES", "CA"},
	"305": {"460", "MIAMI", "FL"}, "312": {"358", "CHICAGO", "IL"}, "415": {"722", "SAN RAFAEL", "CA"}, "416": {"888", "TORONTO", "ON"},
	"503": {"672", "PORTLAND", "OR"}, "512": {"558", "AUSTIN", "TX"}, "604": {"888", "VANCOUVER", "BC"}, "617": {"128", "BOSTON", "MA"},
	"628": {"722", "SAN FRANCISCO", "CA"}, "646": {"132", "NEW YORK CITY", "NY"}, "702": {"721", "LAS VEGAS", "NV"},
}

func centerOf(area string) rateCenter {
	if center, ok := centers[area]; ok {
		return center
	}
	return rateCenter{LATA: area, Name: "AREA " + area, State: "US"}
}
