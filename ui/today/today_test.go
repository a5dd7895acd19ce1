package today_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
	"switchboard/ui"
	"switchboard/ui/activations"
	"switchboard/ui/consoletest"
	"switchboard/ui/pane"
	"switchboard/ui/today"
)

func TestMain(m *testing.M) {
	time.Local = time.UTC // frames show the time of day
	os.Exit(m.Run())
}

// desk tells the time and can do nothing.
type desk struct{ act.Judge }

func (desk) Now() time.Time                     { return time.Now() }
func (desk) NextRead(string) time.Time          { return time.Time{} }
func (desk) Renewal(string) (act.Renewal, bool) { return act.Renewal{}, false }
func (desk) Renewals() int                      { return 0 }
func (desk) StopRenewing(string) bool           { return false }
func (desk) MayAsk() error                      { return nil }

func (desk) Weigh(_ context.Context, a act.Act) (act.Verdict, error) {
	v := act.Verdict{Act: a}
	if _, order := a.(act.Order); !order {
		v.Refuse(act.WrongState.Of("It", "touched", "these tests look only"))
	}
	return v, nil
}

// orders opens nothing.
type orders struct{}

func (orders) Order(string, string, string) tea.Cmd { return nil }

// other is a pane that remembers how it was reached.
type other struct {
	id   string
	gone *[]string
}

func (o other) ID() string             { return o.id }
func (o other) Title() string          { return o.id }
func (o other) Init() tea.Cmd          { return nil }
func (o other) Update(tea.Msg) tea.Cmd { return nil }
func (o other) Actions() []pane.Action { return nil }
func (o other) View(int, int) string   { return "" }
func (o other) Jump(key string) tea.Cmd {
	*o.gone = append(*o.gone, o.id+" "+key)
	return nil
}

// day is a console with Live over a store; gone is where it led to.
type day struct {
	*consoletest.Rig
	gone []string
}

func inBubble(t *testing.T, w, h int, look consoletest.Look, fill func(*testing.T, *store.DB), do func(*day)) {
	t.Helper()
	consoletest.Bubble(t, sandbox.Options{}, func(t *testing.T, r *consoletest.Rig) {
		time.Sleep(340*24*time.Hour + 14*time.Hour)
		r.Make(live.Config{})
		fill(t, r.DB)
		d, kit := &day{Rig: r}, r.Look(look)
		block := today.New(kit, r.DB, desk{}, today.Settings{CustomerLow: 500, ReportWindow: time.Hour})
		panes := []pane.Pane{activations.New(kit, r.DB, desk{}, orders{}, activations.Settings{Today: block})}
		for _, id := range []string{"customers", "history", "listings", "numbers", "insights", "log"} {
			panes = append(panes, other{id, &d.gone})
		}
		r.Show(w, h, ui.Options{Panes: panes})
		do(d)
	})
}

// ordered are n orders some time ago, a minute apart, of which the first got had their code after half a minute.
func ordered(from, n, got int, ago time.Duration) []platfone.Activation {
	var list []platfone.Activation
	for i := range n {
		at := time.Now().Add(-ago + time.Duration(i)*time.Minute)
		a := platfone.Activation{
			ID: fmt.Sprintf("64a1c0e8d2a1f9b7%08x", from+i), CustomerID: "acme", Phone: phone.FromDigits(fmt.Sprintf("44770090%04d", from+i)), ServiceID: "telegram",
			CountryID: "uk", SMS: platfone.SMSRequested, Status: platfone.StatusExpired, Billing: platfone.BillingReleased, Price: money.Known(34),
			CustomerPrice: money.Known(59), CreatedAt: at, UpdatedAt: at.Add(20 * time.Minute), ExpireAt: at.Add(20 * time.Minute), Raw: json.RawMessage(`{}`),
		}
		if i < got {
			a.SMS, a.Code, a.Text, a.Billing, a.UpdatedAt = platfone.SMSReceived, "003604", "003604", platfone.BillingBilled, at.Add(30*time.Second)
		}
		list = append(list, a)
	}
	return list
}

// waiting is a number that runs.
func waiting() platfone.Activation {
	a := ordered(9000, 1, 0, time.Minute)[0]
	a.Status, a.Billing, a.UpdatedAt = platfone.StatusActive, platfone.BillingReserved, a.CreatedAt
	return a
}

