package act

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"switchboard/client/money"
)

// Verdict is what is said of an act before it is done.
type Verdict struct {
	Act           Act
	Refused       []Reason  // any one stops it; the first is the one to tell
	Warned        []Reason  // said before it
	Consent       Consent   // what it takes to do it
	Before, After []Fact    // as things are and as they will be
	Each          []Verdict // on each of the acts that are wanted together
}

// Kind says what a fact is, so that it can be hidden from people who look on.
type Kind int

// The kinds of facts.
const (
	Plain Kind = iota
	Money
	Name   // of a customer or a person
	Number // a phone number
	Place
)

// FreePlaces names the fact of how many more numbers may run, of all that may.
const FreePlaces = "free places"

// Fact is one thing as it is or will be. Its value may hold foreign text.
type Fact struct {
	Name  string // "at most", "on file"
	Value string
	Kind  Kind
	Loose bool         // moves by itself, such as a balance: told for orientation, and no part of what is agreed to
	Adds  *money.Price // what it comes to where several acts are wanted together; nil does not add up
	Seen  time.Time    // when the provider said so; zero where that needs no telling
	Mind  string       // what has to be known of it, for the end of a word about it: ", before the latest booking"
}

// news is how long what a provider said is told without its age.
const news = time.Minute

// Told is the value with the time it was read, once that is a while ago.
func (f Fact) Told(now time.Time) string { return f.Value + f.Mind + Aged(now, f.Seen, news) }

// Aged says when something was read, for the end of a word about it: nothing
// while that is less than after ago, or was never noted.
func Aged(now, seen time.Time, after time.Duration) string {
	at, today := seen.In(now.Location()), "15:04"
	switch {
	case seen.IsZero() || now.Sub(seen) < after:
		return ""
	case at.YearDay() != now.YearDay() || at.Year() != now.Year():
		today = "2 Jan 15:04"
	}
	return ", read at " + at.Format(today)
}

// Stands reports whether nothing stops the act.
func (v Verdict) Stands() bool { return len(v.Refused) == 0 }

// Err is the first reason against the act as an error, nil when it stands.
func (v Verdict) Err() error {
	if v.Stands() {
		return nil
	}
	return v.Refused[0].Refusal()
}

// Barred is why the act cannot be done however it is completed, nil when nothing
// of the kind stands against it. It is asked before anything is read for it.
func (v Verdict) Barred() error {
	for _, r := range v.Refused {
		if r.Code.Standing() {
			return r.Refusal()
		}
	}
	return nil
}

// Stop is the first reason against the act that stands before its sheet is open:
// no field that is filled in there mends it. What a provider asks to wait for has
// its way out in the sheet.
func (v Verdict) Stop() (Reason, bool) {
	for _, r := range v.Refused {
		if e, ok := r.Code.entry(); !ok || e.Shown == OnSheet || r.Code == JournalHeld || r.Code.All() {
			return r, true
		}
	}
	return Reason{}, false
}

// Unfit is what a field of the act cannot hold, nil when each holds what it has.
func (v Verdict) Unfit() error {
	for _, r := range v.Refused {
		if e, _ := r.Code.entry(); e.Shown == AtField {
			return r.Refusal()
		}
	}
	return nil
}

// Widest puts the reasons against the act in the order of the table: the one
// that stops most is the first, and the one to tell.
func (v *Verdict) Widest() {
	if len(v.Refused) < 2 {
		return
	}
	at := table().at
	slices.SortStableFunc(v.Refused, func(a, b Reason) int { return at[a.Code] - at[b.Code] })
}

// Refuse adds reasons against the act, each once.
func (v *Verdict) Refuse(list ...Reason) { v.Refused = add(v.Refused, list) }

// Warn adds what has to be said, each once, and what it takes for it.
func (v *Verdict) Warn(r Reason, takes Consent) {
	v.Warned = add(v.Warned, []Reason{r})
	v.Take(takes)
}

// Take raises what it takes to do the act; it is never lowered.
func (v *Verdict) Take(c Consent) {
	if c.kind > v.Consent.kind {
		v.Consent = c
	}
}

func add(all, list []Reason) []Reason {
	for _, r := range list {
		if !slices.ContainsFunc(all, func(o Reason) bool { return o.Code == r.Code && o.Say == r.Say }) {
			all = append(all, r)
		}
	}
	return all
}

// Fingerprint tells verdicts apart. Another act, amount, address, warning or
// kind of consent is another verdict; what moves by itself is not.
type Fingerprint [sha256.Size]byte

// Fingerprint is of what a person agrees to.
func (v Verdict) Fingerprint() Fingerprint {
	h := sha256.New()
	put := func(parts ...string) {
		for _, p := range parts {
			fmt.Fprintf(h, "%d:%s", len(p), p)
		}
	}
	if v.Act != nil {
		body, err := json.Marshal(v.Act)
		put(v.Act.Op(), string(body), fmt.Sprint(err))
		if s, ok := v.Act.(Hider); ok {
			put(s.Hidden())
		}
	}
	put(fmt.Sprint(v.Consent.kind), v.Consent.what)
	for _, list := range [][]Reason{v.Refused, v.Warned} {
		for _, r := range list {
			put(string(r.Code), r.Say)
		}
		put("")
	}
	for _, list := range [][]Fact{v.Before, v.After} {
		for _, f := range list {
			if !f.Loose {
				put(f.Name, f.Value)
			}
		}
		put("")
	}
	return Fingerprint(h.Sum(nil))
}
