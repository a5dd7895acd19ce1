package settings

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
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

// newEditor begins with a value.
func newEditor(s *Settings, l Line, value string) *editor {
	e := &editor{s: s, line: l, field: pane.NewField("New value", 400)}
	e.field.SetValue(value).Focus(true)
	return e
}

// Title implements pane.Sheet.
func (e *editor) Title() string { return e.line.sentence().String() }

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
			e.field.Problem = store.Said(msg.err)
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
	return max(80, e.was().Width(), e.line.sentence().Width()+4, newValue+text.Width(e.line.Value)+1)
}

func (e *editor) was() text.Safe {
	return text.Sentence("Now {}, from {}", e.line.spoken(), text.Clean(e.line.Origin))
}

// View implements pane.Sheet.
func (e *editor) View(w, h int) string {
	st := e.s.kit.Styles
	lines := []string{st.Paint(style.Accent, "New value  ") + e.field.Line(e.s.kit, w-newValue)}
	say := func(role style.Role, mark string, said text.Safe) {
		for _, l := range said.Wrap(max(w-len(mark), 1)) {
			if !l.Empty() {
				lines = append(lines, st.Paint(role, mark+l.String()))
			}
		}
	}
	say(style.Bad, "! ", text.Clean(e.field.Problem))
	if e.field.Problem == "" {
		say(style.Dim, "", text.Own("It can be: ").Append(text.Clean(e.line.Allowed), text.Own(".")))
	}
	say(style.Dim, "", e.was())
	return strings.Join(lines[:min(len(lines), h)], "\n")
}
