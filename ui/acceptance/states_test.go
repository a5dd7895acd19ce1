package acceptance

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/ui/cli"
)

// strip is the line of the three services and the money.
func (d *desk) strip() string {
	d.Resize(120, 40)
	return strings.Split(d.Frame(), "\n")[1]
}

func (d *desk) fault(f sandbox.Fault) {
	d.T.Helper()
	if err := d.World.Inject(f); err != nil {
		d.T.Error(err)
	}
}

// service is what the strip says of one service.
func service(strip, name string) string {
	_, rest, _ := strings.Cut(strip, name+" ")
	word, _, _ := strings.Cut(rest, "   ")
	return strings.TrimSpace(word)
}

// One service in trouble leaves the others alone, and the strip says in a
// word what it is.
func TestStatesOfAServiceAreItsOwn(t *testing.T) {
	every := -1
	for _, c := range []struct {
		name, provider string
		make           func(*desk)
		word           string
	}{
		{"offline", "SMS", func(d *desk) { d.fault(sandbox.Fault{Provider: "sms", Kind: sandbox.Offline, Times: every}) }, "offline since"},
		{"trust down", "TRUST", func(d *desk) { d.fault(sandbox.Fault{Provider: "trust", Kind: sandbox.Offline, Times: every}) }, "offline since"},
		{"lines down", "LINES", func(d *desk) { d.fault(sandbox.Fault{Provider: "lines", Kind: sandbox.Offline, Times: every}) }, "offline since"},
		{"server error", "SMS", func(d *desk) {
			d.fault(sandbox.Fault{Provider: "sms", Kind: sandbox.Status, Status: 503, Times: every})
		}, "error"},
		{"web page", "SMS", func(d *desk) { d.fault(sandbox.Fault{Provider: "sms", Kind: sandbox.HTML, Times: every}) }, "error"},
		{"rate limit", "SMS", func(d *desk) {
			d.fault(sandbox.Fault{Provider: "sms", Kind: sandbox.Status, Status: 429, Times: every})
		}, "wait 0:"},
		{"refused key", "SMS", func(d *desk) { d.Control("key", `{"provider":"sms","refuse":true}`) }, "key refused"},
		{"refused trust key", "TRUST", func(d *desk) { d.Control("key", `{"provider":"trust","refuse":true}`) }, "key refused"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, cli.Flags{}, func(d *desk) {
				c.make(d)
				said := ""
				for range 60 {
					d.Sleep(time.Minute / 2)
					if said = service(d.strip(), c.provider); strings.HasPrefix(said, c.word) {
						break
					}
				}
				if !strings.HasPrefix(said, c.word) {
					t.Errorf("%s is said to be %q, not %q:\n%s", c.provider, said, c.word, d.Frame())
				}
				for _, other := range []string{"SMS", "TRUST", "LINES"} {
					if said := service(d.strip(), other); other != c.provider && !strings.HasPrefix(said, "live") && !strings.HasSuffix(said, " old") {
						t.Errorf("%s is said to be %q", other, said)
					}
				}
			})
		})
	}
}

// After a refused key nothing more is asked of that service.
func TestARefusedKeyEndsTheAsking(t *testing.T) {
	t.Parallel()
	inBubble(t, cli.Flags{}, func(d *desk) {
		d.Control("key", `{"provider":"sms","refuse":true}`)
		before := len(d.World.Requests())
		d.Sleep(10 * time.Minute)
		asked := map[string]int{}
		for _, q := range d.World.Requests()[before:] {
			asked[q.Provider]++
		}
		if asked["sms"] == 0 || asked["sms"] > 3 || asked["trust"] == 0 || asked["lines"] == 0 {
			t.Errorf("the services were asked %v times", asked)
		}
		d.Press("!")
		d.Shows("does not accept its key")
	})
}

