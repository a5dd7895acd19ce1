package cli

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"switchboard/store/act"
)

// errDry ends a command that was only to say what it would do.
var errDry = errors.New("nothing was sent: this was a dry run")

// notDry is a dry run of an act that something stands against: what that is is
// what it says.
type notDry struct{ error }

// Unwrap is what stands against it, and that it was a dry run.
func (n notDry) Unwrap() []error { return []error{n.error, errDry} }

// dry ends a dry run.
func dry(against error) error {
	if against == nil {
		return errDry
	}
	return notDry{against}
}

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
	a.tell(v)
	if a.Flags.DryRun {
		return none, errors.Join(a.plan(v), dry(v.Err()))
	}
	c, err := a.consent(ctx, v, yes)
	if err != nil {
		return none, err
	}
	return act.Do[T](ctx, s.Engine, what, c)
}

// weigh is the verdict on what the command is to do.
func (a *App) weigh(ctx context.Context, s *Session, what act.Act) (act.Verdict, error) {
	a.acting(what)
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
	if a.Flags.DryRun {
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
		a.Out.Say("Warning: %s", r.Told(time.Now()))
	}
	if v.Shortened() {
		a.Out.Say("--dry-run --json says it of each.")
	}
}

// Dry ends a dry run of a command that told by itself what it would do. Against is what the command
// itself would end with, nil of one that would do all of it: a dry run ends with the same status.
func Dry(against error) error { return dry(against) }

// DryAnd is err, the end of a dry run, and that something stands against a part of what was to be
// done; what err itself has against the whole comes first.
func DryAnd(err, against error) error {
	var whole notDry
	if against == nil || !errors.Is(err, errDry) || errors.As(err, &whole) {
		return err
	}
	return dry(against)
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

// Plan is what a dry run answers: what would be done, and what stands against it.
type Plan struct {
	Act     string  `json:"act" about:"what would be done"`
	Allowed bool    `json:"allowed" about:"whether nothing stands against it; of several, whether any of it can be done"`
	Refused []Cause `json:"refused" about:"what stands against it"`
	Warned  []Cause `json:"warned" about:"what is said before it"`
	Consent string  `json:"consent" about:"what it takes: none, yes (--yes) or confirm (--confirm)"`
	Confirm string  `json:"confirm" about:"what --confirm has to say"`
	Before  []Value `json:"before" about:"as things are"`
	After   []Value `json:"after" about:"as they would be"`
}

// Cause is a reason against an act, or what has to be said before it.
type Cause struct {
	Reason  string `json:"reason" about:"its word"`
	Message string `json:"message" about:"in a sentence"`
	Mend    string `json:"mend" about:"what fixes it"`
}

// Value is one thing as it is or would be.
type Value struct {
	Name  string    `json:"name" about:"what it is"`
	Value string    `json:"value" about:"how it stands"`
	Seen  time.Time `json:"read_at" about:"when the provider said so; null where that needs no telling"`
	Mind  string    `json:"mind" about:"what has to be known of it, such as that it was read before the latest booking"`
}

// plan writes what a dry run answers. In text it is one record, also where many would come of it: its
// causes and values are lists, which no cell holds.
func (a *App) plan(v act.Verdict) error {
	if a.Out.Plain() {
		a.Out.Single()
	}
	return a.Out.Row(planOf(v))
}

func planOf(v act.Verdict) Plan {
	consent := map[act.Sureness]string{act.Unasked: "none", act.ByEnter: "yes", act.ByCapital: "yes", act.ByTyping: "confirm"}[v.Consent.Sureness()]
	p := Plan{Act: v.Act.Op(), Allowed: v.Stands(), Refused: causes(v.Refused), Warned: causes(v.Warned), Consent: consent, Before: values(v.Before), After: values(v.After)}
	if v.Consent.Sureness() == act.ByTyping {
		p.Confirm = v.Consent.What()
	}
	return p
}

func causes(list []act.Reason) []Cause {
	out := make([]Cause, len(list))
	for i, r := range list {
		out[i] = Cause{string(r.Code), r.Told(time.Now()), r.Mend}
	}
	return out
}

func values(list []act.Fact) []Value {
	out := make([]Value, len(list))
	for i, f := range list {
		out[i] = Value{f.Name, f.Value, f.Seen, strings.TrimPrefix(f.Mind, ", ")}
	}
	return out
}
