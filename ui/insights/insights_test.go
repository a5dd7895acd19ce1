package insights_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live"
	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/insights"
	"switchboard/ui/pane"
)

func TestMain(m *testing.M) { consoletest.Main(m) }

type clock struct{}

func (clock) Now() time.Time { return time.Now() }

// book remembers where the pane led to.
type book struct {
	id    string
	gone  []string
	reads int
}

// counting counts how often a trend is read.
type counting struct {
	*store.DB
	n *int
}

func (c counting) Trend(ctx context.Context, n store.Narrow, p store.Period) (store.Trend, error) {
	*c.n++
	return c.DB.Trend(ctx, n, p)
}

func (b *book) ID() string              { return b.id }
func (b *book) Title() string           { return "History" }
func (b *book) Init() tea.Cmd           { return nil }
func (b *book) Update(tea.Msg) tea.Cmd  { return nil }
func (b *book) Actions() []pane.Action  { return nil }
func (b *book) View(int, int) string    { return "" }
func (b *book) Jump(key string) tea.Cmd { b.gone = append(b.gone, key); return nil }

func inBubble(t *testing.T, w, h int, fill func(*testing.T, *store.DB), do func(*consoletest.Console, *book, *store.DB)) {
	t.Helper()
	inLook(t, w, h, consoletest.Look{}, fill, do)
}

func inLook(t *testing.T, w, h int, look consoletest.Look, fill func(*testing.T, *store.DB), do func(*consoletest.Console, *book, *store.DB), others ...pane.Pane) {
	t.Helper()
	consoletest.Bubble(t, sandbox.Options{}, func(t *testing.T, r *consoletest.Rig) {
		time.Sleep(340*24*time.Hour + 14*time.Hour)
		r.Make(live.Config{})
		if fill != nil {
			fill(t, r.DB)
		}
		b := &book{id: "history"}
		p := insights.New(r.Look(look), counting{r.DB, &b.reads}, clock{}, insights.Settings{CustomerLow: 500, Coverage: func() []string { return []string{"2 numbers have no 911 address"} }})
		r.Show(w, h, ui.Options{Panes: append([]pane.Pane{p, b}, others...)})
		do(r.Console, b, r.DB)
	})
}

// orders are n orders of a pair within the last so long, the first got of which received a code after wait.
func orders(from, n, got int, ago, wait time.Duration, customer, service, country string) []platfone.Activation {
	var list []platfone.Activation
	for i := range n {
		at := time.Now().Add(-ago).Add(time.Duration(i) * time.Second)
		a := platfone.Activation{
			ID: fmt.Sprintf("64a1c0e8d2a1f9b7%08x", from+i), CustomerID: customer, Phone: phone.FromDigits(fmt.Sprintf("44797577%04d", from+i)),
			ServiceID: service, CountryID: country, SMS: platfone.SMSRequested, Status: platfone.StatusExpired, Billing: platfone.BillingReleased,
			Price: money.Known(20), CustomerPrice: money.Known(50), CreatedAt: at, UpdatedAt: at.Add(20 * time.Minute), ExpireAt: at.Add(20 * time.Minute),
			Raw: json.RawMessage(`{}`),
		}
		if i < got {
			a.SMS, a.Code, a.Text, a.Billing, a.Status, a.UpdatedAt = platfone.SMSReceived, "1234", "1234", platfone.BillingBilled, platfone.StatusActive, at.Add(wait)
			a.ExpireAt = time.Now().Add(time.Hour)
		}
		if i == 0 && got > 0 {
			a.Report, a.Billing = platfone.ReportApproved, platfone.BillingRefunded
		}
		list = append(list, a)
	}
	return list
}

