package history

import (
	"context"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/store/filter"
	"switchboard/ui/pane"
)

// jumpActions go to a place of the list of all, however far away it is.
func (p *Pane) jumpActions() []pane.Action {
	return []pane.Action{
		{ID: "history.date", Keys: "d", Help: "go to a date", Hide: true, Do: p.askDate},
		{ID: "history.customer-first", Keys: "F", Help: "this customer's first number", Hide: true, Off: p.noFirst, Do: p.first},
	}
}

// goTo shows the rows below a key, in a list by age: that of all when another is in front.
func (p *Pane) goTo(find func(ctx context.Context) (store.Key, error)) tea.Cmd {
	p.fresh = false
	return tea.Batch(p.window.Go(func(ctx context.Context) (string, error) {
		k, err := find(ctx)
		return strconv.FormatInt(int64(k), 10), err
	}), p.loadMore())
}

// byAge puts a list by age in front: that of all unless one is.
func (p *Pane) byAge() tea.Cmd {
	switch p.tabs.At() {
	case tabReportable:
		return p.tabs.Go(tabAll)
	case tabCustomers: // which no filter narrows
		return tea.Batch(p.tabs.Go(tabAll), p.box.Set(""))
	}
	return nil
}

// goDay shows what was ordered before a moment, the newest of it first.
func (p *Pane) goDay(before time.Time) tea.Cmd {
	return tea.Batch(p.byAge(), p.goTo(func(context.Context) (store.Key, error) { return store.KeyAt(before), nil }))
}

// customer is the one whom the row under the cursor is about.
func (p *Pane) customer() string {
	if p.tabs.At() == tabCustomers {
		s, _ := p.people.Selected()
		return s.CustomerID
	}
	a, _ := p.selected()
	return a.CustomerID
}

func (p *Pane) noFirst() string {
	if p.customer() == "" {
		return "no customer's number is selected"
	}
	return ""
}

// first shows the first number that a customer ever ordered, of those that pass the filter.
func (p *Pane) first() tea.Cmd {
	customer := p.customer()
	shown := p.byAge()
	s, f := p.store, p.filter()
	f.Customers = []string{customer}
	return tea.Batch(shown, p.goTo(func(ctx context.Context) (store.Key, error) {
		list, err := s.HistoryAfter(ctx, f, 0, 1)
		if err != nil || len(list) == 0 { // the row that was selected is gone
			return 0, err
		}
		return list[0].Key + 1, nil
	}))
}

// before is the end of what was written of a date: a day, a month, a minute, or how long ago.
func before(v string, now time.Time) (time.Time, bool) {
	if _, to, ok := filter.Dated(v, now.Location()); ok {
		return to, true
	}
	ago, ok := filter.Ago(v)
	return now.Add(-ago), ok
}
