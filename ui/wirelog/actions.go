package wirelog

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// Actions implements pane.Pane.
func (p *Pane) Actions() []pane.Action {
	k := p.keys
	if p.box.Capturing() {
		return append(p.box.Actions(), p.moves()...)
	}
	acts := []pane.Action{
		{ID: "log.open", Key: k.open, Off: p.noLine, Do: p.open},
		{ID: "log.copy", Key: k.copy, Off: p.noLine, Do: p.copy},
	}
	acts = append(append(acts, p.box.Actions()...), p.tabs.Actions()...)
	return append(acts, p.moves()...)
}

func (p *Pane) moves() []pane.Action {
	k := p.keys
	move := func(d int) func() tea.Cmd { return func() tea.Cmd { return p.window.Move(d) } }
	return []pane.Action{
		{ID: "log.up", Key: k.up, Hide: true, Do: move(-1)},
		{ID: "log.down", Key: k.down, Hide: true, Do: move(1)},
		{ID: "log.page-up", Key: k.pageUp, Hide: true, Do: move(-10)},
		{ID: "log.page-down", Key: k.pageDown, Hide: true, Do: move(10)},
		{ID: "log.top", Key: k.top, Hide: true, Do: func() tea.Cmd { return p.window.Home() }},
		{ID: "log.bottom", Key: k.bottom, Hide: true, Do: func() tea.Cmd { return p.window.End() }},
	}
}

func (p *Pane) noLine() string {
	if _, ok := p.table.Selected(); !ok {
		return "no line is selected"
	}
	return ""
}

// copy copies the command that repeats a request, or the line.
func (p *Pane) copy() tea.Cmd {
	l, _ := p.table.Selected()
	if l.ex != nil {
		return pane.Send(pane.Copy{Text: text.Clean(l.ex.Curl).String(), What: "Command", Shown: l.ex.Method + " " + l.ex.Route})
	}
	said := text.Join("  ", text.Stamp(l.at.UTC()), text.Clean(l.what), text.Clean(l.who), text.Clean(l.result))
	return pane.Send(pane.Copy{Text: said.String(), What: "Line", Shown: l.what})
}

// open shows a line whole.
func (p *Pane) open() tea.Cmd {
	l, _ := p.table.Selected()
	curl := pane.Action{ID: "log.copy", Key: p.keys.copy, Do: p.copy}
	return pane.Send(pane.Push{Sheet: pane.NewReader(p.kit, text.Clean(l.what).String(), func(w int) []string {
		return p.describe(l, w).Lines(1 << 12)
	}, curl)})
}
