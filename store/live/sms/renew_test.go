package sms

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/act/acttest"
)

// silent is a world in which no code comes while a number runs.
var silent = sandbox.Options{SMSAfter: 24 * time.Hour}

// untilOver is longer than a number runs in the world, and its end is heard.
const untilOver = 21 * time.Minute

// repeated orders a number that is ordered again.
func (r *rig) repeated(customer string, again act.Repeat) platfone.Activation {
	r.T.Helper()
	o := order("telegram", "uk")
	r.must(r.SetCharge(r.T.Context(), customer, o.Charge()))
	got, err := acttest.Do[platfone.Activation](r.T.Context(), r.Engine, act.Order{Customer: customer, Order: o, Repeat: again})
	r.must(err)
	return got
}

// lastTold is the newest notice about an order.
func (r *rig) lastTold() string {
	r.T.Helper()
	said := r.toldOf("order")
	if len(said) == 0 {
		return ""
	}
	return said[len(said)-1]
}

func TestAnOrderIsMadeAgainWhenItExpiresAndNoMoreOftenThanAgreed(t *testing.T) {
	inBubble(t, silent, func(t *testing.T, r *rig) {
		start := time.Now()
		first := r.repeated("acme", act.Repeat{Times: 2})
		if at, ok := r.Renewal(first.ID); !ok || at != (act.Renewal{Repeat: act.Repeat{Times: 2, Most: 2000}}) {
			t.Fatalf("it stands as %+v, %v", at, ok)
		}
		was := first.ID
		for made := 1; made <= 2; made++ {
			next, err := r.Renewed(t.Context(), was)
			if err != nil || next.ID == "" || next.ServiceID != "telegram" || next.CountryID != "uk" || next.CustomerID != "acme" {
				t.Fatalf("in the place of %s: %+v, %v", was, next, err)
			}
			if at, _ := r.Renewal(next.ID); at.Made != made || at.Spent != 1000*money.Cents(made) {
				t.Errorf("after %d it stands as %+v", made, at)
			}
			time.Sleep(time.Second)
			if said := r.lastTold(); !strings.Contains(said, fmt.Sprintf("ordered again (%d of 2)", made)) {
				t.Errorf("it is told %q", said)
			}
			was = next.ID
		}
		if next, err := r.Renewed(t.Context(), was); err == nil || next.ID != "" || !strings.Contains(err.Error(), "no more than 2 were agreed to") {
			t.Errorf("at the end: %+v, %v", next, err)
		}
		time.Sleep(untilOver)
		if n := r.posts(start); n != 3 {
			t.Errorf("%d orders on the wire, want 3", n)
		}
		if n := len(r.Intents()); n != 3 {
			t.Errorf("%d orders in the journal, want 3", n)
		}
	})
}

// Two processes that have the same order made again make one for each number
// that ends, and so does one that has it twice.
func TestOneOrderIsMadeForANumberThatEnds(t *testing.T) {
	inBubble(t, silent, func(t *testing.T, r *rig) {
		two := r.second(nil)
		defer two.Stop()
		start := time.Now()
		first := r.repeated("acme", act.Repeat{Times: 1})
		time.Sleep(2 * time.Second)
		r.must(acttest.Perform(t.Context(), two.Engine, act.Renew{ID: first.ID, Repeat: act.Repeat{Times: 1}}))
		if v := r.verdict(act.Renew{ID: first.ID, Repeat: act.Repeat{Times: 1}}); v.Stands() || v.Refused[0].Code != act.AlreadySo {
			t.Errorf("once more in the same process: %v", v.Refused)
		}
		time.Sleep(2 * untilOver)
		if n := r.posts(start); n != 2 {
			t.Errorf("%d orders on the wire, want 2", n)
		}
		if left := r.Renewals() + two.Renewals(); left != 0 {
			t.Errorf("%d still stand", left)
		}
		said := strings.Join(r.toldOf("order"), "\n")
		if !strings.Contains(said, "another order was made in its place") {
			t.Errorf("the one that came second does not say so: %s", said)
		}
	})
}

