package pane

import (
	"strings"

	"switchboard/ui/style"
	"switchboard/ui/text"
)

// gutter is what stands before the first column: the bar of the selected row, the mark, a space.
const gutter = 3

// Cell is one field of a row.
type Cell struct {
	Text text.Safe
	Role style.Role
	// Middle cuts a long text in its middle, for ids whose ends tell them apart.
	Middle bool
}

// Column is one field of a table's rows.
type Column[T any] struct {
	Title string
	Min   int  // cells it needs to be shown
	Grow  bool // takes a share of the cells left over
	Name  bool // its cells are names: columns with a higher Drop go before one of them is cut
	Prose bool // its cells are sentences: it takes all that the others leave, as far as they are long
	Right bool // aligned to the right
	Drop  int  // columns with a higher Drop go first when the width is short; 0 stays
	Times bool // its cells are moments: the heading names their zone
	Stays bool // it says which row it is, and cannot be turned off
	Cell  func(T) Cell
	mark  string // behind its title: the direction of the order it is sorted by
}

// Table is a List drawn in columns. Only the rows in sight are drawn.
type Table[T any] struct {
	List[T]
	Kit     *Kit
	Columns []Column[T]
	// Group names the group a row belongs to, "" for none. A heading is drawn where the group changes.
	Group func(T) string
	// Row is the role of a whole row; nil is text.
	Row func(T) style.Role
	// Away says that the cursor is elsewhere: no row is drawn as the selected one.
	Away bool

	all    []Column[T] // those that are turned off among them; nil before a person chose any
	fitW   int
	fitted []fit[T]
	wide   []int      // how wide the names of each column are, in cells
	seen   int        // the change of the rows that was measured
	drawn  []drawnRow // where rows stood when it was drawn last
}

// View draws the headings and the rows in sight: at most h lines of w cells.
func (t *Table[T]) View(w, h int) []string {
	if h <= 0 {
		return nil
	}
	cols := t.fit(w)
	out := []string{t.Kit.Styles.Paint(style.Dim, t.headings(cols, w))}
	return append(out, t.Body(w, h-1)...)
}

// Body draws the rows in sight without the headings.
func (t *Table[T]) Body(w, h int) []string {
	cols := t.fit(w)
	for room := h; room > 0; room-- {
		if out := t.lines(cols, w, room); len(out) <= h {
			return out
		}
	}
	if row, ok := t.Selected(); ok && h > 0 { // no room for a heading: the row itself
		return []string{t.line(cols, w, row, true)}
	}
	return nil
}

// lines draws n rows with the group headings between them.
func (t *Table[T]) lines(cols []fit[T], w, n int) []string {
	top, at := t.scroll(n)
	var out []string
	group := ""
	if t.Group != nil && top > 0 {
		group = t.Group(t.rows[top-1])
	}
	t.drawn = t.drawn[:0]
	for i := top; i < len(t.rows) && i < top+n; i++ {
		if t.Group != nil {
			if g := t.Group(t.rows[i]); g != group {
				group = g
				if len(out) > 0 {
					out = append(out, "")
				}
				out = append(out, strings.Repeat(" ", gutter)+t.Kit.Styles.Paint(style.Heading, cut(g, w-gutter)))
			}
		}
		line := t.line(cols, w, t.rows[i], i == at && !t.Away)
		t.drawn = append(t.drawn, drawnRow{line, len(out), i})
		out = append(out, line)
	}
	return out
}

func (t *Table[T]) line(cols []fit[T], w int, row T, selected bool) string {
	st := t.Kit.Styles
	var b strings.Builder
	b.WriteString(t.gutter(row, selected))
	base := style.Text
	if t.Row != nil {
		base = t.Row(row)
	}
	for i, c := range cols {
		if i > 0 {
			b.WriteByte(' ')
		}
		cell := c.Cell(row)
		field := c.place(cell.Text, cell.Middle)
		role := cell.Role
		if role == style.Text {
			role = base
		}
		if selected && (st.Turns(style.Selection) || role == style.Text || role == style.Dim || role == style.Faint) { // nothing on it is pale
			b.WriteString(field)
			continue
		}
		b.WriteString(st.Paint(role, field))
	}
	if !selected {
		return b.String()
	}
	return st.Chosen(b.String(), w)
}

func (t *Table[T]) gutter(row T, selected bool) string {
	bar := " "
	if selected {
		bar = t.Kit.Styles.Edge()
	}
	return bar + t.Sign(row) + " "
}

func (t *Table[T]) headings(cols []fit[T], w int) string {
	parts := make([]string, len(cols))
	for i, c := range cols {
		title := text.Clean(c.Title + c.mark)
		if c.Times {
			title = title.Append(text.Own(t.Kit.Times.Zone(text.FormClock)))
		}
		parts[i] = c.place(title, false)
	}
	return strings.TrimRight(cut(strings.Repeat(" ", gutter)+strings.Join(parts, " "), w), " ")
}
