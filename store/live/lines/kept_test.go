package lines

import (
	"testing"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/sandbox"
	"switchboard/store/act"
	"switchboard/store/act/acttest"
	"switchboard/store/live/livetest"
)

// What an act brought is saved before the act is noted as done: no end between the two leaves an act that is done
// while what is shown is from before it.
func TestWhatAnActBroughtIsSavedFirst(t *testing.T) {
	const n = phone.E164("+12065551422")
	address := oneuc.E911{CallerName: "ACME", StreetAddress: "1 Market St", Locality: "San Francisco", Region: "CA", PostalCode: "94105"}
	name := "NEW NAME"
	for _, c := range []struct {
		what string
		do   func(t *testing.T, r *linesRig) error
		kept func(d oneuc.Document, found bool) bool
	}{
		{"a 911 address", func(t *testing.T, r *linesRig) error { _, err := r.SetE911(t.Context(), n, address, false); return err },
			func(d oneuc.Document, _ bool) bool { e, ok := d.E911(); return ok && e.PostalCode == "94105" }},
		{"its properties", func(t *testing.T, r *linesRig) error {
			return r.SetProperties(t.Context(), n, oneuc.Properties{CNAM: &oneuc.CNAM{DisplayName: name}}, false)
		}, func(d oneuc.Document, _ bool) bool { c, _ := d.CNAM(); return c.DisplayName == name }},
		{"its release", func(t *testing.T, r *linesRig) error { _, err := r.Release(t.Context(), n); return err },
			func(d oneuc.Document, found bool) bool { return !found || !d.State().Owned() }},
	} {
		t.Run(c.what, func(t *testing.T) {
			livetest.Bubble(t, sandbox.Options{}, func(t *testing.T, base *livetest.Rig) {
				end := base.Ender()
				time.Sleep(time.Hour)
				r := &linesRig{Rig: base, wire: base.Tap()}
				r.start(nil)
				defer r.Stop()
				end.On.Store(true)
				if err := c.do(t, r); err == nil {
					t.Error("it was noted as done all the same")
				}
				v, err := r.DB.Number(t.Context(), n)
				if !c.kept(v.Document, err == nil) {
					t.Errorf("what is saved is from before: %v", v.Document)
				}
			})
		})
	}
}

// Nothing can be read after an act: the answer itself tells how the number is, and the same is not sent again.
func TestAnActHoldsThoughTheNumberCannotBeRead(t *testing.T) {
	const n = phone.E164("+12065551422")
	address := market("1 Market St")
	name := oneuc.Properties{CNAM: &oneuc.CNAM{DisplayName: "NEW NAME"}}
	for what, a := range map[string]act.Act{
		"an address": act.SetAddress{Number: n, Address: address, Once: true}, "its name": act.Set{Number: n, Properties: name, Once: true}, "its release": act.Release{Number: n},
	} {
		livetest.Bubble(t, sandbox.Options{}, func(t *testing.T, base *livetest.Rig) {
			base.Deaf()
			time.Sleep(time.Hour)
			r := &linesRig{Rig: base, wire: base.Tap()}
			r.start(nil)
			defer r.Stop()
			if err := acttest.Perform(t.Context(), r.Engine, a); err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			sent := len(r.Intents())
			if err := acttest.Perform(t.Context(), r.Engine, a); livetest.Reason(err) != act.AlreadySo || len(r.Intents()) != sent {
				t.Errorf("%s again: %v, %v", what, err, r.Intents())
			}
		})
	}
}
