package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/store/filter"
)

// crowd makes n activations of every kind, in no order.
func crowd(n int) []platfone.Activation {
	rnd := rand.New(rand.NewPCG(1, 2))
	sms := []platfone.SMSStatus{platfone.SMSRequested, platfone.SMSReceived, platfone.RetryRequested, platfone.RetryReceived, "odd"}
	status := []platfone.ActivationStatus{platfone.StatusActive, platfone.StatusCanceled, platfone.StatusExpired, platfone.StatusFinalized, "odd"}
	billing := []platfone.BillingStatus{platfone.BillingReserved, platfone.BillingReleased, platfone.BillingBilled, platfone.BillingRefunded, "odd"}
	report := []platfone.ReportStatus{"", "", platfone.ReportInReview, platfone.ReportApproved, platfone.ReportDeclined}
	list := make([]platfone.Activation, n)
	for i := range list {
		list[i] = act(fmt.Sprintf("%019d%05x", i, rnd.IntN(3)), epoch.Add(time.Duration(rnd.IntN(7200))*time.Second), func(a *platfone.Activation) {
			a.CustomerID = fmt.Sprint("cust", rnd.IntN(5))
			a.ServiceID = []string{"telegram", "whatsapp", "netflix"}[rnd.IntN(3)]
			a.CountryID = []string{"uk", "pl", "us"}[rnd.IntN(3)]
			a.Phone = phone.FromDigits(fmt.Sprintf("4479%08d", rnd.IntN(1e8)))
			a.SMS, a.Status, a.Billing, a.Report = sms[rnd.IntN(5)], status[rnd.IntN(5)], billing[rnd.IntN(5)], report[rnd.IntN(5)]
			switch rnd.IntN(3) {
			case 0:
				a.Code, a.Text = fmt.Sprint(100000+rnd.IntN(900000)), "Żółty kod 100 %"
			case 1:
				a.Text = "plain_text"
			}
			a.Price, a.CustomerPrice = money.Known(money.Cents(rnd.IntN(100))), money.Price{}
			a.UpdatedAt = a.CreatedAt.Add(time.Duration(rnd.IntN(1500)) * time.Second)
			if rnd.IntN(8) == 0 {
				a.ExpireAt = time.Time{}
			}
			if rnd.IntN(8) == 0 {
				a.UpdatedAt = time.Time{}
			}
		})
	}
	return list
}

func TestPagesAreOneSort(t *testing.T) {
	db := open(t)
	put(t, db, epoch, crowd(500)...)
	var keys []Key
	for before := Key(0); ; {
		page := must[[]Activation](t)(db.History(t.Context(), ActivationFilter{}, before, 7))
		if len(page) == 0 {
			break
		}
		for _, a := range page {
			keys = append(keys, a.Key)
		}
		before = page[len(page)-1].Key
	}
	if len(keys) != 500 || !slices.IsSortedFunc(keys, func(a, b Key) int { return int(b - a) }) || len(slices.Compact(keys)) != 500 {
		t.Errorf("%d rows on all pages, in order: %v", len(keys), slices.IsSortedFunc(keys, func(a, b Key) int { return int(b - a) }))
	}
}

