package pane

import (
	"strings"
	"testing"

	"switchboard/themes"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// The colour of a cell says the same on the selected row as on any other.
func TestTheSelectedRowKeepsTheColoursOfItsCells(t *testing.T) {
	for _, name := range (themes.Set{}).Names() {
		theme, _ := themes.Set{}.Load(name)
		st := style.New(theme, false)
		if st.Turns(style.Selection) {
			continue
		}
		table := Table[string]{Kit: &Kit{Styles: st}, List: List[string]{Key: func(s string) string { return s }},
			Columns: []Column[string]{{Title: "STATE", Min: 6, Cell: func(s string) Cell { return Cell{Text: text.Clean(s), Role: style.Bad} }}}}
		table.Set([]string{"risk"})
		row := table.Body(20, 1)[0]
		cell, _, _ := strings.Cut(st.Paint(style.Bad, "risk"), "\x1b[m")
		if !strings.Contains(row, cell) {
			t.Errorf("%s: the selected row is %q: the cell is not painted as %q", name, row, cell)
		}
	}
}

// No paint runs through padding: an underline is under the word alone, on whichever side of it the blanks are.
func TestNoPaintRunsThroughPadding(t *testing.T) {
	theme, _ := themes.Set{}.Load(themes.Mono)
	st := style.New(theme, false)
	for _, right := range []bool{false, true} {
		table := Table[string]{Kit: &Kit{Styles: st}, List: List[string]{Key: func(s string) string { return s }},
			Columns: []Column[string]{{Title: "LEFT", Min: 9, Right: right, Cell: func(s string) Cell { return Cell{Text: text.Clean(s), Role: style.Warn} }}}}
		table.Set([]string{"first", "0 : 23"})
		if row := table.Body(20, 2)[1]; !strings.Contains(row, st.Paint(style.Warn, "0 : 23")) {
			t.Errorf("aligned right %v: the cell is painted as %q", right, row)
		}
	}
}
