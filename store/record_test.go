package store

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
)

// The sums kept on write are what adding up every row would give, after any order of updates.
func TestSumsEqualTheRows(t *testing.T) {
	db := open(t)
	rows := crowd(400)
	// Every row is first heard of in another state, and all of them again in another order.
	early := make([]platfone.Activation, len(rows))
	for i, a := range rows {
		early[i] = act(a.ID, a.CreatedAt, func(e *platfone.Activation) {
			e.CustomerID, e.ServiceID, e.CountryID = a.CustomerID, a.ServiceID, a.CountryID
			e.UpdatedAt = a.CreatedAt.Add(-time.Second)
		})
	}
	put(t, db, epoch, early...)
	shuffled := append([]platfone.Activation(nil), rows...)
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	for i := range shuffled {
		put(t, db, epoch, shuffled[i])
	}
	put(t, db, epoch, shuffled...)

	byPair, byCustomer := map[string]Tally{}, map[string]Tally{}
	all := must[[]Activation](t)(db.History(t.Context(), ActivationFilter{}, 0, 1000))
	for _, a := range all {
		pair := a.ServiceID + "/" + a.CountryID
		byPair[pair] = byPair[pair].Add(tallyOf(&a))
		byCustomer[a.CustomerID] = byCustomer[a.CustomerID].Add(tallyOf(&a))
	}
	routes := must[[]PairRecord](t)(db.Routes(t.Context(), epoch.Add(-time.Hour), time.Time{}))
	if len(routes) != len(byPair) {
		t.Errorf("%d routes, want %d", len(routes), len(byPair))
	}
	for _, r := range routes {
		if want := byPair[r.ServiceID+"/"+r.CountryID]; r.Tally != want {
			t.Errorf("%s in %s: %+v, want %+v", r.ServiceID, r.CountryID, r.Tally, want)
		}
	}
	for _, s := range must[[]Spend](t)(db.Spends(t.Context(), epoch.Add(-24*time.Hour))) {
		if s.Tally != byCustomer[s.CustomerID] {
			t.Errorf("%s: %+v, want %+v", s.CustomerID, s.Tally, byCustomer[s.CustomerID])
		}
	}
	hours := must[[]Tally](t)(db.Sums(t.Context(), Narrow{Service: "telegram"}, epoch.Add(-time.Hour), epoch.Add(24*time.Hour)))[0]
	if want := byPair["telegram/uk"].Add(byPair["telegram/pl"]).Add(byPair["telegram/us"]); hours != want {
		t.Errorf("hours of telegram: %+v, want %+v", hours, want)
	}
}

