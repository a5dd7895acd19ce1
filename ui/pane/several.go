package pane

import (
	"context"
	"errors"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/keybook"
	"switchboard/ui/text"
)

// Wanted is one of several things that an act is wanted upon.
type Wanted struct {
	Key  string    // of its row
	Name text.Safe // as its row has it
	Act  act.Act
}

// Several is what a sheet asks a person to agree to for many rows at once.
type Several struct {
	Title string
	Verb  string // what the confirming key does: "close"
	Of    []Wanted
	Lines []text.Safe              // said above the verdict
	File  string                   // what an export of the outcomes is called
	Says  func(act.Outcome) string // what came of one that was done; nil is nothing more
	Done  func(key string)         // told in turn of each row that the act was done to; nil is nobody
	Fails Failing                  // says what became of one by its outcome; nil is that each was done
	Rest  func(left int) tea.Cmd   // goes on with so many that are left of a run in a sheet of their own; nil asks for each here
	After int64                    // the run that this goes on with, which is over once it begins; 0 is none
}

// Failing says what became of an act by its outcome, and of one that is not simply done why.
type Failing func(out act.Outcome) (why string, came store.Fate)

// tried is what came of one of several acts.
type tried struct {
	at   time.Time // zero: it was not tried, or the journal has lost when
	out  act.Outcome
	err  error
	came store.Fate // of one of a run that was cut off, as the journal has it; "" of another
	said string     // why, of such a one
}

// stepped is the answer to one of several acts.
type stepped struct {
	to *Together
	i  int
	tried
}

// Together is the sheet of one act upon several rows: it draws one verdict on
// all of them, takes one consent, carries them out in turn, shows how far it
// is, stops at the first cause that the next would meet too, and ends in a
// recap that stays until it is closed and can be exported.
type Together struct {
	kit      *Kit
	of       Several
	judge    act.Judge
	weighed  *Weighed
	verdict  act.Verdict // what was agreed to
	run      int64       // where it is written down, 0 nowhere
	places   []int       // of each among those that are written down
	ctx      context.Context
	consents []act.Consent
	tries    []tried // nil until it was agreed to
	next     int     // the one that is on its way, or the first that was not tried
	running  bool
	halt     bool      // the person has stopped it
	cause    error     // what stopped it
	until    time.Time // no call of the kind is left until then: it waits
	wait     act.Wait  // how long the one that is on its way does
	top      int       // the first line of the recap in sight
	page     int
	cut      []Action // what can be done about a run that was cut off, nil of another
}

// NewTogether returns the sheet; of at least one row.
func NewTogether(kit *Kit, judge act.Judge, of Several) *Together {
	return &Together{kit: kit, of: of, ctx: kit.Ctx, judge: judge, weighed: NewWeighed(kit, act.Jointly{Judge: judge})}
}

// Init implements Starter.
func (s *Together) Init() tea.Cmd {
	if s.tries != nil {
		return nil // a recap: there is nothing to agree to
	}
	acts := make([]act.Act, len(s.of.Of))
	for i, w := range s.of.Of {
		acts[i] = w.Act
	}
	return s.weighed.Weigh(act.All{Acts: acts})
}

// Title implements Sheet.
func (s *Together) Title() string { return s.of.Title }

// Capturing implements Capturer.
func (s *Together) Capturing() bool { return s.weighed.Typing() }

// Ticking implements Ticker.
func (s *Together) Ticking() bool { return s.running }

// Update implements Sheet.
func (s *Together) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		s.weighed.Type(msg)
		return nil
	case stepped:
		if msg.to != s {
			return nil
		}
		return s.stepped(msg)
	case begun:
		if msg.to != s {
			return nil
		}
		s.ctx, s.run = msg.ctx, msg.run
		return s.step()
	case resumed:
		if msg.to == s && s.running && !s.until.IsZero() {
			s.until = time.Time{}
			return s.send(s.verdict.Anew(s.next))
		}
		return nil
	}
	if s.tries != nil {
		return nil // what was agreed to is not weighed any more
	}
	return s.weighed.Update(msg)
}

