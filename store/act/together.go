package act

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"switchboard/client/money"
	"switchboard/client/rest"
)

// All are acts of one kind that are wanted together. A person is asked about
// them once; each is weighed, and carried out, by itself.
type All struct {
	Acts   []Act
	prints string // what each comes to: other amounts are another verdict on all
}

// Provider implements Act.
func (a All) Provider() string { return a.Acts[0].Provider() }

// Op implements Act.
func (a All) Op() string { return a.Acts[0].Op() }

// Hidden implements Hider.
func (a All) Hidden() string { return a.prints }

// Jointly is a judge that weighs All by the verdict on each of them.
type Jointly struct{ Judge }

// Weigh implements Judge.
func (j Jointly) Weigh(ctx context.Context, a Act) (Verdict, error) {
	all, ok := a.(All)
	if !ok {
		return j.Judge.Weigh(ctx, a)
	}
	each := make([]Verdict, 0, len(all.Acts))
	for _, one := range all.Acts {
		v, err := j.Judge.Weigh(ctx, one)
		if err != nil {
			return Verdict{}, err
		}
		each = append(each, v)
	}
	v := Together(each)
	v.Take(Enter()) // even one alone is asked about: its row may be out of sight
	return v, nil
}

// named is how many of several things are named.
const named = 5

// Together is the one verdict on acts that are wanted together, from the
// verdicts on each, of which there is at least one: how many can be done, why
// the others cannot, and what it comes to in all. What stands against one of
// them keeps the others from nothing; what stands against all, or would be met
// by each in turn, stops them. More than one thing takes more than Enter, and
// what has to be typed for one is typed for all with how many they are.
func Together(each []Verdict) Verdict {
	if len(each) == 1 {
		v := each[0]
		v.Each = each
		return v
	}
	v := Verdict{Each: each}
	var acts All
	var can []Verdict
	for _, one := range each {
		print := one.Fingerprint()
		acts.Acts, acts.prints = append(acts.Acts, one.Act), acts.prints+string(print[:])
		if one.Stands() {
			can = append(can, one)
		}
	}
	v.Warned = warnings(can)
	v.Act = acts
	v.Take(Capital("A"))
	v.takes(can)
	v.oppose(len(can) > 0)
	v.Before, v.After = before(each, can), append(alike(can), sums(can)...)
	v.Widest()
	return v
}

// takes raises what it takes to the most that one of them takes.
func (v *Verdict) takes(can []Verdict) {
	for _, one := range can {
		if one.Consent.Sureness() == ByTyping {
			v.Take(Counted(v.Act, len(can)))
			return
		}
	}
}

// Counted is what is typed for so many acts of a kind: its name and their number.
func Counted(a Act, n int) Consent {
	verb := a.Op()
	return Typed(verb[strings.LastIndexAny(verb, ".-")+1:] + " " + strconv.Itoa(n))
}

// oppose adds what stands against them: to what stops all, or to what is said.
func (v *Verdict) oppose(some bool) {
	for _, g := range v.Against() {
		r := g.first(v.Each)
		if some && !r.Code.repeats() {
			r.Say, r.tally = fmt.Sprintf("%d of %d not: %s", len(g.Of), len(v.Each), r.Say), true
			v.Warned = add(v.Warned, []Reason{r})
		} else {
			v.Refuse(r)
		}
	}
}

// before tells how many can be done, and names the first of them.
func before(each, can []Verdict) (facts []Fact) {
	if len(can) < len(each) {
		facts = append(facts, Fact{Name: "can be done", Value: fmt.Sprintf("%d of %d", len(can), len(each))})
	}
	var names []string
	kind := Plain
	for i, one := range can {
		name, of := one.Subject()
		if len(names) > 0 && names[len(names)-1] == name {
			continue // the same is wanted of it more than once
		}
		if len(names) == named {
			names = append(names, fmt.Sprintf("and %d more", len(can)-i))
			break
		}
		names, kind = append(names, name), of
	}
	if len(names) > 0 {
		noun := map[Kind]string{Number: "number", Name: "customer"}[kind]
		if noun != "" && len(names) > 1 {
			noun += "s"
		}
		facts = append(facts, Fact{Name: noun, Value: strings.Join(names, ", "), Kind: kind})
	}
	return facts
}

// alike is what comes of each of them alike, such as the address that all of them get.
func alike(can []Verdict) (facts []Fact) {
	if len(can) == 0 {
		return nil
	}
	for _, f := range can[0].After {
		same := func(g Fact) bool { return g.Name == f.Name && g.Value == f.Value && g.Adds == nil && !g.Loose }
		if same(f) && !slices.ContainsFunc(can, func(one Verdict) bool { return !slices.ContainsFunc(one.After, same) }) {
			facts = append(facts, f)
		}
	}
	return facts
}

// sums are the amounts that add up over all of them, by what they are.
func sums(can []Verdict) (facts []Fact) {
	total := map[string]money.Price{}
	for _, one := range can {
		for _, f := range slices.Concat(one.Before, one.After) {
			if f.Adds == nil {
				continue
			}
			sum, begun := total[f.Name]
			if !begun {
				facts = append(facts, Fact{Name: f.Name, Kind: f.Kind, Loose: f.Loose})
				sum = money.Known(0)
			}
			sum.Known = sum.Known && f.Adds.Known
			sum.Cents += f.Adds.Cents
			total[f.Name] = sum
		}
	}
	for i, f := range facts {
		facts[i].Value = total[f.Name].String() + " in all"
	}
	return facts
}