// A key that was refused rests until a person asks to read again: then it is sent once, and when
// it is taken again everything goes on, without another start.
func TestARefusedKeyIsTriedAgainAsAPersonAsks(t *testing.T) {
	for name, c := range map[string]struct {
		provider, pane, key string
		in                  string
	}{
		"customers": {"sms", "2", "R", ""}, "history": {"sms", "3", "R", ""}, "numbers": {"lines", "5", "R", ""},
		"listings": {"trust", "4", "r", ""}, "sms problems": {"sms", "1", "R", "!"}, "lines problems": {"lines", "1", "R", "!"}, "trust problems": {"trust", "1", "R", "!"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, cli.Flags{}, func(d *desk) {
				d.Sleep(time.Minute)
				refuse := func(yes bool) {
					d.Control("key", fmt.Sprintf(`{"provider":%q,"refuse":%v}`, c.provider, yes))
				}
				asked := func() (n int) {
					before := len(d.World.Requests())
					d.Press(c.pane)
					d.Sleep(time.Second)
					if c.in != "" {
						d.Press(c.in)
					}
					d.Press(c.key)
					d.Sleep(30 * time.Second)
					for _, q := range d.World.Requests()[before:] {
						if q.Provider == c.provider {
							n++
						}
					}
					d.Press("esc")
					return n
				}
				word := strings.ToUpper(c.provider)
				refuse(true)
				d.Sleep(20 * time.Minute)
				if said := service(d.strip(), word); said != "key refused" {
					t.Fatalf("refused, and it is said to be %q", said)
				}
				most := 1
				if c.provider == "lines" { // signing in is answered; each of two lists asks before it and after it, and is not
					most = 5
				}
				if n := asked(); n < 1 || n > most {
					t.Errorf("asked once, the refused key was sent %d times:\n%s", n, d.Frame())
				}
				refuse(false)
				d.Sleep(20 * time.Minute)
				if said := service(d.strip(), word); said != "key refused" {
					t.Errorf("nobody asked, and it is said to be %q", said)
				}
				if n := asked(); n < 2 {
					t.Errorf("the key is good again, and %d requests were made", n)
				}
				if said := service(d.strip(), word); !strings.HasPrefix(said, "live") {
					t.Errorf("good again, and it is said to be %q", said)
				}
				if strings.Contains(d.Frame(), "KEY REFUSED") {
					t.Errorf("the word stays:\n%s", d.Frame())
				}
			})
		})
	}
}

// The wait counts down a second at a time.
func TestALimitCountsDown(t *testing.T) {
	t.Parallel()
	inBubble(t, cli.Flags{}, func(d *desk) {
		d.fault(sandbox.Fault{Provider: "sms", Kind: sandbox.Status, Status: 429, Times: -1})
		seen := map[string]bool{}
		for range 240 {
			d.Sleep(time.Second)
			if said := service(d.strip(), "SMS"); strings.HasPrefix(said, "wait ") {
				seen[said] = true
			}
		}
		if len(seen) < 5 {
			t.Errorf("the waits that were shown are %v", seen)
		}
	})
}

// A block of 24 hours is said where an order is made, with its end, and
// nothing is sent meanwhile.
func TestABlockIsSaidAndHeld(t *testing.T) {
	t.Parallel()
	inBubble(t, cli.Flags{}, func(d *desk) {
		d.Control("block", `{}`)
		d.order("acme", "telegram", "united kingdom")
		d.Press("enter")
		d.Sleep(2 * time.Second)
		d.Press("esc", "esc", "esc")
		d.Changed()
		d.order("acme", "telegram", "united kingdom")
		d.Press("enter")
		d.Sleep(2 * time.Second)
		if n := d.orders(); n > 0 {
			t.Errorf("%d orders were sent into the block:\n%s", n, d.Frame())
		}
		d.Shows("2 Jan")
		if strings.Contains(d.Frame(), "takes no new orders until") {
			t.Errorf("the sheet says the block at its head and among the reasons of the order:\n%s", d.Frame())
		}
		if said := service(d.strip(), "SMS"); said != "live" {
			t.Errorf("while orders are blocked SMS is %q", said)
		}
		d.Press("esc", "esc", "esc")
		d.Shows("BLOCKED until")
		d.Press("n")
		d.Sleep(time.Second)
		d.Shows("asks to wait with this until")
		d.Press("esc", "esc", "!")
		d.Sleep(time.Second)
		d.Press("enter")
		d.Sleep(time.Second)
		d.Shows("What still works")
		d.Press("L", "esc", "esc")
		d.Sleep(time.Second)
		if strings.Contains(d.Frame(), "BLOCKED until") {
			t.Errorf("it was lifted, and is still told:\n%s", d.Frame())
		}
		if blocks, err := d.DB.Blocks(d.Ctx, time.Now()); err != nil || len(blocks) > 0 {
			t.Errorf("the next order is still held back: %+v, %v", blocks, err)
		}
	})
}