// Every filter gives what the same question asked of each row in Go gives.
func TestFilters(t *testing.T) {
	db := open(t)
	rows := crowd(600)
	put(t, db, epoch, rows...)
	now := epoch.Add(90 * time.Minute)
	anyState := func(states ...platfone.State) func(platfone.Activation) bool {
		return func(a platfone.Activation) bool { return slices.Contains(states, a.State(now)) }
	}
	type test struct {
		name string
		f    ActivationFilter
		want func(platfone.Activation) bool
	}
	tests := []test{
		{"everything", ActivationFilter{}, func(platfone.Activation) bool { return true }},
		{"a customer", ActivationFilter{Customers: []string{"cust1"}}, func(a platfone.Activation) bool { return a.CustomerID == "cust1" }},
		{"customers and a service", ActivationFilter{Customers: []string{"cust1", "cust3", "cust1"}, Services: []string{"telegram"}},
			func(a platfone.Activation) bool {
				return (a.CustomerID == "cust1" || a.CustomerID == "cust3") && a.ServiceID == "telegram"
			}},
		{"pairs", ActivationFilter{Services: []string{"telegram", "netflix"}, Countries: []string{"uk", "us"}},
			func(a platfone.Activation) bool { return a.ServiceID != "whatsapp" && a.CountryID != "pl" }},
		{"a service", ActivationFilter{Services: []string{"telegram"}}, func(a platfone.Activation) bool { return a.ServiceID == "telegram" }},
		{"a status of each kind", ActivationFilter{SMS: []platfone.SMSStatus{"smsReceived"}, Status: []platfone.ActivationStatus{"expired", "finalized"},
			Billing: []platfone.BillingStatus{"billed"}, Report: []platfone.ReportStatus{"", "approved"}},
			func(a platfone.Activation) bool {
				return a.SMS == "smsReceived" && (a.Status == "expired" || a.Status == "finalized") && a.Billing == "billed" && (a.Report == "" || a.Report == "approved")
			}},
		{"has a code", ActivationFilter{HasCode: true}, func(a platfone.Activation) bool { return a.Code != "" }},
		{"has none", ActivationFilter{NoCode: true}, func(a platfone.Activation) bool { return a.Code == "" }},
		{"an SMS came", ActivationFilter{HasSMS: true}, platfone.Activation.HasCode},
		{"none came", ActivationFilter{NoSMS: true}, func(a platfone.Activation) bool { return !a.HasCode() }},
		{"reported", ActivationFilter{Reported: true}, func(a platfone.Activation) bool { return a.Report != "" }},
		{"reportable", ActivationFilter{Reportable: true, Now: now}, func(a platfone.Activation) bool {
			return a.Billing == platfone.BillingBilled && a.CanReport(now, a.ReportBy()) == ""
		}},
		{"between", ActivationFilter{From: epoch.Add(time.Hour), To: epoch.Add(90 * time.Minute)},
			func(a platfone.Activation) bool {
				return !a.CreatedAt.Before(epoch.Add(time.Hour)) && a.CreatedAt.Before(epoch.Add(90*time.Minute))
			}},
		{"cost", ActivationFilter{MinCost: money.Known(20), MaxCost: money.Known(40)},
			func(a platfone.Activation) bool { return a.Price.Cents >= 20 && a.Price.Cents <= 40 }},
		{"what the customer pays is not known", ActivationFilter{MinPays: money.Known(0)}, func(platfone.Activation) bool { return false }},
		{"an accent left out", ActivationFilter{Terms: []string{"zolty KOD"}}, func(a platfone.Activation) bool { return a.Code != "" }},
		{"an accent typed", ActivationFilter{Terms: []string{"żółty"}}, func(a platfone.Activation) bool { return a.Code != "" }},
		{"a wildcard is a letter", ActivationFilter{Terms: []string{"n_t"}}, func(a platfone.Activation) bool { return a.Text == "plain_text" }},
		{"another wildcard", ActivationFilter{Terms: []string{"0 %"}}, func(a platfone.Activation) bool { return a.Code != "" }},
		{"two terms", ActivationFilter{Terms: []string{"telegr", "uk"}}, func(a platfone.Activation) bool { return a.ServiceID == "telegram" && a.CountryID == "uk" }},
		{"without", ActivationFilter{Not: []string{"telegram", "cust1"}}, func(a platfone.Activation) bool { return a.ServiceID != "telegram" && a.CustomerID != "cust1" }},
		{"a number as written", ActivationFilter{Terms: []string{rows[3].Phone.String()}}, func(a platfone.Activation) bool { return a.Phone == rows[3].Phone }},
		{"an id", ActivationFilter{Terms: []string{rows[3].ID[5:]}}, func(a platfone.Activation) bool { return a.ID == rows[3].ID }},
		{"running", ActivationFilter{Now: now, States: []platfone.State{platfone.Waiting, platfone.Again}}, anyState(platfone.Waiting, platfone.Again)},
	}
	for s := platfone.Odd; s <= platfone.Refunded; s++ {
		tests = append(tests, test{s.String(), ActivationFilter{Now: now, States: []platfone.State{s}}, anyState(s)})
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			var want []string
			for _, a := range rows {
				if c.want(a) {
					want = append(want, a.ID)
				}
			}
			var got []string
			for before := Key(0); ; {
				page := must[[]Activation](t)(db.History(t.Context(), c.f, before, 50))
				for _, a := range page {
					got = append(got, a.ID)
				}
				if len(page) < 50 {
					break
				}
				before = page[49].Key
			}
			var back []string
			for after := Key(0); ; {
				page := must[[]Activation](t)(db.HistoryAfter(t.Context(), c.f, after, 50))
				for i := len(page) - 1; i >= 0; i-- {
					back = append(back, page[i].ID)
				}
				if len(page) < 50 {
					break
				}
				after = page[0].Key
			}
			slices.Reverse(back)
			if !slices.Equal(back, got) {
				t.Errorf("%d rows upwards, %d downwards, or in another order", len(back), len(got))
			}
			slices.Sort(want)
			sorted := slices.Sorted(slices.Values(got))
			if !slices.Equal(sorted, want) {
				t.Errorf("%d rows, want %d", len(got), len(want))
			}
			if n := must[int](t)(db.CountHistory(t.Context(), c.f, 1000)); n != len(want) {
				t.Errorf("counted %d, want %d", n, len(want))
			}
		})
	}
}

