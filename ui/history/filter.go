package history

import (
	"slices"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/pane"
)

// states are the words of the state column, as they are typed.
var states = map[string]platfone.State{
	"waiting": platfone.Waiting, "code": platfone.CodeReady, "again": platfone.Again, "closing": platfone.Closing, "done": platfone.Done,
	"expired": platfone.Expired, "canceled": platfone.Canceled, "refunded": platfone.Refunded, "odd": platfone.Odd,
}

// The words of the other fields that have a fixed list, in the order they are shown.
var (
	stateWords   = []string{"waiting", "code", "again", "closing", "done", "expired", "canceled", "refunded", "odd"}
	billingWords = []string{string(platfone.BillingReserved), string(platfone.BillingReleased), string(platfone.BillingBilled), string(platfone.BillingRefunded)}
	reportWords  = []string{string(platfone.ReportInReview), string(platfone.ReportApproved), string(platfone.ReportDeclined)}
)

// grammar is what can be asked of the history (ux.md C12).
func grammar() pane.Grammar {
	return pane.Grammar{
		Fields: []pane.FilterField{
			{Name: "state", Values: stateWords}, {Name: "service"}, {Name: "country"}, {Name: "customer"},
			{Name: "bill", Same: "billing", Values: billingWords}, {Name: "report", Values: reportWords},
			{Name: "cost", Kind: pane.MoneyField}, {Name: "pays", Kind: pane.MoneyField}, {Name: "age", Kind: pane.SpanField},
		},
		Has: []string{"code"}, Is: []string{"reportable", "reported"}, Dates: true,
	}
}

// filter is what was typed, and the view in front, as the store takes it.
func (p *Pane) filter() store.ActivationFilter {
	f := convert(p.box.Filter(), p.desk.Now())
	f.Window = p.set.ReportWindow
	switch p.tabs.At() {
	case tabReported:
		f.Reported = true
	case tabReportable:
		f.Reportable = true
	}
	return f
}

// convert turns a filter as it was typed into one the store takes.
func convert(q pane.Filter, now time.Time) store.ActivationFilter {
	f := store.ActivationFilter{
		Now: now, Terms: q.Terms, Not: q.Not, From: q.After, To: q.Before,
		Customers: q.In["customer"], Services: q.In["service"], Countries: q.In["country"],
	}
	for _, w := range chosen(q, "state", stateWords) {
		f.States = append(f.States, states[w])
	}
	for _, w := range chosen(q, "bill", billingWords) {
		f.Billing = append(f.Billing, platfone.BillingStatus(w))
	}
	for _, w := range chosen(q, "report", reportWords) {
		f.Report = append(f.Report, platfone.ReportStatus(w))
	}
	f.Except = store.Except{Customers: q.Out["customer"], Services: q.Out["service"], Countries: q.Out["country"]}
	f.MinCost, f.MaxCost = bounds(q, "cost")
	f.MinPays, f.MaxPays = bounds(q, "pays")
	if n, ok := q.Above["age"]; ok {
		f.To = earlier(f.To, now.Add(-time.Duration(n)*time.Second))
	}
	if n, ok := q.Below["age"]; ok {
		f.From = later(f.From, now.Add(-time.Duration(n)*time.Second))
	}
	flags(q, &f)
	return f
}

func flags(q pane.Filter, f *store.ActivationFilter) {
	if has, ok := q.Has["code"]; ok {
		f.HasCode, f.NoCode = has, !has
	}
	if is, ok := q.Is["reported"]; ok {
		f.Reported = is
		if !is {
			f.Report = []platfone.ReportStatus{platfone.ReportNone}
		}
	}
	if q.Is["reportable"] {
		f.Reportable = true
		f.Billing = []platfone.BillingStatus{platfone.BillingBilled}
	}
}

// chosen are the words asked for, those excluded taken off; none for all.
func chosen(q pane.Filter, name string, all []string) []string {
	in, out := q.In[name], q.Out[name]
	if len(in) == 0 && len(out) == 0 {
		return nil
	}
	if len(in) == 0 {
		in = all
	}
	return slices.DeleteFunc(slices.Clone(in), func(w string) bool { return slices.Contains(out, w) })
}

// bounds turns bounds that are not included into amounts that are.
func bounds(q pane.Filter, name string) (low, high money.Price) {
	if n, ok := q.Above[name]; ok {
		low = money.Known(money.Cents(n + 1))
	}
	if n, ok := q.Below[name]; ok {
		high = money.Known(money.Cents(n - 1))
	}
	return low, high
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
