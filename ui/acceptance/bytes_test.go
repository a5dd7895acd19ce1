package acceptance

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/numbersonline"
	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/cli"
	"switchboard/ui/consoletest"
)

var (
	routes    = [][2]string{{"telegram", "uk"}, {"whatsapp", "pl"}, {"google", "us"}, {"steam", "id"}, {"discord", "br"}}
	companies = []string{"Acme Plumbing", "Northwind Freight", "Blue Kite Tours", "Harbor Light", "Quiet Mill Books"}
)

// settle fills a store with an ordinary account: 20 numbers waiting, a day of
// others behind them, customers, listings with a year of risk, owned numbers.
func settle(ctx context.Context, db *store.DB, now time.Time) error {
	var errs []error
	note := func(err error) { errs = append(errs, err) }
	var people []platfone.Customer
	var acts []platfone.Activation
	for i := range 60 {
		id := fmt.Sprintf("cust%03dq", i*37%60)
		people = append(people, platfone.Customer{ID: id, Balance: money.Known(money.Cents(i * 713 % 9000)), Status: platfone.CustomerActive, CreatedAt: now.AddDate(0, -i, 0), UpdatedAt: now})
		at := now.Add(-time.Duration(i) * 11 * time.Second)
		a := platfone.Activation{ID: fmt.Sprintf("%08x%016x", at.Unix(), i*2654435761), CustomerID: id, Phone: phone.E164(fmt.Sprintf("+4478%08d", i*48611%100000000)),
			ServiceID: routes[i%5][0], CountryID: routes[i%5][1], SMS: platfone.SMSRequested, Status: platfone.StatusActive, Billing: platfone.BillingReserved,
			Price: money.Known(34), CustomerPrice: money.Known(60), CreatedAt: at, UpdatedAt: at, ExpireAt: at.Add(20 * time.Minute), Retriable: true}
		if i >= 20 {
			a.CreatedAt, a.UpdatedAt, a.ExpireAt = at.Add(-3*time.Hour), at.Add(-3*time.Hour), at.Add(-2*time.Hour)
			a.SMS, a.Status, a.Billing, a.Code = platfone.SMSReceived, platfone.StatusFinalized, platfone.BillingBilled, fmt.Sprint(100000+i*7919%900000)
			a.Text = "Your code is " + a.Code
		}
		acts = append(acts, a)
	}
	note(db.PutCustomers(ctx, now, people...))
	note(db.PutActivations(ctx, now, acts...))
	for i := range 30 {
		n := phone.E164(fmt.Sprintf("+1415%07d", i*48611%10000000))
		note(db.PutBoundNumbers(ctx, now, []numbersonline.BoundNumber{{E164: n}}))
		for week := 52; week >= 0; week-- {
			score, reports := i*7%30+(week*week+i)%7, (i+week)%3
			if i%3 == 0 && week < 20 {
				score, reports = score+i%60, reports+i%7 // somebody began to complain
			}
			note(db.PutListing(ctx, now.AddDate(0, 0, -7*week), numbersonline.Listing{E164: n, State: numbersonline.Verified, Grade: "A",
				Risk: &numbersonline.Risk{Score: &score, Reports: &reports, Reports30d: &reports},
				Page: &numbersonline.Page{Name: fmt.Sprintf("%s %d", companies[i%5], i), Handle: fmt.Sprintf("handle-%x", i*9176), VerifiedSince: now.AddDate(0, -i%12, 0), NextBilling: now.AddDate(0, i%12, i)}}))
		}
		note(db.PutNumbers(ctx, now, oneuc.Number{E164: n, State: oneuc.InService, Features: []string{"local"}, Created: now}))
	}
	return errors.Join(errs...)
}

// What a step down a list and what the countdowns cost on the line, of every
// pane over a full store.
func TestStepsAndCountdownsCostFewBytes(t *testing.T) {
	inBubble(t, cli.Flags{Offline: true}, func(d *desk) {
		if err := settle(d.Ctx, d.DB, time.Now()); err != nil {
			t.Fatal(err)
		}
		d.Sleep(3 * time.Second)
		const seconds = 20
		if n := d.Sent(func() { d.Sleep(seconds * time.Second) }) / seconds; n == 0 || n > consoletest.Countdowns {
			t.Errorf("a second of 20 countdowns costs %d bytes, more than %d:\n%s", n, consoletest.Countdowns, d.Frame())
		}
		for _, digit := range []string{"1", "2", "3", "4", "5"} {
			d.Press(digit)
			d.Sleep(2 * time.Second)
			const steps = 18
			sum := 0
			for i := range steps {
				sum += d.Sent(func() { d.Press([]string{"down", "j"}[i%2]) }) // in turns: one that is held draws less, and the rest at its end
			}
			t.Logf("pane %s: %d bytes for a step down", digit, sum/steps)
			if n := sum / steps; n == 0 || n > consoletest.RowDown {
				t.Errorf("a step down pane %s costs %d bytes, more than %d:\n%s", digit, n, consoletest.RowDown, d.Frame())
			}
		}
		d.Press("7")
		d.Sleep(2 * time.Second)
		if n := d.Sent(func() { d.Sleep(seconds * time.Second) }); n != 0 {
			t.Errorf("where nothing counts down, %d seconds cost %d bytes:\n%s", seconds, n, d.Frame())
		}
	})
}
