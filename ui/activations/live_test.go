package activations_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store/act"
	"switchboard/store/act/acttest"
	"switchboard/ui/pane"
)

var sizes = []setup{{w: 40, h: 8}, {w: 80, h: 24}, {w: 120, h: 40}, {w: 170, h: 45}}

func name(what string, s setup) string {
	look := ""
	if s.theme != "" {
		look = "-" + s.theme
	}
	if s.ascii {
		look += "-ascii"
	}
	return fmt.Sprintf("%s-%dx%d%s", what, s.w, s.h, look)
}

func TestLiveFrames(t *testing.T) {
	for _, s := range append(sizes, setup{w: 80, h: 24, theme: "terminal"}, setup{w: 80, h: 24, ascii: true}) {
		t.Run(name("live", s), func(t *testing.T) {
			inBubble(t, s, func(r *rig) { r.Golden(name("live", s)) })
		})
	}
}

func TestOrderSheetFrames(t *testing.T) {
	for _, s := range sizes {
		t.Run(name("order", s), func(t *testing.T) {
			inBubble(t, s, func(r *rig) {
				r.Press("n")
				r.Sleep(time.Second)
				r.Golden(name("order-customer", s))
				r.Type("acme")
				r.Press("enter")
				r.Type("telegram")
				r.Press("enter")
				r.Sleep(time.Second)
				r.Golden(name("order-country", s))
				r.Type("uk")
				r.Press("enter")
				r.Sleep(time.Second)
				r.Golden(name("order-ready", s))
			})
		})
	}
}

// From n to the code on the clipboard: the main job, whole.
func TestOrderToCopiedCode(t *testing.T) {
	inBubble(t, setup{w: 80, h: 24, smsAfter: 37 * time.Second}, func(r *rig) {
		r.Press("c", "c", "c", "c") // what the world began with
		r.Press("n")
		r.choose("acme", "telegram", "uk")
		r.Press("enter")
		r.Sleep(2 * time.Second)
		if r.orders() != 1 {
			t.Fatalf("%d orders were sent", r.orders())
		}
		r.Hides("Order a number")
		r.Shows("▌  WAITING", "telegram")
		if last := r.Out.Copied[len(r.Out.Copied)-1]; !strings.HasPrefix(last, "+44") {
			t.Errorf("after ordering %q was copied, not the number", last)
		}
		r.Sleep(45 * time.Second)
		r.Shows("▌  CODE")
		before := len(r.Out.Copied)
		r.Press("c")
		r.Settle()
		if len(r.Out.Copied) != before+1 {
			t.Fatal("c copied nothing")
		}
		code := r.Out.Copied[before]
		r.Shows("telegram, acme, +44 … 190 copied: " + code)
		if row := rowOf(r.Frame(), "▌"); !strings.Contains(row, code) {
			t.Errorf("%q was copied, the row shows %q", code, row)
		}
		for range 3 {
			r.Press("c")
		}
		if got := r.Out.Copied[before+1:]; got[0] == code || got[2] != code {
			t.Errorf("after %s came %q: first the others that nobody had copied, then the selected row's again", code, got)
		}
	})
}

func rowOf(frame, with string) string {
	for _, l := range strings.Split(frame, "\n") {
		if strings.Contains(l, with) {
			return l
		}
	}
	return ""
}

// The price moves twice; the attempt goes on with one token, and only when the person says so.
func TestPriceMoved(t *testing.T) {
	inBubble(t, setup{w: 80, h: 24}, func(r *rig) {
		r.Press("n")
		r.choose("acme", "whatsapp", "us")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Golden("order-moved-80x24")
		r.Sleep(20 * time.Second)
		if r.orders() != 1 {
			t.Fatalf("%d orders were sent without being asked for", r.orders())
		}
		r.Press("y")
		if r.orders() != 1 {
			t.Fatal("a key that copies a number elsewhere accepts a dearer price")
		}
		r.Press("O")
		r.Sleep(2 * time.Second)
		if r.orders() != 2 {
			t.Errorf("continuing sent %d orders", r.orders()-1)
		}
		r.Hides("Order a number")
		r.Shows("whatsapp")
	})
}

