package act

import (
	"strings"
	"sync/atomic"
)

// Sureness is how surely a person has to want an act.
type Sureness int

// The degrees, from the lightest.
const (
	Unasked   Sureness = iota // nobody is asked: it is free, or can be taken back
	ByEnter                   // the key that goes on
	ByCapital                 // a capital letter of its own
	ByTyping                  // the thing's name or last digits, typed
)

// Consent is what an act takes, or, once it answers a verdict, that a person
// wants it. Only an answer can be used, and only once.
type Consent struct {
	kind  Sureness
	what  string // the letter, or what has to be typed
	name  string // what that is, in words that tell nothing: "the last four digits"
	whole string // what is taken as well: all of that of which what is the end
	to    Fingerprint
	once  *atomic.Bool
}

// None is for what is free or can be taken back.
func None() Consent { return Consent{} }

// Enter is for what costs within the person's own limits.
func Enter() Consent { return Consent{kind: ByEnter} }

// Capital is for what spends more than usual, or is on more than one row.
func Capital(letter string) Consent { return Consent{kind: ByCapital, what: letter} }

// Typed is for what cannot be taken back, or is about somebody's safety.
func Typed(what string) Consent { return Consent{kind: ByTyping, what: what} }

// Called says what it is that has to be typed.
func (c Consent) Called(name string) Consent {
	c.name = name
	return c
}

// Of says what it is the end of: who types all of that has said as much.
func (c Consent) Of(whole string) Consent {
	c.whole = whole
	return c
}

// marks are what a number is written with between its digits.
var marks = strings.NewReplacer(" ", "", "(", "", ")", "", "-", "", ".", "", "+", "")

// Takes reports whether typed is what has to be typed: that, or all of what it is the end of.
func (c Consent) Takes(typed string) bool {
	if typed == c.what || c.whole != "" && typed == c.whole {
		return true
	}
	return strings.HasPrefix(c.whole, "+") && marks.Replace(typed) == marks.Replace(c.whole)
}

// Longest is how many bytes what is typed may reach without any marks.
func (c Consent) Longest() int { return max(len(c.what), len(c.whole)) }

// Name is what has to be typed, in words that tell nothing of it.
func (c Consent) Name() string { return c.name }

// Sureness is how surely the act has to be wanted.
func (c Consent) Sureness() Sureness { return c.kind }

// What is the letter, or what has to be typed.
func (c Consent) What() string { return c.what }

// covers reports whether c is at least what is asked.
func (c Consent) covers(asked Consent) bool {
	return c.kind > asked.kind || c.kind == asked.kind && asked.Takes(c.what)
}

// Agree makes a consent to this verdict of what a person did: pressed Enter, a
// capital letter, typed something. It is refused when that is not enough. The
// caller has shown the verdict.
func (v Verdict) Agree(did Consent) (Consent, error) {
	if err := v.Err(); err != nil {
		return Consent{}, err
	}
	if !did.covers(v.Consent) {
		return Consent{}, v.Consent.missing().Refusal()
	}
	did.to, did.once = v.Fingerprint(), new(atomic.Bool)
	return did, nil
}

// missing says what it takes.
func (c Consent) missing() Reason {
	switch c.kind {
	case ByTyping:
		return NotTyped.Of(c.what)
	case ByCapital:
		return NotConfirmed.Of(c.what)
	}
	return NotConfirmed.Of("Enter")
}

// Answers says why this is no consent to an act of which v is the verdict now,
// nil when it is one.
func (c Consent) Answers(v Verdict) error {
	if err := v.Err(); err != nil {
		return err
	}
	switch {
	case v.Consent.kind == Unasked:
		return nil
	case c.once == nil:
		return v.Consent.missing().Refusal()
	case c.to != v.Fingerprint():
		return Changed.Of().Refusal()
	case !c.covers(v.Consent):
		return v.Consent.missing().Refusal()
	case c.once.Load():
		return ConsentUsed.Of().Refusal()
	}
	return nil
}

// Use spends the consent on an act of which v is the verdict now. What it
// refuses was not sent.
func (c Consent) Use(v Verdict) error {
	if err := c.Answers(v); err != nil {
		return err
	}
	if v.Consent.kind != Unasked && c.once.Swap(true) {
		return ConsentUsed.Of().Refusal()
	}
	return nil
}
