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
	columns []string
	layout  Layout
	at      int
	apply   func(Layout) tea.Cmd
}

// NewArrange returns the sheet. columns are the titles of those that can be hidden.
func NewArrange(kit *Kit, orders []Order, columns []string, l Layout, apply func(Layout) tea.Cmd) *Arrange {
	return &Arrange{kit: kit, orders: orders, columns: columns, layout: l, apply: apply}
}

// Title implements Sheet.
func (a *Arrange) Title() string { return "Order and columns" }

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
		{ID: "arrange.choose", Key: keybook.Fixed("choose, again reverses", "enter", "space"), Do: a.choose},
		{ID: "arrange.close", Key: keybook.Fixed("close", "esc", "s", "q"), Do: func() tea.Cmd { return Send(Pop{a}) }},
		{ID: "arrange.up", Key: keybook.Fixed("up", "up", "k"), Hide: true, Do: move(-1)},
		{ID: "arrange.down", Key: keybook.Fixed("down", "down", "j"), Hide: true, Do: move(1)},
	}
}

func (a *Arrange) choose() tea.Cmd {
	if a.at < len(a.orders) {
		o := a.orders[a.at]
		again := a.layout.Sort == o.ID
		a.layout.Sort, a.layout.Reverse = o.ID, again && !a.layout.Reverse && !o.OneWay
		return a.apply(a.layout)
	}
	title := a.columns[a.at-len(a.orders)]
	hidden := slices.Clone(a.layout.Hidden)
	if i := slices.Index(hidden, title); i >= 0 {
		hidden = slices.Delete(hidden, i, i+1)
	} else {
		hidden = append(hidden, title)
	}
	a.layout.Hidden = hidden
	return a.apply(a.layout)
}

// Wide implements Wide: as wide as the longest name beside its mark.
func (a *Arrange) Wide() int {
	most := 0
	for _, o := range a.orders {
		most = max(most, text.Width(o.Name))
	}
	for _, c := range a.columns {
		most = max(most, text.Width(c))
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
	lines = append(lines, st.Paint(style.Heading, "ORDER"))
	for i, o := range a.orders {
		mark := "   "
		if o.ID == a.layout.Sort {
			mark = "[" + arrow(a.layout.Reverse) + "]"
		}
		row(i, mark, o.Name)
	}
	lines = append(lines, st.Paint(style.Heading, "COLUMNS"))
	for i, c := range a.columns {
		mark := "[x]"
		if slices.Contains(a.layout.Hidden, c) {
			mark = "[ ]"
		}
		row(len(a.orders)+i, mark, c)
	}
	cursor := a.at + 1
	if a.at >= len(a.orders) {
		cursor++
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

// Arranged makes the table show columns without the hidden ones. The heading
// of the column called sorted carries the direction.
func (t *Table[T]) Arranged(columns []Column[T], l Layout, sorted string) {
	t.Columns, t.fitted = nil, nil
	for _, c := range columns {
		if slices.Contains(l.Hidden, c.Title) {
			continue
		}
		if c.Title == sorted {
			c.Title += " " + arrow(l.Reverse)
			c.Min = max(c.Min, text.Width(c.Title))
		}
		t.Columns = append(t.Columns, c)
	}
}
