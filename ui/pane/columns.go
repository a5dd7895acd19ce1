package pane

import (
	"slices"

	"switchboard/ui/text"
)

// fit is a column with the width it is drawn in.
type fit[T any] struct {
	Column[T]
	w, wide int // wide is how wide its names or sentences are, 0 where they are neither
}

// fit chooses the columns that have room and shares out what is left; it is
// worked out once per width, and again when a name needs more.
func (t *Table[T]) fit(w int) []fit[T] {
	t.measure()
	if t.fitW == w && t.fitted != nil {
		return t.fitted
	}
	keep := make([]fit[T], len(t.Columns))
	for i, c := range t.Columns {
		keep[i] = fit[T]{c, c.Min, t.wide[i]}
	}
	for need(keep) > w && len(keep) > 1 {
		worst := least(keep)
		if worst < 0 {
			break
		}
		keep = slices.Delete(keep, worst, worst+1)
	}
	keep = named(keep, w)
	share(keep, w)
	t.fitW, t.fitted = w, keep
	return keep
}

// mostName is the longest name that columns make room for, in cells: one of 80 letters would leave the others a desert.
const mostName = 40

// mostProse is the longest sentence that a list goes over its detail for, in cells.
const mostProse = 76

// measure takes how wide the names and sentences of the rows held are. What was needed once
// is kept until the columns change, so that no letter of a filter moves them.
func (t *Table[T]) measure() {
	if len(t.wide) != len(t.Columns) {
		t.wide, t.fitted = make([]int, len(t.Columns)), nil
	} else if t.seen == t.changes {
		return
	}
	t.seen = t.changes
	for i, c := range t.Columns {
		if !c.Name && !c.Prose {
			continue
		}
		was := t.wide[i]
		for _, r := range t.rows {
			if n := c.Cell(r).Text.Width(); n <= mostName || c.Prose {
				t.wide[i] = max(t.wide[i], n)
			}
		}
		if t.wide[i] > max(was, c.Min) {
			t.fitted = nil
		}
	}
}

// Need is the width in which no name is cut and what matters as much stands beside it, in cells.
func (t *Table[T]) Need() int {
	t.measure()
	matters, n := 0, gutter-1
	for _, c := range t.Columns {
		if c.Name {
			matters = max(matters, c.Drop)
		}
	}
	for i, c := range t.Columns {
		if c.Drop <= matters {
			n += max(c.Min, t.wanted(i)) + 1
		}
	}
	return n
}

// wanted is how wide a column's longest name or sentence is, as far as others make room for it, in cells.
func (t *Table[T]) wanted(i int) int {
	if t.Columns[i].Prose {
		return min(t.wide[i], mostProse)
	}
	return t.wide[i]
}

// Whole is the width in which every column stands and none would grow further, in cells.
func (t *Table[T]) Whole() int {
	t.measure()
	n := gutter + len(t.Columns) - 1
	for i, c := range t.Columns {
		most := c.Min
		if c.Grow {
			most = 2 * c.Min
		}
		n += max(most, t.wanted(i))
	}
	return n
}

// least is the column that goes first, -1 when all have to stay.
func least[T any](cols []fit[T]) int {
	worst := -1
	for i, c := range cols {
		if c.Drop > 0 && (worst < 0 || c.Drop >= cols[worst].Drop) {
			worst = i
		}
	}
	return worst
}

// named gives names their whole width; what matters less goes for it, unless even that is not enough.
func named[T any](cols []fit[T], w int) []fit[T] {
	out, matters := slices.Clone(cols), 0
	for i, c := range cols {
		if c.Name {
			out[i].w = max(c.w, c.wide)
			matters = max(matters, c.Drop)
		}
	}
	for need(out) > w {
		worst := least(out)
		if worst < 0 || out[worst].Drop <= matters {
			return cols
		}
		out = slices.Delete(out, worst, worst+1)
	}
	return out
}

func need[T any](cols []fit[T]) int {
	n := gutter + len(cols) - 1
	for _, c := range cols {
		n += c.w
	}
	return n
}

// share gives the cells left over to the columns that grow; when even the
// least does not fit, the last columns shrink.
func share[T any](cols []fit[T], w int) {
	left := w - need(cols)
	for i := len(cols) - 1; i >= 0 && left < 0; i-- {
		take := min(-left, max(cols[i].w-1, 0))
		cols[i].w -= take
		left += take
	}
	free := left // once the sentences have their length
	for _, c := range cols {
		if c.Prose {
			free -= max(c.wide-c.w, 0)
		}
	}
	var grow []int
	for i, c := range cols {
		if c.wide > 0 && c.w == c.wide && free > 0 { // the longest name does not touch the next column
			cols[i].w++
			left, free = left-1, free-1
		}
		if c.Grow {
			grow = append(grow, i)
		}
	}
	for n, i := range grow {
		add := left / (len(grow) - n)
		add = max(min(add, max(2*cols[i].Min, cols[i].wide+1)-cols[i].w), 0) // more is enough for no column: the rest stays white
		cols[i].w += add
		left -= add
	}
}

func (c fit[T]) place(s text.Safe, middle bool) string {
	switch {
	case middle:
		s = s.CutMiddle(c.w)
	default:
		s = s.Cut(c.w)
	}
	if c.Right {
		return s.PadLeft(c.w).String()
	}
	return s.Pad(c.w).String()
}
