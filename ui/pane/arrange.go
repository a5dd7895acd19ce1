package pane

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keybook"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Layout is how a person wants a list: its order and its columns. Its JSON is
// what is remembered of a pane.
type Layout struct {
	Sort    string   `json:"sort,omitempty"` // an Order's ID; "" is the list's own order
	Reverse bool     `json:"reverse,omitempty"`
	Hidden  []string `json:"hidden,omitempty"` // titles of columns
	Wanted  []string `json:"wanted,omitempty"` // titles of columns that are shown before others where room is short, the latest first
}

// Order is one order a list can be in.
type Order struct {
	ID, Name string
	OneWay   bool // it cannot be reversed
}

// Arrange is the sheet for the order and the columns of a list. What is
// chosen holds at once.
type Arrange struct {
	kit     *Kit
	orders  []Order
	columns []string // their titles
	table   Columned
	layout  Layout
	at      int
	apply   func(Layout) tea.Cmd
}

// Columned is a table whose columns can be chosen.
type Columned interface {
	Optional() []string // the titles of the columns that can be turned off
	Seen() []string     // the titles of those that have room
}

// NewArrange returns the sheet.
func NewArrange(kit *Kit, orders []Order, table Columned, l Layout, apply func(Layout) tea.Cmd) *Arrange {
	return &Arrange{kit: kit, orders: orders, columns: table.Optional(), table: table, layout: l, apply: apply}
}

// Title implements Sheet.
func (a *Arrange) Title() string {
	if len(a.orders) == 0 {
		return "Columns"
	}
	return "Order and columns"
}

// Update implements Sheet.
func (a *Arrange) Update(tea.Msg) tea.Cmd { return nil }

// Actions implements Sheet.
func (a *Arrange) Actions() []Action {
	move := func(d int) func() tea.Cmd {
		return func() tea.Cmd {
			a.at = min(max(a.at+d, 0), len(a.orders)+len(a.columns)-1)
			return nil
		}
	}
	return []Action{
		{ID: "arrange.choose", Key: keybook.Fixed(a.verb(), "enter", "space"), Do: a.choose},
		{ID: "arrange.all", Key: keybook.Fixed("all as at first", "a"), Off: a.untouched, Do: a.all},
		{ID: "arrange.close", Key: keybook.Fixed("close", "esc", "s", "q"), Do: func() tea.Cmd { return Send(Pop{a}) }},
		{ID: "arrange.up", Key: keybook.Fixed("up", "up", "k"), Hide: true, Do: move(-1)},
		{ID: "arrange.down", Key: keybook.Fixed("down", "down", "j"), Hide: true, Do: move(1)},
	}
}

// verb is what Enter does with the line under the cursor.
func (a *Arrange) verb() string {
	if a.at < len(a.orders) {
		return "choose, again reverses"
	}
	switch title := a.columns[a.at-len(a.orders)]; {
	case slices.Contains(a.layout.Hidden, title):
		return "turn on"
	case !slices.Contains(a.table.Seen(), title):
		return "make room for it"
	}
	return "turn off"
}

func (a *Arrange) choose() tea.Cmd {
	if a.at < len(a.orders) {
		o := a.orders[a.at]
		again := a.layout.Sort == o.ID
		a.layout.Sort, a.layout.Reverse = o.ID, again && !a.layout.Reverse && !o.OneWay
		return a.apply(a.layout)
	}
	title := a.columns[a.at-len(a.orders)]
	off := slices.Contains(a.table.Seen(), title)
	is := func(s string) bool { return s == title }
	a.layout.Hidden = slices.DeleteFunc(slices.Clone(a.layout.Hidden), is)
	a.layout.Wanted = slices.DeleteFunc(slices.Clone(a.layout.Wanted), is)
	if off {
		a.layout.Hidden = append(a.layout.Hidden, title)
	} else {
		a.layout.Wanted = slices.Insert(a.layout.Wanted, 0, title)
	}
	return a.apply(a.layout)
}

func (a *Arrange) untouched() string {
	if len(a.layout.Hidden)+len(a.layout.Wanted) == 0 {
		return "the columns are as they were at first"
	}
	return ""
}

