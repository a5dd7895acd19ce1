package wirelog

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// Actions implements pane.Pane.
func (p *Pane) Actions() []pane.Action {
	if p.box.Capturing() {
		return p.box.Typing(p.moves())
	}
	acts := []pane.Action{
		{ID: "log.open", Keys: "enter", Help: "open", Off: p.noLine, Do: p.open},
		{ID: "log.copy", Keys: "y", Help: "copy", Hint: p.copyHint(), Off: p.noLine, Do: p.copy},
		{ID: "log.acts", Keys: "a", Help: "what I did today", Hide: p.tabs.At() == tabActs, Do: p.showDeeds},
		{ID: "log.export", Keys: "E", Help: "export", Off: p.noLine, Hide: true, Do: p.export},
		{ID: "log.columns", Keys: "s", Help: "columns", Hide: true, Do: p.chosen.Ask},
	}
	return p.kit.Bound(slices.Concat(acts, p.box.Actions(), p.tabs.Actions(), p.moves()))
}

func (p *Pane) moves() []pane.Action { return pane.Moves("log", p.window.Move) }

func (p *Pane) noLine() string {
	if _, ok := p.table.Selected(); !ok {
		return "no line is selected"
	}
	return ""
}

// copy copies the command that repeats a request, the note for the customer of an act, or the line.
func (p *Pane) copy() tea.Cmd {
	if p.noting() {
		return p.copyNote()
	}
	l, _ := p.table.Selected()
	if l.ex != nil {
		return pane.Send(pane.Copy{Text: text.Clean(l.ex.Curl).String(), What: "command", Shown: l.ex.Method + " " + l.ex.Route})
	}
	said := text.Join("  ", text.Stamp(l.at.UTC()), text.Clean(l.what), text.Clean(l.who), text.Clean(l.result))
	if l.money.Known {
		said = text.Join("  ", said, text.Money(l.money.Cents))
	}
	return pane.Send(pane.Copy{Text: said.String(), What: "line", Shown: l.what})
}

// open shows a line whole.
func (p *Pane) open() tea.Cmd {
	l, _ := p.table.Selected()
	curl := pane.Action{ID: "log.copy", Key: p.kit.Bind("log.copy", "copy", "y"), Do: p.copy}
	return pane.Send(pane.Push{Sheet: pane.NewReader(p.kit, text.Clean(l.what).String(), func(w int) []string {
		return p.describe(l, w).Lines(1 << 12)
	}, curl)})
}
