package customers_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"switchboard/client/sandbox"
	"switchboard/store/act"
	"switchboard/store/act/acttest"
	"switchboard/ui/pane"
)

func TestOrderOfTheListIsRemembered(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.Press("s", "down", "enter", "enter")
		r.Press("down", "down", "down", "down", "enter", "esc") // hides HELD
		r.Settle()
		r.Shows("FREE ^", "▌  acme")
		r.Hides("HELD")
		r.Press("home")
		r.Settle()
		r.Shows("▌  sandpiper")
		r.again(wide, nil)
		r.Shows("FREE ^", "▌  sandpiper")
		r.Hides("HELD")
	})
}

func TestEndsOfTheList(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.Press("end")
		r.Settle()
		r.Shows("▌  zephyrine")
		r.Press("up", "up", "g")
		r.Settle()
		r.Shows("▌  acme")
		r.Press("pgdown")
		r.Settle()
		r.Shows("▌  harborlight")
	})
}

// A customer made elsewhere takes its place in the list, not the cursor's.
func TestCursorStaysWhileTheListGrows(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.Press("down", "down")
		r.Shows("▌  bluekite")
		if err := acttest.Perform(r.T.Context(), r.desk, act.NewCustomer{Customer: "aardvark"}); err != nil {
			t.Fatal(err)
		}
		r.Sleep(2 * time.Second)
		r.Shows("  aardvark", "▌  bluekite")
	})
}

func TestFinding(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.Press(":")
		r.Type("tinwhis")
		r.Settle()
		r.Press("enter")
		r.Settle()
		r.Shows("▌  tinwhistle")
		r.Press("right") // Low does not hold the next
		r.Settle()
		r.Send(pane.Goto{Pane: "customers", Key: "zephyrine"})
		r.Shows("▌  zephyrine", "[All]", "Esc clears")
	})
}

func TestPrivateModeHidesNamesAndMoney(t *testing.T) {
	for _, s := range sizes {
		inBubble(t, s, func(r *rig) {
			r.Press("`")
			r.Settle()
			r.Hides("acme", "30.81", "bluekite")
			r.Press("enter", "right", "right")
			r.Sleep(time.Second)
			r.Hides("acme", "14.66", "33.00")
			r.Press("esc")
			r.inject(sandbox.Fault{Kind: sandbox.Reset, Method: "PUT"})
			r.Press("e", "p")
			r.Sleep(5 * time.Second)
			r.Hides("acme")
		})
	}
}

func TestCardCopiesWhatIsInFront(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.find("acme")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Press("y", "right", "y", "right", "y", "right", "y")
		r.Settle()
		if len(r.Out.Copied) != 4 || r.Out.Copied[0] != "acme" || !strings.HasPrefix(r.Out.Copied[1], "+") || len(r.Out.Copied[2]) < 10 || r.Out.Copied[3] != "badoo" {
			t.Errorf("copied %q", r.Out.Copied)
		}
		r.Press("N", "esc")
		r.Settle()
		if !slices.Equal(r.orders.of, []string{"acme"}) {
			t.Errorf("ordered for %v", r.orders.of)
		}
	})
}

// A new customer comes under the cursor, unless the person has moved on.
func TestCursorIsNotTakenAway(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.inject(sandbox.Fault{Kind: sandbox.Latency, MS: 2000, Method: "GET", Path: "/m/customers", Times: 3})
		r.Press("n")
		r.Type("abc")
		r.Press("enter")
		r.Settle()
		r.Shows("abc is created.")
		r.Sleep(400 * time.Millisecond)
		r.Press("down", "down")
		r.Sleep(5 * time.Second)
		r.Shows("▌  bluekite", "  abc")
	})
}

// Within the pane and within its card a key does one thing.
func TestKeysAreUnique(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		p := r.pane
		unique(t, p.Actions())
		for _, k := range p.Actions() {
			if k.Do == nil || k.ID == "" {
				t.Errorf("%+v does nothing", k)
			}
		}
	})
}

func unique(t *testing.T, acts []pane.Action) {
	t.Helper()
	of := map[string]string{}
	for _, a := range acts {
		for _, k := range a.Key.Keys() {
			if before, taken := of[k]; taken {
				t.Errorf("%s does %s and %s", k, before, a.ID)
			}
			of[k] = a.ID
		}
	}
	if !key.Matches(tea.KeyPressMsg{Code: 'b', Text: "b"}, acts[2].Key) {
		t.Errorf("b does not belong to %s", acts[2].ID)
	}
}
