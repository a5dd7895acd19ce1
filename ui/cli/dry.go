package cli

import (
	"cmp"
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
	Each    []Part  `json:"each" about:"of several, what becomes of each"`
}

// Part is what would become of one of several.
type Part struct {
	Name    string  `json:"name" about:"which it is"`
	Allowed bool    `json:"allowed" about:"whether nothing stands against it"`
	Refused []Cause `json:"refused" about:"what stands against it"`
	Warned  []Cause `json:"warned" about:"what is said before it"`
	After   []Value `json:"after" about:"as it would be"`
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
// causes and values are lists, which no cell holds. It has no bare value: that of a dry run is its exit status.
func (a *App) plan(p Plan) error {
	switch {
	case a.Out.Format == Quiet:
		return nil
	case a.Out.Plain():
		a.Out.Single()
	}
	return a.Out.Row(p)
}

// dry ends a dry run of several: all are the verdicts on each of them, each those on what is left to be done, as
// the command itself would weigh them. It ends as that would.
func (r *several) dry(all, each []act.Verdict) error {
	v := together(r.things, all)
	r.a.tell(v)
	p := planOf(v)
	for i, one := range all {
		if len(all) > 1 && !r.things[0].Whole {
			p.Each = append(p.Each, r.part(r.things[i].Name, one))
		}
	}
	err := r.a.plan(p)
	if len(each) == 0 {
		if len(all) == 1 {
			r.a.Out.Say("%s", v.Err())
		}
		return errors.Join(err, errDry)
	}
	v = together(r.things, each)
	against := cmp.Or(v.Err(), r.against(v))
	if t := r.things[0]; len(r.things) == 1 && against != nil && t.Of != nil {
		against = t.Of(against)
	}
	return errors.Join(err, dry(against))
}

// part is what would become of one of several, which is told to a person in a line.
func (r *several) part(name string, v act.Verdict) Part {
	p := Part{Name: name, Allowed: v.Stands(), Refused: causes(v.Refused), Warned: causes(v.Warned), After: []Value{}}
	if p.Allowed {
		p.After = values(v.After)
	}
	if !r.a.Out.Plain() {
		return p
	}
	if !p.Allowed {
		r.a.Out.Say("%s: not: %s", name, p.Refused[0].Message)
		return p
	}
	var will []string
	for _, f := range v.After {
		will = append(will, f.Name+": "+f.Value)
	}
	r.a.Out.Say("%s: %s", name, strings.Join(will, ", "))
	return p
}

// SoAlready reports whether an act was not sent because what it would bring about is so already, where that
// counts as done. A dry run tells it, and ends like the act.
func (a *App) SoAlready(err error) (so bool, ends error) {
	var not notDry
	switch {
	case AlreadySo(err):
		return true, nil
	case errors.As(err, &not) && AlreadySo(not.error):
		a.Out.Say("%s", not.error)
		return false, errDry
	}
	return false, err
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