func TestReportableSoonestFirst(t *testing.T) {
	db := open(t)
	rows := crowd(300)
	put(t, db, epoch, rows...)
	now := epoch.Add(90 * time.Minute)
	list := must[[]Activation](t)(db.Reportable(t.Context(), now, 1000))
	if len(list) < 10 {
		t.Fatalf("%d can be reported", len(list))
	}
	for i, a := range list {
		if why := a.CanReport(now, a.ReportBy()); why != "" || a.Billing != platfone.BillingBilled {
			t.Errorf("%s is listed though %s", a.ID, why)
		}
		if i > 0 && a.ReportBy().Before(list[i-1].ReportBy()) {
			t.Errorf("%s comes after a later deadline", a.ID)
		}
	}
}

func TestFoldIsIdempotentAndPlain(t *testing.T) {
	for in, want := range map[string]string{"Żółty": "zolty", "ÉTÉ": "ete", "straße": "strasse", "Ærø": "aero", "plain": "plain", "日本": "日本"} {
		if got := filter.Fold(in); got != want || filter.Fold(got) != want {
			t.Errorf("filter.Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

// What panes ask for all the time never walks through the whole table.
func TestNoScreenScansTheTable(t *testing.T) {
	db := open(t)
	put(t, db, epoch, crowd(50)...)
	for name, f := range map[string]ActivationFilter{
		"waiting":    {States: []platfone.State{platfone.Waiting}},
		"reportable": {Now: epoch, Reportable: true},
		"customers":  {Customers: []string{"cust1", "cust2"}},
		"pairs":      {Services: []string{"telegram"}, Countries: []string{"uk"}},
	} {
		for _, a := range f.arms() {
			c := a.Join(*f.where())
			plan := must[[]string](t)(list(t.Context(), db.cache.r, func(s scanner) (step string, err error) {
				var id, parent, unused int
				err = s.Scan(&id, &parent, &unused, &step)
				return step, err
			}, "EXPLAIN QUERY PLAN SELECT k FROM activations"+a.hint+c.SQL()+" ORDER BY k DESC LIMIT 50", c.Args...))
			if slices.Contains(plan, "SCAN activations") {
				t.Errorf("%s: %q", name, plan)
			}
		}
	}
}

// Going to a date, to an end or to a customer's first walks down an index from where it begins: no
// table is walked to find the place, and nothing is sorted.
func TestNoPlaceIsLookedForInTheTable(t *testing.T) {
	db := open(t)
	put(t, db, epoch, crowd(50)...)
	for name, f := range map[string]ActivationFilter{"all": {}, "a customer's": {Customers: []string{"cust1"}}, "reported": {Reported: true}} {
		for way, ends := range map[string][2]string{"older": {"k < ?", " ORDER BY k DESC LIMIT ?"}, "newer": {"k > ?", " ORDER BY k LIMIT ?"}} {
			for _, from := range []Key{0, KeyAt(epoch)} {
				query, args := f.walk(from, 50, ends[0], ends[1])
				plan := explained(t, db, query, args...)
				end := name == "all" && from == 0 // from an end on every row that is read is wanted
				if strings.Contains(plan, "TEMP B-TREE") || !end && !strings.Contains(plan, "SEARCH activations") && !strings.Contains(plan, "SCAN activations USING INDEX activations_reported") {
					t.Errorf("%s, %s from %d: %s", name, way, from, plan)
				}
			}
		}
	}
}

// The end of a span is not in it: two spans side by side hold every activation once.
func TestTheEndOfASpanIsNotInIt(t *testing.T) {
	db := open(t)
	put(t, db, epoch, act("a", epoch), act("b", epoch.Add(time.Hour)))
	for _, f := range []ActivationFilter{{To: epoch.Add(time.Hour)}, {From: epoch.Add(time.Hour)}} {
		if list := must[[]Activation](t)(db.History(t.Context(), f, 0, 10)); len(list) != 1 {
			t.Errorf("%+v: %d rows", f, len(list))
		}
	}
}

// At its end to the second a number is closing, by the filter as by its row.
func TestANumberClosesAtItsEnd(t *testing.T) {
	db := open(t)
	a := act("a", epoch)
	put(t, db, epoch, a)
	for _, s := range []platfone.State{platfone.Waiting, platfone.Closing} {
		list := must[[]Activation](t)(db.History(t.Context(), ActivationFilter{Now: a.ExpireAt, States: []platfone.State{s}}, 0, 10))
		if (len(list) == 1) != (a.State(a.ExpireAt) == s) {
			t.Errorf("%d rows are %s at their end, which is %s", len(list), s, a.State(a.ExpireAt))
		}
	}
}
