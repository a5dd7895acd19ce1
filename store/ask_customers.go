package store

import (
	"slices"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store/filter"
)

var customerStatuses = []platfone.CustomerStatus{platfone.CustomerActive, platfone.CustomerPaused, platfone.CustomerDisabled, platfone.CustomerMarked}

// CustomerGrammar is what can be asked of customers, wherever they are listed.
func CustomerGrammar() filter.Grammar {
	return WithNotes(filter.Grammar{Fields: []filter.Field{{Name: "status", Values: plain(customerStatuses)}, {Name: "free", Same: []string{"balance"}, Kind: filter.Money}}})
}

// CustomersAsked is a query of CustomerGrammar as SQLite is asked it.
func CustomersAsked(q filter.Query) CustomerFilter {
	f := CustomerFilter{Terms: q.Terms, Not: q.Not, Status: statusesAsked(q), Noted: noted(q)}
	if n, ok := q.Below["free"]; ok {
		f.Below = money.Known(money.Cents(n))
	}
	if n, ok := q.Above["free"]; ok {
		f.Above = money.Known(money.Cents(n))
	}
	return f
}

// NoStatus is one that no customer has: a filter that lets nobody through asks for it.
const NoStatus platfone.CustomerStatus = "none of them"

// statusesAsked are the statuses that pass; none at all means any.
func statusesAsked(q filter.Query) []platfone.CustomerStatus {
	in, out := q.In["status"], q.Out["status"]
	if len(in) == 0 && len(out) == 0 {
		return nil
	}
	var list []platfone.CustomerStatus
	for _, s := range customerStatuses {
		v := filter.Value{Text: string(s), Whole: true}
		if (len(in) == 0 || slices.Contains(in, v)) && !slices.Contains(out, v) {
			list = append(list, s)
		}
	}
	if len(list) == 0 {
		return []platfone.CustomerStatus{NoStatus}
	}
	return list
}
