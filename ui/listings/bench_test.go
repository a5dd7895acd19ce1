package listings_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/themes"
	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/listings"
	"switchboard/ui/pane"
)

// idle answers as a desk that has nothing to do.
type idle struct{ listings.Desk }

func (idle) Weigh(_ context.Context, a act.Act) (act.Verdict, error) {
	return act.Verdict{Act: a}, nil
}

func (idle) HasKey() bool                                                      { return true }
func (idle) KeyPrefix() string                                                 { return "nol_8f3c2a1b" }
func (idle) PageURL(string) string                                             { return "" }
func (idle) Expect(context.Context, phone.E164)                                {}
func (idle) NextCheck(phone.E164) time.Time                                    { return time.Time{} }
func (idle) Edits(context.Context, phone.E164, time.Time) ([]time.Time, error) { return nil, nil }

// year is a store whose listings answer from memory, with a year of the risk
// of each: what is measured is the pane, not the disk.
type year struct {
	*store.DB
	list  []store.Listing
	risks []store.Risk
}

func (y *year) Listings(context.Context) ([]store.Listing, error) { return y.list, nil }

func (y *year) RiskScores(context.Context, phone.E164, time.Time) ([]store.Risk, error) {
	return y.risks, nil
}

// filled is two thousand verified numbers.
func filled(b *testing.B) *year {
	b.Helper()
	db, err := store.Open(b.Context(), b.TempDir()+"/profile")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	y := &year{DB: db}
	now := time.Now()
	for i := range 2000 {
		score, reports, looked := i%100, i%7, (i+3)%100
		y.list = append(y.list, store.Listing{Listing: numbersonline.Listing{E164: phone.E164(fmt.Sprintf("+1415%07d", 2000000+i)), State: numbersonline.Verified, Grade: "A",
			Risk: &numbersonline.Risk{Score: &score, Reports: &reports, Reports30d: &reports},
			Page: &numbersonline.Page{Name: fmt.Sprintf("Company %d", i), Handle: "company", VerifiedSince: now, NextBilling: now.AddDate(1, 0, 0)}},
			Seen: now, LookedScore: &looked, LookedAt: now})
	}
	for i := range 365 * 4 {
		score := i % 100
		y.risks = append(y.risks, store.Risk{At: now.Add(time.Duration(i-365*4) * 6 * time.Hour), Score: &score})
	}
	return y
}

// opened is the console once its pane has read what it begins with.
func opened(b *testing.B, y *year) *ui.Model {
	b.Helper()
	kit := consoletest.Look{Theme: themes.Default}.Kit(b.Context(), b)
	p := listings.New(kit, y, idle{}, listings.Settings{})
	m := ui.New(ui.Options{Kit: kit, Watch: y.Watch(), Panes: []pane.Pane{p}, Label: "bench"})
	m.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	deliver(m, p.Wake())
	return m
}

// deliver runs what a message led to, as the program would.
func deliver(m *ui.Model, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			deliver(m, c)
		}
	default:
		m.Update(msg)
	}
}

// BenchmarkKey is from a key to the frame it changes, with two thousand
// numbers and a year of risk in the detail.
func BenchmarkKey(b *testing.B) {
	m := opened(b, filled(b))
	keys := []tea.KeyPressMsg{{Code: 'j', Text: "j"}, {Code: tea.KeyPgDown}, {Code: 'k', Text: "k"}, {Code: tea.KeyPgUp}}
	for i := 0; b.Loop(); i++ {
		m.Update(keys[i%len(keys)])
		m.View()
	}
}

// BenchmarkFilter is from a letter typed into the filter to the frame with what it leaves.
func BenchmarkFilter(b *testing.B) {
	m := opened(b, filled(b))
	m.Update(tea.KeyPressMsg{Code: '/', Text: "/"})
	for i := 0; b.Loop(); i++ {
		if i%2 == 0 {
			m.Update(tea.KeyPressMsg{Code: '7', Text: "7"})
		} else {
			m.Update(tea.KeyPressMsg{Code: tea.KeyBackspace})
		}
		m.View()
	}
}

// BenchmarkFirstFrame is from the store to the first frame with rows.
func BenchmarkFirstFrame(b *testing.B) {
	y := filled(b)
	for b.Loop() {
		if m := opened(b, y); len(m.View().Content) < 2000 {
			b.Fatal("nothing was drawn")
		}
	}
}
