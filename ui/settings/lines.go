package settings

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// valueW is how many cells the value of a setting has beside its sentence.
const valueW = 22

// longSentence is how much of a sentence stands in the list; the selected one is said whole below.
const longSentence = 76

// switches reports whether a setting is on or off.
func (l Line) switches() bool { return slices.Equal(l.Choices, []string{"true", "false"}) }

// spoken is the value as a person says it.
func (l Line) spoken() text.Safe {
	switch l.Value {
	case "true":
		return text.Own("yes")
	case "false":
		return text.Own("no")
	case `""`, "[]":
		return text.Own("-")
	}
	return text.Clean(strings.Trim(l.Value, `"`))
}

// sentence says what the setting is for; one without a sentence is called by its name.
func (l Line) sentence() text.Safe {
	if l.About == "" {
		return text.Clean(l.Path)
	}
	return text.Clean(strings.TrimSuffix(l.About, "."))
}

// changes is what Enter does to the selected setting.
func (sh *sheet) changes() string {
	l, _ := sh.list.Selected()
	switch {
	case l.switches() && l.Value == "true":
		return "switch off"
	case l.switches():
		return "switch on"
	case len(l.Choices) > 0:
		return "choose"
	}
	return "change"
}

// change switches the selected setting, offers its values, or asks for one.
func (sh *sheet) change() tea.Cmd {
	l, _ := sh.list.Selected()
	switch {
	case l.switches() && l.Value == "true":
		return sh.s.set(l.Path, "false")
	case l.switches():
		return sh.s.set(l.Path, "true")
	case len(l.Choices) == 0:
		return sh.edit()
	}
	items := make([]pane.Item, len(l.Choices))
	for i, value := range l.Choices {
		note := text.Safe{}
		if value == l.Value {
			note = text.Own("as it is now")
		}
		items[i] = pane.Item{Label: text.Clean(strings.Trim(value, `"`)), Note: note, Do: func() tea.Cmd { return sh.s.set(l.Path, value) }}
	}
	return pane.Send(pane.Push{Sheet: pane.NewMenu(sh.s.kit, l.sentence().String(), items...)})
}

// set writes a value to the file.
func (s *Settings) set(path, value string) tea.Cmd {
	book, ctx := s.book, context.WithoutCancel(s.kit.Ctx)
	return func() tea.Msg {
		use, err := book.Set(ctx, path, value)
		return written{path: path, use: use, err: err}
	}
}

// Wide implements pane.Wide: as wide as the widest sentence with its value.
func (sh *sheet) Wide() int { return sh.wide }

// View implements pane.Sheet: a sentence and its value to a line, and of the selected one its name, where its value comes from, what it may be.
func (sh *sheet) View(w, h int) string {
	st := sh.s.kit.Styles
	out := []string{st.Paint(style.Dim, "find ") + sh.find.Line(sh.s.kit, w-5), ""}
	rows, at := sh.list.Rows(), max(sh.list.Index(), 0)
	about := sh.about(w)
	room := max(h-len(out)-len(about), 1)
	top := max(0, min(at-room/2, len(rows)-room))
	saysW := max(w-valueW-3, 8)
	for i := top; i < len(rows) && i < top+room; i++ {
		l := rows[i]
		role := style.Text
		if l.Origin == "default" {
			role = style.Dim
		}
		said := l.sentence()
		if l.Waits {
			waits := text.Own(", from the next start")
			said = said.Cut(max(saysW-waits.Width(), 0)).Append(waits)
		}
		says, value := said.Cut(saysW).Pad(saysW).String(), l.spoken().Cut(valueW).String()
		if i != at {
			value = st.Paint(role, value)
		}
		out = append(out, st.Row(says+" "+value, i == at, w))
	}
	for len(out) < h-len(about) {
		out = append(out, "")
	}
	return strings.Join(append(out, about...), "\n")
}

func (sh *sheet) about(w int) []string {
	l, ok := sh.list.Selected()
	if !ok {
		return nil
	}
	st := sh.s.kit.Styles
	named := text.Sentence("{}, from {}", text.Clean(l.Path), text.Clean(l.Origin))
	if l.Origin == "default" {
		named = text.Sentence("{}, the default", text.Clean(l.Path))
	}
	lines := []string{""}
	if l.sentence().Width() > w-valueW-3 {
		for _, said := range l.sentence().Wrap(w) {
			lines = append(lines, st.Paint(style.Text, said.String()))
		}
	}
	lines = append(lines, st.Paint(style.Dim, named.CutMiddle(w).String()))
	switch {
	case l.Waits:
		lines = append(lines, st.Paint(style.Warn, text.Own("This value holds from the next start, or after o (reload).").Cut(w).String()))
	case !l.AtOnce && !l.Fixed:
		lines = append(lines, st.Paint(style.Dim, text.Own("A change holds from the next start, or after o (reload).").Cut(w).String()))
	}
	if l.Allowed != "" {
		lines = append(lines, st.Paint(style.Dim, text.Own("It can be: ").Append(text.Clean(l.Allowed)).Cut(w).String()))
	}
	return lines
}