func usual(t *testing.T, db *store.DB) {
	var list []platfone.Activation
	for i, o := range []struct {
		n, got    int
		ago, wait time.Duration
		customer  string
		service   string
		country   string
	}{
		{41, 26, 20 * time.Hour, 38 * time.Second, "acme", "telegram", "uk"},
		{18, 8, 3 * 24 * time.Hour, 62 * time.Second, "northwind", "whatsapp", "pl"},
		{15, 1, 5 * time.Hour, 55 * time.Second, "acme", "telegram", "id"},
		{3, 2, 2 * time.Hour, 10 * time.Second, "acme", "netflix", "us"},
		{30, 30, 20 * 24 * time.Hour, 20 * time.Second, "northwind", "google", "uk"},
	} {
		list = append(list, orders(i*100, o.n, o.got, o.ago, o.wait, o.customer, o.service, o.country)...)
	}
	now := time.Now()
	if err := db.PutActivations(t.Context(), now, list...); err != nil {
		t.Fatal(err)
	}
	customers := []platfone.Customer{
		{ID: "acme", Status: platfone.CustomerActive, Balance: money.Known(3120), CreatedAt: now, UpdatedAt: now, Raw: json.RawMessage(`{}`)},
		{ID: "northwind", Status: platfone.CustomerActive, Balance: money.Known(205), CreatedAt: now, UpdatedAt: now, Raw: json.RawMessage(`{}`)},
		{ID: "sleepy", Status: platfone.CustomerActive, Balance: money.Known(9900), CreatedAt: now, UpdatedAt: now, Raw: json.RawMessage(`{}`)},
		{ID: "paused1", Status: platfone.CustomerPaused, Balance: money.Known(-350), CreatedAt: now, UpdatedAt: now, Raw: json.RawMessage(`{}`)},
	}
	if err := db.PutCustomers(t.Context(), now, customers...); err != nil {
		t.Fatal(err)
	}
	if err := db.Cover(t.Context(), "history", now.Add(-30*24*time.Hour), now.Add(-8*24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := db.Cover(t.Context(), "transactions", time.Unix(1, 0), now); err != nil {
		t.Fatal(err)
	}
}

func TestFrames(t *testing.T) {
	for _, size := range [][2]int{{40, 8}, {80, 24}, {120, 40}, {170, 45}} {
		name := fmt.Sprintf("%dx%d", size[0], size[1])
		inBubble(t, size[0], size[1], usual, func(c *consoletest.Console, _ *book, _ *store.DB) {
			for _, view := range []string{"trend", "routes", "money", "customers", "coverage"} {
				c.Golden("insights-" + view + "-" + name)
				c.Press("l")
			}
		})
		inBubble(t, size[0], size[1], nil, func(c *consoletest.Console, _ *book, _ *store.DB) { c.Golden("insights-empty-" + name) })
	}
}

func TestNoShareIsClaimedUnderTen(t *testing.T) {
	inBubble(t, 120, 40, usual, func(c *consoletest.Console, _ *book, _ *store.DB) {
		c.Press("l")
		c.Shows("63 % (48-76)  of 41", "44 % (25-66)  of 18", "too few        of 3", "0:38 / 0:38")
		c.Hides("66 %")
	})
}

func TestTheNextFailureIsForecast(t *testing.T) {
	inBubble(t, 120, 40, usual, func(c *consoletest.Console, _ *book, _ *store.DB) {
		c.Press("l")
		c.Shows("blocked", "telegram/uk: 26 of 41 got a code in 24 h; 330 more failures until a 24-hour block")
		c.Hides("24-hour block 7")
		c.Press("down", "down", "down")
		c.Shows("telegram/id: 1 of 15 got a code in 24 h; that is under 7 %")
	})
	inBubble(t, 120, 40, func(t *testing.T, db *store.DB) {
		if err := db.PutActivations(t.Context(), time.Now(), orders(0, 14, 1, time.Hour, time.Minute, "acme", "telegram", "id")...); err != nil {
			t.Fatal(err)
		}
	}, func(c *consoletest.Console, _ *book, _ *store.DB) {
		c.Press("l")
		c.Shows("next!", "the next failure takes it to 6 %, under 7 %")
	})
}

func TestWindowsAndDrilling(t *testing.T) {
	inBubble(t, 80, 24, usual, func(c *consoletest.Console, b *book, _ *store.DB) {
		c.Press("l")
		c.Shows("google", "[30 d]")
		c.Press("enter")
		if got := b.gone[0]; got != "filter:service:=telegram country:=uk after:2000-11-07T00:00 before:2000-12-06T14:00" {
			t.Errorf("went to %q", got)
		}
		c.Press("1", "w", "w")
		c.Shows("[24 h]")
		c.Hides("whatsapp")
		c.Press("l", "enter")
		if got := b.gone[1]; got != "filter:service:=telegram after:2000-12-05T15:00 before:2000-12-06T14:00" {
			t.Errorf("went to %q", got)
		}
		c.Press("1", "l", "enter")
		if got := b.gone[2]; got != "filter:customer:=acme after:2000-12-05T15:00 before:2000-12-06T14:00" {
			t.Errorf("went to %q", got)
		}
		c.Press("1", "w")
		c.Shows("[7 d]")
	})
}

func TestMoneyMovesWhenARefundIsApproved(t *testing.T) {
	inBubble(t, 120, 40, func(t *testing.T, db *store.DB) {
		if err := db.PutActivations(t.Context(), time.Now(), orders(0, 11, 11, time.Hour, time.Minute, "acme", "telegram", "uk")...); err != nil {
			t.Fatal(err)
		}
	}, func(c *consoletest.Console, _ *book, db *store.DB) {
		c.Press("l", "l")
		c.Shows("you: paid $2.00 after $0.20 refunded   you keep $3.00", "1 approved, 0 declined of 1")
		back := orders(1, 1, 1, time.Hour, time.Minute, "acme", "telegram", "uk")[0]
		back.UpdatedAt = time.Now()
		if err := db.PutActivations(context.Background(), time.Now(), back); err != nil {
			t.Fatal(err)
		}
		c.Settle()
		c.Shows("you: paid $1.80 after $0.40 refunded   you keep $2.70")
	})
}

func TestLowAndIdleCustomersAndHoles(t *testing.T) {
	inBubble(t, 120, 40, usual, func(c *consoletest.Console, _ *book, db *store.DB) {
		c.Press("l", "l", "l")
		c.Shows("1 customer is low; the orders of 30 days are not all read yet")
		c.Hides("idle")
		c.Press("`")
		c.Hides("acme", "$31.20")
		c.Press("l")
		c.Shows("still loading: before 6 Nov 2000", "complete", "2 numbers have no 911 address")
		if err := db.Cover(context.Background(), "history", time.Now().Add(-30*24*time.Hour), time.Now()); err != nil {
			t.Fatal(err)
		}
		c.Settle()
		c.Press("h")
		c.Settle()
		c.Shows("1 customer is low, 1 ordered nothing in 30 days", "idle")
	})
}

// BenchmarkTab is from a key to the figures of a view, over 100,000 numbers.
func BenchmarkTab(b *testing.B) {
	db, err := store.Open(b.Context(), b.TempDir()+"/profile")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	services, countries := []string{"telegram", "whatsapp", "google", "netflix"}, []string{"uk", "pl", "us", "id", "fr"}
	for i := range 100 {
		ago := time.Duration(i) * 7 * time.Hour
		list := orders(i*1000, 1000, 600, ago, time.Minute, fmt.Sprint("customer", i%50), services[i%4], countries[i%5])
		if err := db.PutActivations(b.Context(), time.Now(), list...); err != nil {
			b.Fatal(err)
		}
	}
	p := insights.New(consoletest.Look{}.Kit(b.Context(), b), db, clock{}, insights.Settings{})
	settle := func(cmd tea.Cmd) {
		for cmd != nil {
			cmd = p.Update(cmd())
		}
	}
	settle(p.Wake())
	key := func(id string) {
		for _, a := range p.Actions() {
			if a.ID == id {
				settle(a.Do())
			}
		}
	}
	for b.Loop() {
		key("insights.view-after")
		_ = p.View(120, 36)
	}
}

// A cursor walks over the days, its figures stand beside it in words, and Enter
// leads to the orders of that day.
// A view that was read a moment ago is not read again for a key, unless something changed.
func TestAViewIsReadOnce(t *testing.T) {
	inBubble(t, 120, 40, usual, func(c *consoletest.Console, b *book, db *store.DB) {
		c.Press("l", "h")
		read := b.reads
		for range 5 {
			c.Press("l", "l", "h", "h")
			c.Shows("[Trend]", "ORDERS AND CODES A DAY")
		}
		if b.reads != read {
			t.Errorf("%d reads, %d before", b.reads, read)
		}
		if err := db.PutActivations(context.Background(), time.Now(), orders(5000, 3, 3, time.Minute, time.Second, "acme", "telegram", "uk")...); err != nil {
			t.Fatal(err)
		}
		c.Settle()
		c.Press("l", "h")
		if b.reads == read {
			t.Error("what changed was not read")
		}
	})
}

func TestTrendIsWalked(t *testing.T) {
	inBubble(t, 120, 40, usual, func(c *consoletest.Console, b *book, _ *store.DB) {
		c.Shows("107 orders", "62 % success", "6 Dec   18 orders   3 codes   16 %   kept $0.30")
		c.Press("left")
		c.Shows("5 Dec   41 orders   26 codes   63 %   kept $7.50")
		c.Press("enter")
		if got := b.gone[0]; got != "filter:after:2000-12-05T00:00 before:2000-12-06T00:00" {
			t.Errorf("went to %q", got)
		}
	})
}

func TestASpanOfOnesOwn(t *testing.T) {
	inBubble(t, 80, 24, usual, func(c *consoletest.Console, _ *book, _ *store.DB) {
		c.Press("W")
		c.Type("2000-12-09")
		c.Press("tab")
		c.Type("2000-11-20")
		c.Press("enter")
		c.Shows("Last day: not before the first")
		c.Press("ctrl+u")
		c.Type("2000-12-10")
		c.Press("shift+tab", "ctrl+u")
		c.Type("2000-11-01")
		c.Press("enter")
		c.Shows("[1 Nov-10 Dec]", "107 orders")
	})
}

func TestPlainTerminal(t *testing.T) {
	inLook(t, 80, 24, consoletest.Look{ASCII: true}, usual, func(c *consoletest.Console, _ *book, _ *store.DB) { c.Golden("insights-trend-80x24-ascii") })
}
