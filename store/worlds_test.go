package store

import (
	"fmt"
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"

	"switchboard/client/money"
	"switchboard/client/platfone"
)

// Whatever was written, written again in another state, or purged: each part of a period, in a place whose clocks change, comes to what its rows come to.
func TestFiguresOfRandomWorlds(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Skipf("no time zones here: %v", err)
	}
	change := time.Date(2026, 3, 8, 12, 0, 0, 0, zone) // a day of 23 hours
	rapid.Check(t, func(r *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "world")
		if err != nil {
			r.Fatal(err)
		}
		db, err := Open(t.Context(), dir)
		if err != nil {
			r.Fatal(err)
		}
		defer db.Close()
		now := change.Add(time.Duration(rapid.IntRange(-50, 50).Draw(r, "hours from the change of clocks")) * time.Hour)
		for range rapid.IntRange(0, 4).Draw(r, "writes") {
			if err := db.PutActivations(t.Context(), now, rapid.SliceOfN(anyOrder(now), 1, 20).Draw(r, "orders")...); err != nil {
				r.Fatal(err)
			}
		}
		if rapid.IntRange(0, 9).Draw(r, "purge") == 0 {
			if _, err := db.Purge(t.Context(), PurgeFilter{Before: now.Add(-24 * time.Hour)}); err != nil {
				r.Fatal(err)
			}
		}
		rows, err := db.History(t.Context(), ActivationFilter{}, 0, 1000)
		if err != nil {
			r.Fatal(err)
		}
		p := rapid.SampledFrom([]Period{LastDay(now), LastDays(now, 7), LastDays(now, 30), Between(now.Add(-30*time.Hour), now.Add(-7*time.Minute))}).Draw(r, "period")
		n := rapid.SampledFrom([]Narrow{{}, {Service: "s1"}, {Customer: "c1"}, {Customer: "c0", Service: "s1"}}).Draw(r, "narrow")
		trendIsCounted(t, r, db, rows, n, p)
		routesAreCounted(t, r, db, rows, p.From, p.To)
		spendsAreCounted(t, r, db, rows, p.From, p.To)
	})
}

// anyOrder draws an order of the last ten days; one of few ids, so that the next one may be the same in another state.
func anyOrder(now time.Time) *rapid.Generator[platfone.Activation] {
	return rapid.Custom(func(r *rapid.T) platfone.Activation {
		i := rapid.IntRange(0, 30).Draw(r, "id")
		ago := time.Duration(i*i*937) * time.Second // the same for the same id
		return act(fmt.Sprintf("%024x", i), now.Add(-ago), func(a *platfone.Activation) {
			a.CustomerID, a.ServiceID, a.CountryID = fmt.Sprint("c", i%3), fmt.Sprint("s", i%2), fmt.Sprint("l", i%2)
			a.UpdatedAt = a.CreatedAt.Add(time.Duration(rapid.IntRange(0, 3000).Draw(r, "updated")) * time.Second)
			a.SMS = rapid.SampledFrom([]platfone.SMSStatus{platfone.SMSRequested, platfone.SMSReceived, platfone.RetryRequested, "odd"}).Draw(r, "sms")
			a.Status = rapid.SampledFrom([]platfone.ActivationStatus{platfone.StatusActive, platfone.StatusCanceled, platfone.StatusExpired, platfone.StatusFinalized}).Draw(r, "status")
			a.Billing = rapid.SampledFrom([]platfone.BillingStatus{platfone.BillingReserved, platfone.BillingReleased, platfone.BillingBilled, platfone.BillingRefunded, "odd"}).Draw(r, "billing")
			a.Report = rapid.SampledFrom([]platfone.ReportStatus{"", platfone.ReportInReview, platfone.ReportApproved, platfone.ReportDeclined}).Draw(r, "report")
			a.Price, a.CustomerPrice = anyPrice(r, "price"), anyPrice(r, "customer price")
			if a.SMS.Received() {
				a.Code, a.Text = "1234", "1234"
			}
		})
	})
}

func anyPrice(r *rapid.T, name string) money.Price {
	if rapid.Bool().Draw(r, name+" is known") {
		return money.Known(money.Cents(rapid.IntRange(0, 500).Draw(r, name)))
	}
	return money.Price{}
}

func trendIsCounted(t *testing.T, r *rapid.T, db *DB, rows []Activation, n Narrow, p Period) {
	trend, err := db.Trend(t.Context(), n, p)
	if err != nil {
		r.Fatal(err)
	}
	wanted := func(a Activation) bool {
		return (n.Service == "" || a.ServiceID == n.Service) && (n.Customer == "" || a.CustomerID == n.Customer)
	}
	if len(trend.Moments) != len(trend.Parts)+1 {
		r.Fatalf("%d moments, %d parts", len(trend.Moments), len(trend.Parts))
	}
	for i, part := range trend.Parts {
		if want := counted(rows, trend.Moments[i], trend.Moments[i+1], wanted); part != want {
			r.Fatalf("%+v, %v to %v: %+v, want %+v", n, trend.Moments[i], trend.Moments[i+1], part, want)
		}
	}
	if want := counted(rows, p.From, p.To, wanted); trend.Sum != want {
		r.Fatalf("%+v in all: %+v, want %+v", n, trend.Sum, want)
	}
	before := p.Before()
	if want := counted(rows, before.From, before.To, wanted); trend.Before != want {
		r.Fatalf("%+v before: %+v, want %+v", n, trend.Before, want)
	}
}
