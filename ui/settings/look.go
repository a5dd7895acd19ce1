package settings

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Look changes how the console is drawn.
type Look interface {
	// Themes are the names of those there are. It reads a folder.
	Themes() []string
	// Load reads a theme: wear draws with it from then on, the sentences say
	// what is wrong in its file.
	Load(theme string) (wear func(), problems []string)
}

// ThemeAction opens the choice of themes from the palette.
func (s *Settings) ThemeAction(look Look) pane.Action {
	s.look = look
	return pane.Action{ID: "console.theme", Key: s.kit.Bind("console.theme", "theme", "p c"), Hide: true, Do: func() tea.Cmd {
		t := &themes{s: s, look: look, was: s.kit.Styles.Theme}
		t.list.Key = func(name string) string { return name }
		return func() tea.Msg {
			t.list.Set(look.Themes())
			t.list.Select(t.was)
			return pane.Push{Sheet: t}
		}
	}}
}

// themes shows each theme on the console itself while the cursor stands on it.
type themes struct {
	s        *Settings
	look     Look
	list     pane.List[string]
	was      string
	problems []string
}

// Title implements pane.Sheet.
func (t *themes) Title() string { return "Theme" }

// loaded is a theme that was read: to be looked at, or to go back to and close.
type loaded struct {
	to       *themes
	name     string
	wear     func()
	problems []string
	close    bool
}

// Update implements pane.Sheet: the theme that is worn is the one under the cursor.
func (t *themes) Update(msg tea.Msg) tea.Cmd {
	l, ok := msg.(loaded)
	if !ok || l.to != t {
		return nil
	}
	if at, _ := t.list.Selected(); at == l.name || l.close {
		l.wear()
		t.problems = l.problems
	}
	if l.close {
		return pane.Send(pane.Pop{Sheet: t})
	}
	return nil
}

// try reads a theme and wears it.
func (t *themes) try(name string, close bool) tea.Cmd {
	return func() tea.Msg {
		wear, problems := t.look.Load(name)
		return loaded{t, name, wear, problems, close}
	}
}

// Actions implements pane.Sheet.
func (t *themes) Actions() []pane.Action {
	move := func(d int) func() tea.Cmd {
		return func() tea.Cmd {
			t.list.Move(d)
			name, _ := t.list.Selected()
			return t.try(name, false)
		}
	}
	return []pane.Action{
		{ID: "theme.keep", Key: keybook.Fixed("use this theme", "enter"), Do: t.keep},
		{ID: "theme.down", Key: keybook.Fixed("next", "down", "j"), Do: move(1)},
		{ID: "theme.up", Key: keybook.Fixed("before", "up", "k"), Do: move(-1)},
		{ID: "theme.back", Key: keybook.Fixed("as it was", "esc"), Do: func() tea.Cmd { return t.try(t.was, true) }},
	}
}

func (t *themes) keep() tea.Cmd {
	name, _ := t.list.Selected()
	book, ctx := t.s.book, t.s.kit.Ctx
	return tea.Batch(pane.Send(pane.Pop{Sheet: t}), func() tea.Msg {
		if _, err := book.Set(context.WithoutCancel(ctx), "theme", name); err != nil {
			return pane.NotKept("the theme", err)
		}
		return pane.Toast{Text: "The theme " + name + " is saved and in use."}
	})
}

// Wide implements pane.Wide: as wide as the sample of the roles, and what is wrong in a theme's file.
func (t *themes) Wide() int {
	most := text.Width(t.sample())
	for _, p := range t.problems {
		most = max(most, text.Width(p)+2)
	}
	return most
}

// sample is a word in each role.
func (t *themes) sample() string {
	st := t.s.kit.Styles
	return st.Paint(style.Text, "text") + " " + st.Paint(style.Dim, "dim") + " " + st.Paint(style.Faint, "faint") + " " + st.Paint(style.Accent, "accent") + " " +
		st.Paint(style.Good, "good") + " " + st.Paint(style.Warn, "warn") + " " + st.Paint(style.Bad, "bad") + " " + st.Paint(style.Info, "info") + " " + st.Paint(style.Inverse, "inverse")
}

// View implements pane.Sheet.
func (t *themes) View(w, h int) string {
	st := t.s.kit.Styles
	at, _ := t.list.Selected()
	var lines []string
	for _, name := range t.list.Rows() {
		lines = append(lines, st.Row(text.Clean(name).String(), name == at, w))
	}
	lines = append(lines, "", t.sample())
	for _, p := range t.problems {
		lines = append(lines, pane.Prose(t.s.kit, style.Warn, "! "+p, w)...)
	}
	return strings.Join(lines[:min(len(lines), h)], "\n")
}
