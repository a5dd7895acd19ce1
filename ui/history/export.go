package history

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

func (p *Pane) noExport() string { return p.noRows() }

// export opens the sheet that writes the rows shown, or those marked, to a file.
func (p *Pane) export() tea.Cmd {
	var marked []store.Activation // empty: everything that passes the filter
	for _, r := range p.list().Marked() {
		if r.ID != "" {
			marked = append(marked, r.Activation)
		}
	}
	what := text.Own("Every number that passes the filter.")
	if n := len(marked); n > 0 {
		what = text.Count(int64(n), "marked number", "marked numbers").Append(text.Own("."))
	}
	codes := pane.NewChoice("Codes", codeModes...)
	return pane.Send(pane.Push{Sheet: pane.NewExport(p.kit, pane.Export{
		What: what, Name: "switchboard-history", Folder: p.set.ExportDir, One: "number", Many: "numbers", Ask: codes, Heads: heads,
		Rows: func() pane.Records { return p.records(marked, codes.Value()) },
	})})
}

// records are the rows to write; what is shown of a list that is held whole is what is written of it.
func (p *Pane) records(marked []store.Activation, codes string) pane.Records {
	next := pages(p.store, p.filter(), marked)
	if p.tabs.At() == tabReportable && len(marked) == 0 {
		var shown []store.Activation
		for _, r := range p.claims.Rows() {
			shown = append(shown, r.Activation)
		}
		next = pages(p.store, p.filter(), shown)
	}
	o := output{codes: codes, now: p.desk.Now()}
	return func(ctx context.Context) ([]pane.Record, error) {
		list, err := next(ctx)
		out := make([]pane.Record, len(list))
		for i, a := range list {
			out[i] = o.record(a)
		}
		return out, err
	}
}

// exportPage is how many rows are in memory at once while a file is written.
const exportPage = 1000

// pages gives the rows to write, a page at a time: those given, or all that
// pass the filter.
func pages(s Store, f store.ActivationFilter, given []store.Activation) func(ctx context.Context) ([]store.Activation, error) {
	before, over := store.Key(0), false
	return func(ctx context.Context) ([]store.Activation, error) {
		switch {
		case over:
			return nil, nil
		case len(given) > 0:
			over = true
			return given, nil
		}
		list, err := s.History(ctx, f, before, exportPage)
		if len(list) < exportPage {
			over = true
		} else {
			before = list[len(list)-1].Key
		}
		return list, err
	}
}
