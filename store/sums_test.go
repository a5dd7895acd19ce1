package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"switchboard/client/money"
	"switchboard/client/platfone"
)

// worldOf fills a store with a few hundred orders over nine days and what customers paid in.
func worldOf(t *testing.T, db *DB) (rows []Activation, paid []platfone.Transaction) {
	t.Helper()
	list := crowd(300)
	for i := range list {
		list[i].CreatedAt = epoch.Add(time.Duration(i*i%(9*daySeconds)) * time.Second)
		list[i].ExpireAt = list[i].CreatedAt.Add(20 * time.Minute)
	}
	put(t, db, epoch, list...)
	for i := range 60 {
		paid = append(paid, platfone.Transaction{ID: fmt.Sprint("T", i), CustomerID: fmt.Sprint("cust", i%4), Amount: money.Known(money.Cents(i*37 - 400)),
			CreatedAt: epoch.Add(time.Duration(i) * 4 * time.Hour), Raw: []byte("{}")})
	}
	for range 2 { // what is known already is not counted again
		if err := db.PutTransactions(t.Context(), epoch, paid...); err != nil {
			t.Fatal(err)
		}
	}
	return must[[]Activation](t)(db.History(t.Context(), ActivationFilter{}, 0, 1000)), paid
}

// Every figure of a span is what counting the rows one by one gives, wherever the span begins and ends.
func TestFiguresEqualACountOfTheRows(t *testing.T) {
	db := open(t)
	rows, _ := worldOf(t, db)
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.SampledFrom([]Narrow{{}, {Service: "telegram"}, {Customer: "cust1"}, {Customer: "cust2", Service: "netflix"}}).Draw(r, "narrow")
		step := rapid.SampledFrom([]time.Duration{time.Second, time.Hour, 24 * time.Hour}).Draw(r, "step") // on every second, and on whole hours and days
		var moments []time.Time
		for range rapid.IntRange(2, 6).Draw(r, "moments") {
			moments = append(moments, epoch.Add(time.Duration(rapid.Int64Range(-daySeconds, 10*daySeconds).Draw(r, "at"))*time.Second).Truncate(step))
		}
		slices.SortFunc(moments, time.Time.Compare)
		moments = slices.Compact(moments)
		if len(moments) < 2 {
			return
		}
		got, err := db.Sums(t.Context(), n, moments...)
		if err != nil {
			r.Fatal(err)
		}
		for i := range got {
			want := counted(rows, moments[i], moments[i+1], func(a Activation) bool {
				return (n.Service == "" || a.ServiceID == n.Service) && (n.Customer == "" || a.CustomerID == n.Customer)
			})
			if got[i] != want {
				r.Fatalf("%+v from %v to %v: %+v, want %+v", n, moments[i], moments[i+1], got[i], want)
			}
		}
		from, to := moments[0], moments[len(moments)-1]
		routesAreCounted(t, r, db, rows, from, to)
		spendsAreCounted(t, r, db, rows, from, to)
	})
}

// counted is the tally of the rows of a span that are wanted.
func counted(rows []Activation, from, to time.Time, wanted func(Activation) bool) (sum Tally) {
	for _, a := range rows {
		if wanted(a) && !a.CreatedAt.Before(from) && a.CreatedAt.Before(to) {
			sum = sum.Add(tallyOf(&a))
		}
	}
	return sum
}

func routesAreCounted(t *testing.T, r *rapid.T, db *DB, rows []Activation, from, to time.Time) {
	routes, err := db.Routes(t.Context(), from, to)
	if err != nil {
		r.Fatal(err)
	}
	for _, p := range routes {
		want := counted(rows, from, to, func(a Activation) bool { return a.ServiceID == p.ServiceID && a.CountryID == p.CountryID })
		if p.Tally != want || int64(p.Ordered) != want.Ordered || int64(p.Received) != want.Received {
			r.Fatalf("%s/%s from %v to %v: %+v, want %+v", p.ServiceID, p.CountryID, from, to, p.Tally, want)
		}
	}
	var sum Tally
	for _, p := range routes {
		sum = sum.Add(p.Tally)
	}
	if all := counted(rows, from, to, func(Activation) bool { return true }); sum != all {
		r.Fatalf("all routes from %v to %v: %+v, want %+v", from, to, sum, all)
	}
}

func spendsAreCounted(t *testing.T, r *rapid.T, db *DB, rows []Activation, from, to time.Time) {
	spends, err := db.SpendsIn(t.Context(), from, to)
	if err != nil {
		r.Fatal(err)
	}
	var sum Tally
	for _, s := range spends {
		if want := counted(rows, from, to, func(a Activation) bool { return a.CustomerID == s.CustomerID }); s.Tally != want {
			r.Fatalf("%s from %v to %v: %+v, want %+v", s.CustomerID, from, to, s.Tally, want)
		}
		sum = sum.Add(s.Tally)
	}
	if all := counted(rows, from, to, func(Activation) bool { return true }); sum != all {
		r.Fatalf("all customers from %v to %v: %+v, want %+v", from, to, sum, all)
	}
}

