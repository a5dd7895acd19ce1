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
	Themes() []string
	// Use draws with a theme from now on; the sentences say what is wrong in its file.
	Use(theme string) (problems []string)
}

// ThemeAction opens the choice of themes from the palette.
func (s *Settings) ThemeAction(look Look) pane.Action {
	s.look = look
	return pane.Action{ID: "console.theme", Key: keybook.Fixed("theme"), Hide: true, Do: func() tea.Cmd {
		t := &themes{s: s, look: look, was: s.kit.Styles.Theme}
		t.list.Key = func(name string) string { return name }
		t.list.Set(look.Themes())
		t.list.Select(t.was)
		return pane.Send(pane.Push{Sheet: t})
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

// Update implements pane.Sheet.
func (t *themes) Update(tea.Msg) tea.Cmd { return nil }

// Actions implements pane.Sheet.
func (t *themes) Actions() []pane.Action {
	move := func(d int) func() tea.Cmd {
		return func() tea.Cmd {
			t.list.Move(d)
			name, _ := t.list.Selected()
			t.problems = t.look.Use(name)
			return nil
		}
	}
	return []pane.Action{
		{ID: "theme.keep", Key: keybook.Fixed("keep it", "enter"), Do: t.keep},
		{ID: "theme.down", Key: keybook.Fixed("next", "down", "j"), Do: move(1)},
		{ID: "theme.up", Key: keybook.Fixed("before", "up", "k"), Do: move(-1)},
		{ID: "theme.back", Key: keybook.Fixed("as it was", "esc"), Do: func() tea.Cmd {
			t.look.Use(t.was)
			return pane.Send(pane.Pop{Sheet: t})
		}},
	}
}

func (t *themes) keep() tea.Cmd {
	name, _ := t.list.Selected()
	book, ctx := t.s.book, t.s.kit.Ctx
	return tea.Batch(pane.Send(pane.Pop{Sheet: t}), func() tea.Msg {
		if err := book.Set(context.WithoutCancel(ctx), "theme", name); err != nil {
			return pane.Toast{Text: "The theme could not be kept: " + err.Error(), Bad: true}
		}
		return pane.Toast{Text: "The theme " + name + " is kept."}
	})
}

// View implements pane.Sheet.
func (t *themes) View(w, h int) string {
	st := t.s.kit.Styles
	at, _ := t.list.Selected()
	var lines []string
	for _, name := range t.list.Rows() {
		lines = append(lines, st.Row(text.Clean(name).String(), name == at, w))
	}
	sample := st.Paint(style.Text, "text") + " " + st.Paint(style.Dim, "dim") + " " + st.Paint(style.Faint, "faint") + " " + st.Paint(style.Accent, "accent") + " " +
		st.Paint(style.Good, "good") + " " + st.Paint(style.Warn, "warn") + " " + st.Paint(style.Bad, "bad") + " " + st.Paint(style.Info, "info") + " " + st.Paint(style.Inverse, "inverse")
	lines = append(lines, "", sample)
	for _, p := range t.problems {
		lines = append(lines, st.Paint(style.Warn, "! "+text.Clean(p).Cut(w-2).String()))
	}
	return strings.Join(lines[:min(len(lines), h)], "\n")
}
