package oneuc

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Reading is what was understood of an address that was pasted whole. A piece
// is sure, or it has a doubt: nothing is invented, and nothing that was left
// out of the address could have said where the place is, unless a doubt says so.
type Reading struct {
	Address E911
	Doubts  []Doubt  // in the order of an address
	Left    []string // what no address has: telephone numbers, e-mail addresses, titles
}

// Doubt is a piece that a person has to look at before it is sent.
type Doubt struct {
	Field string // the server's dotted name, e.g. "e911.extended_address"
	Say   string
}

// Sure reports whether every piece is.
func (r Reading) Sure() bool { return len(r.Doubts) == 0 }

// The pieces of an address by the server's names, in the order of an address.
const (
	fieldStreet = "e911.street_address"
	fieldUnit   = "e911.extended_address"
	fieldCity   = "e911.locality"
	fieldState  = "e911.region"
	fieldZip    = "e911.postal_code"
	fieldCaller = "e911.caller_name"
)

var fieldOrder = []string{fieldStreet, fieldUnit, fieldCity, fieldState, fieldZip, fieldCaller}

func (r *Reading) doubt(field, say string) {
	if !slices.Contains(r.Doubts, Doubt{field, say}) {
		r.Doubts = append(r.Doubts, Doubt{field, say})
	}
}

// Give puts a piece that a person typed over the one that was understood, whose
// doubts end with it. The field is the server's dotted name.
func (r *Reading) Give(field, value string) {
	at := map[string]*string{fieldStreet: &r.Address.StreetAddress, fieldUnit: &r.Address.Extended, fieldCity: &r.Address.Locality,
		fieldState: &r.Address.Region, fieldZip: &r.Address.PostalCode, fieldCaller: &r.Address.CallerName}[field]
	if at == nil {
		return
	}
	if field == fieldCaller && *at != "" && *at != value {
		r.Left = append(r.Left, *at) // it was a guess
	}
	*at = value
	r.Doubts = slices.DeleteFunc(r.Doubts, func(d Doubt) bool { return d.Field == field })
}

// KeepCaller puts the caller who is on file into an address that names none for certain.
func (r *Reading) KeepCaller(name string) {
	guessed := slices.ContainsFunc(r.Doubts, func(d Doubt) bool { return d.Field == fieldCaller })
	if name != "" && (guessed || r.Address.CallerName == "") {
		r.Give(fieldCaller, name)
	}
}

// ParseAddress splits an address that was pasted whole, on one line or several,
// into fields for a person to approve.
func ParseAddress(s string) Reading {
	c := clip(s)
	r := Reading{Left: c.left}
	parts, after := beforePostal(dropCountry(c.parts))
	e := &r.Address
	parts, e.PostalCode = takePostal(parts)
	parts = dropCountry(parts)
	parts, e.Region = takeRegion(parts, e.PostalCode != "")
	if e.Region != "" && e.PostalCode == "" { // "Springfield 62701 IL"
		parts, e.PostalCode = takePostal(parts)
	}
	c.region(e)
	if say := elsewhere(e.PostalCode, e.Region); say != "" {
		r.doubt(fieldZip, say)
	}
	if len(after) > 0 {
		r.leftOver(after)
	}
	r.place(parts, c.named)
	r.named(c.named)
	e.StreetAddress, e.Locality = unstopped(e.StreetAddress), unstopped(e.Locality)
	r.check()
	slices.SortStableFunc(r.Doubts, func(a, b Doubt) int { return slices.Index(fieldOrder, a.Field) - slices.Index(fieldOrder, b.Field) })
	return r
}

// named puts what stood behind labels over what was found without.
func (r *Reading) named(values map[string]string) {
	found := r.Address.Extended
	for field, name := range map[string]string{fieldUnit: "unit", fieldCity: "city", fieldCaller: "caller"} {
		if value := values[name]; value != "" {
			r.Give(field, value)
		}
	}
	if unit := values["unit"]; unit != "" && found != "" && found != unit {
		r.doubt(fieldUnit, `there are two: "`+found+`" and "`+unit+`"`)
	}
}

// region takes the state and the code from behind their labels.
func (c clipping) region(e *E911) {
	if at, ok := RegionOf(c.named["state"]); ok {
		e.Region = at.Code
	}
	if code := strings.ToUpper(c.named["zip"]); zipForm().MatchString(code) || postalForm().MatchString(code) {
		if e.PostalCode = code; postalForm().MatchString(code) {
			e.PostalCode = writtenPostal(code)
		}
	}
}

// beforePostal cuts what stands behind the last piece with a postal code.
func beforePostal(parts [][]string) (until, after [][]string) {
	for i := len(parts); i > 1; i-- {
		if endsWithPostal(parts[:i]) {
			return parts[:i], parts[i:]
		}
	}
	return parts, nil
}

// leftOver are pieces behind the address: a unit, or something that may say where the place is.
func (r *Reading) leftOver(parts [][]string) {
	for _, words := range parts {
		whole := strings.Join(words, " ")
		if unitEnd(words, 0) == len(words) && r.Address.Extended == "" {
			r.Address.Extended = whole
			r.doubt(fieldUnit, `"`+whole+`" stands behind the address`)
			continue
		}
		r.Left = append(r.Left, whole)
		r.doubt(fieldStreet, `"`+whole+`" stands behind the address and was left out`)
	}
}

