package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/text"
)

// Thing is one of several that an act is wanted upon.
type Thing struct {
	Name string                                           // as it is told: a number, a customer
	ID   string                                           // as programs know it; "" is by its name
	Act  act.Act                                          // upon it alone
	Told func(ctx context.Context, out act.Outcome) error // writes what it is now
	Of   func(err error) error                            // says of an error that it is about it; nil leaves it as it is
	Anew bool                                             // another one is meant: that it is so already refuses it
	// Whole is that all of them or none are wanted: what stands against one stands against all. It says how those are
	// had that can be done, so many of all. Told is then asked of an outcome that came with an error, too.
	Whole func(can, all int) string
	Not   error // why there is nothing to act upon: nobody has it, or it is not taken now
}

// Each weighs acts upon several things that are wanted together, tells the one
// verdict on all of them, has that confirmed and carries them out in turn. They
// stop at the first cause that the next would meet too. What is so already is
// told and counts as done, and what cannot be done keeps no other. Of one thing its own error is what the command ends
// with; of several how many were done, with the exit status of the first error.
func (a *App) Each(ctx context.Context, s *Session, many string, things []Thing) error {
	if len(things) > 1 {
		a.Out.Held("")
	}
	run := &several{a: a, things: things, many: many}
	var all, each []act.Verdict
	for i, t := range things {
		v, err := a.weigh(ctx, s, t.Act)
		if err != nil {
			return err
		}
		if so := v.Err(); AlreadySo(so) && !t.Anew { // nothing of it is left to be confirmed
			if err := run.settled(ctx, i, so); err != nil {
				return err
			}
			all = append(all, v)
			continue
		}
		if open := t.refuse(&v); open {
			run.begun++
		}
		all, each, run.at = append(all, v), append(each, v), append(run.at, i)
	}
	if a.Flags.DryRun {
		return run.dry(all, each)
	}
	if len(each) == 0 {
		return run.end(nil)
	}
	v := together(things, each)
	run.refuse(ctx, v)
	if v.Stands() || len(things) == 1 {
		a.tell(v)
	}
	agreed, err := run.consent(ctx, v)
	if err != nil && !v.Stands() && len(run.undone) > 0 {
		err = &partly{run.sofar(), err}
	}
	if err != nil {
		return run.end(err)
	}
	return run.end(run.carry(ctx, s, v, agreed))
}

// together is the one verdict on all that is left to be done.
func together(things []Thing, each []act.Verdict) act.Verdict {
	v := act.Together(each)
	if say := things[0].Whole; say != nil {
		wholly(&v, say)
	}
	return v
}

// wholly has what stands against one of several that are wanted all or none stand against all: the others have
// the same, for fewer. How many could be done is said with it. Things are, and come out, as the first says: it is weighed
// with all that come after it.
func wholly(v *act.Verdict, say func(can, all int) string) {
	v.Before, v.After = v.Each[0].Before, v.Each[0].After
	first := slices.IndexFunc(v.Each, func(one act.Verdict) bool { return !one.Stands() })
	if first < 0 {
		return
	}
	can := 0
	for _, one := range v.Each {
		if one.Stands() {
			can++
		}
	}
	v.Refused, v.Warned = slices.Clone(v.Each[first].Refused), nil
	v.Widest()
	if can > 0 {
		r := &v.Refused[0]
		r.Say = strings.TrimSuffix(r.Say, ".") + ". " + say(can, len(v.Each))
	}
}

// refuse adds to a verdict that there is nothing to act upon, and reports whether
// an attempt whose outcome is not known stands against the act: then that is why.
func (t Thing) refuse(v *act.Verdict) (open bool) {
	open = slices.ContainsFunc(v.Refused, func(r act.Reason) bool { return r.Code == act.OpenAttempt })
	if t.Not == nil || open {
		return open
	}
	code := act.Invalid
	if Absent(t.Not) {
		code = act.NotFound
	}
	v.Refused = []act.Reason{{Code: code, Say: sentence(t.Not), Err: t.Not}}
	return false
}

// consent is that a person wants all that can be done. Where several are told by
// their number, that of an earlier run of the same command is taken: what it had
// begun counts among them.
func (r *several) consent(ctx context.Context, v act.Verdict) (act.Consent, error) {
	if v.Consent.Sureness() == act.ByTyping && r.begun > 0 && v.Err() == nil {
		can := r.begun
		for _, one := range v.Each {
			if one.Stands() {
				can++
			}
		}
		if act.Counted(r.things[0].Act, can).Takes(r.a.Flags.Confirm) {
			return v.Agree(v.Consent)
		}
	}
	return r.a.consent(ctx, v, r.a.Flags.Yes)
}

// several is a run of acts upon several things.
type several struct {
	a       *App
	things  []Thing
	many    string // what they are called
	at      []int  // the place among them of each that is carried out
	begun   int    // how many are so already, or have an attempt whose outcome is not known
	done    int
	failed  []error
	undone  []Undone // those that failed or were refused, as they were told
	carried bool     // it ended while they were carried out
}

