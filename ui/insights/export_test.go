package insights_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"switchboard/store"
	"switchboard/ui/consoletest"
)

// Money is told by service, by day and by customer; each line leads to its numbers, a customer's to its statement.
func TestMoneyByDayAndByCustomer(t *testing.T) {
	payers := &book{id: "customers"}
	inLook(t, 120, 40, consoletest.Look{}, usual, func(c *consoletest.Console, b *book, _ *store.DB) {
		c.Press("l", "l")
		c.Shows("SERVICE", "telegram")
		c.Press("b")
		c.Shows("TIME", "6 Dec", "5 Dec")
		c.Press("down", "enter")
		if got := b.gone[0]; got != "filter:after:2000-12-05T00:00 before:2000-12-06T00:00" {
			t.Errorf("went to %q", got)
		}
		c.Press("1", "b")
		c.Shows("BALANCE NOW", "northwind", "$2.05", "$31.20")
		c.Press("down", "enter")
		if got := b.gone[1]; got != "filter:customer:=acme after:2000-11-07T00:00 before:2000-12-06T14:00" {
			t.Errorf("went to %q", got)
		}
		c.Press("1", "L")
		if len(payers.gone) != 1 || payers.gone[0] != "statement:acme" {
			t.Errorf("went to %q", payers.gone)
		}
	}, payers)
}

// Balances that are not what ledger and orders come to are told, and listed.
func TestDifferencesAreListed(t *testing.T) {
	inBubble(t, 120, 40, func(t *testing.T, db *store.DB) {
		usual(t, db)
		if err := db.Cover(t.Context(), "history", time.Unix(1, 0), time.Now()); err != nil {
			t.Fatal(err)
		}
	}, func(c *consoletest.Console, _ *book, _ *store.DB) {
		c.Press("l", "l")
		c.Shows(" more differ: d lists them")
		c.Press("d")
		c.Shows("Balances that differ", "sleepy has $99.00, ledger and orders add up to $0.00", "northwind has $2.05, ledger")
	})
}

// Every view is written to a file: of Coverage what is missing, of Money a picture too.
func TestEveryViewIsExported(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	dir = filepath.Join(dir, "Downloads")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	inBubble(t, 120, 40, usual, func(c *consoletest.Console, _ *book, _ *store.DB) {
		for range 5 {
			c.Press("E", "enter")
			c.Shows("written to")
			c.Press("enter", "l")
		}
		c.Press("l", "l", "E", "right", "right", "right", "right", "enter")
		c.Shows("The picture was written to")
	})
	for name, has := range map[string]string{
		"switchboard-insights-2000-12-06.csv": "2000-11-07T00:00:00Z,", "switchboard-insights-2000-12-06-2.csv": "telegram/uk,", "switchboard-insights-2000-12-06-3.csv": "telegram,",
		"switchboard-insights-2000-12-06-4.csv": "acme,", "switchboard-coverage-2000-12-06.csv": "history,,2000-11-06T14:00:00Z", "switchboard-insights-2000-12-06.svg": "Money kept",
	} {
		raw, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !strings.Contains(string(raw), has) {
			t.Errorf("%s: %.300s, %v", name, raw, err)
		}
	}
}

func TestFiguresAreExported(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	dir = filepath.Join(dir, "Downloads")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	inBubble(t, 120, 40, usual, func(c *consoletest.Console, _ *book, _ *store.DB) {
		c.Press("E", "right", "right", "right", "right", "enter")
		c.Shows("The picture was written to")
	})
	raw, err := os.ReadFile(filepath.Join(dir, "switchboard-insights-2000-12-06.svg"))
	if err != nil || !strings.HasPrefix(string(raw), "<svg ") || strings.Contains(string(raw), "<script") || !strings.Contains(string(raw), "41</text>") {
		t.Errorf("picture %.200s, %v", raw, err)
	}
}
