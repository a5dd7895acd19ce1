package trust

import (
	"slices"
	"testing"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store/act"
	"switchboard/store/live/livetest"
)

// What an act brought is saved before the act is noted as done: no end between the two leaves an act that is done
// while what is shown is from before it.
func TestWhatAnActBroughtIsSavedFirst(t *testing.T) {
	const draft = phone.E164("+16285550177")
	bio := "plumbing since 1977"
	for _, c := range []struct {
		what string
		do   func(t *testing.T, r *trustRig) error
		kept func(t *testing.T, r *trustRig) bool
	}{
		{"a payment link", func(t *testing.T, r *trustRig) error { _, err := r.Checkout(t.Context(), draft); return err },
			func(t *testing.T, r *trustRig) bool { _, err := r.DB.Checkout(t.Context(), draft); return err == nil }},
		{"a profile", func(t *testing.T, r *trustRig) error {
			_, err := r.Stage(t.Context(), draft, numbersonline.Changes{Bio: &bio})
			return err
		}, func(t *testing.T, r *trustRig) bool {
			l := r.listing(draft)
			return l.Draft != nil && l.Draft.Profile.Bio == bio
		}},
	} {
		t.Run(c.what, func(t *testing.T) {
			livetest.Bubble(t, sandbox.Options{}, func(t *testing.T, base *livetest.Rig) {
				end := base.Ender()
				r := &trustRig{Rig: base, ring: &ring{key: rest.NewSecret(base.World.Endpoints("").Trust.Key)}}
				r.start()
				defer r.Stop()
				end.On.Store(true)
				if err := c.do(t, r); err == nil {
					t.Error("it was noted as done all the same")
				}
				if !c.kept(t, r) {
					t.Error("what is saved is from before")
				}
			})
		})
	}
}

// Nothing is done about a number that is not on the account any more, and the reason is one of the table; proving it
// is what brings it back.
func TestAGoneNumberIsLeftAlone(t *testing.T) {
	inTrustBubble(t, nil, func(r *trustRig) {
		const n = phone.E164("+16285550177")
		was := r.listing(n)
		if err := r.DB.MarkGone(r.T.Context(), was.Seen, n); err != nil {
			r.T.Fatal(err)
		}
		if l := r.listing(n); l.Gone.IsZero() {
			r.T.Fatalf("it is not gone: %+v", l)
		}
		bio := "x"
		for _, a := range []act.Act{act.Stage{Number: n, Changes: numbersonline.Changes{Bio: &bio}}, act.Pay{Number: n}, act.Logo{Number: n}} {
			v, err := r.Weigh(r.T.Context(), a)
			if err != nil {
				r.T.Fatal(err)
			}
			if !slices.ContainsFunc(v.Refused, func(no act.Reason) bool { return no.Code == act.WrongState }) {
				r.T.Errorf("%s: %v", a.Op(), v.Refused)
			}
		}
		if v, err := r.Weigh(r.T.Context(), act.SendCode{Number: n, Channel: numbersonline.Voice}); err != nil || !v.Stands() {
			r.T.Errorf("a code that proves it again: %v, %v", v.Refused, err)
		}
	})
}

// The listing cannot be read after an act upon it: what was answered holds, and the rest is as old as it was.
func TestAnActHoldsThoughTheListingCannotBeRead(t *testing.T) {
	livetest.Bubble(t, sandbox.Options{}, func(t *testing.T, base *livetest.Rig) {
		const bare = phone.E164("+12135550101")
		base.Deaf()
		r := &trustRig{Rig: base, ring: &ring{key: rest.NewSecret(base.World.Endpoints("").Trust.Key)}}
		r.start()
		defer r.Stop()
		if v, err := r.Weigh(t.Context(), act.Pay{Number: bare}); err != nil || v.Stands() {
			t.Fatalf("without a profile it can be paid: %v, %v", v, err)
		}
		name, before := "Bare LLC", r.listing(bare)
		if _, err := r.Stage(t.Context(), bare, numbersonline.Changes{Kind: numbersonline.Business, LegalName: &name}); err != nil {
			t.Fatal(err)
		}
		l := r.listing(bare)
		if l.State != numbersonline.Draft || l.Name() != name || !l.Seen.Equal(before.Seen) {
			t.Errorf("it is %s, %q, of %v; it was read at %v", l.State, l.Name(), l.Seen, before.Seen)
		}
		v, err := r.Weigh(t.Context(), act.Pay{Number: bare})
		if err != nil || slices.ContainsFunc(v.Refused, func(no act.Reason) bool { return no.Code == act.WrongState }) {
			t.Errorf("with a profile it cannot be paid: %v, %v", v.Refused, err)
		}
	})
}

// A list that was just read serves whoever wants it, and nobody once the key is another one: its account may have others.
func TestAListThatWasJustReadIsOfItsKey(t *testing.T) {
	inTrustBubble(t, nil, func(r *trustRig) {
		time.Sleep(time.Minute)
		for _, c := range []struct {
			key  rest.Secret
			want int
		}{{r.ring.Key(), 1}, {r.ring.Key(), 0}, {rest.NewSecret("nol_of_another_account"), 1}} {
			if _, err := r.ring.Keep(r.T.Context(), c.key); err != nil {
				t.Fatal(err)
			}
			begun := time.Now()
			r.Wake()
			time.Sleep(oneRead / 4)
			if n := r.asked(begun, "GET", "/account/phones"); n != c.want {
				t.Errorf("read %d times, not %d", n, c.want)
			}
		}
	})
}
