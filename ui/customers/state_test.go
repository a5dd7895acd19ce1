package customers_test

import (
	"strings"
	"testing"
	"time"

	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live"
)

// offline is a profile that only looks at what was saved.
func offline(c *live.Config) { c.Offline = true }

func TestRefusalsAreSaidAndPale(t *testing.T) {
	for what, edit := range map[string]func(*live.Config){"offline": offline, "read-only": func(c *live.Config) { c.ReadOnly = true }} {
		t.Run(what, func(t *testing.T) {
			for _, s := range sizes {
				inBubble(t, s, func(r *rig) {
					r.again(s, edit)
					r.frame(name(what, s))
					for _, k := range []string{"b", "e", "n", "N", "x"} {
						r.Press(k)
						r.Settle()
						if !strings.Contains(strings.ToLower(r.Frame()), what) {
							t.Errorf("%s is not refused:\n%s", k, r.Frame())
						}
					}
					if len(r.Changes()) != 0 || len(r.orders.of) != 0 {
						t.Errorf("%d requests, orders %v", len(r.Changes()), r.orders.of)
					}
				})
			}
		})
	}
}

// A form that is open when the way is closed keeps what was typed.
func TestRefusedInTheForm(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.find("northwind")
		r.inject(sandbox.Fault{Kind: sandbox.Offline, Times: -1})
		r.adjust("35")
		r.Press("A")
		r.Sleep(time.Second)
		r.Shows("! ")
		if strings.Contains(r.Frame(), "Add $35.00 to northwind") { // it was known before A came: the question says why not
			r.Press("esc")
		}
		r.Shows("Balance of northwind", "adds $35.00")
		if _, lines := r.balance("northwind"); lines == 0 {
			t.Error("the ledger is empty")
		}
		r.World.ClearFaults()
		r.Sleep(2 * time.Minute)
		r.Press("enter")
		r.Sleep(time.Second)
		r.Press("A")
		r.Sleep(time.Second)
		r.Shows("+$35.00 is booked.")
	})
}

func TestStates(t *testing.T) {
	now := time.Date(2000, 1, 1, 0, 0, 12, 0, time.UTC)
	for what, h := range map[string]store.Health{
		"hold":    {State: "hold"},
		"offline": {State: "offline", Since: now},
		"refused": {State: "refused"},
	} {
		t.Run(what, func(t *testing.T) {
			s := sizes[1]
			inBubble(t, s, func(r *rig) {
				r.again(s, offline)
				h.Provider = "sms"
				if err := r.DB.PutHealth(r.T.Context(), h); err != nil {
					t.Fatal(err)
				}
				r.Settle()
				r.frame(name("state-"+what, s))
			})
		})
	}
}

func TestTroubleLeavesTheRows(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.inject(sandbox.Fault{Kind: sandbox.Status, Status: 500, Times: -1})
		r.Sleep(3 * time.Minute)
		r.Shows("SMS error", "again in", "Showing what was saved.", "acme")
	})
}

func TestBeforeAnythingIsKnown(t *testing.T) {
	s := setup{w: 80, h: 24, early: true}
	inBubble(t, s, func(r *rig) {
		r.frame(name("asking", s))
	})
	inBubble(t, s, func(r *rig) {
		r.End()
		r.Dir += "-other"
		r.start(s, offline)
		r.Sleep(time.Second)
		r.frame(name("empty", s))
		r.Press("right")
		r.Settle()
		r.Shows("The customers were not read yet.")
		r.Hides("No customer")
		if err := r.DB.NoteRead(r.T.Context(), store.ListOfCustomers); err != nil {
			t.Fatal(err)
		}
		r.Sleep(time.Second)
		r.Shows("No customer has less than $5.00 left.")
		r.Press("right")
		r.Settle()
		r.Shows("No customer is paused.")
	})
}

func TestFilterNarrowsAndSaysSo(t *testing.T) {
	inBubble(t, setup{w: 80, h: 24}, func(r *rig) {
		r.Press("/")
		r.Type("status:paused")
		r.Settle()
		r.Shows("hollowoak", "5 of 40")
		r.Hides("acme")
		r.Press("esc", "/")
		r.Type("free<1 -status:active")
		r.Settle()
		r.Shows("opalstreet", "rustygate")
		r.Hides("eastgate", "acme", "kitefields")
		r.Press("esc", "/")
		r.Type("free>300 is:low")
		r.Settle()
		r.Shows("Nothing matches free>300 is:low.", "0 of 40")
		r.Press("esc", "/")
		r.Type("-is:low free<6")
		r.Settle()
		r.Shows("larkspur", "1 of 40")
		r.Press("esc", "/")
		r.Type("colour:red")
		r.Settle()
		r.Shows("there is no colour; there is", "acme")
		r.Press("esc")
		r.Settle()
		r.Hides("colour")
	})
}
