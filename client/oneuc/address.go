package oneuc

import (
	"regexp"
	"strings"
	"unicode"
)

// maxAddress bounds what is read of a pasted address, in bytes.
const maxAddress = 600

// ParseAddress splits an address that was pasted whole, on one line or several,
// into fields for a person to approve. What it cannot place stays in the street
// line; nothing is invented. A line without digits before the street is taken
// for the caller's name.
func ParseAddress(s string) E911 {
	s = strings.ToValidUTF8(s[:min(len(s), maxAddress)], "")
	var parts [][]string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == '\n' || r == '\r' }) {
		part = strings.Map(func(r rune) rune {
			if unicode.IsControl(r) && !unicode.IsSpace(r) {
				return -1
			}
			return r
		}, part)
		if words := strings.Fields(part); len(words) > 0 {
			parts = append(parts, words)
		}
	}
	parts = dropCountry(parts)
	var e E911
	parts, e.PostalCode = takePostal(parts)
	parts, e.Region = takeRegion(parts, e.PostalCode != "")
	placeRest(parts, &e)
	return e
}

// trim takes n words off the end of the last part.
func trim(parts [][]string, n int) [][]string {
	last := len(parts) - 1
	words := parts[last][:len(parts[last])-n]
	if len(words) == 0 {
		return parts[:last]
	}
	return append(parts[:last:last], words)
}

func dropCountry(parts [][]string) [][]string {
	if len(parts) == 0 {
		return parts
	}
	last := parts[len(parts)-1]
	for n := min(4, len(last)); n > 0; n-- {
		switch strings.ToUpper(strings.ReplaceAll(strings.Join(last[len(last)-n:], " "), ".", "")) {
		case "USA", "US", "UNITED STATES", "UNITED STATES OF AMERICA", "CANADA":
			if len(parts) > 1 || len(last) > n {
				return trim(parts, n)
			}
		}
	}
	return parts
}

func takePostal(parts [][]string) ([][]string, string) {
	if len(parts) == 0 {
		return parts, ""
	}
	last := parts[len(parts)-1]
	for n := 1; n <= min(2, len(last)); n++ {
		text := strings.ToUpper(strings.Trim(strings.Join(last[len(last)-n:], " "), "."))
		alone := len(parts) == 1 && len(last) == n
		switch {
		case alone:
		case n == 1 && zipForm.MatchString(text):
			return trim(parts, 1), text
		case postalForm.MatchString(text):
			text = strings.ReplaceAll(text, " ", "")
			return trim(parts, n), text[:3] + " " + text[3:]
		}
	}
	return parts, ""
}

// takeRegion reads a state at the end. Without a postal code or a comma before
// it, two letters may as well belong to the street.
func takeRegion(parts [][]string, sure bool) ([][]string, string) {
	if len(parts) == 0 || !sure && len(parts) == 1 {
		return parts, ""
	}
	last := parts[len(parts)-1]
	for n := min(4, len(last)); n > 0; n-- {
		text := strings.ReplaceAll(strings.Join(last[len(last)-n:], " "), ".", "")
		if len(parts) == 1 && len(last) == n {
			continue
		}
		if r, ok := RegionOf(text); ok {
			return trim(parts, n), r.Code
		}
	}
	return parts, ""
}

// placeRest gives the remaining parts to name, street, unit and city.
func placeRest(parts [][]string, e *E911) {
	if len(parts) > 1 && !leadsWithDigit(parts[0]) && leadsWithDigit(parts[1]) && unitEnd(parts[0], 0) == 0 {
		e.CallerName = strings.Join(parts[0], " ")
		parts = parts[1:]
	}
	if n := len(parts); n > 1 || n == 1 && !leadsWithDigit(parts[0]) && (e.Region != "" || e.PostalCode != "") {
		if last := parts[n-1]; unitEnd(last, 0) == 0 && !leadsWithDigit(last) {
			e.Locality = strings.Join(last, " ")
			parts = parts[:n-1]
		}
	}
	if len(parts) == 0 {
		return
	}
	street := parts[0]
	var unit []string
	for _, part := range parts[1:] {
		unit = append(unit, part...)
	}
	start, end, found := findUnit(street)
	if cut := streetEnd(street); !found && cut > 0 && e.Locality == "" && len(unit) == 0 {
		start, end, found = cut, cut, true
	}
	if found && (end == len(street) || e.Locality == "" && len(unit) == 0) {
		if end < len(street) {
			e.Locality = strings.Join(street[end:], " ")
		}
		unit = append(append([]string(nil), street[start:end]...), unit...)
		street = street[:start]
	}
	e.StreetAddress, e.Extended = strings.Join(street, " "), strings.Join(unit, " ")
}

func leadsWithDigit(words []string) bool { return len(words) > 0 && hasDigit(words[0]) }

// Hint is a doubt about an address that does not stop it from being sent.
type Hint struct {
	Field string // the server's dotted name
	Text  string
	Fixed *E911 // the address without the doubt, when it can be made by itself
}

var poBox = regexp.MustCompile(`(?i)\b(p\.?\s*o\.?\s*box|post\s+office\s+box|general\s+delivery)\b|^\s*box\s+\d`)

// Hints are what a person should look at before sending: no house number, a
// P.O. box, a unit inside the street line.
func (e E911) Hints() []Hint {
	const field = "e911.street_address"
	var hints []Hint
	words := strings.Fields(e.StreetAddress)
	switch {
	case len(words) == 0:
		return nil
	case poBox.MatchString(e.StreetAddress):
		hints = append(hints, Hint{Field: field, Text: "a P.O. box is not a place where help can go"})
	case !hasDigit(words[0]):
		hints = append(hints, Hint{Field: field, Text: "there is no house number"})
	}
	if street, unit, ok := SplitUnit(e.StreetAddress); ok && e.Extended == "" {
		fixed := e
		fixed.StreetAddress, fixed.Extended = street, unit
		hints = append(hints, Hint{Field: field, Text: "the street line holds a unit: " + unit, Fixed: &fixed})
	}
	return hints
}
