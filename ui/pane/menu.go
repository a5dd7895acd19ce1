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
	top   int // the first in sight
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
	if i := m.top + y; y >= 0 && i < len(m.items) {
		m.at = i
	}
}

// Wide implements Wide.
func (m *Menu) Wide() int {
	kw, lw, nw := 0, 0, 0
	for _, it := range m.items {
		kw, lw, nw = max(kw, len(it.Key)), max(lw, it.Label.Width()), max(nw, it.Note.Width(), text.Width(it.Off))
	}
	return kw + lw + nw + 8
}

// View implements Sheet.
func (m *Menu) View(w, h int) string {
	st := m.kit.Styles
	kw, lw := 0, 0
	for _, it := range m.items {
		kw = max(kw, len(it.Key))
		if !it.Note.Empty() || it.Off != "" {
			lw = max(lw, it.Label.Width())
		}
	}
	lw = min(lw, w/2)
	var out []string
	m.top = max(0, min(m.at-h/2, len(m.items)-h))
	for i := m.top; i < len(m.items) && len(out) < h; i++ {
		it := m.items[i]
		role := style.Text
		if it.Off != "" {
			role = style.Faint
		}
		line := pad(it.Key, kw) + "  " + it.Label.String()
		note := it.Note.String()
		if it.Off != "" {
			note = it.Off
		}
		if note != "" {
			note = strings.Repeat(" ", max(lw-it.Label.Width(), 0)) + "   " + note
		}
		if i != m.at {
			line, note = st.Paint(role, line), st.Paint(style.Dim, note)
		}
		out = append(out, st.Row(line+note, i == m.at, w))
	}
	return strings.Join(out, "\n")
}