// Actions implements Sheet.
func (s *Together) Actions() []Action {
	switch {
	case s.running:
		off := func() string {
			if s.halt {
				return "it stops after the one that is on its way"
			}
			return ""
		}
		return []Action{{ID: "together.stop", Key: keybook.Fixed("stop after this one", "esc"), Off: off, Do: s.stop}}
	case s.tries != nil:
		return s.recapActions()
	}
	do := s.weighed.Action("confirm.do", s.of.Verb, nil)
	do.Do = s.confirm
	no := Action{ID: "confirm.no", Key: keybook.Fixed("do nothing", "esc"), Do: func() tea.Cmd { return Send(Pop{s}) }}
	acts := slices.Concat([]Action{do, no}, s.weighed.Ways(), s.weighed.Pages())
	if v, ok := s.weighed.Verdict(); ok && v.Shortened() {
		acts = append(acts, s.all(v))
	}
	if v, ok := s.weighed.Verdict(); ok && v.Consent.Sureness() == act.ByCapital {
		acts = append(acts, notByEnter(s, v.Consent.What(), s.of.Verb))
	}
	return acts
}

// confirm begins with the first of those that can be done.
func (s *Together) confirm() tea.Cmd {
	agreed, no := s.weighed.Agree(1)
	if agreed == nil {
		return no
	}
	v, _ := s.weighed.Verdict()
	each, err := v.Consents(agreed[0])
	if err != nil {
		return tea.Batch(s.weighed.Back(), Fail(err))
	}
	s.weighed.Clear()
	s.verdict, s.consents, s.tries, s.running = v, each, make([]tried, len(each)), true
	s.next = -1
	return s.begin()
}

// step sends the next that can be done, or ends the run.
func (s *Together) step() tea.Cmd {
	for s.next++; s.next < len(s.verdict.Each) && !s.verdict.Each[s.next].Stands(); s.next++ {
	}
	if s.next >= len(s.verdict.Each) || s.halt || s.cause != nil {
		return s.over()
	}
	s.wait = act.WaitFrom(s.kit.Now())
	return s.send(s.consents[s.next])
}

// send sends the one whose turn it is.
func (s *Together) send(c act.Consent) tea.Cmd {
	i, judge, ctx, a, now := s.next, s.judge, act.AtPlace(s.ctx, s.places[s.next]), s.verdict.Each[s.next].Act, s.kit.Now
	return func() tea.Msg {
		out, err := judge.Do(ctx, a, c)
		return stepped{s, i, tried{at: now(), out: out, err: err}}
	}
}

// stop ends the run after the one that is on its way; while it waits there is none.
func (s *Together) stop() tea.Cmd {
	s.halt = true
	if !s.until.IsZero() {
		s.until = time.Time{}
		return s.over()
	}
	return nil
}

// resumed says that a budget of calls which was used up has room again.
type resumed struct{ to *Together }

func (s *Together) stepped(m stepped) tea.Cmd {
	if until, came := s.wait.Until(m.err); until.IsZero() {
		m.err = came
	} else if !s.halt { // nothing was done of it
		s.until = until
		return After(s.kit.Ctx, max(until.Sub(s.kit.Now()), 10*time.Millisecond), resumed{s})
	}
	s.tries[m.i] = m.tried
	if act.Ends(s.verdict.Each[m.i].Act, m.err) {
		s.cause = m.err
	}
	if came, _ := s.became(m.i); came == done && s.of.Done != nil {
		s.of.Done(s.of.Of[m.i].Key)
	}
	return s.step()
}

// fate is what became of one of several acts.
type fate = store.Fate

// The fates, as a recap and its export have them.
const (
	done            = store.FateDone
	amiss           = store.FateAmiss
	notDone         = store.FateNotDone
	unknown         = store.FateUnknown
	untried         = store.FateUntried
	impossible fate = "not possible"
)

// became is what became of one of them, and why: "" of one of which there is nothing more to say.
func (s *Together) became(i int) (came fate, why string) {
	t := s.tries[i]
	var open *store.Unsettled
	switch {
	case t.came != "":
		return t.came, t.said
	case !s.verdict.Each[i].Stands():
		return impossible, s.kit.Because(s.verdict.Each[i].Refused[0])
	case errors.As(t.err, &open):
		return unknown, open.Sentence()
	case t.at.IsZero():
		return untried, ""
	case t.err != nil:
		return notDone, store.Said(t.err)
	case s.of.Fails != nil:
		if why, came := s.of.Fails(t.out); came != done {
			return came, why
		}
	}
	if s.of.Says != nil {
		why = s.of.Says(t.out)
	}
	return done, why
}