// What is agreed to names how often and for how much, takes a capital letter,
// and knows what the order was.
func TestTheVerdictOnOrderingAgain(t *testing.T) {
	inBubble(t, silent, func(t *testing.T, r *rig) {
		first := r.mustOrder("acme", "telegram", "uk")
		v := r.verdict(act.Renew{ID: first.ID, Repeat: act.Repeat{Times: 3, Most: 2500}})
		if !v.Stands() || v.Consent.Sureness() != act.ByCapital || v.After[1].Value != "up to 3 times, at most $25.00 in all" {
			t.Errorf("%v, %d, %v", v.Refused, v.Consent.Sureness(), v.After)
		}
		other, err := r.elsewhere().Order(t.Context(), "acme", order("whatsapp", "uk"))
		r.must(err)
		got := r.mustOrder("bluekite", "telegram", "uk")
		r.sms(got.ID, "Telegram code 48291")
		time.Sleep(time.Minute)
		r.says("ordered elsewhere", r.verdict(act.Renew{ID: other.ID, Repeat: act.Repeat{Times: 1}}), act.WrongState)
		r.says("a code came", r.verdict(act.Renew{ID: got.ID, Repeat: act.Repeat{Times: 1}}), act.WrongState)
		r.says("nothing of the kind", r.verdict(act.Renew{ID: "none", Repeat: act.Repeat{Times: 1}}), act.NotFound)
		for what, again := range map[string]act.Repeat{"too often": {Times: act.MostRepeats + 1}, "never": {Most: 5000}, "for less than one": {Times: 2, Most: 999}} {
			r.says(what, r.verdict(act.Renew{ID: first.ID, Repeat: again}), act.Invalid)
			r.says(what+", with the order", r.verdict(act.Order{Customer: "acme", Order: order("whatsapp", "uk"), Repeat: again}), act.Invalid)
		}
		r.says("several at once", r.verdict(act.Order{Customer: "acme", Order: order("whatsapp", "uk"), Of: 2, Left: 2, Repeat: act.Repeat{Times: 1}}), act.Invalid)
	})
}

// An end that was heard long after it is nobody's wish any more.
func TestAnEndThatIsHeardTooLateOrdersNothing(t *testing.T) {
	inBubble(t, silent, func(t *testing.T, r *rig) {
		ended := store.Activation{Activation: platfone.Activation{SMS: platfone.SMSRequested, Status: platfone.StatusExpired, Billing: platfone.BillingReleased}}
		for ago, want := range map[time.Duration]string{time.Minute: "", renewWithin + time.Second: "too late"} {
			ended.ExpireAt = r.Now().Add(-ago)
			if over, why := r.ended(ended); !over || (why == "") != (want == "") || !strings.Contains(why, want) {
				t.Errorf("%s after it: %v, %q", ago, over, why)
			}
		}
	})
}

// keeps is something that keeps an order from being made again.
type keeps struct {
	name  string
	again act.Repeat
	do    func(r *rig, customer, id string) // before the number ends
	posts int                               // orders on the wire, the first among them
	said  string
}

func whatKeeps() []keeps {
	thrice := act.Repeat{Times: 3}
	fault := func(f sandbox.Fault) func(r *rig, customer, _ string) {
		return func(r *rig, customer, _ string) {
			f.Method, f.Path, f.Times = "POST", "/a/customer/"+customer+"/activation", 1
			r.inject(f)
		}
	}
	return []keeps{
		{name: "the amount", again: act.Repeat{Times: 3, Most: 1500}, posts: 2, said: "would be over the $15.00"},
		{name: "the customer is paused", again: thrice, posts: 1, said: "Not ordered",
			do: func(r *rig, customer, _ string) {
				r.must(r.SetStatus(r.T.Context(), customer, platfone.CustomerPaused))
			}},
		{name: "a warning that nobody agreed to", again: thrice, posts: 1, said: "usual",
			do: func(r *rig, customer, _ string) {
				r.must(r.SetCharge(r.T.Context(), customer, platfone.Charge{Mode: platfone.FixedPrice, Price: 900}))
			}},
		{name: "no answer", again: thrice, posts: 2, said: "is not known", do: fault(sandbox.Fault{Kind: sandbox.LostAnswer})},
		{name: "the provider refuses", again: thrice, posts: 2, said: "is not ordered again", do: fault(sandbox.Fault{Kind: sandbox.Status, Status: 404})},
		{name: "it was canceled", again: thrice, posts: 1, said: "it was canceled",
			do: func(r *rig, _, id string) {
				time.Sleep(3 * time.Minute)
				r.must(r.Cancel(r.T.Context(), id))
			}},
		{name: "a code", again: thrice, posts: 1, do: func(r *rig, _, id string) { r.sms(id, "Telegram code 48291") }},
		{name: "the person", again: thrice, posts: 1,
			do: func(r *rig, _, id string) {
				if !r.StopRenewing(id) || r.StopRenewing(id) {
					r.T.Error("it is not stopped once")
				}
			}},
	}
}

