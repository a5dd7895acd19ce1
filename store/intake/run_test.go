package intake

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
)

// What was sent and has no answer is never told as not sent, though the run ends there.
func TestWhatWasSentIsNotToldAsUnsent(t *testing.T) {
	for name, c := range map[string]struct {
		err   error
		state State
		stops bool
	}{
		"no answer":     {&rest.Error{Kind: rest.Unanswered, Sent: true}, Unknown, true},
		"unsettled":     {&store.Unsettled{Intent: 1, What: "it"}, Unknown, false},
		"not reached":   {&rest.Error{Kind: rest.Limited}, Unsent, true},
		"not this row":  {errors.New("the disk is full"), Unsent, true},
		"this row only": {&rest.Error{Kind: rest.Invalid}, Refused, false},
	} {
		r := Row{State: Ready}
		if err := r.failed(c.err); (err != nil) != c.stops || r.State != c.state {
			t.Errorf("%s: %s, %v; want %s", name, r.State, err, c.state)
		}
	}
}

// lost is a judge whose answer to an act is lost as the run is stopped.
type lost struct {
	act.Judge
	stop func()
}

func (l lost) Weigh(_ context.Context, a act.Act) (act.Verdict, error) {
	return act.Verdict{Act: a, Consent: act.Enter()}, nil
}

func (l lost) Do(context.Context, act.Act, act.Consent) (act.Outcome, error) {
	l.stop()
	return nil, &rest.Error{Kind: rest.Unanswered, Sent: true}
}

// Nor when the run is stopped while its answer is waited for.
func TestARunThatIsStoppedTellsWhatWasSent(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	kind := customers()
	kind.left = nil
	im := &Import{Kind: kind, Rows: []Row{{Line: 2, State: Ready, act: act.NewCustomer{Customer: "one"}}, {Line: 3, State: Ready, act: act.NewCustomer{Customer: "two"}}}}
	w := World{Judge: lost{stop: stop}}
	if err := im.Preview(ctx, w); err != nil {
		t.Fatal(err)
	}
	v, _ := im.Verdict()
	agreed, err := v.Agree(v.Consent)
	if err != nil {
		t.Fatal(err)
	}
	var told []State
	_ = im.Run(ctx, w, agreed, func(r Row) error { told = append(told, r.State); return nil }) // it ends before its end
	if len(told) != 2 || told[0] != Unknown || told[1] != Unsent {
		t.Errorf("told %v", told)
	}
}

// A row that was done before and is not as it was wanted is told as it would have been then, in the preview and when it is met in a run.
func TestARowThatIsSoAlreadyThoughNotAsSent(t *testing.T) {
	sent := oneuc.E911{CallerName: "ACME", StreetAddress: "1 Market St", Locality: "San Francisco", Region: "CA", PostalCode: "94105"}
	on := sent
	on.Extended, on.Status = "APT 9", oneuc.StatusProvisioned
	r := act.AlreadySo.Of("it was sent")
	im := &Import{Kind: addresses()}
	for _, c := range []struct {
		cause error
		want  State
	}{{nil, Already}, {&act.Before{Came: oneuc.Provisioned{Address: on}}, Written}, {&act.Before{Came: oneuc.Geocoded{Address: on}}, Written}} {
		r.Err = c.cause
		if s, say := im.so(act.SetAddress{Number: "+14155550142", Address: sent}, r.Say, r.Refusal()); s != c.want || say != r.Say {
			t.Errorf("%v: %s, %q", c.cause, s, say)
		}
	}
}

// silent is a judge that never hears what came of an act.
type silent struct{ lost }

func (silent) Do(context.Context, act.Act, act.Consent) (act.Outcome, error) {
	return nil, &store.Unsettled{Intent: 1, What: "it"}
}

// While a run waits for rows of which it is not known what came of them it says so, again and again, until when, and it
// ends at once when it is told to.
func TestARunTellsThatItWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		kind := customers()
		kind.left = nil
		im := &Import{Kind: kind, Rows: []Row{{Line: 2, State: Ready, act: act.NewCustomer{Customer: "one"}}}}
		began, times := time.Now(), 0
		w := World{Judge: silent{}, Waits: func(open int, until time.Time) {
			if times++; open != 1 || until.Sub(began) != settleWithin {
				t.Errorf("%d rows are waited for until %s", open, until)
			}
			if times == 3 {
				stop()
			}
		}}
		if err := im.Preview(ctx, w); err != nil {
			t.Fatal(err)
		}
		v, _ := im.Verdict()
		agreed, err := v.Agree(v.Consent)
		if err != nil {
			t.Fatal(err)
		}
		_ = im.Run(ctx, w, agreed, func(Row) error { return nil }) // it ends before its end
		if times != 3 || time.Since(began) != 2*settleEvery {
			t.Errorf("it was said %d times that it waits, and ended after %s", times, time.Since(began))
		}
	})
}
