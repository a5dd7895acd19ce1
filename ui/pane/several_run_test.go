package pane

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/store"
	"switchboard/store/act"
)

// books are where runs are written down in a test.
type books struct {
	begun [][]act.Act
	ended []int64
	done  *docket // how much was done when a run was begun is looked at there
	early bool
	full  bool // nothing can be written down
}

func (b *books) BeginRun(ctx context.Context, _ string, acts []act.Act) (context.Context, int64) {
	b.early = b.early || len(b.done.done) > 0
	b.begun = append(b.begun, acts)
	if b.full {
		return ctx, 0
	}
	return act.InRun(ctx, int64(len(b.begun))), int64(len(b.begun))
}

func (b *books) EndRun(_ context.Context, id int64) error {
	b.ended = append(b.ended, id)
	return nil
}

// noted is a docket that notes at which place of its run each act was.
type noted struct {
	*docket
	at map[string]int
}

func (n noted) Do(ctx context.Context, a act.Act, c act.Consent) (act.Outcome, error) {
	if run, at := act.PlaceOf(ctx); run > 0 {
		n.at[a.(act.Cancel).ID] = at
	}
	return n.docket.Do(ctx, a, c)
}

// What is done together is written down before the first of it is done, each act with its place, and forgotten at the end.
func TestARunIsWrittenDownWhileItGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &docket{barred: tenths("a code came")}
		s, r, _ := run200(t, d)
		b, n := &books{done: d}, noted{d, map[string]int{}}
		s.kit.Runs, s.judge = b, n
		s.View(80, 20)
		time.Sleep(time.Second)
		r.settle()
		if why := r.press("A"); why != "" {
			t.Fatal(why)
		}
		r.settle()
		if len(b.begun) != 1 || len(b.begun[0]) != 180 || b.early || !slices.Equal(b.ended, []int64{1}) {
			t.Fatalf("%d runs, %v ended, begun late %v", len(b.begun), b.ended, b.early)
		}
		for place, a := range b.begun[0] {
			if id := a.(act.Cancel).ID; n.at[id] != place || d.done[id] != 1 {
				t.Fatalf("%s is at %d of the run and was done at %d, %d times", id, place, n.at[id], d.done[id])
			}
		}
	})
}

// cutRun are five acts of which two are left: one was done, one refused, one is not known.
func cutRun() (r store.Run, of Several) {
	at := time.Now()
	r = store.Run{ID: 9, Title: "Close 5 numbers", Total: 5, Acts: []store.RunAct{
		{N: 0, Intent: 1, Sent: at, State: store.StateConfirmed}, {N: 1, Intent: 2, Sent: at, State: store.StateRejected, Reason: "a code came"},
		{N: 2, Intent: 3, Sent: at, State: store.StateUnknown}, {N: 3, Intent: 4, State: store.StateRejected}, {N: 4},
	}}
	of = Several{Title: r.Title, File: "rest"}
	for _, id := range []string{"000", "001", "002", "003", "004"} {
		of.Of = append(of.Of, Wanted{Key: id, Act: act.Cancel{ID: id}})
	}
	of.Fails = func(act.Outcome) (string, store.Fate) { return "the answer tells nothing", store.FateNotDone }
	return r, of
}

// A run that was cut off tells what is done, what not and what is unknown; going on asks about the rest alone, and nothing is sent before.
func TestTheRestIsGoneOnWith(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &docket{}
		s, r, _ := run200(t, d)
		b := &books{done: d}
		s.kit.Runs = b
		run, of := cutRun()
		rest := NewRest(s.kit, d, run, of)
		for _, want := range []string{"1 done, 1 not done, 1 not known yet, 2 not tried", "Switchboard ended in the middle of it", "a code came"} {
			if view := rest.View(80, 20); !strings.Contains(view, want) {
				t.Errorf("%q is not told:\n%s", want, view)
			}
		}
		i := slices.IndexFunc(rest.Actions(), func(a Action) bool { return a.ID == "together.rest" && a.Why() == "" })
		if i < 0 {
			t.Fatal("the rest cannot be gone on with")
		}
		next := rest.Actions()[i].Do()().(Steps).Rest[0]().(Push).Sheet.(*Together)
		if len(b.ended)+len(d.done) != 0 {
			t.Fatal("something was done before anybody agreed")
		}
		r.s = next
		r.run(next.Init())
		r.settle()
		next.View(80, 20)
		time.Sleep(time.Second)
		r.settle()
		if why := r.press("A"); why != "" {
			t.Fatal(why)
		}
		r.settle()
		if d.done["003"] != 1 || d.done["004"] != 1 || len(d.done) != 2 || !slices.Equal(b.ended, []int64{9, 1}) {
			t.Errorf("done %v, ended %v", d.done, b.ended)
		}
	})
}

// What cannot be written down does not end the notice of what was cut off before it.
func TestTheOldNoticeStaysUntilTheRestIsWrittenDown(t *testing.T) {
	for _, full := range []bool{false, true} {
		b := &books{done: &docket{}, full: full}
		kit := &Kit{Ctx: t.Context(), Runs: b}
		s := &Together{kit: kit, ctx: kit.Ctx, of: Several{After: 9}, verdict: act.Verdict{Each: []act.Verdict{{Act: act.Cancel{ID: "003"}}}}}
		s.begin()()
		if kept := len(b.ended) == 0; kept != full {
			t.Errorf("nothing can be written down: %v, and the notice is kept: %v", full, kept)
		}
	}
}

// An act of which the journal has lost the line is not known, and is not gone on with.
func TestALostLineIsNotGoneOnWith(t *testing.T) {
	run, of := cutRun()
	run.Acts = []store.RunAct{{Intent: 7, Reason: "The journal has lost what came of it"}}
	s := NewRest(&Kit{Ctx: t.Context()}, &docket{}, run, of)
	if came, why := s.became(0); came != unknown || s.cut[0].Off() == "" || !strings.HasPrefix(why, "The journal has lost") {
		t.Errorf("it is %s: %s", came, why)
	}
}
