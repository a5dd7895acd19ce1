package act

import (
	"errors"
	"slices"

	"switchboard/client/rest"
)

// all are acts that are wanted together.
type all struct{ Acts []Act }

// Provider implements Act.
func (a all) Provider() string { return a.Acts[0].Provider() }

// Op implements Act.
func (a all) Op() string { return a.Acts[0].Op() }

// Together is the one verdict on acts that are wanted together, from the
// verdicts on each, of which there is at least one. What stands against one of
// them is said and keeps the others from nothing; what stands against all, or
// would be met by each in turn, stops them. More than one thing takes more than Enter.
func Together(each []Verdict) Verdict {
	if len(each) == 1 {
		return each[0]
	}
	var acts all
	var v Verdict
	stands := false
	for _, one := range each {
		acts.Acts = append(acts.Acts, one.Act)
		v.Before, v.After = append(v.Before, one.Before...), append(v.After, one.After...)
		v.Warned = add(v.Warned, one.Warned)
		if one.Stands() {
			stands = true
			v.Take(one.Consent)
		}
	}
	v.Act = acts
	v.Take(Capital("A"))
	for _, one := range each {
		for _, r := range one.Refused {
			if stands && !r.Code.repeats() {
				v.Warned = add(v.Warned, []Reason{r})
			} else {
				v.Refuse(r)
			}
		}
	}
	v.Widest()
	return v
}

// repeats reports whether the reason lies in the program or its connection, so
// that another act of the kind meets it too.
func (c Code) repeats() bool {
	return c != OpenAttempt && c != Turn && slices.ContainsFunc(standing(), func(e Entry) bool { return e.Code == c })
}

// Repeats reports whether what came of one of several acts would come of the
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