// against is what they would end with though some of them can be done: the first that cannot, as it would be told
// then; where none can be done, what stands against all. What is so already would count as done.
func (r *several) against(v act.Verdict) error {
	if t := r.things[0]; len(r.things) == 1 || t.Whole != nil {
		err := v.Err()
		if err != nil && t.Of != nil {
			err = t.Of(err)
		}
		return err
	}
	can, first := r.done, v.Err()
	for i, one := range v.Each {
		switch err := one.Err(); {
		case err == nil:
			can++
		case first == nil:
			first = r.of(r.at[i], err)
		}
	}
	if first == nil {
		return nil
	}
	so := ""
	if r.done > 0 {
		so = " or are so already"
	}
	return fmt.Errorf("%d of %d %s can be done%s: %w", can, len(r.things), r.many, so, first)
}

// carry carries them out; what could not be told keeps no other from being done.
func (r *several) carry(ctx context.Context, s *Session, v act.Verdict, agreed act.Consent) error {
	var untold error
	for i, one := range v.Each {
		if err := one.Err(); err != nil { // it was told before
			r.failed = append(r.failed, r.of(r.at[i], err))
		}
	}
	ctx, over := r.noted(ctx, s, v)
	defer over()
	stopped := v.Carry(ctx, &patient{Judge: s.Engine, say: r.a.Out.Say}, agreed, func(i int, out act.Outcome, err error) bool {
		untold = errors.Join(untold, r.tell(ctx, r.at[i], out, err))
		r.a.Out.Progress(r.many, fmt.Sprintf("%d of %d", r.done+len(r.failed), len(r.things)), int64(r.done+len(r.failed)), int64(len(r.things)))
		return true
	})
	r.carried = stopped != nil
	if len(r.failed) > 0 {
		stopped = nil // it was told, and is the error already
	}
	return errors.Join(stopped, untold)
}

// noted writes down what is about to be done, so that the next start tells of it if this program ends in the middle;
// what came of each is told meanwhile, and over forgets it.
func (r *several) noted(ctx context.Context, s *Session, v act.Verdict) (within context.Context, over func()) {
	acts, can := make([]act.Act, len(v.Each)), 0
	for i, one := range v.Each {
		if one.Stands() {
			acts[i] = one.Act
			can++
		}
	}
	if can < 2 {
		return ctx, func() {}
	}
	title := fmt.Sprintf("%s: %d %s", text.Capital(store.OpName(v.Act.Op())), can, r.many)
	within, run := s.Engine.BeginRun(ctx, title, acts)
	return within, func() {
		if err := s.Engine.EndRun(ctx, run); err != nil {
			r.a.Out.Say("%s", err)
		}
	}
}

// patient says once that acts wait for a budget of calls which is used up for a moment.
type patient struct {
	act.Judge
	say  func(format string, args ...any)
	said bool
}

// Do implements act.Judge.
func (p *patient) Do(ctx context.Context, a act.Act, c act.Consent) (act.Outcome, error) {
	out, err := p.Judge.Do(ctx, a, c)
	if until, waits := act.Passes(err); waits && !p.said {
		p.said = true
		p.say("No more calls of this kind for a moment. It goes on by itself at %s; Ctrl-c stops it.", until.Local().Format(time.TimeOnly))
	}
	return out, err
}

// tell writes a thing as it is now, or why nothing came of it.
func (r *several) tell(ctx context.Context, i int, out act.Outcome, err error) error {
	t, ctx := r.things[i], After(ctx)
	if AlreadySo(err) && !t.Anew {
		r.already(i, err)
		err = nil
	}
	if err != nil {
		var untold error
		if t.Whole != nil {
			untold = t.Told(ctx, out)
		}
		err = r.of(i, err)
		r.failed = append(r.failed, err)
		r.say(ctx, i, err)
		return untold
	}
	r.done++
	return t.Told(ctx, out)
}

// settled counts a thing that is so already, and tells it; of a dry run that is done with all.
func (r *several) settled(ctx context.Context, i int, so error) error {
	r.begun++
	if r.a.Flags.DryRun {
		r.done++
		return nil
	}
	return r.tell(ctx, i, nil, so)
}

// already says that nothing of a thing was left to be done.
func (r *several) already(i int, so error) {
	said := so.Error()
	if len(r.things) > 1 {
		said = act.About(r.things[i].Name, said)
	}
	r.a.Out.Say("%s", r.sentence(i, said))
}

// end is what the command ends with.
func (r *several) end(err error) error {
	switch err = cmp.Or(err, errors.Join(r.failed...)); {
	case len(r.things) == 1:
		if t := r.things[0]; t.Of != nil && err != nil && len(r.failed) == 0 {
			err = t.Of(err)
		}
		return err
	case err != nil && len(r.failed) == 0 && !r.carried:
		return r.with(err)
	case err == nil:
		return nil
	}
	words := r.sofar()
	switch rest := len(r.things) - r.done - len(r.failed); {
	case rest == 1:
		words += ", 1 was not tried"
	case rest > 0:
		words += fmt.Sprintf(", %d were not tried", rest)
	}
	if len(r.failed) > 0 {
		err = r.gravest()
	}
	return r.with(&partly{words, err})
}

// sofar is how many are done.
func (r *several) sofar() string {
	are := "are"
	if r.done == 1 {
		are = "is"
	}
	return fmt.Sprintf("%d of %d %s %s done", r.done, len(r.things), r.many, are)
}

// gravest is what the run ends with: the first that failed, but before it one that was sent and of which
// nobody knows what became.
func (r *several) gravest() error {
	if i := slices.IndexFunc(r.failed, Unsettled); i >= 0 {
		return r.failed[i]
	}
	return r.failed[0]
}
