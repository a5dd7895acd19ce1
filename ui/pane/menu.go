package pane

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keybook"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Item is one line of a menu.
type Item struct {
	Key   string // a letter that chooses it at once, may be empty
	Label text.Safe
	Note  text.Safe // said beside it, pale
	Off   string    // why it cannot be chosen, "" when it can
	Do    func() tea.Cmd
}

// Menu is a short list of things to do or to choose from.
type Menu struct {
	title string
	items []Item
	at    int
	top   int   // the first line in sight
	rows  []int // of each line, the item that it is of
	kit   *Kit
}

// NewMenu returns the sheet.
func NewMenu(kit *Kit, title string, items ...Item) *Menu {
	return &Menu{title: title, items: items, kit: kit}
}

// Title implements Sheet.
func (m *Menu) Title() string { return m.title }

// Update implements Sheet.
func (m *Menu) Update(tea.Msg) tea.Cmd { return nil }

// Actions implements Sheet.
func (m *Menu) Actions() []Action {
	acts := []Action{
		{ID: "menu.choose", Key: keybook.Fixed("choose", "enter"), Off: m.off, Do: func() tea.Cmd { return m.choose(m.at) }},
		{ID: "menu.up", Key: keybook.Fixed("up", "up", "k"), Hide: true, Do: func() tea.Cmd { return m.move(-1) }},
		{ID: "menu.down", Key: keybook.Fixed("down", "down", "j"), Hide: true, Do: func() tea.Cmd { return m.move(1) }},
		{ID: "menu.close", Key: keybook.Fixed("close", "esc"), Do: func() tea.Cmd { return Send(Pop{m}) }},
	}
	for i, it := range m.items {
		if it.Key != "" {
			acts = append(acts, Action{ID: "menu.item", Key: keybook.Fixed(it.Label.String(), it.Key), Hide: true,
				Off: func() string { return it.Off }, Do: func() tea.Cmd { return m.choose(i) }})
		}
	}
	return acts
}

func (m *Menu) off() string {
	if len(m.items) == 0 {
		return "nothing to choose"
	}
	return m.items[m.at].Off
}

func (m *Menu) move(d int) tea.Cmd {
	m.at = min(max(m.at+d, 0), max(len(m.items)-1, 0))
	return nil
}

func (m *Menu) choose(i int) tea.Cmd { return tea.Batch(Send(Pop{m}), m.items[i].Do()) }

// Click implements Clicked: the first puts the cursor there, Enter chooses.
func (m *Menu) Click(y int) {
	if i := m.top + y; y >= 0 && i < len(m.rows) {
		m.at = m.rows[i]
	}
}

// Wide implements Wide.
func (m *Menu) Wide() int {
	kw, lw, nw := 0, 0, 0
	for _, it := range m.items {
		kw, lw, nw = max(kw, len(it.Key)), max(lw, it.Label.Width()), max(nw, text.Width(it.note()))
	}
	return kw + lw + nw + 8
}

// View implements Sheet. A note that has no room beside its label goes on beneath.
func (m *Menu) View(w, h int) string {
	kw, lw := 0, 0
	for _, it := range m.items {
		kw = max(kw, len(it.Key))
		if it.note() != "" {
			lw = max(lw, it.Label.Width())
		}
	}
	lw = min(lw, w/2)
	var out []string
	m.rows = m.rows[:0]
	first, last := 0, 0 // lines of the item the cursor is at
	for i, it := range m.items {
		if i == m.at {
			first = len(out)
		}
		for _, l := range m.lines(it, i == m.at, kw, lw, w) {
			out, m.rows = append(out, l), append(m.rows, i)
		}
		if i == m.at {
			last = len(out)
		}
	}
	m.top = max(0, min((first+last-h)/2, len(out)-h))
	if m.top = min(m.top, first); h < 1 {
		return ""
	}
	return strings.Join(out[m.top:min(m.top+h, len(out))], "\n")
}

// lines draws an item: its key, its label and what is said of it.
func (m *Menu) lines(it Item, selected bool, kw, lw, w int) []string {
	st := m.kit.Styles
	role, note, beneath := style.Text, it.note(), []string(nil)
	if it.Off != "" {
		role = style.Faint
	}
	line := pad(it.Key, kw) + "  " + it.Label.String()
	if gap := max(lw-it.Label.Width(), 0) + 3; note != "" && text.Width(line)+gap+text.Width(note)+2 > w {
		beneath = Wrap(note, w-kw-6)
	} else if note != "" {
		note = strings.Repeat(" ", gap) + note
	}
	if len(beneath) > 0 {
		note = ""
	}
	if !selected {
		line, note = st.Paint(role, line), st.Paint(style.Dim, note)
	}
	out := []string{st.Row(line+note, selected, w)}
	for _, l := range beneath {
		l = strings.Repeat(" ", kw+4) + l
		if !selected {
			l = st.Paint(style.Dim, l)
		}
		out = append(out, st.Row(l, selected, w))
	}
	return out
}

// note is what is said of an item: why it cannot be chosen, before anything else.
func (it Item) note() string {
	if it.Off != "" {
		return text.Clean(it.Off).String()
	}
	return it.Note.String()
}
