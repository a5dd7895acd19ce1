package activations_test

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
	"switchboard/store/act"
	"switchboard/themes"
	"switchboard/ui"
	"switchboard/ui/activations"
	"switchboard/ui/consoletest"
	"switchboard/ui/pane"
)

// idleDesk answers as an engine that has nothing to do.
type idleDesk struct{}

func (idleDesk) MayAsk() error { return nil }

func (idleDesk) Weigh(_ context.Context, a act.Act) (act.Verdict, error) {
	return act.Verdict{Act: a}, nil
}
func (idleDesk) Do(context.Context, act.Act, act.Consent) (act.Outcome, error) { return nil, nil }
func (idleDesk) NextRead(string) time.Time                                     { return time.Now().Add(7 * time.Second) }
func (idleDesk) Renewal(string) (act.Renewal, bool)                            { return act.Renewal{}, false }
func (idleDesk) Renewals() int                                                 { return 0 }
func (idleDesk) StopRenewing(string) bool                                      { return false }
func (idleDesk) Now() time.Time                                                { return time.Now() }

type noOrders struct{}

func (noOrders) Order(string, string, string) tea.Cmd { return nil }

// filled is a store with 20 waiting numbers over rows of history.
func filled(b *testing.B, rows int) *store.DB {
	b.Helper()
	db, err := store.Open(b.Context(), b.TempDir()+"/profile")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	now := time.Now()
	var list []platfone.Activation
	for i := range rows + 20 {
		a := platfone.Activation{ID: fmt.Sprintf("%024x", i), CustomerID: fmt.Sprintf("customer%d", i%50), Phone: phone.FromDigits(fmt.Sprintf("44770090%04d", i%10000)),
			CountryID: "uk", ServiceID: "telegram", SMS: platfone.SMSReceived, Status: platfone.StatusFinalized, Billing: platfone.BillingBilled, Code: "482913",
			Text: "Telegram code 482913", Price: money.Known(34), CustomerPrice: money.Known(60)}
		at := now.Add(-time.Duration(rows-i) * time.Minute)
		if i >= rows {
			at = now.Add(-time.Minute)
			a.SMS, a.Status, a.Billing, a.Code, a.Text = platfone.SMSRequested, platfone.StatusActive, platfone.BillingReserved, "", ""
		}
		a.CreatedAt, a.UpdatedAt, a.ExpireAt = at, at, at.Add(20*time.Minute)
		if list = append(list, a); len(list) == 1000 {
			put(b, db, list)
			list = list[:0]
		}
	}
	put(b, db, list)
	return db
}

func put(b *testing.B, db *store.DB, list []platfone.Activation) {
	b.Helper()
	if err := db.PutActivations(b.Context(), time.Now(), list...); err != nil {
		b.Fatal(err)
	}
}

// opened is the console once its pane has read what it begins with.
func opened(b *testing.B, db *store.DB) *ui.Model {
	b.Helper()
	kit := consoletest.Look{Theme: themes.Default}.Kit(b.Context(), b)
	p := activations.New(kit, db, idleDesk{}, noOrders{}, activations.Settings{})
	m := ui.New(ui.Options{Kit: kit, Watch: db.Watch(), Panes: []pane.Pane{p}, Label: "bench"})
	m.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	m.Update(p.Init()())
	return m
}

// BenchmarkFirstFrame is from an open store to the first frame with rows, over
// 100,000 rows of history.
func BenchmarkFirstFrame(b *testing.B) {
	db := filled(b, 100_000)
	for b.Loop() {
		if m := opened(b, db); len(m.View().Content) < 1000 {
			b.Fatal("nothing was drawn")
		}
	}
}

// BenchmarkKey is from a key to the frame it changes, with 20 rows counting down.
func BenchmarkKey(b *testing.B) {
	m := opened(b, filled(b, 1000))
	keys := []tea.KeyPressMsg{{Code: 'j', Text: "j"}, {Code: 'k', Text: "k"}}
	for i := 0; b.Loop(); i++ {
		m.Update(keys[i%2])
		m.View()
	}
}