// place gives the pieces before the state to name, unit, street and city.
func (r *Reading) place(parts [][]string, named map[string]string) {
	if street := strings.Fields(named["street"]); len(street) > 0 {
		parts = slices.Insert(parts, 0, street)
	}
	at := streetPart(parts)
	if at < 0 {
		r.nowhere(parts)
		return
	}
	street, rest := parts[at], parts[at+1:]
	if len(street) == 1 && len(rest) > 0 { // "4200, boul. Saint-Laurent"
		if !leading[fold(rest[0][0])] {
			r.doubt(fieldStreet, `"`+street[0]+`" stands alone`)
		}
		street, rest = slices.Concat([]string{strings.Trim(street[0], ",")}, rest[0]), rest[1:]
	}
	r.above(parts[:at])
	rest = r.below(rest, named["city"] != "")
	if n := frontUnit(street); n > 0 {
		r.addUnit(street[:n])
		street = street[n:]
	}
	r.line(street, named["city"] != "")
	for _, words := range rest {
		r.addUnit(words)
	}
}

// streetPart is the piece that begins with a house number, one that also names
// a street before others; -1 when none does.
func streetPart(parts [][]string) int {
	first := -1
	for i, words := range parts {
		n := frontUnit(words)
		if !houseNumber(words[n]) || len(words) == 1 && (i+1 == len(parts) || hasDigit(parts[i+1][0]) || unitEnd(parts[i+1], 0) > 0) {
			continue
		}
		if first < 0 {
			first = i
		}
		if slices.ContainsFunc(words[n:], func(w string) bool { return suffixes[fold(w)] || leading[fold(w)] }) {
			return i
		}
	}
	return first
}

// above takes the pieces over the street: units, a name, and what else people put there.
func (r *Reading) above(parts [][]string) {
	for _, words := range parts {
		whole := strings.Join(words, " ")
		switch {
		case unitEnd(words, 0) == len(words):
			r.addUnit(words)
		case closing().MatchString(whole):
			r.Left = append(r.Left, whole)
		case hasDigit(whole), slices.ContainsFunc(words, func(w string) bool { return placeWords[fold(w)] }):
			r.addUnit(words)
			r.doubt(fieldUnit, `"`+whole+`" may be a part of the place`)
		case r.Address.CallerName == "":
			r.Address.CallerName = whole
			r.doubt(fieldCaller, `"`+whole+`" is taken for the caller's name`)
		default:
			r.Left = append(r.Left, whole)
		}
	}
}

// below takes the city off the pieces under the street and gives back the units.
func (r *Reading) below(parts [][]string, named bool) (units [][]string) {
	if n := len(parts); n > 0 && !named && r.Address.Locality == "" {
		last := parts[n-1]
		end := unitEnd(last, 0)
		switch {
		case end == len(last):
		case end > 0 && townLike(last[end:]): // "Apt 4 San Francisco"
			r.Address.Locality = strings.Join(last[end:], " ")
			parts = append(parts[:n-1:n-1], last[:end])
		case end == 0 && townLike(last):
			r.Address.Locality, parts = strings.Join(last, " "), parts[:n-1]
		}
	}
	for _, words := range parts {
		if unitEnd(words, 0) != len(words) {
			r.doubt(fieldUnit, `"`+strings.Join(words, " ")+`" may be a unit or something else`)
		}
		units = append(units, words)
	}
	return units
}

func (r *Reading) addUnit(words []string) {
	unit := strings.Join(words, " ")
	unit = strings.TrimRight(unit, ",:")
	r.Address.Extended = strings.TrimSpace(r.Address.Extended + " " + unit)
}

// townLike reports words that can be the name of a town.
func townLike(words []string) bool {
	letters := 0
	for _, r := range strings.Join(words, " ") {
		switch {
		case unicode.IsLetter(r), unicode.Is(unicode.Mn, r):
			letters++
		case !strings.ContainsRune(" .'-", r):
			return false
		}
	}
	return letters > 1 && len(words) <= 5
}

// check doubts what does not hold together as a whole.
func (r *Reading) check() {
	e := r.Address
	street := strings.Fields(e.StreetAddress)
	switch {
	case boxed(e.StreetAddress + " " + e.Extended):
		r.doubt(fieldStreet, "a box or a rural route is not a place where help can go")
	case len(street) == 0:
		if e.Locality != "" || e.PostalCode != "" {
			r.doubt(fieldStreet, "no street was found")
		}
	case strings.ContainsAny(e.StreetAddress, "@&+*=?<>"):
		r.doubt(fieldStreet, "the street line holds more than a street: "+e.StreetAddress)
	case holdsUnit(street), unitWord(street, e.Region):
		r.doubt(fieldUnit, "the street line may hold a unit: "+e.StreetAddress)
	}
	if behind := wordsBehind(street); behind != "" {
		r.doubt(fieldStreet, `"`+behind+`" may be no part of the street`)
	}
	if severalHouses(street) {
		r.doubt(fieldStreet, "it may be more than one house: "+e.StreetAddress)
	}
	if first, second, two := twoUnits(strings.Fields(e.Extended)); two {
		r.doubt(fieldUnit, `there are two: "`+first+`" and "`+second+`"`)
	}
	if len(street) > 0 && e.Locality == "" && (e.Region != "" || e.PostalCode != "") {
		r.doubt(fieldCity, "no city was found")
	}
	if utf8.RuneCountInString(e.Extended) > 60 {
		r.doubt(fieldUnit, "it is very long")
	}
}

// holdsUnit reports a street line in which a unit is left that could not be
// taken out of it.
func holdsUnit(street []string) bool {
	for i, w := range street {
		last := i == len(street)-1
		switch {
		case i == 0 || !strings.HasPrefix(w, "#") && !designators[fold(w)]:
		case strings.HasPrefix(w, "#"), last, isUnitNumber(street[i+1]), i > 1 && !suffixes[fold(street[i+1])]:
			return true
		}
	}
	return false
}
