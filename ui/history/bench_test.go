package history_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/themes"
	"switchboard/ui/consoletest"
	"switchboard/ui/history"
)

// filled is a store with rows of history.
func filled(b *testing.B, rows int) *store.DB {
	b.Helper()
	db, err := store.Open(b.Context(), b.TempDir()+"/profile")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	now := time.Now()
	var list []platfone.Activation
	for i := range rows {
		at := now.Add(-time.Duration(i) * time.Minute)
		list = append(list, platfone.Activation{
			ID: fmt.Sprintf("%024x", i), CustomerID: fmt.Sprintf("customer%d", i%50), Phone: phone.FromDigits(fmt.Sprintf("44770090%04d", i%10000)),
			CountryID: "uk", ServiceID: "telegram", SMS: platfone.SMSReceived, Status: platfone.StatusFinalized, Billing: platfone.BillingBilled, Code: "482913",
			Text: "Telegram code 482913", Price: money.Known(34), CustomerPrice: money.Known(60), CreatedAt: at, UpdatedAt: at, ExpireAt: at.Add(20 * time.Minute),
		})
		if len(list) == 1000 {
			if err := db.PutActivations(b.Context(), now, list...); err != nil {
				b.Fatal(err)
			}
			list = list[:0]
		}
	}
	return db
}

func opened(b *testing.B, db *store.DB) *history.Pane {
	b.Helper()
	kit := consoletest.Look{Theme: themes.Default}.Kit(b.Context(), b)
	d := &desk{}
	p := history.New(kit, db, d, d, d, history.Settings{})
	settle(p, p.Init())
	return p
}

// settle runs a command and all that comes of it.
func settle(p *history.Pane, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			settle(p, c)
		}
	default:
		settle(p, p.Update(msg))
	}
}

func press(p *history.Pane, id string) {
	for _, a := range p.Actions() {
		if a.ID == id {
			settle(p, a.Do())
			return
		}
	}
}

// BenchmarkFirstPage is from an open store to the first page on screen, over 100,000 numbers.
func BenchmarkFirstPage(b *testing.B) {
	db := filled(b, 100_000)
	for b.Loop() {
		_ = opened(b, db).View(120, 36)
	}
}

// BenchmarkKey is a row down with all that it reads, and its frame.
func BenchmarkKey(b *testing.B) {
	p := opened(b, filled(b, 100_000))
	for b.Loop() {
		press(p, "history.down")
		_ = p.View(120, 36)
	}
}

// BenchmarkSearch is one letter more of a search that finds nothing.
func BenchmarkSearch(b *testing.B) {
	db := filled(b, 100_000)
	for b.Loop() {
		if _, err := db.History(context.Background(), store.ActivationFilter{Terms: []string{"nothing like it"}}, 0, 200); err != nil {
			b.Fatal(err)
		}
	}
}
