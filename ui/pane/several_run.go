package pane

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/keybook"
	"switchboard/ui/text"
)

// Runs keeps what is done together for as long as it goes on.
type Runs interface {
	BeginRun(ctx context.Context, title string, acts []act.Act) (context.Context, int64)
	EndRun(ctx context.Context, id int64) error
}

// begin writes down what is about to be done, so that the next start can tell of it if this program ends in the middle.
func (s *Together) begin() tea.Cmd {
	var acts []act.Act
	s.places = make([]int, len(s.verdict.Each))
	for i, v := range s.verdict.Each {
		if v.Stands() {
			s.places[i] = len(acts)
			acts = append(acts, v.Act)
		}
	}
	to := Written{Title: s.of.Title, Acts: acts, After: s.of.After}
	if !to.Needed(s.kit) {
		return s.step()
	}
	return func() tea.Msg {
		within, run := to.Begin(s.kit)
		return begun{s, within, run}
	}
}

// Written is what is written down of acts that are about to be done together.
type Written struct {
	Title string
	Acts  []act.Act
	After int64 // the run that they go on with; 0 is none
}

// Needed reports whether anything is written down: one act alone is in the journal by itself.
func (w Written) Needed(kit *Kit) bool { return kit.Runs != nil && (len(w.Acts) > 1 || w.After != 0) }

// Begin writes them down, each by its place, and gives what they are carried out within, and the run: 0 is none,
// for the journal did not take it. It writes.
func (w Written) Begin(kit *Kit) (within context.Context, run int64) {
	within, run = kit.Runs.BeginRun(kit.Ctx, w.Title, w.Acts)
	if w.After != 0 && run != 0 {
		_ = kit.Runs.EndRun(kit.Ctx, w.After) // what stays is told until a person has seen it
	}
	return within, run
}

// EndRun forgets a run of which a person sees what came; 0 is none.
func EndRun(kit *Kit, run int64) tea.Cmd {
	if run == 0 {
		return nil
	}
	runs, ctx := kit.Runs, kit.Ctx
	return func() tea.Msg {
		if err := runs.EndRun(ctx, run); err != nil {
			return Fail(err)()
		}
		return nil
	}
}

// begun says where a run is written down.
type begun struct {
	to  *Together
	ctx context.Context
	run int64
}

// over forgets what was written down: the recap is on the screen.
func (s *Together) over() tea.Cmd {
	s.running = false
	run := s.run
	s.run = 0
	return EndRun(s.kit, run)
}

// theRest ends the title of a run that goes on with another.
const theRest = ", the rest"

// NewRest returns the recap of a run that was cut off; of are its acts, in the
// order of its own. What is left of it can be gone on with: that asks anew.
func NewRest(kit *Kit, judge act.Judge, r store.Run, of Several) *Together {
	shown := of
	if gone := r.Gone(); gone != "" { // they stand nowhere in the list
		shown.Lines = append(shown.Lines, text.Clean(gone))
	}
	s := NewTogether(kit, judge, shown)
	rest := Several{Title: strings.TrimSuffix(r.Title, theRest) + theRest, Verb: "go on", File: of.File, Fails: of.Fails, After: r.ID}
	for i, a := range r.Acts {
		s.verdict.Each = append(s.verdict.Each, act.Verdict{Act: of.Of[i].Act})
		s.tries = append(s.tries, cameOf(a))
		if a.Left() {
			rest.Of = append(rest.Of, of.Of[i])
		}
	}
	off := func() string {
		if len(rest.Of) == 0 {
			return "nothing of it is left"
		}
		return ""
	}
	runs, ctx := kit.Runs, kit.Ctx
	s.cut = []Action{
		{ID: "together.rest", Key: keybook.Fixed("go on with the rest", "enter"), Off: off, Do: func() tea.Cmd {
			if of.Rest != nil {
				return Sequence(Send(Pop{s}), of.Rest(len(rest.Of)))
			}
			return Sequence(Send(Pop{s}), Send(Push{Sheet: NewTogether(kit, judge, rest)}))
		}},
		{ID: "together.seen", Key: keybook.Fixed("leave the rest", "L"), Do: func() tea.Cmd {
			return Sequence(Send(Pop{s}), func() tea.Msg {
				if err := runs.EndRun(ctx, r.ID); err != nil {
					return Fail(err)()
				}
				return Say("Noted: the rest is left as it is.")()
			})
		}},
	}
	return s
}

// cameOf is what the journal has of an act of a run.
func cameOf(a store.RunAct) tried {
	t := tried{at: a.Sent, came: a.Fate(), said: a.Reason}
	switch {
	case a.Lost():
		t.said = text.Sentence("{}. Look at the provider before you do it again.", text.Clean(a.Reason)).String()
	case t.came == unknown:
		t.said = (&store.Unsettled{Intent: a.Intent}).Sentence()
	case t.came == done, t.came == untried:
		t.said = ""
	}
	return t
}

// cutOff is said over the recap of a run that was cut off.
var cutOff = text.Own("Switchboard ended in the middle of it. Nothing of the rest is sent by itself.")