// fill puts live numbers into the store of a console that asks nobody.
func fill(d *desk, n int) {
	now := time.Now()
	for i := range n {
		a := hostileActivation(i, "acme", now)
		a.ID, a.Code, a.Text, a.SMS, a.Billing = fmt.Sprint("a", i), "", "", platfone.SMSStatus("smsRequested"), "reserved"
		if err := d.DB.PutActivations(d.Ctx, now, a); err != nil {
			d.T.Error(err)
		}
	}
	for i := range 40 {
		c := platfone.Customer{ID: fmt.Sprint("customer", i), Status: "active", CreatedAt: now, UpdatedAt: now}
		if err := d.DB.PutCustomers(d.Ctx, now, c); err != nil {
			d.T.Error(err)
		}
	}
	d.Sleep(time.Second)
}

// At 80 by 24 a list is still a list, and a full account says so.
func TestRowsInASmallWindow(t *testing.T) {
	t.Parallel()
	inBubble(t, cli.Flags{Offline: true}, func(d *desk) {
		fill(d, 20)
		if !strings.Contains(d.strip(), "20 of 20") {
			t.Errorf("twenty numbers are active, and the strip says %q", d.strip())
		}
		d.Resize(80, 24)
		d.Press("1")
		if n := strings.Count(d.Frame(), "WAITING") + strings.Count(d.Frame(), "TRY 1 OF 5"); n < 12 { // the sandbox has a line for what to try
			t.Errorf("Live shows %d rows:\n%s", n, d.Frame())
		}
		d.Press("2")
		if n := strings.Count(d.Frame(), " active "); n < 15 {
			t.Errorf("Customers shows %d rows:\n%s", n, d.Frame())
		}
	})
}

// Without colour every state of a service and of a number has its own letters.
func TestStatesDifferInLetters(t *testing.T) {
	t.Parallel()
	inBubble(t, cli.Flags{Offline: true, NoColor: true}, func(d *desk) {
		fill(d, 1)
		now := time.Now()
		frames := map[string]string{}
		differ := func(what string) {
			frame := d.Frame()
			if other, ok := frames[frame]; ok {
				t.Errorf("%s looks like %s:\n%s", what, other, frame)
			}
			frames[frame] = what
		}
		for _, state := range []store.HealthState{store.HealthLive, store.HealthOffline, store.HealthError, store.HealthLimited, store.HealthRefused, store.HealthHold, store.HealthNoKey} {
			if err := d.DB.PutHealth(d.Ctx, store.Health{Provider: "trust", State: state, Since: now, LastOK: now, NextTry: now.Add(time.Hour)}); err != nil {
				t.Error(err)
			}
			d.Settle()
			differ("TRUST " + string(state))
		}
	})
}

// So has every state of a number: the word at the beginning of its row.
func TestNumbersInDifferentStatesDifferInLetters(t *testing.T) {
	t.Parallel()
	inBubble(t, cli.Flags{Offline: true, NoColor: true}, func(d *desk) {
		now := time.Now()
		states := []struct {
			sms    platfone.SMSStatus
			status platfone.ActivationStatus
			bill   platfone.BillingStatus
		}{{"smsRequested", "active", "reserved"}, {"smsReceived", "active", "billed"}, {"retryRequested", "active", "billed"},
			{"smsReceived", "completed", "billed"}, {"smsRequested", "canceled", "released"}, {"smsRequested", "expired", "released"},
			{"smsReceived", "completed", "refunded"}}
		for i, s := range states {
			a := hostileActivation(i, "acme", now)
			if a.SMS, a.Status, a.Billing = s.sms, s.status, s.bill; s.sms == "smsRequested" {
				a.Code, a.Text = "", ""
			}
			if err := d.DB.PutActivations(d.Ctx, now, a); err != nil {
				t.Error(err)
			}
		}
		d.Sleep(time.Second)
		words := map[string]bool{}
		for l := range strings.SplitSeq(d.Frame(), "\n") {
			if before, _, row := strings.Cut(l, "+1 415 555 000"); row && strings.TrimSpace(before) != "" && !strings.Contains(before, "│") {
				words[strings.Trim(before, " »")] = true
			}
		}
		if len(words) != len(states) {
			t.Errorf("%d states are called %v:\n%s", len(states), words, d.Frame())
		}
	})
}
