package cli

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/text"
)

// Undone is one of several that is not known to be done.
type Undone struct {
	Name    string `json:"name" about:"which it is"`
	ID      string `json:"subject" about:"its id, or its number"`
	Exit    int    `json:"exit" about:"the exit status it would have alone"`
	Reason  string `json:"reason" about:"why, in one word that stays the same"`
	Message string `json:"message" about:"the same in a sentence"`
	Mend    string `json:"mend,omitempty" about:"what fixes it"`
	Attempt int64  `json:"attempt,omitempty" about:"the attempt that is to be settled, as attempts lists it"`
}

// id is what programs know a thing by.
func (t Thing) id() string { return cmp.Or(t.ID, t.Name) }

// undone is what several end with, and which of them are not known to be done.
type undone struct {
	error
	each []Undone
}

// Unwrap is what they end with.
func (u *undone) Unwrap() error { return u.error }

// with says which are not known to be done beside what the run ends with.
func (r *several) with(err error) error {
	if len(r.undone) == 0 {
		return err
	}
	return &undone{err, r.undone}
}

// of is an error about one of the things, by its name where there are others that are not the same again.
func (r *several) of(i int, err error) error {
	t := r.things[i]
	if t.Of != nil {
		err = t.Of(err)
	}
	if said := store.Said(err); len(r.things) > 1 && t.Whole == nil && act.About(t.Name, said) != said {
		err = fmt.Errorf("%s: %w", t.Name, err)
	}
	return err
}

// refuse tells of several each that cannot be done, for a reason of its own. What lies in the program or its
// connection, or stands against all that are wanted together, the run ends with.
func (r *several) refuse(ctx context.Context, v act.Verdict) {
	for i, one := range v.Each {
		if len(r.things) > 1 && r.things[0].Whole == nil && !one.Stands() && one.Refused[0].Own() {
			r.say(ctx, r.at[i], r.of(r.at[i], one.Err()))
		}
	}
}

// say tells why one of several is not known to be done, at once and with what the run ends with.
func (r *several) say(ctx context.Context, i int, err error) {
	if len(r.things) == 1 {
		return
	}
	p := r.a.problem(ctx, err)
	r.undone = append(r.undone, Undone{r.things[i].Name, r.things[i].id(), p.Exit, p.Reason, p.Message, p.Mend, p.Attempt})
	r.a.Out.Say("%s", r.sentence(i, p.Message))
}

// sentence is what is said of a thing as a sentence of its own; one that begins with its name leaves that as it is.
func (r *several) sentence(i int, said string) string {
	if strings.HasPrefix(said, r.things[i].Name) {
		return said
	}
	return text.Capital(said)
}
