package sms

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/act/acttest"
	"switchboard/store/live/livetest"
)

// A booking without an answer that was found done is not made once more by
// whoever repeats it; with a reference of its own, or some minutes later, it is.
func TestABookingThatWasFoundIsNotRepeated(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		r.inject(sandbox.Fault{Kind: sandbox.LostAnswer, Method: "POST", Path: "/transaction"})
		_, err := r.AdjustBalance(t.Context(), "acme", amount("TX1", 777))
		id := r.unsettled(err)
		time.Sleep(15 * time.Second)
		synctest.Wait()
		if s := r.state(id); s != store.StateConfirmed {
			t.Fatalf("it is %s", s)
		}
		again := act.Credit{Customer: "acme", Transaction: amount("TX2", 777)}
		said := r.verdict(again)
		r.says("repeated", said, act.BookedAlready)
		if hide := said.Refused[0].Hide; !slices.Contains(hide, "acme") || !slices.Contains(hide, signed(777)) {
			t.Errorf("from people who look on it hides %q alone", hide)
		}
		named := again
		named.Named = true
		other := again
		other.Transaction.Amount = 778
		for what, a := range map[string]act.Act{"named": named, "of another amount": other} {
			r.says(what, r.verdict(a))
		}
		time.Sleep(recently)
		r.says("later", r.verdict(again))
	})
}

// A booking that is on its way is waited for, whoever sends the same: once it has an answer the next one is booked, and where
// none came it is not, unless its reference was chosen.
func TestABookingThatIsOnItsWayIsWaitedFor(t *testing.T) {
	for _, c := range []struct {
		kind   sandbox.Kind
		named  bool
		booked bool
	}{{sandbox.Latency, false, true}, {sandbox.LostAnswer, false, false}, {sandbox.LostAnswer, true, true}} {
		inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
			r.inject(sandbox.Fault{Kind: c.kind, Method: "POST", Path: "/transaction", MS: 2500})
			first := make(chan error, 1)
			go func() {
				_, err := r.AdjustBalance(t.Context(), "acme", amount("TX1", 777))
				first <- err
			}()
			time.Sleep(time.Second)
			again := act.Credit{Customer: "acme", Transaction: amount("TX2", 777), Named: c.named}
			begun := time.Now()
			err := acttest.Perform(t.Context(), r.e, again)
			switch waited := time.Since(begun); {
			case (err == nil) != c.booked, !c.named && waited < time.Second:
				t.Errorf("%s, named %v: %v after %s", c.kind, c.named, err, waited)
			case err != nil && livetest.Reason(err) != act.OpenAttempt:
				t.Error(err)
			}
			if err := <-first; (err == nil) != (c.kind == sandbox.Latency) {
				t.Error(err)
			}
		})
	}
}

// An order whose answer was lost and that was found done is told to whoever makes the same again, until that one is made.
func TestAnOrderThatWasFoundIsTold(t *testing.T) {
	inBubble(t, sandbox.Options{NoLimits: true}, func(t *testing.T, r *rig) {
		r.inject(sandbox.Fault{Kind: sandbox.LostAnswer, Method: "POST", Path: "/activation"})
		o := act.Order{Customer: "acme", Order: order("telegram", "uk")}
		err := acttest.Perform(t.Context(), r.e, o)
		id := r.unsettled(err)
		time.Sleep(time.Minute)
		synctest.Wait()
		if s := r.state(id); s != store.StateConfirmed {
			t.Fatalf("it is %s", s)
		}
		told := func() bool {
			return slices.ContainsFunc(r.verdict(o).Warned, func(w act.Reason) bool { return w.Code == act.OrderedAlready })
		}
		other := o
		other.Order.ServiceID = "whatsapp"
		if v := r.verdict(o); !told() || v.Consent.Sureness() == act.Enter().Sureness() {
			t.Errorf("%+v", v.Warned)
		}
		if w := r.verdict(other).Warned; slices.ContainsFunc(w, func(w act.Reason) bool { return w.Code == act.OrderedAlready }) {
			t.Errorf("%+v", w)
		}
		several := o
		several.Of, several.Left = 3, 2
		if w := r.verdict(several).Warned; slices.ContainsFunc(w, func(w act.Reason) bool { return w.Code == act.OrderedAlready }) {
			t.Errorf("the second of three: %+v", w)
		}
		if err := acttest.Perform(t.Context(), r.e, o); err != nil || told() {
			t.Errorf("%v, told once more %v", err, told())
		}
	})
}

// What a reference stands for already is said to book nothing before it is sent once more.
func TestABookingOfBeforeIsSaidToBookNothing(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		once := act.Credit{Customer: "acme", Transaction: amount("TX1", -777), Named: true}
		facts := func() (will, now, after string) {
			v := r.verdict(once)
			for _, f := range append(v.Before, v.After...) {
				switch f.Name {
				case "will be booked":
					will = f.Value
				case "balance now":
					now = f.Value
				case "balance after":
					after = f.Value
				}
			}
			return will, now, after
		}
		if will, now, after := facts(); !strings.HasPrefix(will, "-$7.77") || now == after {
			t.Errorf("before: %q, from %s to %s", will, now, after)
		}
		if _, err := r.AdjustBalance(t.Context(), "acme", once.Transaction); err != nil {
			t.Fatal(err)
		}
		if will, now, after := facts(); !strings.HasPrefix(will, "nothing") || now != after {
			t.Errorf("after: %q, from %s to %s", will, now, after)
		}
	})
}
