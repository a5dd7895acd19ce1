package intake

import (
	"cmp"
	"fmt"
	"strings"

	"switchboard/store"
	"switchboard/store/act"
)

// words are what is said of rows that stand so, in the order in which it is told.
var words = []struct {
	State State
	Say   string
	One   string // of one; "" is the same
}{
	{Ready, "can be done", ""}, {Replace, "can be done and replace what is on file", "can be done and replaces what is on file"}, {Done, "done", ""},
	{Already, "done before", ""}, {Written, string(store.FateAmiss), ""}, {Choice, "wait for a choice", "waits for a choice"},
	{Charged, "cost money", "costs money"}, {Wrong, "wrong", ""}, {Refused, "refused", ""}, {Unknown, "being checked", ""}, {Unsent, "not sent", ""},
}

// Summary says what the file comes to: "500 rows: 480 can be done, 20 wrong."
func (im *Import) Summary() string {
	var parts []string
	for _, w := range words {
		switch n := im.Count(w.State); {
		case n == 1:
			parts = append(parts, "1 "+cmp.Or(w.One, w.Say))
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", n, w.Say))
		}
	}
	rows := "rows"
	if len(im.Rows) == 1 {
		rows = "row"
	}
	return fmt.Sprintf("%d %s: %s.", len(im.Rows), rows, strings.Join(parts, ", "))
}

// Any is an act of the kind, to ask whether any can be done now; nil where no row has one.
func (im *Import) Any() act.Act {
	for _, r := range im.Rows {
		if n, ok := r.act.(named); ok {
			return n.Set
		}
		if r.act != nil {
			return r.act
		}
	}
	return nil
}

// told is how many rows with a problem are told one by one.
const told = 12

// Noted are the rows that are not simply done, or ready to be: at most so many, and how many more there are.
func Noted(rows []Row) (list []Row, more int) {
	for _, r := range rows {
		switch {
		case r.Why == "" || r.State == Already:
		case len(list) == told:
			more++
		default:
			list = append(list, r)
		}
	}
	return list, more
}

// facts are what a person is told before agreeing.
func (im *Import) facts() []act.Fact {
	all := []act.Fact{{Name: "rows", Value: im.Summary()}}
	if len(im.Other) > 0 {
		all = append(all, act.Fact{Name: "not used", Value: "the columns " + strings.Join(im.Other, ", ")})
	}
	if n := im.Replaced(); n > 0 {
		all = append(all, act.Fact{Name: "replaces", Value: fmt.Sprintf("what is on file, for %d of them", n)})
	}
	rows, more := Noted(im.Rows)
	for _, r := range rows {
		all = append(all, act.Fact{Name: fmt.Sprintf("line %d", r.Line), Value: r.Told(), Kind: act.Place})
	}
	if more > 0 {
		all = append(all, act.Fact{Name: "and more", Value: fmt.Sprintf("%d lines", more)})
	}
	return all
}