func TestTallyOfEachOutcome(t *testing.T) {
	refunded := func(a *platfone.Activation) { a.Billing, a.Report = platfone.BillingRefunded, platfone.ReportApproved }
	for _, c := range []struct {
		name string
		a    platfone.Activation
		want Tally
	}{
		{"waiting", act("a", epoch), Tally{Ordered: 1, Reserved: 80}},
		{"canceled", act("a", epoch, ended(platfone.StatusCanceled, 1)), Tally{Ordered: 1}},
		{"done", act("a", epoch, coded("1", 1)), Tally{Ordered: 1, Received: 1, Billed: 20, Charged: 80}},
		{"refunded", act("a", epoch, coded("1", 1), refunded),
			Tally{Ordered: 1, Received: 1, Billed: 20, Charged: 80, Refunds: 1, Refunded: 20, Returned: 80, Reported: 1, Approved: 1}},
		{"asked for another", act("a", epoch, coded("1", 1), func(a *platfone.Activation) { a.SMS, a.Code, a.Text = platfone.RetryRequested, "", "" }),
			Tally{Ordered: 1, Received: 1, Billed: 20, Charged: 80}},
	} {
		if got := tallyOf(&Activation{Activation: c.a}); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
	if m := (Tally{Billed: 20, Charged: 80}).Margin(); m != 60 {
		t.Errorf("margin %v", m)
	}
	if m := (Tally{Billed: 20, Charged: 80, Refunded: 20, Returned: 80}).Margin(); m != 0 {
		t.Errorf("margin after the refund %v", m)
	}
}

func TestPairRecordTimesCodes(t *testing.T) {
	db := open(t)
	// Nine codes after 10, 20 … 90 seconds, one that never comes, one that nobody watched come.
	for i := range 9 {
		id := fmt.Sprint("a", i)
		put(t, db, epoch, act(id, epoch))
		put(t, db, epoch, act(id, epoch, coded("1", time.Duration(i+1)*10*time.Second)))
		put(t, db, epoch, act(id, epoch, coded("1", 0), ended(platfone.StatusFinalized, 15*time.Minute)))
	}
	put(t, db, epoch, act("never", epoch, ended(platfone.StatusExpired, 20*time.Minute)))
	put(t, db, epoch, act("late", epoch, coded("1", 0), ended(platfone.StatusFinalized, 19*time.Minute)))
	r := must[PairRecord](t)(db.PairRecord(t.Context(), "telegram", "uk", epoch.AddDate(0, 0, -7)))
	if r.Ordered != 11 || r.Received != 10 || r.Timed != 9 || r.Median != 50*time.Second || r.Tenth != 90*time.Second {
		t.Errorf("record %+v", r)
	}
	if cost := r.CostPerCode(); cost != money.Known(20) {
		t.Errorf("a code cost %v", cost)
	}
	if none := must[PairRecord](t)(db.PairRecord(t.Context(), "telegram", "pl", epoch)); none.Ordered != 0 || none.CostPerCode().Known {
		t.Errorf("a pair without orders: %+v", none)
	}
	if list := must[[]PairRecord](t)(db.PairRecords(t.Context(), "telegram", epoch.AddDate(0, 0, 1))); len(list) != 0 {
		t.Errorf("records of tomorrow: %v", list)
	}
}

func TestSuccessWindow(t *testing.T) {
	db := open(t)
	put(t, db, epoch,
		act("old", epoch.Add(-25*time.Hour), coded("1", 1)),
		act("edge", epoch.Add(-24*time.Hour), coded("1", 1)),
		act("waiting", epoch),
		act("canceled", epoch, ended(platfone.StatusCanceled, 1)),
		act("poland", epoch, coded("1", 1), func(a *platfone.Activation) { a.CountryID = "pl" }),
		act("again", epoch, coded("1", 1), func(a *platfone.Activation) { a.SMS = platfone.RetryRequested }),
	)
	for _, c := range []struct {
		service, country string
		want             platfone.Record
	}{
		{"", "", platfone.Record{Ordered: 5, Received: 3}},
		{"telegram", "uk", platfone.Record{Ordered: 4, Received: 2}},
		{"telegram", "pl", platfone.Record{Ordered: 1, Received: 1}},
		{"netflix", "", platfone.Record{}},
	} {
		got := must[platfone.Record](t)(db.SuccessWindow(t.Context(), epoch.Add(-platfone.SuccessWindow), c.service, c.country))
		if got != c.want {
			t.Errorf("%s in %s: %+v, want %+v", c.service, c.country, got, c.want)
		}
	}
}

// What customers spent is added up by the day: two hours of a day are one row.
func TestSumsOfCustomersAreByTheDay(t *testing.T) {
	db := open(t)
	day := epoch.UTC().Truncate(24 * time.Hour)
	put(t, db, epoch, act("a", day.Add(time.Hour)), act("b", day.Add(5*time.Hour)), act("c", day.Add(25*time.Hour)))
	var rows int
	if err := db.cache.r.QueryRow("SELECT count(*) FROM spends").Scan(&rows); err != nil || rows != 2 {
		t.Errorf("%d rows for two days, %v", rows, err)
	}
}
