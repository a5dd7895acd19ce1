package acceptance

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"switchboard/ui/cli"
)

// stated is one line of a statement as the command writes it.
type stated struct {
	What    string
	Amount  int64  `json:"amount_cents"`
	Balance *int64 `json:"balance_cents"`
	Order   string `json:"activation_id"`
	Booking string `json:"transaction_id"`
}

// ran runs a command that has to succeed.
func (d *desk) ran(line string) {
	d.T.Helper()
	if code, out, errs := d.Run(strings.Fields(line)...); code != cli.OK {
		d.T.Errorf("%s: %d %s%s", line, code, out, errs)
	}
}

func (d *desk) statement(args ...string) (rows []stated) {
	d.T.Helper()
	code, out, errs := d.Run(append([]string{"statement", "--json"}, args...)...)
	if err := json.Unmarshal([]byte(out), &rows); code != cli.OK || err != nil {
		d.T.Fatalf("%v: %d %v %s%s", args, code, err, out, errs)
	}
	return rows
}

// smsBooks are what the provider of SMS holds to be true of money.
type smsBooks struct {
	Customers []struct {
		ID    string `json:"customer_id"`
		Total int64
	}
	Transactions []struct {
		ID       string `json:"transaction_id"`
		Customer string `json:"customer_id"`
		Amount   int64
	}
	Activations []struct {
		ID       string `json:"activation_id"`
		Customer string `json:"customer_id"`
		Pays     int64  `json:"customer_price"`
		Billing  string `json:"billing_status"`
	}
}

func (d *desk) smsBooks() (b smsBooks) {
	d.T.Helper()
	raw, err := json.Marshal(d.World.Ledger()["sms"])
	if err == nil {
		err = json.Unmarshal(raw, &b)
	}
	if err != nil {
		d.T.Fatal(err)
	}
	return b
}

// What a statement says of each order, refund, credit and debit is what the provider's books have, and it ends at the balance they have.
// Two statements that meet, on the first of a month or at any other moment, are one.
func TestAStatementAddsUpToTheProvidersBooks(t *testing.T) {
	t.Parallel()
	inBubble(t, cli.Flags{SMSAfter: time.Minute}, func(d *desk) {
		d.ran("customers credit acme +12.34 --yes")
		d.ran("customers credit acme -1.11 --yes")
		d.ran("order --customer acme --service telegram --country uk --max 1.00 --yes")
		d.Sleep(2 * time.Hour) // its code comes, and every number ends
		d.ran("sync --timeout 30m")
		books := d.smsBooks()
		checked := 0
		for _, c := range books.Customers {
			rows := d.statement(c.ID, "--from", "1999-11-01")
			of := map[string]int64{}
			var last *int64
			for _, r := range rows {
				of[r.What+" "+r.Order+r.Booking] += r.Amount
				if last != nil && r.Balance != nil && *r.Balance-*last != r.Amount {
					t.Errorf("%s: the balance goes from %d to %d by %d", c.ID, *last, *r.Balance, r.Amount)
				}
				last = r.Balance
			}
			if last != nil && *last != c.Total {
				t.Errorf("%s: the statement ends at %d, the books say %d", c.ID, *last, c.Total)
			}
			if last != nil {
				checked++
			}
			for _, tr := range books.Transactions {
				if got, ok := of[map[bool]string{true: "debit ", false: "credit "}[tr.Amount < 0]+tr.ID]; tr.Customer == c.ID && (!ok || got != tr.Amount) {
					t.Errorf("%s: the booking %s is %d, the books say %d", c.ID, tr.ID, got, tr.Amount)
				}
			}
			for _, a := range books.Activations {
				paid := map[string]int64{"billed": a.Pays, "refunded": a.Pays}[a.Billing]
				if got, ok := of["order "+a.ID]; a.Customer == c.ID && ok && got != -paid {
					t.Errorf("%s: the order %s took %d, the books say %d (%s)", c.ID, a.ID, -got, paid, a.Billing)
				}
				if got := of["refund "+a.ID]; a.Customer == c.ID && a.Billing == "refunded" && got != 0 && got != a.Pays {
					t.Errorf("%s: of the order %s %d came back, the books say %d", c.ID, a.ID, got, a.Pays)
				}
			}
		}
		if checked < 5 {
			t.Errorf("the balances of %d customers could be checked", checked)
		}
		whole := fmt.Sprint(d.statement("acme", "--from", "1999-11-01", "--to", "2000-01-02"))
		for _, at := range []string{"2000-01-01", "1999-12-15", "1999-12-20T17:03:11+05:30"} {
			parts := append(d.statement("acme", "--from", "1999-11-01", "--to", at), d.statement("acme", "--from", at, "--to", "2000-01-02")...)
			if n := strings.Count(fmt.Sprint(parts), "{"); n != strings.Count(whole, "{") || n < 5 {
				t.Errorf("cut at %s there are %d lines, and %d whole", at, n, strings.Count(whole, "{"))
			}
		}
	})
}
