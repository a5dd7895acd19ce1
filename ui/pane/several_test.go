package pane

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/store/act"
	"switchboard/themes"
	"switchboard/ui/keybook"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// docket judges many acts: some cannot be done, and from one moment on none can.
type docket struct {
	barred  map[string]act.Reason // by activation
	fails   map[string]error      // what the provider answers
	done    map[string]int
	weighed int
}

func (d *docket) Weigh(_ context.Context, a act.Act) (act.Verdict, error) {
	id := a.(act.Cancel).ID
	d.weighed++
	v := act.Verdict{Act: a, Before: []act.Fact{{Name: "number", Value: "+1 " + id, Kind: act.Number}}}
	if r, ok := d.barred[id]; ok {
		v.Refuse(r)
	}
	return v, nil
}

func (d *docket) Do(ctx context.Context, a act.Act, c act.Consent) (act.Outcome, error) {
	v, _ := d.Weigh(ctx, a)
	if err := c.Use(v); err != nil {
		return nil, err
	}
	id := a.(act.Cancel).ID
	d.done[id]++
	return nil, d.fails[id]
}

// run200 is the sheet of 200 rows, of which every tenth cannot be done.
func run200(t *testing.T, d *docket) (*Together, *runner, *List[string]) {
	theme, _ := themes.Set{}.Load("mono")
	kit := &Kit{Ctx: t.Context(), Styles: style.New(theme, true), Keys: keybook.New(nil), Now: time.Now}
	d.done = map[string]int{}
	list := &List[string]{Key: func(s string) string { return s }}
	var rows []string
	for i := range 200 {
		rows = append(rows, fmt.Sprintf("%03d", i))
	}
	list.Set(rows)
	list.MarkAll()
	s := NewTogether(kit, d, Several{Title: "Close 200 numbers", Verb: "close", Done: list.TakeOff, File: "closed",
		Of: Each(list.Marked(), func(id string) Wanted { return Wanted{id, text.Clean("+1 " + id), act.Cancel{ID: id}} })})
	r := &runner{t: t, s: s, msgs: make(chan tea.Msg, 1000)}
	r.run(s.Init())
	r.settle()
	return s, r, list
}

// runner runs a sheet's commands the way the console does.
type runner struct {
	t    *testing.T
	s    Sheet
	msgs chan tea.Msg
	got  []tea.Msg
}

func (r *runner) run(cmd tea.Cmd) {
	if cmd != nil {
		go func() {
			switch msg := cmd().(type) {
			case nil:
			case tea.BatchMsg:
				for _, c := range msg {
					r.run(c)
				}
			default:
				r.msgs <- msg
			}
		}()
	}
}

func (r *runner) settle() {
	for {
		synctest.Wait()
		select {
		case msg := <-r.msgs:
			r.got = append(r.got, msg)
			r.run(r.s.Update(msg))
		default:
			return
		}
	}
}

func (r *runner) press(k string) (said string) {
	for _, a := range r.s.Actions() {
		for _, name := range a.Key.Keys() {
			if name == k {
				if why := a.Why(); why != "" {
					return why
				}
				r.run(a.Do())
				return ""
			}
		}
	}
	return "no key"
}

// tenths cannot be done, each for a reason that names it.
func tenths(why string) map[string]act.Reason {
	out := map[string]act.Reason{}
	for i := 0; i < 200; i += 10 {
		id := fmt.Sprintf("%03d", i)
		out[id] = act.WrongState.Of("+1 "+id, "canceled", why)
	}
	return out
}

func TestOneSheetHasTheVerdictOnAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &docket{barred: tenths("a code came")}
		_, r, _ := run200(t, d)
		view := r.s.View(80, 20)
		for _, want := range []string{"180 of 200", "+1 001, +1 002, +1 003, +1 004, +1 005, and 175 more", "20 of 200 not: +1 000 cannot be canceled: a code came. The same holds for 19"} {
			if !strings.Contains(view, want) {
				t.Errorf("%q is not said:\n%s", want, view)
			}
		}
		if n := r.press("A"); n == "" { // in the same moment as it was drawn
			t.Error("it was confirmed before it could be read")
		}
		if r.press("enter"); len(d.done) > 0 {
			t.Error("Enter closed numbers")
		}
	})
}