func put(t *testing.T, db *store.DB, list ...platfone.Activation) {
	t.Helper()
	if err := db.Cover(t.Context(), "history", time.Unix(1, 0), time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := db.PutActivations(t.Context(), time.Now(), list...); err != nil {
		t.Fatal(err)
	}
}

// usual is a day that goes well, with something of every kind that waits.
func usual(t *testing.T, db *store.DB) {
	t.Helper()
	now := time.Now()
	put(t, db, append(append(ordered(0, 40, 30, 5*time.Hour), ordered(100, 9, 6, 50*time.Minute)...), waiting())...)
	customers := []platfone.Customer{
		{ID: "westering", Status: platfone.CustomerActive, Balance: money.Known(60), Raw: json.RawMessage(`{}`)},
		{ID: "acme", Status: platfone.CustomerActive, Balance: money.Known(3081), Raw: json.RawMessage(`{}`)},
	}
	if err := db.PutCustomers(t.Context(), now, customers...); err != nil {
		t.Fatal(err)
	}
	for i, score := range []int{42, 61} {
		l := numbersonline.Listing{E164: "+14155550199", State: numbersonline.Verified, Risk: &numbersonline.Risk{Score: &score}, Raw: json.RawMessage(`{}`)}
		if err := db.PutListing(t.Context(), now.Add(time.Duration(i-2)*time.Hour), l); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			if err := db.MarkLooked(t.Context(), now.AddDate(0, 0, -3), l.E164); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, e := range [][3]string{{"sms.credit", "acme", "+$35.00"}, {"sms.order", "telegram/uk for acme", "done"}} {
		if err := db.Audit(t.Context(), e[0], e[1], e[2]); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFrames(t *testing.T) {
	for _, size := range [][2]int{{40, 8}, {80, 24}, {120, 40}, {170, 45}} {
		inBubble(t, size[0], size[1], consoletest.Look{}, usual, func(d *day) { d.Golden(fmt.Sprintf("today-%dx%d", size[0], size[1])) })
	}
	inBubble(t, 80, 32, consoletest.Look{ASCII: true}, usual, func(d *day) { d.Golden("today-80x32-ascii") })
}

// unseen counts how often the day is added up.
type unseen struct {
	*store.DB
	days int
}

func (u *unseen) Today(ctx context.Context, now time.Time, low money.Cents, window time.Duration) (store.Today, error) {
	u.days++
	return u.DB.Today(ctx, now, low, window)
}

// A day that nobody looks at is not added up, whatever changes.
func TestDayIsAddedUpOnceSomebodyLooks(t *testing.T) {
	consoletest.Bubble(t, sandbox.Options{}, func(t *testing.T, r *consoletest.Rig) {
		r.Make(live.Config{})
		var gone []string
		s, kit := &unseen{DB: r.DB}, r.Look(consoletest.Look{})
		block := today.New(kit, s, desk{}, today.Settings{ReportWindow: time.Hour})
		shown := activations.New(kit, r.DB, desk{}, orders{}, activations.Settings{Today: block})
		r.Show(120, 40, ui.Options{Panes: []pane.Pane{other{"log", &gone}, shown}})
		put(t, r.DB, waiting())
		r.Sleep(time.Minute)
		if s.days > 0 {
			t.Errorf("the day was added up %d times before anybody looked", s.days)
		}
		r.Press("2")
		r.Sleep(time.Second)
		if s.days != 1 {
			t.Errorf("for the first look it was added up %d times", s.days)
		}
		put(t, r.DB, ordered(0, 3, 1, time.Hour)...)
		r.Sleep(time.Minute)
		if s.days != 2 {
			t.Errorf("once it was looked at a change adds it up: %d times in all", s.days)
		}
	})
}

// Every line is reached from the list and leads where it says.
func TestEveryLineIsAPlaceToGo(t *testing.T) {
	inBubble(t, 120, 40, consoletest.Look{}, usual, func(d *day) {
		d.Shows("50 orders", "36 codes", "72 %", "last hour 6 of 10", "$2.04 can still be claimed: 6 numbers", "westering ≈ $0.60", "61 medium, was 42")
		d.Press("down")
		d.Shows("Enter today's orders")
		d.Press("x")
		d.Shows("The cursor is in Today")
		for range 6 {
			d.Press("enter", "1", "down")
		}
		want := []string{"history filter:after:2000-12-06", "insights 24 h", "history filter:is:reportable bill:billed", "customers westering", "listings +14155550199", "log sms.order"}
		if fmt.Sprint(d.gone) != fmt.Sprint(want) {
			t.Errorf("went to %q, want %q", d.gone, want)
		}
		d.Press("up", "up", "up", "up", "up", "up", "up", "up")
		d.Hides("Enter the log")
		d.Press("enter")
		d.Shows("+44 7700 909000") // the number again
	})
}

// A day on which hardly any order gets its code is seen without being looked for.
func TestABadDayIsSeen(t *testing.T) {
	inBubble(t, 80, 30, consoletest.Look{}, func(t *testing.T, db *store.DB) {
		put(t, db, append(ordered(0, 30, 24, 29*time.Hour), ordered(100, 21, 4, 4*time.Hour)...)...)
	}, func(d *day) {
		d.Shows("SUCCESS", "4 of 21 orders got a code today (19 %), yesterday 80 %")
	})
	inBubble(t, 80, 30, consoletest.Look{}, func(t *testing.T, db *store.DB) {
		put(t, db, ordered(100, 20, 4, 4*time.Hour)...) // exactly a fifth
	}, func(d *day) { d.Hides("orders got a code today") })
	inBubble(t, 80, 30, consoletest.Look{}, func(t *testing.T, db *store.DB) {
		put(t, db, ordered(100, 9, 0, 4*time.Hour)...) // too few to tell
	}, func(d *day) { d.Hides("orders got a code today") })
}

// A key reads nothing, and what changes is read at most every few seconds.
func TestKeysReadNothing(t *testing.T) {
	inBubble(t, 120, 40, consoletest.Look{}, usual, func(d *day) {
		for i := range 5 {
			put(d.T.(*testing.T), d.DB, ordered(200+i, 1, 1, 10*time.Minute)...)
			d.Settle()
		}
		d.Shows("50 orders")
		d.Sleep(6 * time.Second)
		d.Shows("55 orders")
	})
}

// A history that is not read yet is no day without orders.
func TestADayThatIsNotReadYetSaysSo(t *testing.T) {
	bare := func(t *testing.T, db *store.DB) {
		t.Helper()
		if err := db.PutActivations(t.Context(), time.Now(), waiting()); err != nil {
			t.Fatal(err)
		}
	}
	inBubble(t, 120, 40, consoletest.Look{}, bare, func(d *day) { d.Shows("since midnight, still loading") })
	whole := func(t *testing.T, db *store.DB) { put(t, db, waiting()) }
	inBubble(t, 120, 40, consoletest.Look{}, whole, func(d *day) { d.Hides("still loading") })
}
