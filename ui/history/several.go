package history

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// upon makes acts upon the marked numbers of those upon the selected one.
func (p *Pane) upon() pane.Upon[row] {
	u := pane.Upon[row]{List: &p.table.List, Barred: func() string { return p.foresight.Barred(act.Order{}) }}
	switch p.tabs.At() {
	case tabCustomers:
		u.Aside = func() bool { return true }
	case tabReportable:
		u.List = &p.claims.List
	default:
		if !p.far.Held() {
			u.Read = p.far.Rows
		}
	}
	return u
}

// How many of the marked numbers can be copied, and acted upon, at once.
const (
	mostCopied = 10_000
	mostActs   = 1000
)

// picker reads marked rows that pass the filter as it is now.
func (p *Pane) picker() func(ctx context.Context, ids []string) ([]row, error) {
	s, f := p.store, p.filter()
	return func(ctx context.Context, ids []string) ([]row, error) {
		keys, err := s.HistoryAmong(ctx, f, ids)
		if err != nil {
			return nil, err
		}
		list, err := s.HistoryAt(ctx, keys)
		return rows(list), err
	}
}

// reportAll reports several numbers; a row that stands for what is missing is none.
func (p *Pane) reportAll(rows []row) tea.Cmd {
	var list []platfone.Activation
	keys := map[string]string{}
	for _, r := range rows {
		if r.ID != "" {
			list = append(list, r.Activation.Activation)
			keys[r.ID] = r.key()
		}
	}
	l := p.upon().List
	return p.reports.ReportSeveral(list, pane.LeftOut(l.Marks()-len(rows)), func(id string) { l.TakeOff(keys[id]) })
}

func copyNumbers(rows []row) tea.Cmd {
	var lines []string
	for _, r := range rows {
		if r.ID != "" {
			lines = append(lines, string(r.Phone))
		}
	}
	return pane.CopyLines(lines, "number", "numbers")
}

// copies are what several rows have to be copied.
func (p *Pane) copies() []pane.Lines[row] {
	of := pane.CodeLines(func(r row) store.Activation { return r.Activation }, "no code had come to them", nil)
	return append(of, pane.Lines[row]{Key: "i", Label: "their activation ids, one a line", One: "activation id", Many: "activation ids", Of: func(r row) string { return text.Clean(r.ID).String() }})
}

// noteSeveral writes tags of several numbers.
func (p *Pane) noteSeveral(rows []row) tea.Cmd {
	var of []pane.Noted
	for _, r := range rows {
		if r.ID != "" {
			of = append(of, pane.Noted{ID: r.ID, Name: p.kit.Phone(r.Phone)})
		}
	}
	return p.book.Write(of)
}

func (p *Pane) noteOne() tea.Cmd {
	a, _ := p.selected()
	return p.book.Write([]pane.Noted{{ID: a.ID, Name: p.kit.Phone(a.Phone)}})
}

// Marked implements pane.Marking.
func (p *Pane) Marked() int { return p.box.Marked() }