func TestEachIsDoneOnceAndARepeatingCauseStopsThem(t *testing.T) {
	for _, c := range []struct {
		name       string
		fails      error
		done, left int
		says       string
	}{
		{"nothing is amiss", nil, 180, 20, "180 done, 20 not possible"},
		{"a block comes", act.Blocked.Of("SMS", "12:00", "").Refusal(), 91, 110, "90 done, 1 not done, 89 not tried, 20 not possible"},
		{"an answer is lost", &store.Unsettled{Intent: 1, What: "the cancellation"}, 91, 110, "90 done, 1 not known yet, 89 not tried, 20 not possible"},
		{"one alone is refused", act.WrongState.Of("+1 101", "canceled", "a code came").Refusal(), 180, 21, "179 done, 1 not done, 20 not possible"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := &docket{barred: tenths("it ended"), fails: map[string]error{"101": c.fails}}
				s, r, list := run200(t, d)
				r.s.View(80, 20)
				time.Sleep(time.Second)
				r.settle()
				if why := r.press("A"); why != "" {
					t.Fatal(why)
				}
				r.settle()
				view := r.s.View(80, 20)
				if len(d.done) != c.done || !strings.Contains(view, c.says) {
					t.Errorf("%d were tried\n%s", len(d.done), view)
				}
				for id, n := range d.done {
					if n != 1 {
						t.Errorf("%s was sent %d times", id, n)
					}
				}
				if list.Marks() != c.left {
					t.Errorf("%d are still marked, want %d", list.Marks(), c.left)
				}
				if r.press("A"); len(d.done) != c.done {
					t.Error("the key acts twice")
				}
				if got := len(s.recap()); got != 200 {
					t.Errorf("the recap has %d rows", got)
				}
			})
		})
	}
}

func TestARunCanBeStoppedBetweenTwo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &docket{}
		s, r, _ := run200(t, d)
		r.s.View(80, 20)
		time.Sleep(time.Second)
		r.settle()
		r.run(nil)
		for _, a := range s.Actions() {
			if a.ID == "confirm.do" {
				r.run(a.Do())
			}
		}
		if why := r.press("esc"); why != "" {
			t.Fatal(why)
		}
		r.settle()
		if view := r.s.View(80, 20); len(d.done) != 1 || !strings.Contains(view, "1 done, 199 not tried") || !strings.Contains(view, "You stopped it.") {
			t.Errorf("%d were done\n%s", len(d.done), view)
		}
	})
}

// While things change without a pause, the verdict on many is weighed once a second at most, and the last change is weighed too.
func TestTheVerdictOnManyIsWeighedOnceASecondAtMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &docket{}
		s, r, _ := run200(t, d)
		begun := d.weighed
		for range 100 {
			r.run(s.Update(store.Activations))
			r.settle()
			time.Sleep(50 * time.Millisecond)
		}
		if n := (d.weighed - begun) / 200; n < 2 || n > 5 {
			t.Errorf("weighed %d times in 5 seconds", n)
		}
		d.barred = tenths("it is closed")
		r.run(s.Update(store.Activations))
		time.Sleep(3 * time.Second)
		r.settle()
		if v, ok := s.weighed.Verdict(); !ok || len(v.Against()) == 0 {
			t.Errorf("the last change was not weighed: %+v", v.Warned)
		}
	})
}

// A budget of calls that is used up for a moment is waited for, and what waits is said; Esc ends the wait, and nothing more is sent.
func TestARunWaitsForABudgetOfCalls(t *testing.T) {
	for name, stopped := range map[string]bool{"goes on": false, "is stopped": true} {
		synctest.Test(t, func(t *testing.T) {
			d := &docket{}
			s, r, _ := run200(t, d)
			until := time.Now().Add(30 * time.Second)
			d.fails = map[string]error{"050": &act.Refusal{Why: act.Limited, Say: "Wait", Until: until}}
			s.View(80, 20)
			time.Sleep(time.Second)
			r.settle()
			s.View(80, 20)
			r.press("A")
			r.settle()
			if view := s.View(100, 20); !strings.Contains(view, "51 of 200") || !strings.Contains(view, "It goes on by itself at ") || d.done["051"] != 0 {
				t.Fatalf("%s: it does not wait, or does not say so:\n%s", name, view)
			}
			if stopped {
				r.press("esc")
			}
			delete(d.fails, "050")
			time.Sleep(time.Minute)
			r.settle()
			view := s.View(100, 20)
			if ended := strings.Contains(view, "200 done"); ended == stopped || stopped && !strings.Contains(view, "50 done, 150 not tried") {
				t.Errorf("%s:\n%s", name, view)
			}
		})
	}
}

// Nor is it waited for without an end: after a quarter of an hour the run stops there, and says so.
func TestARunDoesNotWaitForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &docket{}
		s, r, _ := run200(t, d)
		full := func() {
			d.fails = map[string]error{"050": &act.Refusal{Why: act.Limited, Say: "No call is left.", Until: time.Now().Add(30 * time.Second)}}
		}
		full()
		s.View(80, 20)
		time.Sleep(time.Second)
		r.settle()
		s.View(80, 20)
		r.press("A")
		for range 14*2 + 1 {
			r.settle()
			time.Sleep(30 * time.Second)
			full()
		}
		r.settle()
		if view := s.View(100, 20); !s.running || !strings.Contains(view, "It goes on by itself at ") {
			t.Fatalf("it does not wait a quarter of an hour:\n%s", view)
		}
		for range 4 {
			time.Sleep(30 * time.Second)
			full()
			r.settle()
		}
		view := s.View(100, 20)
		if s.running || !strings.Contains(view, "50 done, 1 not done, 149 not tried") || !strings.Contains(view, "It waited up to 15 minutes") {
			t.Errorf("running %v:\n%s", s.running, view)
		}
	})
}
