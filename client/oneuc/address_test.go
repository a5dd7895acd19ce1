package oneuc_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"switchboard/client/oneuc"
)

func TestParseAddress(t *testing.T) {
	sf := oneuc.E911{StreetAddress: "116 Natoma St", Locality: "San Francisco", Region: "CA", PostalCode: "94105"}
	unit := sf
	unit.Extended = "Apt 116"
	for text, want := range map[string]oneuc.E911{
		"116 Natoma St, San Francisco, CA 94105":                   sf,
		"116 Natoma St, San Francisco, CA, 94105, USA":             sf,
		"116 Natoma St\nSan Francisco CA 94105\nUnited States":     sf,
		"116 Natoma St San Francisco CA 94105":                     sf,
		"116 Natoma St San Francisco, California 94105":            sf,
		"  116  Natoma   St ,  San   Francisco , ca. 94105 ":       sf,
		"116 Natoma St Apt 116, San Francisco, CA 94105":           unit,
		"116 Natoma St, Apt 116, San Francisco, CA 94105":          unit,
		"116 Natoma St Apt 116 San Francisco CA 94105":             unit,
		"116 Natoma St\r\nApt 116\r\nSan Francisco\r\nCA\r\n94105": unit,
		"12 Main St St Paul MN 55101":                              {StreetAddress: "12 Main St", Locality: "St Paul", Region: "MN", PostalCode: "55101"},
		"350 5th Ave 4th Floor, New York, NY 10118-0110":           {StreetAddress: "350 5th Ave", Extended: "4th Floor", Locality: "New York", Region: "NY", PostalCode: "10118-0110"},
		"1600 Pennsylvania Ave NW Washington DC 20500":             {StreetAddress: "1600 Pennsylvania Ave NW", Locality: "Washington", Region: "DC", PostalCode: "20500"},
		"290 Bremner Blvd, Toronto, ON M5V 3L9, Canada":            {StreetAddress: "290 Bremner Blvd", Locality: "Toronto", Region: "ON", PostalCode: "M5V 3L9"},
		"290 Bremner Blvd Toronto Ontario m5v3l9":                  {StreetAddress: "290 Bremner Blvd", Locality: "Toronto", Region: "ON", PostalCode: "M5V 3L9"},
		"Michel Mabel\n116 Natoma St #4\nSan Francisco, CA 94105":  {CallerName: "Michel Mabel", StreetAddress: "116 Natoma St", Extended: "#4", Locality: "San Francisco", Region: "CA", PostalCode: "94105"},
		"10 Bay St, New York, New York 10001":                      {StreetAddress: "10 Bay St", Locality: "New York", Region: "NY", PostalCode: "10001"},
		"San Francisco, CA 94105":                                  {Locality: "San Francisco", Region: "CA", PostalCode: "94105"},
		"116 Natoma St":                                            {StreetAddress: "116 Natoma St"},
		"12 Rue de La":                                             {StreetAddress: "12 Rue de La"},
		"":                                                         {},
		" ,,\n;":                                                   {},
		"94105":                                                    {StreetAddress: "94105"},
	} {
		if got := oneuc.ParseAddress(text).Address; !reflect.DeepEqual(got, want) {
			t.Errorf("%q\n got %+v\nwant %+v", text, got, want)
		}
	}
}

func TestSplitUnit(t *testing.T) {
	for line, want := range map[string][2]string{
		"116 natoma st apt 116":   {"116 natoma st", "apt 116"},
		"116 Natoma St, Unit B":   {"116 Natoma St", "Unit B"},
		"1 Main St # 4":           {"1 Main St", "# 4"},
		"1 Main St Apt # 4":       {"1 Main St", "Apt # 4"},
		"1 Main St Bldg 2 Apt 4":  {"1 Main St", "Bldg 2 Apt 4"},
		"1 Main St Rear":          {"1 Main St", "Rear"},
		"116 Natoma St":           {"116 Natoma St", ""},
		"5 Floor St":              {"5 Floor St", ""},
		"100 Suite Dr":            {"100 Suite Dr", ""},
		"Apt 4":                   {"Apt 4", ""},
		"100 Front":               {"100 Front", ""},
		"12 Marina Slip 3rd":      {"12 Marina Slip 3rd", ""},
		"1 Main St Apt 4 Oakland": {"1 Main St Apt 4 Oakland", ""},
	} {
		street, unit, ok := oneuc.SplitUnit(line)
		if street != want[0] || unit != want[1] || ok != (want[1] != "") {
			t.Errorf("%q: %q %q %v", line, street, unit, ok)
		}
	}
}