// The answer to an order is lost after the provider acted: it is sent once,
// its row says unknown, and reading finds the one number there is.
func TestLostAnswer(t *testing.T) {
	inBubble(t, setup{w: 80, h: 24}, func(r *rig) {
		if err := r.World.Inject(sandbox.Fault{Provider: "sms", Path: "/activation", Method: "POST", Kind: sandbox.LostAnswer, Times: 1}); err != nil {
			t.Fatal(err)
		}
		before := r.active()
		r.Press("n")
		r.choose("acme", "telegram", "uk")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("it is not sent twice")
		r.Golden("live-unsettled-80x24")
		r.Sleep(3 * time.Minute)
		if r.orders() != 1 {
			t.Errorf("%d orders were sent", r.orders())
		}
		if n := r.active() - before; n > 1 {
			t.Errorf("%d numbers were rented", n)
		}
		r.Hides("RESULT NOT KNOWN YET")
		open, err := r.DB.OpenIntents(r.T.Context())
		if err != nil || len(open) != 0 {
			t.Errorf("%d attempts are left open, %v", len(open), err)
		}
	})
}

// active is how many numbers the provider holds to be active for acme on telegram in the uk, ended ones counted too.
func (r *rig) active() int {
	return strings.Count(fmt.Sprintf("%+v", r.World.Ledger()["sms"]), "telegram uk")
}

func TestNothingIsSentThatWouldBeRefused(t *testing.T) {
	for what, c := range map[string]struct {
		ceiling, price, says string
		s                    setup
	}{
		"no max price":   {"", "50", "Max price:", setup{w: 80, h: 24}},
		"over the limit": {"100.01", "50", "Max price: from $0.01 to $100.00", setup{w: 80, h: 24}},
		"nothing":        {"0", "50", "Max price: from $0.01 to $100.00", setup{w: 80, h: 24}},
		"part of a cent": {"0.405", "50", "Max price: an amount in dollars", setup{w: 80, h: 24}},
		"own limit":      {"2", "50", "more than one act may cost, $1.00", setup{w: 80, h: 24, max: money.Known(100)}},
		"no markup":      {"0.9", "", "Customer pays: a whole number", setup{w: 80, h: 24}},
		"huge markup":    {"0.9", "10001", "Customer pays: a whole number", setup{w: 80, h: 24}},
		"read-only":      {"0.9", "50", "read-only", setup{w: 80, h: 24, readOnly: true}},
	} {
		t.Run(what, func(t *testing.T) {
			inBubble(t, c.s, func(r *rig) {
				r.Press("n")
				if !c.s.readOnly {
					r.choose("acme", "telegram", "uk")
					r.Press("shift+tab", "shift+tab", "shift+tab")
					r.clear()
					r.Type(c.ceiling)
					r.Press("tab")
					r.clear()
					r.Type(c.price)
					r.Press("enter")
					r.Sleep(time.Second)
					r.Press("enter")
					r.Shows("Order a number", "Telegram")
				}
				r.Sleep(time.Second)
				r.Shows(c.says)
				if n := r.orders(); n != 0 {
					t.Errorf("%d orders were sent", n)
				}
			})
		})
	}
}

func (r *rig) clear() {
	for range 12 {
		r.Press("backspace")
	}
}

// Esc never quits, and keys pressed too often never order.
func TestCarelessKeys(t *testing.T) {
	inBubble(t, setup{w: 80, h: 24}, func(r *rig) {
		for range 20 {
			r.Press("esc")
		}
		if r.Quit {
			t.Fatal("Esc quit the console")
		}
		r.Press("n")
		r.Sleep(time.Second)
		for range 40 { // a key that is held down
			r.Press("enter")
			r.Sleep(30 * time.Millisecond)
		}
		r.Paste("yes\nD\ny\n")
		r.Sleep(2 * time.Second)
		if n := r.orders(); n != 0 {
			t.Errorf("careless keys sent %d orders", n)
		}
		r.Press("esc", "esc", "x", "u")
		r.Sleep(6 * time.Second)
		for _, q := range r.World.Requests() {
			if q.Method == "PUT" {
				t.Errorf("what was kept was ended: %s", q.Path)
			}
		}
	})
}

