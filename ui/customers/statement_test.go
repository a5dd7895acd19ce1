package customers_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"switchboard/client/sandbox"
	"switchboard/ui/pane"
)

// One key shows what happened to a customer's money, newest first, each line with the balance after it; E writes the same, oldest first.
func TestStatement(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	downloads := filepath.Join(home, "Downloads")
	if err := os.Mkdir(downloads, 0o700); err != nil {
		t.Fatal(err)
	}
	inBubble(t, wide, func(r *rig) {
		r.inject(sandbox.Fault{Kind: sandbox.Status, Status: 503, Method: "GET", Path: "/activation/history", Times: -1})
		r.find("acme")
		r.Press("L")
		r.Settle()
		r.Shows("[Statement]", "Balances are not known yet: older orders are loading.")
		r.Press("esc")
		for _, list := range []string{"history", "transactions"} {
			if err := r.DB.Cover(r.T.Context(), list, time.Unix(1, 0), time.Now()); err != nil {
				r.T.Fatal(err)
			}
		}
		r.Press("L")
		r.Settle()
		r.Shows("[Statement]", "Last 30 days.", " at the beginning, ", "WHAT", "BALANCE")
		r.Press("w")
		r.Sleep(time.Second)
		r.Shows("Last 90 days.")
		r.Press("esc", "home")
		r.Send(pane.Goto{Pane: "customers", Key: "statement:northwind"}) // from another pane
		r.Shows("─ northwind ", "[Statement]")
		r.Press("esc", "/", "esc")
		r.find("acme")
		r.Press("L", "w")
		r.Settle()
		r.Press("E")
		r.Settle()
		r.Shows("The statement of acme, last 90 days.")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("written to")
	})
	found, err := filepath.Glob(filepath.Join(downloads, "switchboard-statement-*.csv"))
	if err != nil || len(found) != 1 {
		t.Fatalf("%v, %v", found, err)
	}
	b, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(b))).ReadAll()
	if err != nil || len(rows) < 3 {
		t.Fatalf("%v: %q", err, b)
	}
	at := func(name string) int { return slices.Index(rows[0], name) }
	for i := 2; i < len(rows); i++ {
		before, amount, after := cents(t, rows[i-1][at("balance_cents")]), cents(t, rows[i][at("amount_cents")]), cents(t, rows[i][at("balance_cents")])
		if rows[i][at("happened_at")] < rows[i-1][at("happened_at")] || before+amount != after {
			t.Errorf("%q follows %q", rows[i], rows[i-1])
		}
	}
}

func cents(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
