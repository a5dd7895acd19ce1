package store

import (
	"slices"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store/filter"
)

// states are the words of an activation's state, as they are typed.
var states = []struct {
	word  string
	state platfone.State
}{
	{"waiting", platfone.Waiting}, {"code", platfone.CodeReady}, {"again", platfone.Again}, {"closing", platfone.Closing}, {"done", platfone.Done},
	{"expired", platfone.Expired}, {"canceled", platfone.Canceled}, {"refunded", platfone.Refunded}, {"odd", platfone.Odd},
}

// StateWord is the word of a state in filters and in data for scripts; it does not change with the words on the screen.
func StateWord(s platfone.State) string {
	for _, k := range states {
		if k.state == s {
			return k.word
		}
	}
	return "odd"
}

var (
	billings = []platfone.BillingStatus{platfone.BillingReserved, platfone.BillingReleased, platfone.BillingBilled, platfone.BillingRefunded}
	reports  = []platfone.ReportStatus{platfone.ReportInReview, platfone.ReportApproved, platfone.ReportDeclined}
)

// ActivationGrammar is what can be asked of activations, wherever they are listed.
func ActivationGrammar() filter.Grammar {
	var words []string
	for _, s := range states {
		words = append(words, s.word)
	}
	return filter.Grammar{
		Fields: []filter.Field{
			{Name: "state", Same: []string{"status"}, Values: words}, {Name: "service"}, {Name: "country"}, {Name: "customer"},
			{Name: "bill", Same: []string{"billing"}, Values: plain(billings)}, {Name: "report", Values: plain(reports)},
			{Name: "cost", Same: []string{"price"}, Kind: filter.Money}, {Name: "pays", Kind: filter.Money}, {Name: "age", Kind: filter.Span},
		},
		Has: []string{"code", "sms", "report"}, Is: []string{"reportable", "reported"}, Dates: true,
	}
}

func plain[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// ActivationRows says how activations in memory answer a query of ActivationGrammar; what is noted
// of them it is asked through Noting. now is the
// provider's time, window how long after its end an activation can be reported; 0 is
// platfone.ReportWindow.
func ActivationRows(now time.Time, window time.Duration) filter.Rows[platfone.Activation] {
	is := func(a platfone.Activation, what string) (is, answered bool) {
		switch what {
		case "code":
			return a.Code != "", true
		case "sms":
			return a.HasCode(), true
		case "reportable":
			return reportable(a, now, window), true
		case "report", "reported":
			return a.Report != platfone.ReportNone, true
		}
		return false, false
	}
	return filter.Rows[platfone.Activation]{
		Text: func(a platfone.Activation) filter.Text {
			return filter.TextOf(string(a.Phone), a.ID, a.CustomerID, a.ServiceID, a.CountryID, a.Code, a.Text)
		},
		Word: func(a platfone.Activation, field string) ([]string, bool) {
			word, ok := map[string]string{"state": StateWord(a.State(now)), "service": a.ServiceID, "country": a.CountryID,
				"customer": a.CustomerID, "bill": string(a.Billing), "report": string(a.Report)}[field]
			return []string{word}, ok
		},
		Amount: func(a platfone.Activation, field string) (int64, bool) {
			switch field {
			case "cost":
				return int64(a.Price.Cents), a.Price.Known
			case "pays":
				return int64(a.CustomerPrice.Cents), a.CustomerPrice.Known
			}
			return int64(now.Sub(a.CreatedAt) / time.Second), field == "age"
		},
		Has: is, Is: is,
		At: func(a platfone.Activation) time.Time { return a.CreatedAt },
	}
}

// reportable reports whether an activation was paid for and can still be reported.
func reportable(a platfone.Activation, now time.Time, window time.Duration) bool {
	by := a.ReportBy()
	if window > 0 && !by.IsZero() {
		by = by.Add(window - platfone.ReportWindow)
	}
	return a.Billing == platfone.BillingBilled && a.CanReport(now, by) == ""
}

// Asked is a query of ActivationGrammar as SQLite is asked it: it lets through what
// ActivationRows lets through.
func Asked(q filter.Query, now time.Time) ActivationFilter {
	f := ActivationFilter{Now: now, Terms: q.Terms, Not: q.Not, From: q.After, To: q.Before, States: chosen(q), Noted: noted(q)}
	f.Any, f.None = map[string][]filter.Value{}, map[string][]filter.Value{}
	for field, column := range map[string]string{"bill": "billing_status", "report": "report_status", "service": "service_id", "country": "country_id", "customer": "customer_id"} {
		f.Any[column], f.None[column] = q.In[field], q.Out[field]
	}
	f.Customers, f.Services, f.Countries = f.whole("customer_id"), f.whole("service_id"), f.whole("country_id")
	f.MinCost, f.MaxCost = bounds(q, "cost")
	f.MinPays, f.MaxPays = bounds(q, "pays")
	f.aged(q)
	f.HasCode, f.NoCode = flag(q.Has, "code")
	f.HasSMS, f.NoSMS = flag(q.Has, "sms")
	f.Reportable, f.Unreportable = flag(q.Is, "reportable")
	f.Reported, f.Unreported = flag(q.Is, "reported")
	has, not := flag(q.Has, "report")
	f.Reported, f.Unreported = f.Reported || has, f.Unreported || not
	return f
}

func flag(flags map[string]bool, what string) (yes, no bool) {
	want, ok := flags[what]
	return ok && want, ok && !want
}

// whole takes the values of an id out that are all of it: they have an index to be found by.
func (f *ActivationFilter) whole(column string) (ids []string) {
	for _, v := range f.Any[column] {
		if !v.Whole {
			return nil
		}
		ids = append(ids, v.Text)
	}
	delete(f.Any, column)
	return ids
}

// chosen are the states asked for, those left out taken off; nil for all.
func chosen(q filter.Query) []platfone.State {
	in, out := q.In["state"], q.Out["state"]
	if len(in) == 0 && len(out) == 0 {
		return nil
	}
	var list []platfone.State
	for _, s := range states {
		v := filter.Value{Text: s.word, Whole: true}
		if (len(in) == 0 || slices.Contains(in, v)) && !slices.Contains(out, v) {
			list = append(list, s.state)
		}
	}
	if len(list) == 0 {
		return []platfone.State{noState}
	}
	return list
}

// noState is the state of nothing.
const noState platfone.State = -1

// aged turns an age into the time an activation was ordered at.
func (f *ActivationFilter) aged(q filter.Query) {
	if n, ok := q.Above["age"]; ok {
		if t := f.Now.Add(-time.Duration(n) * time.Second); f.To.IsZero() || t.Before(f.To) {
			f.To = t
		}
	}
	if n, ok := q.Below["age"]; ok {
		if t := f.Now.Add(time.Second - time.Duration(n)*time.Second); t.After(f.From) {
			f.From = t
		}
	}
}

// bounds turns bounds that are not included into amounts that are.
func bounds(q filter.Query, field string) (low, high money.Price) {
	if n, ok := q.Above[field]; ok {
		low = money.Known(money.Cents(n + 1))
	}
	if n, ok := q.Below[field]; ok {
		high = money.Known(money.Cents(n - 1))
	}
	return low, high
}
