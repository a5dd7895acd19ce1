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

// written is what came of writing a setting.
type written struct {
	path string
	use  func() tea.Cmd // nil where it holds when the profile is opened again
	err  error
}

// newValue is how many cells the label of the field takes.
const newValue = 11

// editor asks for the new value of one setting.
type editor struct {
	s     *Settings
	line  Line
	field *pane.Field
}

func newEditor(s *Settings, l Line) *editor {
	e := &editor{s: s, line: l, field: pane.NewField("New value", 400)}
	e.field.SetValue(l.Value).Focus(true)
	return e
}

// Title implements pane.Sheet.
func (e *editor) Title() string { return e.line.Path }

// Capturing implements pane.Capturer.
func (e *editor) Capturing() bool { return true }

// Update implements pane.Sheet.
func (e *editor) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		e.field.Update(msg)
	case written:
		if msg.path != e.line.Path {
			return nil
		}
		if msg.err != nil {
			e.field.Problem = msg.err.Error()
			return nil
		}
		return pane.Send(pane.Pop{Sheet: e})
	}
	return nil
}

// Actions implements pane.Sheet.
func (e *editor) Actions() []pane.Action {
	return []pane.Action{
		{ID: "settings.write", Key: keybook.Fixed("save", "enter"), Do: e.write},
		{ID: "settings.leave", Key: keybook.Fixed("close", "esc"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: e}) }},
	}
}

func (e *editor) write() tea.Cmd {
	book, ctx, path, value := e.s.book, e.s.kit.Ctx, e.line.Path, e.field.Value()
	return func() tea.Msg {
		use, err := book.Set(context.WithoutCancel(ctx), path, value)
		return written{path: path, use: use, err: err}
	}
}

// Wide implements pane.Wide: as wide as the value as it is.
func (e *editor) Wide() int {
	return max(60, e.was().Width(), newValue+text.Width(e.line.Value)+1)
}

func (e *editor) was() text.Safe {
	return text.Sentence("now {}, from {}", text.Clean(e.line.Value), text.Clean(e.line.Origin))
}

// View implements pane.Sheet.
func (e *editor) View(w, h int) string {
	st := e.s.kit.Styles
	lines := []string{
		st.Paint(style.Dim, e.was().Cut(w).String()), "",
		st.Paint(style.Accent, "New value  ") + e.field.Line(e.s.kit, w-newValue),
	}
	for _, l := range text.Clean(e.field.Problem).Wrap(max(w-2, 1)) {
		if !l.Empty() {
			lines = append(lines, st.Paint(style.Bad, "! "+l.String()))
		}
	}
	return strings.Join(lines[:min(len(lines), h)], "\n")
}