// Group is one reason against several of the acts that are wanted together.
type Group struct {
	Why Reason // its sentence names none of them
	Of  []int  // their places among the verdicts
}

// first is the reason as it stands against the first of them, by its name, and of how many more the same holds. What
// lies in the program or its connection is about none of them.
func (g Group) first(each []Verdict) Reason {
	if g.Why.Code.repeats() {
		return g.Why
	}
	one := each[g.Of[0]]
	r := one.Refused[0]
	if name, kind := one.Subject(); name != "" {
		r.Say = About(name, r.Say)
		if kind != Plain {
			r.Hide = append(slices.Clone(r.Hide), name)
		}
	}
	if rest := len(g.Of) - 1; rest > 0 {
		of := "The same holds for %d more."
		if !r.Until.IsZero() {
			of = "The same holds for %d more, each at a time of its own."
		}
		r.Say = strings.TrimSuffix(r.Say, ".") + ". " + fmt.Sprintf(of, rest)
	}
	return r
}

// Against are the reasons against acts that are wanted together, each once, the
// one that keeps most of them first. Of an act the first reason counts.
func (v Verdict) Against() []Group {
	var groups []Group
	for i, one := range v.Each {
		if one.Stands() {
			continue
		}
		r := common(one.Refused[:1], one)[0]
		at := slices.IndexFunc(groups, func(g Group) bool { return g.Why.Code == r.Code && (g.Why.Say == r.Say || !r.Until.IsZero()) })
		if at < 0 {
			at, groups = len(groups), append(groups, Group{Why: r})
		}
		groups[at].Of = append(groups[at].Of, i)
	}
	slices.SortStableFunc(groups, func(a, b Group) int { return len(b.Of) - len(a.Of) })
	return groups
}

// Consents makes of the consent to acts that are wanted together one to each,
// in their order. It is used up by that; of an act that cannot be done it is none.
func (v Verdict) Consents(c Consent) ([]Consent, error) {
	if err := c.Use(v); err != nil {
		return nil, err
	}
	out := make([]Consent, len(v.Each))
	for i, one := range v.Each {
		if one.Stands() {
			out[i], _ = one.Agree(one.Consent) // what was asked for all of them is never less
		}
	}
	return out, nil
}

// Carry carries out acts that are wanted together, one after the other. Told is
// told what came of each that could be done, and says whether to go on. They
// stop at the first cause that the next would meet too, which is the error.
func (v Verdict) Carry(ctx context.Context, j Judge, c Consent, told func(i int, out Outcome, err error) bool) error {
	each, err := v.Consents(c)
	if err != nil {
		return err
	}
	for i, one := range v.Each {
		if !one.Stands() {
			continue
		}
		out, err := v.carryOne(AtPlace(ctx, i), j, i, each[i])
		if !told(i, out, err) {
			return nil
		}
		if Ends(one.Act, err) {
			return err
		}
	}
	return nil
}

// carryOne carries out one of them. A budget of calls that is used up for a moment is waited for: nothing was done yet.
// What is wanted alone is not waited for: who asked for it is told at once, with when it can be done.
func (v Verdict) carryOne(ctx context.Context, j Judge, i int, c Consent) (out Outcome, err error) {
	if len(v.Each) == 1 {
		return j.Do(ctx, v.Each[i].Act, c)
	}
	err = Patiently(ctx, func(ctx context.Context) (err error) {
		if out, err = j.Do(ctx, v.Each[i].Act, c); err != nil {
			c = v.Anew(i)
		}
		return err
	})
	return out, err
}

// Anew is another consent to one of the acts that were agreed to together, for
// the attempt after one that a budget of calls kept from being done.
func (v Verdict) Anew(i int) Consent {
	c, _ := v.Each[i].Agree(v.Each[i].Consent) // it was given for all of them
	return c
}

// repeats reports whether the reason lies in the program or its connection, so
// that another act of the kind meets it too.
func (c Code) repeats() bool {
	return c != OpenAttempt && c != Turn && slices.ContainsFunc(standing(), func(e Entry) bool { return e.Code == c })
}

// Own reports whether the reason is about the one act alone.
func (r Reason) Own() bool { return !r.Code.repeats() }

// Tally reports whether it says of several acts how many of them cannot be done.
func (r Reason) Tally() bool { return r.tally }

// Ends reports whether several acts stop at what came of this one of them: the next would meet it too. Several
// orders are the same order again, and any cause against one is against the next.
func Ends(a Act, err error) bool {
	if _, same := a.(Order); same {
		return err != nil
	}
	return Repeats(err)
}

// Repeats reports whether what came of one of several things would come of the
// next too, so that they stop there: anything but a refusal that is about the
// one thing alone.
func Repeats(err error) bool {
	var no *Refusal
	var fault *rest.Error
	switch {
	case err == nil:
		return false
	case errors.As(err, &no):
		return no.Why.repeats()
	case errors.As(err, &fault):
		return fault.Unknown() || !slices.Contains([]rest.Kind{rest.Invalid, rest.NotFound, rest.Conflict, rest.Gone}, fault.Kind)
	}
	return true
}
