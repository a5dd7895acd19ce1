package numbers_test

import (
	"testing"
	"time"

	"switchboard/client/oneuc"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/act/acttest"
	"switchboard/store/live"
	"switchboard/store/live/lines"
	"switchboard/ui/consoletest"
)

// What may not be sent is refused in words, and nothing waits to be sent.
func TestRefusedKeysSayWhyAndSendNothing(t *testing.T) {
	for say, c := range map[string]live.Config{"This profile is read-only": {ReadOnly: true}, "Working offline": {Offline: true}} {
		inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
			if err := r.DB.PutDraft(t.Context(), time.Now(), store.DraftBasket, "basket", []map[string]any{{"Number": bare, "Found": time.Now()}}); err != nil {
				t.Fatal(err)
			}
			c.DB = r.DB
			r.desk = lines.New(live.New(c), r.api)
			r.console(consoletest.Looks()[0], 80, 24)
			asked := len(r.World.Requests())
			for _, key := range []string{"a", "A", "e", "x", "B"} {
				r.on(full)
				r.Press("esc", key)
				r.Sleep(time.Second)
				r.Shows(say, "60 owned")
				r.Hides("last four digits", "911 address for", "Properties of")
			}
			r.Press("w")
			r.Sleep(time.Second)
			r.Shows("IN SERVICE WITHOUT AN ADDRESS")
			if n := len(r.World.Requests()); n != asked {
				t.Errorf("%s: %d requests were made", say, n-asked)
			}
			if open, err := r.DB.OpenIntents(t.Context()); err != nil || len(open) > 0 {
				t.Errorf("%s: %d attempts are noted, %v", say, len(open), err)
			}
			if err := acttest.Perform(t.Context(), r.desk, act.SetAddress{Number: bare, Address: oneuc.E911{CallerName: "Michel Mabel", StreetAddress: "1 Market St", Locality: "San Francisco", Region: "CA", PostalCode: "94105"}}); err == nil {
				t.Errorf("%s: the desk takes an address", say)
			}
		})
	}
}

func TestAPocketShowsWhatIsReplacedAndWhatIsTyped(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 40, 8, func(t *testing.T, r *rig) {
		r.address(full, "1 Market St", "San Francisco", "CA", "94105")
		r.Sleep(time.Second)
		r.Press("P") // a line of it is still below the edge
		r.Shows("Down shows the rest", "Not all of it was shown yet")
		r.Press("down", "down")
		r.Shows("This replaces the 911 address on file", "116 NATOMA ST", "SANDBOX")
		r.Sleep(time.Second)
		r.Press("P")
		r.Sleep(time.Second)
		r.Type("839")
		r.Shows("839_", "Replaces", "Down shows the rest")
		r.Press("down")
		r.Shows("839_", "Sends")
		r.Sleep(time.Minute)
		r.Golden("numbers/change-terminal-40x8")
	})
}