// A number that may not be canceled yet says on its row that it will be, and is canceled at the first moment the provider allows; u keeps it.
func TestACancelWaitsForItsMoment(t *testing.T) {
	inBubble(t, setup{w: 120, h: 40, smsAfter: time.Hour}, func(r *rig) {
		ordered := func() string {
			a, err := acttest.Do[platfone.Activation](r.T.Context(), r.desk, act.Order{Customer: "acme", Order: platfone.NewOrder{ServiceID: "telegram", CountryID: "uk", MaxPrice: 500, Mode: platfone.FixedMarkup, Markup: 20}})
			if err != nil {
				r.T.Fatal(err)
			}
			r.Sleep(2 * time.Second)
			r.Send(pane.Goto{Pane: "live", Key: a.ID})
			r.Press("x")
			return a.ID
		}
		status := func(id string) platfone.ActivationStatus {
			a, err := r.DB.Activation(r.T.Context(), id)
			if err != nil {
				r.T.Fatal(err)
			}
			return a.Status
		}
		kept := ordered()
		r.Shows("will cancel", "Cancels +", "(allowed after 2 minutes). u = undo")
		r.Press("u")
		r.Hides("will cancel")
		r.Shows("Not canceled.")
		let := ordered()
		r.Sleep(time.Minute)
		r.Shows("will cancel")
		if got := status(let); got != platfone.StatusActive {
			r.T.Errorf("before it may be canceled it is %s", got)
		}
		r.Sleep(2 * time.Minute)
		if got := status(let); got != platfone.StatusCanceled {
			r.T.Errorf("once it may be canceled it is %s", got)
		}
		if got := status(kept); got != platfone.StatusActive {
			r.T.Errorf("the one that was kept is %s", got)
		}
	})
}

func TestResizeKeepsTheSheetAndItsText(t *testing.T) {
	inBubble(t, setup{w: 120, h: 40}, func(r *rig) {
		r.Press("n")
		r.Sleep(time.Second)
		r.Type("ac")
		for w := 200; w >= 1; w -= 7 {
			r.Resize(w, max(w/4, 1))
			r.Frame()
		}
		r.Resize(80, 24)
		r.Shows("Order a number", "ac_")
	})
}

func TestHelpListsEveryKeyAndRunsALine(t *testing.T) {
	inBubble(t, setup{w: 80, h: 24}, func(r *rig) {
		r.Press("?")
		r.Sleep(time.Second)
		r.Golden("help-80x24")
		r.Type("order")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("Order a number")
	})
}

func TestFilterNarrowsWhatIsShownAndNothingElse(t *testing.T) {
	inBubble(t, setup{w: 80, h: 24}, func(r *rig) {
		r.Press("/")
		r.Type("telegram -acme")
		r.Hides("+44 7700 900347")
		r.Shows("0 of 7")
		r.Press("esc")
		for filter, shows := range map[string]string{
			"telegram": "2 of 7", "(955) 550": "1 of 7", "state:waiting left<70s": "1 of 7", "has:code": "3 of 7",
			"customer:northwind": "1 of 7", "customer:NORTH": "1 of 7", "service:tele": "2 of 7", "service:=tele": "0 of 7", "is:uncopied": "2 of 7", "pays>1.50": "3 of 7",
		} {
			r.Press("/")
			r.Type(filter)
			r.Press("enter")
			r.Shows(shows)
			r.Press("esc")
		}
		r.Press("/")
		r.Type("discord")
		r.Press("enter", "c")
		if len(r.Out.Copied) != 1 {
			t.Error("a code hidden by the filter is out of the reach of c")
		}
	})
}

// A number whose message has no code in it is told from one that still waits.
func TestPocketTellsATextFromNothing(t *testing.T) {
	inBubble(t, setup{w: 40, h: 8}, func(r *rig) {
		r.Hides("text: v")
		if _, err := r.World.Control("sms", []byte(`{"phone":"+447700900347","text":"Come to the counter with your passport"}`)); err != nil {
			r.T.Fatal(err)
		}
		r.Sleep(15 * time.Second)
		r.Shows("text: v")
	})
}
