package intake

import (
	"slices"
	"strings"
)

// Column is one that a kind of file can have.
type Column struct {
	Name   string   // as it is told
	Also   []string // other names for it
	Needed bool
}

// columnOf finds a column by its name, whatever its case, blanks and dashes.
func columnOf(columns []Column, name string) (Column, bool) {
	name = bare(name)
	for _, c := range columns {
		if bare(c.Name) == name || slices.ContainsFunc(c.Also, func(a string) bool { return bare(a) == name }) {
			return c, true
		}
	}
	return Column{}, false
}

func bare(s string) string {
	return strings.NewReplacer(" ", "", "_", "", "-", "", ".", "", "\u00a0", "").Replace(strings.ToLower(strings.TrimSpace(s)))
}

// Names are the columns in words, those that may be left out in brackets.
func Names(columns []Column) string {
	var all []string
	for _, c := range columns {
		if c.Needed {
			all = append(all, c.Name)
		} else {
			all = append(all, "["+c.Name+"]")
		}
	}
	return strings.Join(all, ", ")
}