// Whatever stands against the next order, or leaves its outcome open, ends the
// renewal, and is told.
func TestWhatKeepsAnOrderFromBeingMadeAgain(t *testing.T) {
	customers := []string{"acme", "bluekite", "northwind", "harborlight"}
	for some := range slices.Chunk(whatKeeps(), len(customers)) {
		inBubble(t, silent, func(t *testing.T, r *rig) {
			start := time.Now()
			for i, c := range some {
				first := r.repeated(customers[i], c.again)
				if c.do != nil {
					c.do(r, customers[i], first.ID)
				}
			}
			time.Sleep(2 * untilOver)
			for i, c := range some {
				if n := len(r.Since(start, "POST", "/a/customer/"+customers[i]+"/activation")); n != c.posts {
					t.Errorf("%s: %d orders on the wire, want %d", c.name, n, c.posts)
				}
				said := strings.Join(r.toldOf("order "+customers[i]+":"), "\n")
				if (said == "") != (c.said == "") || !strings.Contains(said, c.said) {
					t.Errorf("%s: it is told %q, want %q", c.name, said, c.said)
				}
			}
			if n := r.Renewals(); n != 0 {
				t.Errorf("%d still stand", n)
			}
		})
	}
}

// It ends with the program.
func TestNothingIsOrderedAgainAfterAnotherStart(t *testing.T) {
	inBubble(t, silent, func(t *testing.T, r *rig) {
		start := time.Now()
		r.repeated("acme", act.Repeat{Times: 3})
		r.again()
		time.Sleep(untilOver)
		if n := r.posts(start); n != 1 || r.Renewals() != 0 {
			t.Errorf("%d orders on the wire, %d still stand", n, r.Renewals())
		}
	})
}

// While what the customer has is read for the next order it can still be stopped:
// nothing is ordered then. Once the order has left, stopping it is refused.
func TestStoppingBeforeTheNextOrderLeavesOrdersNothing(t *testing.T) {
	for _, c := range []struct {
		method, path string
		stopped      bool
		posts        int
	}{{"GET", "/m/customers", true, 1}, {"POST", "/a/customer/acme/activation", false, 2}} {
		inBubble(t, silent, func(t *testing.T, r *rig) {
			start := time.Now()
			first := r.repeated("acme", act.Repeat{Times: 1})
			r.inject(sandbox.Fault{Kind: sandbox.Latency, Method: c.method, Path: c.path, MS: 5000, Times: -1})
			for !r.row(first.ID).Status.Ended() {
				time.Sleep(100 * time.Millisecond)
			}
			reading := map[bool]time.Duration{true: 2 * time.Second, false: 4 * time.Second}[c.stopped]
			time.Sleep(reading)
			if got := r.StopRenewing(first.ID); got != c.stopped {
				t.Errorf("during %s %s: stopped %v, want %v", c.method, c.path, got, c.stopped)
			}
			time.Sleep(time.Minute)
			if n := r.posts(start); n != c.posts {
				t.Errorf("during %s %s: %d orders on the wire, want %d", c.method, c.path, n, c.posts)
			}
		})
	}
}
