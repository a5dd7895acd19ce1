package oneuc

import "strings"

// Hint is a doubt about an address that does not stop it from being sent.
type Hint struct {
	Field string // the server's dotted name
	Text  string
	Fixed *E911 // the address without the doubt, when it can be made by itself
}

// Hints are what a person should look at before sending: no house number, a
// P.O. box, a unit or a city inside the street line, a code of another state.
func (e E911) Hints() []Hint {
	var hints []Hint
	words := strings.Fields(e.StreetAddress)
	switch {
	case len(words) == 0:
	case boxed(e.StreetAddress):
		hints = append(hints, Hint{Field: fieldStreet, Text: "a P.O. box or a rural route is not a place where help can go"})
	case !hasDigit(words[0]):
		hints = append(hints, Hint{Field: fieldStreet, Text: "there is no house number"})
	}
	if fixed := e.Apart(); fixed.Extended != e.Extended {
		hints = append(hints, Hint{Field: fieldStreet, Text: "the street line holds a unit: " + fixed.Extended, Fixed: &fixed})
	} else if _, unit, has := SplitUnit(e.StreetAddress); has {
		if _, _, two := twoUnits(strings.Fields(unit + " " + e.Extended)); two {
			hints = append(hints, Hint{Field: fieldStreet, Text: "the street line holds a unit too: " + unit})
		}
	}
	if more := e.more(); more != "" && len(hints) == 0 {
		hints = append(hints, Hint{Field: fieldStreet, Text: alsoHolds(more)})
	}
	if say := elsewhere(e.PostalCode, e.Region); say != "" {
		hints = append(hints, Hint{Field: fieldZip, Text: say})
	}
	return hints
}