// What a customer's days add up to is what was paid in less what was ordered,
// and a balance that is something else is told.
func TestCustomerDaysAndDifferences(t *testing.T) {
	db := open(t)
	rows, paid := worldOf(t, db)
	booked := map[string]money.Cents{}
	for _, p := range paid {
		booked[p.CustomerID] += p.Amount.Cents
	}
	for _, a := range rows {
		t := tallyOf(&a)
		booked[a.CustomerID] -= t.Charged - t.Returned
	}
	var customers []platfone.Customer
	for id, sum := range booked {
		if id == "cust1" {
			sum += 77
		}
		customers = append(customers, platfone.Customer{ID: id, Status: platfone.CustomerActive, Balance: money.Known(sum), Raw: []byte("{}")})
		var change money.Cents
		for _, d := range must[[]CustomerDay](t)(db.CustomerDays(t.Context(), id, epoch.AddDate(0, 0, -1))) {
			change += d.Change()
		}
		if change != booked[id] {
			t.Errorf("%s: the days add up to %d, want %d", id, change, booked[id])
		}
	}
	if err := db.PutCustomers(t.Context(), epoch, customers...); err != nil {
		t.Fatal(err)
	}
	got := must[[]Difference](t)(db.Differences(t.Context()))
	if want := (Difference{"cust1", booked["cust1"] + 77, booked["cust1"]}); len(got) != 1 || got[0] != want {
		t.Errorf("differences %+v, want %+v", got, want)
	}
}

// A number that ran to its end by itself was last changed by its code; one
// that somebody closed, or reported, was not.
func TestTimesOfCodesThatNobodySawCome(t *testing.T) {
	db := open(t)
	expired := func(a *platfone.Activation) { a.Status = platfone.StatusExpired }
	put(t, db, epoch,
		act("told", epoch, coded("1", 42*time.Second), expired),
		act("closed", epoch, coded("1", 0), ended(platfone.StatusFinalized, 90*time.Second)),
		act("touched", epoch, coded("1", 0), ended(platfone.StatusExpired, 20*time.Minute)),
		act("reported", epoch, coded("1", 70*time.Second), expired, func(a *platfone.Activation) { a.Report = platfone.ReportDeclined }),
		act("again", epoch, coded("1", 70*time.Second), expired, func(a *platfone.Activation) { a.SMS = platfone.RetryReceived }))
	got := must[[]Wait](t)(db.Waits(t.Context(), "", epoch.AddDate(0, 0, -1), epoch.AddDate(0, 0, 1)))
	if len(got) != 1 || got[0] != (Wait{42 * time.Second, 1}) {
		t.Errorf("times %v, want 42 s once", got)
	}
	if of := must[[]Wait](t)(db.Waits(t.Context(), "telegram", epoch.AddDate(0, 0, -1), epoch.AddDate(0, 0, 1))); !slices.Equal(of, got) {
		t.Errorf("times of telegram %v", of)
	}
}

// A file of the version before is brought up to date with everything that was
// ordered and paid before.
func TestSumsOfAnOlderFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	db := openAt(t, dir)
	rows, _ := worldOf(t, db)
	_, err := db.cache.w.Exec(`DROP TABLE hours; DROP TABLE route_days; DROP TABLE day_waits; DROP TABLE credits;
		DROP INDEX activations_long; CREATE INDEX activations_expire ON activations (expire_at); CREATE INDEX routes_pair ON routes (service_id);
		DROP TRIGGER activations_new; DROP TRIGGER activations_reworded; DROP TRIGGER activations_gone; DROP TABLE segments; DROP TABLE signatures;
		DROP TRIGGER customers_new; DROP TRIGGER customers_listed; DROP TRIGGER customers_state; DROP TRIGGER customers_whole;
		DROP TRIGGER customers_stopped; DROP TRIGGER customers_gone; DROP TABLE balances; DROP TRIGGER account_new; DROP TRIGGER account_told;
		DROP TABLE account_balance; DROP TRIGGER prices_told; ALTER TABLE prices DROP COLUMN sum;
		ALTER TABLE customers DROP COLUMN on_hold; ALTER TABLE customers DROP COLUMN hold_seen;
		DROP TRIGGER numbers_new; DROP TRIGGER numbers_told; DROP TRIGGER numbers_left; DROP TABLE covers; PRAGMA user_version = 2`)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	db = openAt(t, dir)
	from, to := epoch.Add(-time.Hour).Truncate(time.Hour), epoch.AddDate(0, 0, 10).Truncate(time.Hour)
	want := counted(rows, from, to, func(Activation) bool { return true })
	if got := must[[]Tally](t)(db.Sums(t.Context(), Narrow{}, from, to))[0]; got != want {
		t.Errorf("hours %+v, want %+v", got, want)
	}
	var routes Tally
	for _, r := range must[[]PairRecord](t)(db.Routes(t.Context(), from, to)) {
		routes = routes.Add(r.Tally)
	}
	if routes != want {
		t.Errorf("routes %+v, want %+v", routes, want)
	}
	if days := must[[]CustomerDay](t)(db.CustomerDays(t.Context(), "cust1", from)); len(days) < 5 {
		t.Errorf("%d days of a customer", len(days))
	}
}
