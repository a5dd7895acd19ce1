package filter

import (
	"slices"
	"strings"
	"unicode"
)

// nameRunes are what the name of a field is written with. Names of other programs have more than letters
// in them: who writes one of those is told the names that there are.
const nameRunes = "abcdefghijklmnopqrstuvwxyz0123456789_-"

// names reports whether what stands before a colon or a bound, in small letters, is meant as the name of a field.
// What begins with a digit and goes on with one behind the colon is a time of day, a port or the like: a text,
// unless the list has a field of that name.
func (g Grammar) names(name, value string) bool {
	if _, ok := g.field(name); ok {
		return true
	}
	if strings.Trim(name, nameRunes) != "" {
		return false
	}
	if unicode.IsDigit(rune(name[0])) {
		return strings.IndexFunc(strings.TrimLeft(value, `="`), unicode.IsLetter) == 0
	}
	return name[0] != '-'
}

// field finds a field by any of its names.
func (g Grammar) field(name string) (Field, bool) {
	for _, f := range g.Fields {
		if f.Name == name || slices.Contains(f.Same, name) {
			return f, true
		}
	}
	return Field{}, false
}

// near asks whether the one field was meant whose name differs from a written one in a single letter, or is the
// beginning of it; "" where there is none such or more than one.
func (g Grammar) near(name string) string {
	var meant []string
	for _, n := range g.Names() {
		plain := strings.TrimRight(n, ":<")
		if oneOff(name, plain) || strings.HasPrefix(name, plain) {
			meant = append(meant, n)
		}
	}
	if len(meant) != 1 {
		return ""
	}
	return "did you mean " + meant[0] + "? "
}

// oneOff reports whether a single letter is other, missing or too much in a for it to be b.
func oneOff(a, b string) bool {
	same := 0
	for same < min(len(a), len(b)) && a[same] == b[same] {
		same++
	}
	a, b = a[same:], b[same:]
	switch len(a) - len(b) {
	case 0:
		return a != "" && a[1:] == b[1:]
	case 1:
		return a[1:] == b
	case -1:
		return a == b[1:]
	}
	return false
}

// meant asks whether one of the known values was meant that differs from a written one in a single letter.
func meant(said string, known []string) string {
	for _, k := range known {
		if oneOff(Fold(said), Fold(k)) {
			return "; did you mean " + k + "?"
		}
	}
	return ""
}