func TestHints(t *testing.T) {
	for street, word := range map[string]string{"Natoma St": "house number", "P.O. Box 12": "P.O. box", "po box 12": "P.O. box", "116 Natoma St Apt 4": "unit: Apt 4"} {
		hints := oneuc.E911{StreetAddress: street}.Hints()
		if len(hints) != 1 || !strings.Contains(hints[0].Text, word) || hints[0].Field != "e911.street_address" {
			t.Errorf("%q: %+v", street, hints)
		}
	}
	fixed := oneuc.E911{CallerName: "Al", StreetAddress: "116 Natoma St Apt 4"}.Hints()[0].Fixed
	if fixed == nil || fixed.StreetAddress != "116 Natoma St" || fixed.Extended != "Apt 4" || fixed.CallerName != "Al" {
		t.Errorf("fixed %+v", fixed)
	}
	for _, fine := range []oneuc.E911{{StreetAddress: "116 Natoma St"}, {StreetAddress: "1 Boxwood Ln"}, {StreetAddress: "1 Main St Apt 4", Extended: "FL 2"}, {}} {
		if hints := fine.Hints(); len(hints) != 0 {
			t.Errorf("%+v: %+v", fine, hints)
		}
	}
}

// An apartment on a floor is one place, two apartments are not.
func TestAUnitThatStandsThereTwiceIsHinted(t *testing.T) {
	for _, c := range []struct {
		street, unit string
		want         int
	}{
		{"Apt. 9", "APT 10", 1}, {"Apt. 9", "Apt 9", 1}, {"Apt. 9", "FL 2", 0}, {"Apt. 9", "", 1}, {"#9", "#10", 1}, {"#9", "Apt 10", 1}, {"Ste 9", "Unit10", 1},
		{"FL 2", "3 FL", 1}, {"Apt 9", "3rd floor", 0}, {"Bldg 2", "Apt 3", 0}, {"Bldg 2", "Bldg 3", 1},
	} {
		if hints := (oneuc.E911{StreetAddress: "1 Market St " + c.street, Extended: c.unit}).Hints(); len(hints) != c.want {
			t.Errorf("%q and %q: %+v", c.street, c.unit, hints)
		}
	}
}

func marks(f oneuc.FieldDiff) string {
	var all []string
	for _, token := range f.Tokens {
		all = append(all, map[oneuc.Mark]string{oneuc.Kept: "", oneuc.Added: "+", oneuc.Removed: "-"}[token.Mark]+token.Text)
	}
	return strings.Join(all, " ")
}

func TestCompare(t *testing.T) {
	typed := oneuc.E911{StreetAddress: "116 natoma street", Locality: "san francisco", Region: "ca", PostalCode: "94105-3745"}
	for name, tc := range map[string]struct {
		candidate oneuc.E911
		words     string
		marks     []string
	}{
		"the same": {oneuc.E911{StreetAddress: "116 NATOMA ST", Locality: "SAN FRANCISCO", Region: "CA", PostalCode: "94105"}, "same as typed",
			[]string{"116 NATOMA ST", "", "SAN FRANCISCO", "CA", "94105"}},
		"a unit": {oneuc.E911{StreetAddress: "116 NATOMA ST", Extended: "APT 116", Locality: "SAN FRANCISCO", Region: "CA", PostalCode: "94105"}, "adds unit",
			[]string{"116 NATOMA ST", "+APT +116", "SAN FRANCISCO", "CA", "94105"}},
		"street and zip": {oneuc.E911{StreetAddress: "116 NATOMA AVE", Locality: "SAN FRANCISCO", Region: "CA", PostalCode: "94110"}, "street, zip differ",
			[]string{"116 NATOMA -street +AVE", "", "SAN FRANCISCO", "CA", "-94105-3745 +94110"}},
		"city, with a unit": {oneuc.E911{StreetAddress: "116 NATOMA ST", Extended: "FL 2", Locality: "SOUTH SAN FRANCISCO", Region: "CA", PostalCode: "94105"}, "adds unit, city differs",
			[]string{"116 NATOMA ST", "+FL +2", "+SOUTH SAN FRANCISCO", "CA", "94105"}},
	} {
		diffs := oneuc.Compare(typed, tc.candidate)
		var got []string
		for _, f := range diffs {
			got = append(got, marks(f))
		}
		if !slices.Equal(got, tc.marks) || oneuc.Describe(diffs) != tc.words {
			t.Errorf("%s: %q %q", name, got, oneuc.Describe(diffs))
		}
	}
	// One place, however the unit is written and wherever it stands.
	for _, pair := range [][2]oneuc.E911{
		{{StreetAddress: "100 North Main Street", Locality: "Saint Paul"}, {StreetAddress: "100 N MAIN ST", Locality: "ST PAUL"}},
		{{StreetAddress: "116 Natoma St", Extended: "#305"}, {StreetAddress: "116 NATOMA ST", Extended: "# 305"}},
		{{StreetAddress: "116 Natoma St", Extended: "Apt 4"}, {StreetAddress: "116 Natoma St Apt 4"}},
		{{StreetAddress: "116 Natoma St Apt 4"}, {StreetAddress: "116 Natoma St", Extended: "Apt 4"}},
	} {
		if !oneuc.SamePlace(pair[0], pair[1]) {
			t.Errorf("%+v is another place than %+v", pair[0], pair[1])
		}
	}
	dropped := oneuc.Compare(oneuc.E911{Extended: "APT 4"}, oneuc.E911{})
	if oneuc.Describe(dropped) != "drops unit" || marks(dropped[1]) != "-APT -4" {
		t.Errorf("%q %q", oneuc.Describe(dropped), marks(dropped[1]))
	}
}

