package customers_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/themes"
	"switchboard/ui/consoletest"
	"switchboard/ui/customers"
)

const (
	manyCustomers   = 20_000
	manyActivations = 100_000
)

// idle is an engine that is never asked for anything.
type idle struct{ customers.Desk }

func (idle) Weigh(_ context.Context, a act.Act) (act.Verdict, error) {
	return act.Verdict{Act: a}, nil
}

// many is a store with 20,000 customers and 100,000 activations.
func many(b *testing.B) *store.DB {
	b.Helper()
	db, err := store.Open(b.Context(), b.TempDir()+"/profile")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	now := time.Now()
	var people []platfone.Customer
	for i := range manyCustomers {
		people = append(people, platfone.Customer{ID: fmt.Sprintf("customer%05d", i), Balance: money.Known(money.Cents(i * 7 % 9000)),
			Status: platfone.CustomerActive, CreatedAt: now.Add(-time.Hour), UpdatedAt: now, Raw: []byte(`{}`)})
	}
	if err := db.PutCustomers(b.Context(), now, people...); err != nil {
		b.Fatal(err)
	}
	var rows []platfone.Activation
	for i := range manyActivations {
		at := now.Add(-time.Duration(i) * 20 * time.Second)
		rows = append(rows, platfone.Activation{ID: fmt.Sprintf("%024x", i), CustomerID: people[i*7919%manyCustomers].ID, Phone: phone.E164("+447700900123"),
			ServiceID: "telegram", CountryID: "uk", SMS: platfone.SMSReceived, Status: platfone.StatusFinalized, Billing: platfone.BillingBilled, Code: "123456",
			Price: money.Known(34), CustomerPrice: money.Known(60), CreatedAt: at, UpdatedAt: at, ExpireAt: at, Raw: []byte(`{}`)})
		if len(rows) == 1000 {
			if err := db.PutActivations(b.Context(), now, rows...); err != nil {
				b.Fatal(err)
			}
			rows = rows[:0]
		}
	}
	return db
}

func console(b *testing.B, db *store.DB) *customers.Pane {
	b.Helper()
	kit := consoletest.Look{Theme: themes.Default}.Kit(context.Background(), b)
	return customers.New(kit, db, idle{}, nil, customers.Settings{Low: 500})
}

// run carries out a command and everything that comes of it.
func run(p *customers.Pane, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			run(p, c)
		}
	default:
		run(p, p.Update(msg))
	}
}

func do(p *customers.Pane, k tea.KeyPressMsg) {
	for _, a := range p.Actions() {
		if key.Matches(k, a.Key) {
			run(p, a.Do())
			return
		}
	}
}

const screenW, screenH = 120, 35

func BenchmarkCustomers(b *testing.B) {
	db := many(b)
	b.Run("first page", func(b *testing.B) {
		for b.Loop() {
			p := console(b, db)
			run(p, p.Init())
			p.View(screenW, screenH)
		}
	})
	p := console(b, db)
	run(p, p.Init())
	for what, k := range map[string]tea.KeyPressMsg{
		"row down": {Code: 'j', Text: "j"}, "page down": {Code: tea.KeyPgDown}, "end": {Code: 'G', Text: "G"}, "top": {Code: 'g', Text: "g"},
	} {
		b.Run(what, func(b *testing.B) {
			for b.Loop() {
				do(p, k)
				p.View(screenW, screenH)
			}
		})
	}
	b.Run("end and back", func(b *testing.B) {
		for b.Loop() {
			do(p, tea.KeyPressMsg{Code: 'G', Text: "G"})
			do(p, tea.KeyPressMsg{Code: 'g', Text: "g"})
		}
	})
	b.Run("frame", func(b *testing.B) {
		for b.Loop() {
			p.View(screenW, screenH)
		}
	})
	b.Run("read again", func(b *testing.B) {
		for b.Loop() {
			run(p, p.Update(store.Customers))
		}
	})
	b.Run("letter of a filter", func(b *testing.B) {
		for b.Loop() {
			do(p, tea.KeyPressMsg{Code: '/', Text: "/"})
			run(p, p.Update(tea.KeyPressMsg{Code: '7', Text: "7"}))
			p.View(screenW, screenH)
			do(p, tea.KeyPressMsg{Code: tea.KeyEscape})
		}
	})
}
