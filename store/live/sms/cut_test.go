package sms

import (
	"context"
	"errors"
	"net/http/httptest"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live/livetest"
)

// together pauses customers that a person wanted paused at once, or orders as many numbers.
func (j *job) together(ctx context.Context, s *SMS) error {
	if err := s.RefreshCustomers(ctx); err != nil {
		return err
	}
	var acts []act.Act
	if j.Orders {
		for range j.Together {
			acts = append(acts, act.Order{Customer: "acme", Order: order("google", "uk"), Of: len(j.Together)})
		}
		return carryAll(ctx, s, acts)
	}
	for _, id := range j.Together {
		acts = append(acts, act.Status{Customer: id, Status: platfone.CustomerPaused})
	}
	return carryAll(ctx, s, acts)
}

// carryAll carries out acts that were agreed to together, as every face does.
func carryAll(ctx context.Context, s *SMS, acts []act.Act) error {
	v, err := act.Jointly{Judge: s.e}.Weigh(ctx, act.All{Acts: acts})
	if err != nil {
		return err
	}
	agreed, err := v.Agree(v.Consent)
	if err != nil {
		return err
	}
	within, run := s.e.BeginRun(ctx, "Several at once", acts)
	err = v.Carry(within, s.e, agreed, func(int, act.Outcome, error) bool { return true })
	return errors.Join(err, s.e.EndRun(ctx, run))
}

// Killed in the middle of several acts: the next start knows which of them are done, which is not
// known and which were never tried; the rest can be gone on with, and each is done once.
func TestWhatIsCutOffIsKnownAndGoneOnWith(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	r := &rig{key: new(atomic.Value)}
	atTime(t, time.Now(), func(t *testing.T) {
		r.Rig = livetest.New(t, dir, sandbox.Options{NoLimits: true})
		r.key.Store(r.World.Endpoints("").SMS.Key)
	})
	k := &killer{world: r.World}
	server := httptest.NewServer(k)
	all := staffed[:5]
	killed(t, k, job{Base: server.URL + "/api/v1/retail", Key: r.key.Load().(string), Dir: dir, Together: all}, acted, 3, 0)
	server.Close()
	atTime(t, time.Now(), func(t *testing.T) {
		run := r.takenUp(t)
		defer r.Stop()
		if log, err := r.DB.AuditLog(t.Context(), 0, 100); err != nil || !told(log, "run.cut") {
			t.Errorf("the log does not tell it: %+v, %v", log, err)
		}
		var rest []act.Act
		for _, a := range run.Acts {
			if a.Left() {
				again, err := act.Read(a.Op, a.Body)
				if err != nil {
					t.Fatal(err)
				}
				rest = append(rest, again)
			}
		}
		if err := errors.Join(carryAll(t.Context(), r.SMS, rest), r.Engine.EndRun(t.Context(), run.ID)); err != nil {
			t.Fatal(err)
		}
		for _, id := range all {
			if c, err := r.DB.Customer(t.Context(), id); err != nil || c.Status != platfone.CustomerPaused {
				t.Errorf("%s is %s, %v", id, c.Status, err)
			}
		}
		if acts, err := r.DB.ActsAfter(t.Context(), 0, "sms.status"); err != nil || len(acts) != len(all) {
			t.Errorf("%d attempts at %d acts, %v", len(acts), len(all), err)
		}
		if left, err := r.DB.CutOff(t.Context()); err != nil || len(left) != 0 {
			t.Errorf("%+v is left, %v", left, err)
		}
	})
}

// Killed in the middle of several orders of one Enter: what is ordered, not known and not tried is told, nothing is
// sent by itself, and the rest is ordered when a person says so, each number once.
func TestSeveralOrdersThatAreCutOffAreGoneOnWith(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	r := &rig{key: new(atomic.Value)}
	atTime(t, time.Now(), func(t *testing.T) {
		r.Rig = livetest.New(t, dir, sandbox.Options{NoLimits: true})
		r.key.Store(r.World.Endpoints("").SMS.Key)
		r.enrich("acme")
	})
	k := &killer{world: r.World}
	server := httptest.NewServer(k)
	killed(t, k, job{Base: server.URL + "/api/v1/retail", Key: r.key.Load().(string), Dir: dir, Together: staffed[:5], Orders: true}, acted, 3, 0)
	server.Close()
	atTime(t, time.Now(), func(t *testing.T) {
		run := r.takenUp(t)
		defer r.Stop()
		var left []act.Act
		numbers := map[string]bool{}
		for _, a := range run.Acts {
			wanted, err := act.Read(a.Op, a.Body)
			if err != nil {
				t.Fatal(err)
			}
			if a.Left() {
				left = append(left, wanted)
			} else {
				numbers[act.Upon(wanted, a.Ref)] = true
			}
		}
		if acts, err := r.DB.ActsAfter(t.Context(), 0, opOrder); err != nil || len(acts) != 3 || len(numbers) != 3 {
			t.Fatalf("before anybody said so there are %d attempts at an order and the numbers %v, %v", len(acts), numbers, err)
		}
		if err := errors.Join(carryAll(t.Context(), r.SMS, left), r.Engine.EndRun(t.Context(), run.ID)); err != nil {
			t.Fatal(err)
		}
		if acts, err := r.DB.ActsAfter(t.Context(), 0, opOrder); err != nil || len(acts) != 5 {
			t.Errorf("%d attempts at 5 orders, %v", len(acts), err)
		}
	})
}

// cut is the one run that was cut off.
func (r *rig) cut(t *testing.T) store.Run {
	t.Helper()
	db := r.DB
	if db == nil {
		db = r.Store()
		defer db.Close()
	}
	all, err := db.CutOff(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatalf("%+v was cut off, %v", all, err)
	}
	return all[0]
}

func told(log []store.Event, what string) bool {
	for _, e := range log {
		if e.What == what {
			return true
		}
	}
	return false
}

// takenUp starts after a kill in the third of five acts, and waits until that is found to be done.
func (r *rig) takenUp(t *testing.T) store.Run {
	t.Helper()
	r.T = t
	if stands := r.cut(t).Stands(); stands != "2 done, 1 not known yet, 2 not tried" {
		t.Fatalf("after the kill: %s", stands)
	}
	r.start(nil)
	time.Sleep(time.Minute)
	run := r.cut(t)
	if stands := run.Stands(); stands != "3 done, 2 not tried" {
		r.Stop()
		t.Fatalf("once it was looked for: %s", stands)
	}
	return run
}
