package intake

import (
	"switchboard/client/phone"
	"switchboard/store/act"
)

// State says how a row stands.
type State string

// The states of a row.
const (
	Ready   State = "ready"     // it can be done, and is not done yet
	Done    State = "done"      // it was done by this run
	Already State = "already"   // it was done before, or is so without it
	Choice  State = "choice"    // several places are possible: a person has to choose
	Wrong   State = "wrong"     // the row itself, or what it is about, keeps it from being done
	Refused State = "refused"   // the provider would not do it
	Unknown State = "unknown"   // sent, and what came of it is being looked for
	Charged State = "charges"   // the provider asks for money
	Unsent  State = "not_sent"  // the run ended before it
	Replace State = "replaces"  // ready, and it replaces what is on file
	Written State = "not_exact" // done with a problem: what is on file is not active, or not what was sent
)

// Row is a row of the file and how it stands.
type Row struct {
	Line    int    // in the file, from 1
	Subject string // what it is about: a number, a customer
	State   State
	Why     string // in a sentence; "" where the state says it all
	act     act.Act
}

// Told is what is said of the row, with what it is about before it where that does not stand in it.
func (r Row) Told() string { return act.About(r.name(), r.Why) }

// name is what the row is about, a number as people read it.
func (r Row) name() string {
	if n, err := phone.Parse(r.Subject); err == nil {
		return n.String()
	}
	return r.Subject
}

// open reports whether there is something left to be done for the row by a run.
func (r Row) open() bool { return r.State == Ready || r.State == Replace || r.State == Unknown }