func TestClosest(t *testing.T) {
	typed := natoma
	with := func(change func(*oneuc.E911)) oneuc.E911 {
		e := natoma
		change(&e)
		return e
	}
	unit := with(func(e *oneuc.E911) { e.Extended = "APT 116" })
	floor := with(func(e *oneuc.E911) { e.Extended = "FL 2" })
	avenue := with(func(e *oneuc.E911) { e.StreetAddress, e.PostalCode = "116 NATOMA AVE", "94110" })
	house := with(func(e *oneuc.E911) { e.StreetAddress = "118 NATOMA ST" })
	city := with(func(e *oneuc.E911) { e.Locality = "SOUTH SAN FRANCISCO" })
	state := with(func(e *oneuc.E911) { e.Region = "OR" })
	for name, tc := range map[string]struct {
		candidates []oneuc.E911
		want       int
	}{
		"none": {nil, -1}, "units tie": {[]oneuc.E911{unit, floor, avenue}, 0}, "order does not decide": {[]oneuc.E911{avenue, floor}, 1},
		"another house is far": {[]oneuc.E911{house, avenue}, 1}, "another city is nearer": {[]oneuc.E911{house, city}, 1},
		"another state is farther than another city": {[]oneuc.E911{state, city}, 1},
	} {
		if got := oneuc.Closest(typed, tc.candidates); got != tc.want {
			t.Errorf("%s: %d, want %d", name, got, tc.want)
		}
	}
	if !oneuc.SameChoices([]oneuc.E911{unit, avenue}, []oneuc.E911{unit, avenue}) || oneuc.SameChoices([]oneuc.E911{unit}, []oneuc.E911{floor}) ||
		oneuc.SameChoices([]oneuc.E911{unit}, nil) || oneuc.SameChoices([]oneuc.E911{unit}, []oneuc.E911{unit, avenue}) {
		t.Error("rounds")
	}
}

// TestNotAsSent names what on file is another than what was sent, the place and who is called included.
func TestNotAsSent(t *testing.T) {
	sent := natoma
	sent.CallerName, sent.Notify = "ACME LLC", []string{"ops@acme.com"}
	for want, change := range map[string]func(e *oneuc.E911){
		"":       func(e *oneuc.E911) { e.StreetAddress = "116 Natoma Street" },
		"street": func(e *oneuc.E911) { e.StreetAddress = "118 Natoma St" },
		"unit":   func(e *oneuc.E911) { e.Extended = "APT 4" },
		"city":   func(e *oneuc.E911) { e.Locality = "OAKLAND" },
		"state":  func(e *oneuc.E911) { e.Region = "OR" },
		"zip":    func(e *oneuc.E911) { e.PostalCode = "94110" },
		"caller": func(e *oneuc.E911) { e.CallerName = "ZETA LLC" },
		"notify": func(e *oneuc.E911) { e.Notify = nil },
	} {
		onFile := sent
		change(&onFile)
		var got []string
		for _, f := range oneuc.NotAsSent(sent, onFile) {
			got = append(got, f.Field)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q differ, want %q", got, want)
		}
	}
	sent.Notify = nil // left as it was
	if diffs := oneuc.NotAsSent(sent, oneuc.E911{CallerName: "ACME LLC", StreetAddress: natoma.StreetAddress, Extended: natoma.Extended,
		Locality: natoma.Locality, Region: natoma.Region, PostalCode: natoma.PostalCode, Notify: []string{"a@b.com"}}); len(diffs) != 0 {
		t.Errorf("%+v", diffs)
	}
}

// What only looks like a unit or a city is read as the street it is, or asked about.
func TestWhatTheStreetKeeps(t *testing.T) {
	r := oneuc.ParseAddress("100 N Front St Philadelphia PA 19106")
	if a := r.Address; a.StreetAddress != "100 N Front St" || a.Extended != "" || a.Locality != "Philadelphia" {
		t.Errorf("%+v", a)
	}
	if r := oneuc.ParseAddress("100 Main St W Palm Beach FL 33401"); r.Sure() {
		t.Errorf("whose the W is cannot be told: %+v", r.Address)
	}
	for text, sure := range map[string]bool{
		"1 Main St, Elmira, NY 14925": true, "1 Main St, Elmira, PA 14925": false, "1 Main St, Erie, PA 15001": true, "1 Main St, Erie, NY 15001": false,
	} {
		if r := oneuc.ParseAddress(text); r.Sure() != sure {
			t.Errorf("%q is sure: %v, %+v", text, r.Sure(), r.Doubts)
		}
	}
}
