package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"switchboard/store/act"
	"switchboard/ui/text"
)

// errDry ends a command that was only to say what it would do.
var errDry = errors.New("nothing was sent: this was a dry run")

// Carry weighs an act, tells its verdict, has it confirmed and carries it out.
// With --dry-run it ends after the verdict. The error is the act's own, or a
// refusal whose code the answer to a script has as its reason.
func Carry[T any](ctx context.Context, a *App, s *Session, what act.Act) (T, error) {
	var none T
	v, err := s.Judge.Weigh(ctx, what)
	if err != nil {
		return none, err
	}
	a.tell(v)
	if a.Flags.DryRun {
		return none, errors.Join(a.Out.Row(verdictRecord(v)), v.Err(), errDry)
	}
	c, err := a.consent(v)
	if err != nil {
		return none, err
	}
	return act.Do[T](ctx, s.Judge, what, c)
}

// Perform is Carry for an act without an outcome.
func (a *App) Perform(ctx context.Context, s *Session, what act.Act) error {
	_, err := Carry[any](ctx, a, s, what)
	return err
}

// tell writes what is now, what will be and what has to be said, to a person.
func (a *App) tell(v act.Verdict) {
	for _, f := range v.Before {
		a.Out.Say("%s: %s", f.Name, f.Value)
	}
	for _, f := range v.After {
		a.Out.Say("%s: %s", f.Name, f.Value)
	}
	for _, r := range v.Warned {
		a.Out.Say("Mind: %s", r.Say)
	}
}

// consent is what the options say or a person answers at the terminal.
func (a *App) consent(v act.Verdict) (act.Consent, error) {
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
		if said, ok := a.ask("Type " + asked.What() + ": "); ok {
			return v.Agree(act.Typed(said))
		}
		return v.Agree(act.None())
	}
	if a.Flags.Yes {
		return v.Agree(asked)
	}
	if said, ok := a.ask("Type yes: "); ok && (strings.EqualFold(said, "yes") || strings.EqualFold(said, "y")) {
		return v.Agree(asked)
	}
	return v.Agree(act.None())
}

// ask asks at the terminal; false is that there is none.
func (a *App) ask(prompt string) (said string, ok bool) {
	if !Terminal(os.Stdin) || !Terminal(os.Stderr) {
		return "", false
	}
	fmt.Fprint(a.Out.errs, text.Clean(prompt))
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	return strings.TrimSpace(line), err == nil
}

// verdictRecord is a verdict as a dry run answers it.
func verdictRecord(v act.Verdict) Record {
	consent := map[act.Sureness]string{act.Unasked: "none", act.ByEnter: "yes", act.ByCapital: "yes", act.ByTyping: "confirm"}[v.Consent.Sureness()]
	r := Record{{"act", v.Act.Op()}, {"allowed", v.Stands()}, {"refused", said(v.Refused)}, {"warned", said(v.Warned)}, {"consent", consent}}
	if v.Consent.Sureness() == act.ByTyping {
		r = append(r, Field{"confirm", v.Consent.What()})
	}
	return append(r, Field{"before", facts(v.Before)}, Field{"after", facts(v.After)})
}

func said(list []act.Reason) []Record {
	out := make([]Record, len(list))
	for i, r := range list {
		out[i] = Record{{"reason", string(r.Code)}, {"message", r.Say}, {"mend", r.Mend}}
	}
	return out
}

func facts(list []act.Fact) []Record {
	out := make([]Record, len(list))
	for i, f := range list {
		out[i] = Record{{"name", f.Name}, {"value", f.Value}}
	}
	return out
}
