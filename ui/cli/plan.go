package cli

import (
	"cmp"
	"strings"
	"time"
	"unicode"

	"switchboard/store/act"
)

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
	ID      string  `json:"subject" about:"its id, or its number"`
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

// plan writes what a dry run answers: for a program all of it, for eyes in a line each. It has no bare value: that of a
// dry run is its exit status.
func (a *App) plan(v act.Verdict, p Plan) error {
	switch {
	case a.Out.Format == Quiet:
		return nil
	case !a.Out.Plain():
		return a.Out.Row(p)
	}
	if v.Shortened() {
		defer a.Out.Say("%s", ofEach)
	}
	return a.Out.lines(p.lines(v, time.Now()))
}

// ofEach is where everything stands that is told in short.
const ofEach = "--dry-run --json says it of each."

// lines are a plan for eyes: what is said of several together is left out where each of them tells it.
func (p Plan) lines(v act.Verdict, now time.Time) []pair {
	out := []pair{{"act", p.Act}, {"allowed", p.Allowed}}
	for _, f := range v.Before {
		out = append(out, pair{f.Name, f.Told(now)})
	}
	for _, f := range v.After {
		out = append(out, pair{f.Name, f.Value})
	}
	for _, r := range v.Brief() {
		if !r.Tally() {
			out = append(out, pair{"warning", r.Told(now)})
		}
	}
	if len(p.Each) == 0 {
		for _, r := range p.Refused {
			out = append(out, pair{"refused", r.Message})
		}
	}
	for _, one := range p.Each {
		out = append(out, pair{one.Name, one.line()})
	}
	switch {
	case !p.Allowed:
	case p.Confirm != "":
		out = append(out, pair{"needs", "--confirm " + quoted(p.Confirm)})
	case p.Consent == "yes":
		out = append(out, pair{"needs", "--yes"})
	}
	return out
}

// quoted is a word as a shell takes it.
func quoted(word string) string {
	if word != "" && !strings.ContainsFunc(word, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("+-_.:,/@%", r)
	}) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// line is what would become of one of several, behind its name.
func (p Part) line() string {
	if !p.Allowed {
		said := p.Refused[0].Message
		without, named := strings.CutPrefix(said, p.Name)
		apart := strings.TrimLeft(without, ": ")
		if named && apart != without && act.About(p.Name, apart) != apart { // it may begin with the same letters
			return apart
		}
		return "not: " + said
	}
	var will []string
	for _, v := range p.After {
		will = append(will, v.Name+": "+v.Value)
	}
	return cmp.Or(strings.Join(will, ", "), "can be done")
}

// partOf is what would become of one of several.
func partOf(t Thing, v act.Verdict) Part {
	p := Part{Name: t.Name, ID: t.id(), Allowed: v.Stands(), Refused: causes(v.Refused), Warned: causes(v.Warned), After: []Value{}}
	if p.Allowed {
		p.After = values(v.After)
	}
	return p
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
