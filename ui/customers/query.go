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

// grammar is what the list can be narrowed by.
var grammar = filter.Grammar{
	Fields: []filter.Field{
		{Name: "status", Values: words(statuses)},
		{Name: "free", Same: "balance", Kind: filter.Money},
	},
	Is: []string{"low"},
}

func words(list []platfone.CustomerStatus) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
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
	q := store.CustomerFilter{Terms: f.Terms, Not: f.Not}
	free := func(cents int64) money.Price { return money.Known(money.Cents(cents)) }
	if n, ok := f.Below["free"]; ok {
		q.Below = free(n)
	}
	if n, ok := f.Above["free"]; ok {
		q.Above = free(n)
	}
	low, asked := f.Is["low"]
	switch {
	case asked && !low:
		q.Above = narrow(q.Above, p.set.Low-1, 1)
	case asked, p.tabs.At() == viewLow:
		q.Below = narrow(q.Below, p.set.Low, -1)
	}
	q.Status = p.wanted(f)
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

// wanted are the statuses that pass; none at all means any.
func (p *Pane) wanted(f filter.Query) []platfone.CustomerStatus {
	in, out := f.In["status"], f.Out["status"]
	if len(in) == 0 && len(out) == 0 && p.tabs.At() != viewPaused {
		return nil
	}
	var list []platfone.CustomerStatus
	for _, s := range statuses {
		v := filter.Value{Text: string(s), Whole: true}
		if (len(in) == 0 || slices.Contains(in, v)) && !slices.Contains(out, v) && (p.tabs.At() != viewPaused || s == platfone.CustomerPaused) {
			list = append(list, s)
		}
	}
	if len(list) == 0 {
		return []platfone.CustomerStatus{"none of them"}
	}
	return list
}
