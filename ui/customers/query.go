package customers

import (
	"slices"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/filter"
	"switchboard/ui/pane"
)

var statuses = []platfone.CustomerStatus{platfone.CustomerActive, platfone.CustomerPaused, platfone.CustomerDisabled, platfone.CustomerMarked}

// grammar is what the list can be narrowed by: what any list of customers can, and what the settings say is low.
func grammar() filter.Grammar {
	return store.GrammarOf("customers")
}

// The orders of the list.
const (
	byName = "customer"
	byFree = "free"
	byAge  = "newest"
)

var orders = []pane.Order{{ID: byName, Name: "customer", OneWay: true}, {ID: byFree, Name: "free, least first"}, {ID: byAge, Name: "newest first", OneWay: true}}

// query is what the view, the filter and the order ask of the store.
func (p *Pane) query() store.CustomerFilter {
	f := p.box.Filter()
	q := store.CustomersAsked(f)
	low, asked := f.Is["low"]
	switch {
	case asked && !low:
		q.Above = narrow(q.Above, p.set.Low-1, 1)
	case asked, p.tabs.At() == viewLow:
		q.Below = narrow(q.Below, p.set.Low, -1)
	}
	if p.tabs.At() == viewPaused {
		q.Status = paused(q.Status)
	}
	switch {
	case p.layout.Sort == byFree && p.layout.Reverse:
		q.Sort = store.ByMostFree
	case p.layout.Sort == byFree, p.layout.Sort == "" && p.tabs.At() == viewLow:
		q.Sort = store.ByLeastFree
	case p.layout.Sort == byAge:
		q.Sort = store.ByNewest
	}
	return q
}

// narrow is the narrower of two bounds; sign is 1 for a lower one, -1 for an upper one.
func narrow(bound money.Price, c, sign money.Cents) money.Price {
	if bound.Known && bound.Cents*sign > c*sign {
		return bound
	}
	return money.Known(c)
}

// paused leaves of the statuses that pass the paused alone.
func paused(asked []platfone.CustomerStatus) []platfone.CustomerStatus {
	if len(asked) > 0 && !slices.Contains(asked, platfone.CustomerPaused) {
		return []platfone.CustomerStatus{store.NoStatus}
	}
	return []platfone.CustomerStatus{platfone.CustomerPaused}
}
