package cli

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"switchboard/store/act"
)

// Carry weighs an act, tells its verdict, has it confirmed and carries it out.
// With --dry-run it ends after the verdict. The error is the act's own, or a
// refusal whose code the answer to a script has as its reason.
func Carry[T any](ctx context.Context, a *App, s *Session, what act.Act) (T, error) {
	return carry[T](ctx, a, s, what, a.Flags.Yes)
}

// CarryPaid is Carry for an act whose charges were quoted: accepted says that
// the person agreed to pay them.
func CarryPaid[T any](ctx context.Context, a *App, s *Session, what act.Act, accepted bool) (T, error) {
	return carry[T](ctx, a, s, what, accepted)
}

func carry[T any](ctx context.Context, a *App, s *Session, what act.Act, yes bool) (T, error) {
	var none T
	v, err := a.weigh(ctx, s, what)
	if err != nil {
		return none, err
	}
	if a.Flags.DryRun {
		return none, errors.Join(a.plan(v, planOf(v)), Dry(v.Err()))
	}
	a.tell(v)
	c, err := a.consent(ctx, v, yes)
	if err != nil {
		return none, err
	}
	return act.Do[T](ctx, s.Engine, what, c)
}

// weigh is the verdict on what the command is to do. A dry run asks a provider of which nothing was heard yet: whether it
// answers is what the command itself would find.
func (a *App) weigh(ctx context.Context, s *Session, what act.Act) (act.Verdict, error) {
	a.acting(what)
	s.Engine.Sure(ctx, what.Provider(), a.Flags.DryRun)
	return s.Engine.Weigh(ctx, what)
}

// acting notes that the command is to send something; what is done here alone is not sent.
func (a *App) acting(what act.Act) { a.acts = a.acts || what.Provider() != act.Here }

// MayAct says why an act cannot be done whatever the provider says of the thing
// it is upon, once the engine is ready. It is asked before that is read, and sends nothing; the act need
// not be whole yet. A dry run goes on to its verdict.
func (a *App) MayAct(ctx context.Context, s *Session, what act.Act) error {
	a.acting(what)
	if err := s.Engine.Ready(ctx); err != nil || a.Flags.DryRun {
		return err
	}
	v, err := a.weigh(ctx, s, what)
	return cmp.Or(err, v.Barred())
}

// Fits is MayAct for an act that is whole: what one of its fields cannot hold is
// said before anything is read for it, too.
func (a *App) Fits(ctx context.Context, s *Session, what act.Act) error {
	if a.acting(what); a.Flags.DryRun {
		return nil
	}
	v, err := a.weigh(ctx, s, what)
	return cmp.Or(err, v.Barred(), v.Unfit())
}

// Perform is Carry for an act without an outcome.
func (a *App) Perform(ctx context.Context, s *Session, what act.Act) error {
	_, err := Carry[any](ctx, a, s, what)
	return err
}

// tell writes what is now, what will be and what has to be said, to a person.
func (a *App) tell(v act.Verdict) {
	if !a.Out.Plain() {
		return // a script has asked for data; --dry-run gives it this too
	}
	for _, f := range v.Before {
		a.Out.Say("%s: %s", f.Name, f.Told(time.Now()))
	}
	for _, f := range v.After {
		a.Out.Say("%s: %s", f.Name, f.Value)
	}
	for _, r := range v.Brief() {
		if !r.Tally() { // each of them was told
			a.Out.Say("Warning: %s", r.Told(time.Now()))
		}
	}
	if v.Shortened() {
		a.Out.Say("%s", ofEach)
	}
}

// Agree is a person's consent to a verdict that was told: by --yes or --confirm, or at the terminal.
func (a *App) Agree(ctx context.Context, v act.Verdict) (act.Consent, error) {
	return a.consent(ctx, v, a.Flags.Yes)
}

// consent is what the options say or a person answers at the terminal.
func (a *App) consent(ctx context.Context, v act.Verdict, yes bool) (act.Consent, error) {
	if err := v.Err(); err != nil {
		return act.None(), err
	}
	asked := v.Consent
	switch asked.Sureness() {
	case act.Unasked:
		return v.Agree(asked)
	case act.ByTyping:
		if a.Flags.Confirm != "" {
			return v.Agree(act.Typed(a.Flags.Confirm))
		}
		if said, ok := a.Answer(ctx, "Type "+asked.What()+": "); ok {
			return v.Agree(act.Typed(said))
		}
		return v.Agree(act.None())
	}
	if yes {
		return v.Agree(asked)
	}
	if said, ok := a.Answer(ctx, "Type yes: "); ok && (strings.EqualFold(said, "yes") || strings.EqualFold(said, "y")) {
		return v.Agree(asked)
	}
	return act.None(), act.NotConfirmed.Of("yes, or --yes where there is no terminal,").Refusal()
}
