package history

import (
	"context"
	"math"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
)

func (p *Pane) noExport() string { return p.noRows() }

// export opens the sheet that writes the rows shown, or those marked, to a file.
func (p *Pane) export() tea.Cmd {
	marks := p.list().Marks()
	return pane.Send(pane.Push{Sheet: pane.NewRentedExport(p.kit, pane.Rented{
		What: pane.Chosen(p.box.Marks(), "marked number", "marked numbers", "Every number that passes the filter."), Name: "switchboard-history", Folder: p.set.ExportDir,
		Now: p.desk.Now(), Note: p.book.Now(), Pages: p.written, Total: p.total(marks),
	})})
}

// total counts the rows that written gives.
func (p *Pane) total(marks int) func(ctx context.Context) (int, error) {
	if p.tabs.At() == tabReportable {
		return nil
	}
	s, f := p.store, p.filter()
	return func(ctx context.Context) (int, error) {
		if marks > 0 {
			return marks, nil
		}
		return s.CountHistory(ctx, f, math.MaxInt)
	}
}

// written are the rows to write: those marked, or else all that pass the filter. What is shown of a
// list that is held whole is what is written of it.
func (p *Pane) written() func(ctx context.Context) ([]store.Activation, error) {
	switch {
	case p.tabs.At() == tabReportable && p.claims.Marks() > 0:
		return once(p.claims.Marked())
	case p.tabs.At() == tabReportable:
		return once(p.claims.Rows())
	case p.table.Marks() > 0:
		return some(p.store, p.filter(), p.table.MarkedKeys())
	}
	return all(p.store, p.filter())
}

// exportPage is how many rows are in memory at once while a file is written.
const exportPage = 1000

// pages gives the rows to write, a page at a time; no rows end it.
type pages func(ctx context.Context) ([]store.Activation, error)

// once gives rows that are held.
func once(rows []row) pages {
	var list []store.Activation
	for _, r := range rows {
		if r.ID != "" {
			list = append(list, r.Activation)
		}
	}
	return pane.RentedOnce(list)
}

// some gives those of some activations that pass the filter.
func some(s Store, f store.ActivationFilter, ids []string) pages {
	var left []store.Key
	return func(ctx context.Context) (list []store.Activation, err error) {
		if ids != nil {
			left, err = s.HistoryAmong(ctx, f, ids)
			ids = nil
		}
		if err != nil || len(left) == 0 {
			return nil, err
		}
		now := left[:min(exportPage, len(left))]
		left = left[len(now):]
		return s.HistoryAt(ctx, now)
	}
}

// all gives all that pass the filter.
func all(s Store, f store.ActivationFilter) pages {
	before, over := store.Key(0), false
	return func(ctx context.Context) ([]store.Activation, error) {
		if over {
			return nil, nil
		}
		list, err := s.History(ctx, f, before, exportPage)
		if over = len(list) < exportPage; !over {
			before = list[len(list)-1].Key
		}
		return list, err
	}
}
