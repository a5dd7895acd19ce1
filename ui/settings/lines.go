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

const (
	valueW = 18 // how many cells the value of a setting has beside its sentence at least
	beside = 60 // from so many cells on the value stands beside the sentence, which is not cut there
	lowest = 9  // under so many lines the sheet is the selected setting and what is said of it
)

// switches reports whether a setting is on or off.
func (l Line) switches() bool { return slices.Equal(l.Choices, []string{"true", "false"}) }

// spoken is the value as a person says it.
func (l Line) spoken() text.Safe {
	if l.Said == "" {
		return text.Clean(l.Value)
	}
	return text.Clean(l.Said)
}

// sentence says what the setting is for; one without a sentence is called by its name.
func (l Line) sentence() text.Safe {
	if l.About == "" {
		return text.Clean(l.Path)
	}
	says, _, _ := strings.Cut(l.About, ". ")
	return text.Clean(strings.TrimSuffix(says, "."))
}

// more is what the sentence does not say.
func (l Line) more() text.Safe {
	_, more, _ := strings.Cut(l.About, ". ")
	return text.Clean(more)
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
		label := text.Clean(strings.Trim(value, `"`))
		if label.Empty() {
			label = text.Own("none")
		}
		items[i] = pane.Item{Label: label, Note: note, Do: func() tea.Cmd { return sh.s.set(l.Path, value) }}
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

// View implements pane.Sheet: a sentence and its value to a setting, and of the selected one its name, where its value comes from, what it may be.
func (sh *sheet) View(w, h int) string {
	var out []string
	if h >= lowest || sh.find.Focused() || sh.find.Value() != "" {
		out = append(out, sh.s.kit.Styles.Paint(style.Dim, "find ")+sh.find.Line(sh.s.kit, w-5))
	}
	if h >= lowest {
		out = append(out, "")
	}
	rows, at := sh.list.Rows(), max(sh.list.Index(), 0)
	var listed []string
	from, to := 0, 0
	for i, l := range rows {
		lines := sh.row(l, i == at, w)
		if i == at {
			from, to = len(listed), len(listed)+len(lines)
		}
		listed = append(listed, lines...)
	}
	about := sh.about(w, h < lowest)
	about = about[:min(len(about), max(h-len(out)-(to-from), 0))]
	room := max(h-len(out)-len(about), 1)
	top := max(0, min((from+to-room)/2, len(listed)-room))
	if h < lowest {
		top = min(from, max(len(listed)-1, 0))
		listed = listed[:to]
	}
	out = append(out, listed[top:min(top+room, len(listed))]...)
	for len(out) < h-len(about) {
		out = append(out, "")
	}
	return strings.Join(append(out, about...), "\n")
}

// row is a setting: its sentence, and beside it, or below where there is no room for both, its value.
func (sh *sheet) row(l Line, selected bool, w int) []string {
	st, says, value := sh.s.kit.Styles, l.sentence(), l.spoken()
	if l.Waits {
		value = value.Append(text.Own(", from the next start"))
	}
	role := style.Text
	if l.Origin == "default" {
		role = style.Dim
	}
	paint := func(s text.Safe) string {
		if selected {
			return s.String()
		}
		return st.Paint(role, s.String())
	}
	if w >= beside {
		saysW := min(w-valueW-3, sh.says+1)
		valueW := w - 3 - saysW
		return []string{st.Row(says.Cut(saysW).Pad(saysW).String()+" "+paint(value.CutMiddle(valueW)), selected, w)}
	}
	var out []string
	lines := says.Wrap(max(w-2, 1))
	last := lines[len(lines)-1]
	for _, line := range lines[:len(lines)-1] {
		out = append(out, st.Row(line.String(), selected, w))
	}
	if left := w - 3 - last.Width() - value.Width(); left > 1 {
		return append(out, st.Row(last.String()+strings.Repeat(" ", left)+paint(value), selected, w))
	}
	return append(out, st.Row(last.String(), selected, w), st.Row("  "+paint(value.CutMiddle(max(w-5, 1))), selected, w))
}

// about is what is said of the selected setting below the list, after a blank line; where it is low, its name goes first and no line is blank.
func (sh *sheet) about(w int, low bool) []string {
	l, ok := sh.list.Selected()
	if !ok {
		return nil
	}
	st := sh.s.kit.Styles
	var lines []string
	say := func(role style.Role, said text.Safe) {
		for _, line := range said.Wrap(max(w, 1)) {
			if !line.Empty() {
				lines = append(lines, st.Paint(role, line.String()))
			}
		}
	}
	named := text.Sentence("{}, from {}", text.Clean(l.Path), text.Clean(l.Origin))
	if l.Origin == "default" {
		named = text.Sentence("{}, the default", text.Clean(l.Path))
	}
	if low {
		say(style.Dim, named)
	} else {
		lines = append(lines, "")
	}
	say(style.Text, l.more())
	if allowed := l.allowed(); !allowed.Empty() {
		say(style.Dim, text.Own("It can be: ").Append(allowed, text.Own(".")))
	}
	if !low {
		say(style.Dim, named)
	}
	switch {
	case l.Fixed:
		say(style.Dim, text.Own("It cannot be changed from here."))
	case l.Waits:
		say(style.Warn, text.Own("This value holds from the next start, or after o (reload)."))
	case l.AtOnce:
		say(style.Dim, text.Own("A change holds at once."))
	default:
		say(style.Dim, text.Own("A change holds from the next start, or after o (reload)."))
	}
	return lines
}

// allowed is what the setting may be, as it is said here.
func (l Line) allowed() text.Safe {
	if l.switches() {
		return text.Own("yes or no")
	}
	return text.Clean(l.Allowed)
}