// all shows the columns as if nothing was ever chosen of them.
func (a *Arrange) all() tea.Cmd {
	a.layout.Hidden, a.layout.Wanted = nil, nil
	return a.apply(a.layout)
}

// roomless is what stands behind a column that is on and not to be seen.
const roomless = "no room"

// Wide implements Wide: as wide as the longest name beside its mark.
func (a *Arrange) Wide() int {
	most := 0
	for _, o := range a.orders {
		most = max(most, text.Width(o.Name))
	}
	for _, c := range a.columns {
		most = max(most, text.Width(c)+2+len(roomless))
	}
	return most + 6
}

// View implements Sheet.
func (a *Arrange) View(w, h int) string {
	st := a.kit.Styles
	var lines []string
	row := func(i int, mark, name string) {
		lines = append(lines, st.Row(mark+" "+name, i == a.at, w))
	}
	if len(a.orders) > 0 {
		lines = append(lines, st.Paint(style.Heading, "ORDER"))
	}
	for i, o := range a.orders {
		mark := "   "
		if o.ID == a.layout.Sort {
			mark = "[" + arrow(a.layout.Reverse) + "]"
		}
		row(i, mark, o.Name)
	}
	heads := 0 // headings above the columns
	if len(a.orders) > 0 {
		lines, heads = append(lines, st.Paint(style.Heading, "COLUMNS")), 2
	}
	seen := a.table.Seen()
	for i, c := range a.columns {
		mark := "[x]"
		switch {
		case slices.Contains(a.layout.Hidden, c):
			mark = "[ ]"
		case !slices.Contains(seen, c):
			mark, c = "[-]", c+"  "+roomless
		}
		row(len(a.orders)+i, mark, c)
	}
	cursor := a.at + heads
	if a.at < len(a.orders) {
		cursor = a.at + 1
	}
	top := max(0, min(cursor-h/2, len(lines)-h))
	return strings.Join(lines[top:min(top+h, len(lines))], "\n")
}

// arrow is the word for the direction of an order: v is the list's usual one.
func arrow(reverse bool) string {
	if reverse {
		return "^"
	}
	return "v"
}

// Arranged makes the table show columns as a person wants them: without the hidden ones, and the wanted ones before
// others where room is short. The heading of the column called sorted carries the direction.
func (t *Table[T]) Arranged(columns []Column[T], l Layout, sorted string) {
	t.all, t.Columns, t.fitted, t.wide = columns, nil, nil, nil
	for _, c := range columns {
		if slices.Contains(l.Hidden, c.Title) && !c.Stays {
			continue
		}
		if c.Title == sorted {
			c.mark = " " + arrow(l.Reverse)
			c.Min = max(c.Min, text.Width(c.Title+c.mark))
		}
		switch i := slices.Index(l.Wanted, c.Title); {
		case i >= 0:
			c.Drop = min(c.Drop, i+1)
		case c.Drop > 0:
			c.Drop += len(l.Wanted)
		}
		t.Columns = append(t.Columns, c)
	}
}

// Arrange is Arranged for a table that has its columns and one order.
func (t *Table[T]) Arrange(l Layout) {
	if t.all == nil {
		t.all = t.Columns
	}
	t.Arranged(t.all, l, "")
}

// Optional implements Columned.
func (t *Table[T]) Optional() []string {
	all := t.all
	if all == nil {
		all = t.Columns
	}
	return titles(slices.DeleteFunc(slices.Clone(all), func(c Column[T]) bool { return c.Stays }))
}

// Seen implements Columned: by the width the table was drawn in last.
func (t *Table[T]) Seen() []string {
	if t.fitW == 0 { // it was never drawn: nothing is known to have no room
		return titles(t.Columns)
	}
	var out []string
	for _, c := range t.fit(t.fitW) {
		out = append(out, c.Title)
	}
	return out
}

// titles are the titles of columns.
func titles[T any](columns []Column[T]) []string {
	var out []string
	for _, c := range columns {
		out = append(out, c.Title)
	}
	return out
}
