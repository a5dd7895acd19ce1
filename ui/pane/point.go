package pane

import "strings"

// drawnRow is where a row stood when the table was drawn last: its line among the table's, and its place among the rows.
type drawnRow struct {
	text    string
	line, i int
}

// Pointed is a pane that can tell which row stands on a line of what it has drawn.
type Pointed interface {
	// RowAt is how many rows below the cursor the row on line y of lines stands; false where none does.
	RowAt(lines []string, y int) (d int, ok bool)
}

// Clicked is a sheet that takes a click on a line of its inside.
type Clicked interface{ Click(y int) }

// RowAt implements Pointed for the pane of the table.
func (t *Table[T]) RowAt(lines []string, y int) (d int, ok bool) {
	if len(t.drawn) == 0 {
		return 0, false
	}
	first := t.drawn[0]
	for top, l := range lines {
		if !strings.Contains(l, first.text) {
			continue
		}
		for _, r := range t.drawn {
			if r.line-first.line == y-top {
				return r.i - max(t.Index(), 0), true
			}
		}
	}
	return 0, false
}
