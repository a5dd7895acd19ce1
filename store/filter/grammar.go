// Package filter owns how a list is narrowed: what can be written, what a row answers to it, and how letters are compared.
//
// The rules it holds, in every list of the console and of the command line:
//   - A word is looked for anywhere in a row, without regard to capitals and accents; what is written like a telephone number also among the digits of
//     the row's number.
//   - field:value looks for the value anywhere in that field, field:=value is the whole of it, letter for letter. Where the values of a field are a short list, the first
//     letters of one are enough.
//   - Bounds (field<5) hold only where the amount is known.
//   - All parts are joined by "and", the values of one part by "or"; a minus in front turns a part round.
//
// There are two ways to hold a row to a Query: Rows, for what is in memory, and Where, for what SQLite is to find. A test keeps them at one answer.
package filter

import (
	"time"
)

// Kind is what a field of a filter is compared with.
type Kind int

const (
	Word  Kind = iota // field:value, field:a,b
	Money             // field<n, field>n in dollars; bounds are cents
	Count             // field<n, field>n
	Span              // field<2m, field>3d; bounds are seconds
)

// Field is one field that a list can be narrowed by.
type Field struct {
	Name   string
	Same   []string // other names for it, in small letters
	Kind   Kind
	Values []string // of a Word: what it can be; nil is anything
}

// Grammar is what can be asked of one list.
type Grammar struct {
	Fields []Field
	Has    []string // has:code
	Is     []string // is:low
	Dates  bool     // after: and before:
}

// Value is what a field is asked for.
type Value struct {
	Text  string
	Whole bool // all of the field, not a part of it
}

// Query is what was asked, taken apart. All of it is joined by "and"; the
// values of one field by "or". The zero Query lets everything through.
type Query struct {
	Terms, Not    []string // words to be found, and not to be found
	In, Out       map[string][]Value
	Above, Below  map[string]int64 // bounds not included: cents, counts or seconds
	Has, Is       map[string]bool  // false: it must not
	After, Before time.Time        // After is included, Before is not
	Chips         []string         // the parts that count, as they were written
	Problem       string           // what could not be used, and what could; "" when all was
}

// Empty reports whether everything passes.
func (q Query) Empty() bool { return len(q.Chips) == 0 }

// Names are what can be asked, as it is written.
func (g Grammar) Names() []string {
	var out []string
	for _, f := range g.Fields {
		if f.Kind == Word {
			out = append(out, f.Name+":")
		} else {
			out = append(out, f.Name+"<")
		}
	}
	for _, h := range g.Has {
		out = append(out, "has:"+h)
	}
	for _, i := range g.Is {
		out = append(out, "is:"+i)
	}
	if g.Dates {
		out = append(out, "after:", "before:")
	}
	return out
}
