package activations

import (
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/filter"
)

// grammar is what the live rows can be narrowed by: what any list of activations can, and what only time or this console knows.
func grammar() filter.Grammar {
	return store.GrammarOf("live")
}

// narrow shows the rows the filter lets through. What arrives, what waits and
// what is counted is told of all rows, shown or not.
func (p *Pane) narrow() {
	p.table.Set(p.rows(p.now()).Only(p.filter.Filter(), p.all))
}

// rows says how a row answers a filter; of what is no activation's own it asks here.
func (p *Pane) rows(now time.Time) filter.Rows[row] {
	acts := store.ActivationRows(now, 0)
	return store.Noting(filter.Rows[row]{
		Text: func(r row) filter.Text { return acts.Text(r.Activation.Activation) },
		Word: func(r row, field string) ([]string, bool) { return acts.Word(r.Activation.Activation, field) },
		Amount: func(r row, field string) (int64, bool) {
			if field == "left" {
				return int64(r.Left(now).Seconds()), !over(r, now)
			}
			return acts.Amount(r.Activation.Activation, field)
		},
		Has: func(r row, what string) (has, answered bool) { return acts.Has(r.Activation.Activation, what) },
		Is: func(r row, what string) (is, answered bool) {
			switch what {
			case "uncopied":
				return r.uncopied && r.State(now) == platfone.CodeReady, true
			case "marked":
				return p.table.IsMarked(r.ID), true
			case "over":
				return over(r, now), true
			}
			return acts.Is(r.Activation.Activation, what)
		},
		At: func(r row) time.Time { return r.CreatedAt },
	}, func(r row) store.Note { return p.book.Of(r.ID) })
}
