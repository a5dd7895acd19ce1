package numbers_test

import (
	"net/http"
	"testing"
	"time"

	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/ui/consoletest"
)

// lost gives an address whose answer does not come, while reading fails as well.
func (r *rig) lost() store.Intent {
	r.T.Helper()
	r.address(bare, "1 Market St", "San Francisco", "CA", "94105")
	r.fault(sandbox.Fault{Kind: sandbox.LostAnswer, Method: http.MethodPost})
	r.Press("P")
	r.Sleep(500 * time.Millisecond)
	r.fault(sandbox.Fault{Kind: sandbox.Status, Method: http.MethodGet, Path: "4712", Times: -1})
	r.Sleep(time.Second)
	r.Press("esc")
	open, err := r.DB.OpenIntents(r.T.Context())
	if err != nil || len(open) != 1 {
		r.T.Fatalf("%d attempts are open, %v", len(open), err)
	}
	return open[0]
}

func TestAPersonSettlesWhatReadingCannot(t *testing.T) {
	for _, c := range []struct {
		key  string
		want store.IntentState
	}{{"D", store.StateConfirmed}, {"N", store.StateAbsent}} {
		inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
			in := r.lost()
			r.on(bare)
			r.Press("d")
			r.Sleep(time.Second)
			r.Shows("The 911 address: +1 415 523 4712", "keeps checking by itself")
			if c.key == "D" {
				r.Golden("numbers/settling-terminal-80x24")
			}
			r.Press(c.key)
			r.Sleep(time.Second)
			r.Press("enter")
			r.Paste("4712")
			r.Press("enter")
			if now, err := r.DB.Intent(t.Context(), in.ID); err != nil || !now.State.Open() {
				t.Fatalf("settled before it was typed: %s, %v", now.State, err)
			}
			r.Type("4712")
			r.Press("enter")
			r.Sleep(time.Second)
			if now, err := r.DB.Intent(t.Context(), in.ID); err != nil || now.State != c.want {
				t.Errorf("after %s it is %s, %v", c.key, now.State, err)
			}
			r.Hides("PROVISIONED", "provisioned.")
			r.Press("d") // there is nothing to say any more
			r.Hides("goes on looking")
		})
	}
}

func TestLookingAgainSettles(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		in := r.lost()
		r.Sleep(3 * time.Minute)
		r.World.ClearFaults()
		r.on(bare)
		r.Press("d")
		r.Sleep(time.Second)
		r.Press("r")
		r.Sleep(2 * time.Second)
		if now, err := r.DB.Intent(t.Context(), in.ID); err != nil || now.State != store.StateConfirmed {
			t.Errorf("it is %s, %v", now.State, err)
		}
		r.Shows("Done.")
	})
}
