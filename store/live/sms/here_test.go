package sms

import (
	"errors"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/act/acttest"
)

// An act that meets a wrong address names the address; an attempt of which nobody knows what came
// is not taken for undone because of it.
func TestAWrongAddressSaysNothingOfAnAct(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		r.Stop()
		astray := r.Astray()
		r.start(nil)
		a := r.withCode("acme")
		r.inject(sandbox.Fault{Path: "/report", Kind: sandbox.LostAnswer, Method: "POST"})
		_, err := acttest.Do[any](t.Context(), r.Engine, act.Report{ID: a.ID, Report: platfone.NewReport{ReasonID: 1}})
		id := r.unsettled(err)
		astray.On.Store(true)
		for _, a := range []act.Act{
			act.Credit{Customer: "acme", Transaction: platfone.NewTransaction{ID: "t1", Amount: money.Cents(300)}},
			act.Status{Customer: "acme", Status: platfone.CustomerPaused}, act.NewCustomer{Customer: "zeta"},
		} {
			err := acttest.Perform(t.Context(), r.Engine, a)
			var e *rest.Error
			if !errors.As(err, &e) || e.Kind != rest.NotAPI || !strings.Contains(err.Error(), "nothing of SMS is at this address: http") {
				t.Errorf("%T: %v", a, err)
			}
		}
		time.Sleep(time.Hour)
		if s := r.state(id); s != store.StateUnknown {
			t.Errorf("the report is %s", s)
		}
	})
}

// What a customer has is told with the time it was read, and not as what it is now when money has
// moved since.
func TestABalanceHasItsAge(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		credit := func() act.Fact {
			a := act.Credit{Customer: "acme", Transaction: platfone.NewTransaction{ID: "t" + time.Now().Format("150405"), Amount: 100}, Named: true}
			v := r.verdict(a)
			for _, f := range v.Before {
				if f.Name == "balance now" {
					return f
				}
			}
			t.Fatal("no balance is told")
			return act.Fact{}
		}
		r.must(r.RefreshCustomer(t.Context(), "acme"))
		time.Sleep(time.Second)
		if f := credit(); f.Told(time.Now()) != f.Value || !strings.HasPrefix(f.Value, "$") || strings.Contains(f.Value, "before") {
			t.Errorf("just read: %q", f.Told(time.Now()))
		}
		r.must(acttest.Perform(t.Context(), r.Engine, act.Credit{Customer: "acme", Transaction: platfone.NewTransaction{ID: "tnow", Amount: 100}}))
		if f := credit(); f.Mind != ", before the latest booking" || !strings.HasSuffix(f.Told(time.Now()), f.Mind) || !strings.HasPrefix(f.Value, "$") || strings.Contains(f.Value, "before") {
			t.Errorf("right after a booking: %q", f.Value)
		}
		time.Sleep(5 * time.Second)
		if f := credit(); f.Mind != "" {
			t.Errorf("read since: %q", f.Value)
		}
		other := &rig{Rig: r.Beside(), key: r.key}
		other.start(nil)
		r.must(acttest.Perform(t.Context(), other.Engine, act.Credit{Customer: "acme", Transaction: platfone.NewTransaction{ID: "theirs", Amount: 100}}))
		if f := credit(); f.Mind != ", before the latest booking" {
			t.Errorf("right after a booking of another process: %q", f.Mind)
		}
		other.Stop()
		time.Sleep(10 * time.Second)
		if f := credit(); f.Mind != "" {
			t.Errorf("read since by the one that leads: %q", f.Mind)
		}
		seen := credit().Seen
		if f := credit(); f.Told(seen.Add(time.Hour)) != f.Value+", read at "+seen.Format("15:04") || !strings.HasSuffix(f.Told(seen.Add(25*time.Hour)), seen.Format("2 Jan 15:04")) {
			t.Errorf("an hour later: %q", f.Told(seen.Add(time.Hour)))
		}
	})
}
