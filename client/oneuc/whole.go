package oneuc

import "strings"

// Whole reads the street line as an address, and reports whether it is one: a postal code, or a city
// with its state, stands behind the street. Sent as a street it would name another place than the
// fields beside it.
func (e E911) Whole() (Reading, bool) {
	r := ParseAddress(e.StreetAddress)
	a := r.Address
	words := strings.Fields(e.StreetAddress)
	floor := len(words) > 1 && strings.EqualFold(words[len(words)-1], "fl") && hasDigit(words[len(words)-2]) // "12th Fl" is not in Florida
	return r, a.StreetAddress != "" && (a.PostalCode != "" || a.Region != "" && a.Locality != "" && !floor)
}

// more is what stands behind a comma of a street line that is neither a unit nor a whole address, ""
// where there is nothing of the kind.
func (e E911) more() string {
	r, whole := e.Whole()
	at := strings.IndexFunc(e.StreetAddress, cuts)
	if whole || at < 0 || r.Address.Locality == "" {
		return ""
	}
	return strings.TrimSpace(e.StreetAddress[at+1:])
}

func alsoHolds(more string) string {
	return `the street line also holds "` + more + `": a unit and a city have fields of their own`
}

// Spread puts the whole address that a street line holds into its fields. Pieces are those that were
// typed beside it, by the server's names: where one says something else, both are asked about. It
// reports whether the line held more than a street.
func (e E911) Spread(pieces map[string]string) (Reading, bool) {
	r, whole := e.Whole()
	if !whole {
		r = Reading{Address: e}
		more := e.more()
		switch {
		case more == "":
			return r, false
		case fold(more) == fold(strings.TrimSpace(pieces[fieldCity])):
			r.Address.StreetAddress = strings.TrimSpace(e.StreetAddress[:strings.IndexFunc(e.StreetAddress, cuts)])
		default:
			r.doubt(fieldStreet, alsoHolds(more))
		}
	}
	found := map[string]string{fieldUnit: r.Address.Extended, fieldCity: r.Address.Locality, fieldState: r.Address.Region, fieldZip: r.Address.PostalCode}
	for _, field := range fieldOrder {
		typed := strings.TrimSpace(pieces[field])
		if at, ok := RegionOf(typed); field == fieldState && ok {
			typed = at.Code
		}
		if typed == "" || field == fieldStreet {
			continue
		}
		if r.Give(field, typed); found[field] != "" && fold(found[field]) != fold(typed) {
			r.doubt(field, `the street line holds "`+found[field]+`", beside it stands "`+typed+`"`)
		}
	}
	return r, true
}
