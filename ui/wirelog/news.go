package wirelog

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
)

// noticePrefix begins the names of the lines a person is told about; the rest
// is the notice's kind.
const noticePrefix = "notice."

// newsMost is how many lines may be written between two looks.
const newsMost = 500

// masked is what a desktop may show of a notice, by its kind.
var masked = map[string]string{
	"report": "A report was decided", "low": "A balance is low", "limit": "The success rate needs a look", "hooks": "Hooks are silent",
}

// readNews reads what was written into the log since the last look.
func (p *Pane) readNews() tea.Cmd {
	s, told, began := p.store, p.told, p.began
	return p.news.Load(p.kit.Ctx, func(ctx context.Context) ([]store.Event, error) {
		if !began {
			return s.AuditLog(ctx, 0, 1)
		}
		list, err := s.AuditLog(ctx, 0, newsMost)
		if at := slices.IndexFunc(list, func(e store.Event) bool { return e.ID <= told }); at >= 0 {
			list = list[:at]
		}
		return list, err
	})
}

// raise tells what is new; what was there before the console opened is not.
func (p *Pane) raise(list []store.Event) tea.Cmd {
	first := !p.began
	p.began = true
	if len(list) > 0 {
		p.told = list[0].ID
	}
	if first {
		return nil
	}
	var cmds []tea.Cmd
	for _, e := range slices.Backward(list) {
		kind, ok := strings.CutPrefix(e.What, noticePrefix)
		if !ok {
			continue
		}
		said := e.Result
		if e.Who != "" && !strings.HasSuffix(e.Who, ".") && !strings.HasPrefix(e.Result, e.Who) {
			said = p.who(ofEvent(e)).String() + ": " + e.Result
		}
		cmds = append(cmds, pane.Send(pane.Notice{Kind: kind, Text: said, Masked: masked[kind], Full: said}))
	}
	return tea.Batch(cmds...)
}
