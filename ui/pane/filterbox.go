package pane

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/store/filter"
	"switchboard/ui/keybook"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// filterLimit is how long a filter may be, in characters.
const filterLimit = store.MaxFilterText

// FilterBox is where a filter is written and, once written, shown as chips.
// It narrows while it is typed; Enter keeps it, Esc clears it.
type FilterBox struct {
	Marks   func() Marker // the list whose marks Esc takes off first, may be nil
	kit     *Kit
	g       filter.Grammar
	field   *Field
	open    bool
	f       filter.Query
	id      string
	changed func() tea.Cmd
}

// Marker is a list whose rows can be marked.
type Marker interface {
	Mark()
	MarkAll()
	MarkRange()
	Marks() int
	Hidden() int
	Unmark() bool
}

// NewFilterBox returns a closed box; its actions are called id.filter and
// id.clear. changed runs whenever the filter is another one.
func NewFilterBox(kit *Kit, id string, g filter.Grammar, changed func() tea.Cmd) *FilterBox {
	return &FilterBox{
		kit: kit, g: g, id: id, changed: changed, field: NewField("Filter", filterLimit),
	}
}

// Filter is what is asked now.
func (b *FilterBox) Filter() filter.Query { return b.f }

// Text is the filter as it was written.
func (b *FilterBox) Text() string { return b.field.Value() }

// Capturing reports whether the box is being typed into.
func (b *FilterBox) Capturing() bool { return b.open }

// Set writes a filter and closes the box.
func (b *FilterBox) Set(s string) tea.Cmd {
	b.shut()
	b.field.SetValue(s).Keep()
	return b.parse()
}

// Update takes a key or a paste while the box is typed into.
func (b *FilterBox) Update(msg tea.Msg) tea.Cmd {
	before := b.Text()
	b.field.Update(msg)
	if b.Text() == before {
		return nil
	}
	return b.parse()
}

func (b *FilterBox) parse() tea.Cmd {
	was := strings.Join(b.f.Chips, " ")
	b.f = b.g.Parse(b.Text(), b.kit.Now())
	if strings.Join(b.f.Chips, " ") == was || b.changed == nil {
		return nil
	}
	return b.changed()
}

// Actions open and clear the box; while it is typed into they are all that
// the pane should offer beside moving about.
func (b *FilterBox) Actions() []Action {
	if b.open {
		return []Action{
			{ID: b.id + ".keep", Key: keybook.Fixed("use it", "enter"), Do: func() tea.Cmd { b.shut(); return nil }},
			{ID: b.id + ".clear", Key: keybook.Fixed("clear", "esc"), Hint: "clear the filter", Do: func() tea.Cmd { return b.Set("") }},
		}
	}
	return append(b.kit.Bound([]Action{
		{ID: b.id + ".filter", Keys: "/", Help: "filter", Do: b.show},
		{ID: b.id + ".clear", Keys: "esc", Help: b.clears(), Hide: true, Off: b.noClear, Do: b.clear},
	}), b.saved()...)
}

// Typing are the actions while a filter is typed: the box's own, and of those
// that move about the list the ones whose keys mean nothing in a text.
func (b *FilterBox) Typing(moves []Action) []Action {
	acts := b.Actions()
	for _, a := range moves {
		if keys := strings.Fields(a.Keys); slices.Contains([]string{"up", "down", "pgup", "pgdown"}, keys[0]) {
			acts = append(acts, Action{ID: a.ID, Key: keybook.Fixed(a.Help, keys[0]), Hide: true, Do: a.Do})
		}
	}
	return acts
}

// Marked is how many rows of the list are marked.
func (b *FilterBox) Marked() int {
	if !b.marked() {
		return 0
	}
	return b.Marks().Marks()
}

func (b *FilterBox) marked() bool { return b.Marks != nil && b.Marks() != nil && b.Marks().Marks() > 0 }

func (b *FilterBox) clears() string {
	if b.marked() {
		return "clear marks"
	}
	return "clear the filter"
}

// clear takes the marks off first, then the filter.
func (b *FilterBox) clear() tea.Cmd {
	if b.marked() {
		b.Marks().Unmark()
		return nil
	}
	return b.Set("")
}

func (b *FilterBox) noClear() string {
	if b.Text() == "" && !b.marked() {
		return "there is no filter to clear"
	}
	return ""
}

func (b *FilterBox) show() tea.Cmd {
	b.open = true
	b.field.Focus(true)
	return nil
}

func (b *FilterBox) shut() {
	b.open = false
	b.field.Focus(false)
}

// Shown reports whether the box has a line to draw.
func (b *FilterBox) Shown() bool { return b.open || b.Text() != "" }

// Line draws the box or the chips in w cells. count says how many passed, "3 of 48".
func (b *FilterBox) Line(w int, count string) string {
	st := b.kit.Styles
	right := st.Paint(style.Dim, count)
	if !b.open {
		right += st.Paint(style.Dim, "   Esc clears")
	}
	note, role := b.f.Problem, style.Warn
	if note == "" && b.open && b.Text() == "" {
		note, role = "words, "+strings.Join(b.g.Names(), " "), style.Faint
	}
	left := b.chips()
	if b.open {
		left = st.Paint(style.Accent, "/") + " " + b.field.Line(b.kit, max(w/2-2, 8))
	}
	if note != "" {
		left = cut(left, w/2) + "  "
		return left + st.Paint(role, text.Clean(note).Cut(w-text.Width(left)).String())
	}
	left = cut(left, max(w-text.Width(right)-1, 0))
	return cut(left+strings.Repeat(" ", max(w-text.Width(left)-text.Width(right), 1))+right, w)
}

func (b *FilterBox) chips() string {
	var parts []string
	for _, c := range b.f.Chips {
		parts = append(parts, b.kit.Styles.Paint(style.Info, text.Clean(c).String()))
	}
	if len(parts) == 0 {
		parts = []string{b.kit.Styles.Paint(style.Dim, text.Clean(b.Text()).String())}
	}
	return strings.Join(parts, "  ")
}
