package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"switchboard/client/oneuc"
)

// IntentState is how far something that spends or changes the world has come.
type IntentState string

// The states, in the order they are passed through.
const (
	StateIntent    IntentState = "intent"    // decided; nothing was sent
	StateSent      IntentState = "sent"      // handed to the transport
	StateConfirmed IntentState = "confirmed" // it happened
	StateRejected  IntentState = "rejected"  // it did not happen: it was refused, or never sent
	StateUnknown   IntentState = "unknown"   // sent, and no answer that tells: to be found out by reading
	StateAbsent    IntentState = "absent"    // it did not happen, as reading has shown twice
)

// steps are the states that may follow each state. A sent intent goes back when the evidence
// says that nothing had left. A process that was stopped so long that others looked for what it
// had sent still gets its answer when it goes on, and that answer counts.
var steps = map[IntentState][]IntentState{
	StateIntent:  {StateSent, StateRejected},
	StateSent:    {StateSent, StateIntent, StateConfirmed, StateRejected, StateUnknown},
	StateUnknown: {StateConfirmed, StateAbsent, StateRejected},
	StateAbsent:  {StateConfirmed},
}

// Open reports whether the outcome is still to come.
func (s IntentState) Open() bool { return s == StateIntent || s == StateSent || s == StateUnknown }

// Intent is a line of the journal: one attempt at something that costs, buys, releases,
// cancels or changes an emergency address.
type Intent struct {
	ID         int64
	Op         string // what is attempted, e.g. "order"
	NaturalKey string // what it is about; at most one attempt at a time has the same
	Subject    string // the same in words for a person
	State      IntentState
	Body       json.RawMessage // what is sent; never a credential
	Created    time.Time
	SentAt     time.Time
	SettledAt  time.Time
	Ref        string    // what came of it, e.g. an activation's id
	Reason     string    // why it was rejected or is unknown, in words
	Checks     int       // how often it was looked for
	NextCheck  time.Time // zero after a look: it waits for a person
	Missed     time.Time // the first of the looks without a break that found no trace
	Parent     int64     // the earlier attempt that a person decided to repeat
	Damaged    bool      // the row does not match its checksum: its outcome is to be taken for unknown
	Run        int64     // of an attempt that begins: the run it is part of, 0 for none
	Nth        int       // its place in it
	owner      string
}

// Found reports whether it is known only by looking, or by a person's word, that
// the attempt was carried out: its own answer did not come.
func (i Intent) Found() bool { return i.State == StateConfirmed && i.Reason != "" }

// addressOp is the journal's name of an emergency address that is sent.
const addressOp = "lines.e911"

// Amiss is why what was carried out is not what was wanted: an emergency address that is on file and
// not active, or not as it was sent. It is "" of what is as it was wanted, and of what was not carried out.
func (i Intent) Amiss() string {
	if i.Op != addressOp || i.State != StateConfirmed || i.Damaged {
		return ""
	}
	return oneuc.FilingAmiss(i.Ref)
}

// foundWord begins the result in the log of an attempt that got no answer, once it was found out.
const foundWord = "found: "

// How the results in the log begin of what was carried out and is not as it was wanted, and of what was found not to be done.
const (
	DoneAmiss    = "done: "
	FoundAmiss   = foundWord + "it was done: "
	FoundNotDone = foundWord + "it was not done: "
)

// Log is the result in the log of the attempt, which was carried out and brought ref; found is that only a look tells that.
func (i Intent) Log(ref string, found bool) string {
	i.State, i.Ref = StateConfirmed, ref
	said := DoneAmiss
	if found {
		said = FoundAmiss
	}
	if why := i.Amiss(); why != "" {
		return said + why
	}
	return strings.TrimSuffix(said, ": ")
}

// Told is what a person is told of an attempt whose outcome is not known.
func (i Intent) Told() string {
	about := OpName(i.Op) + " " + i.Subject
	if !i.Damaged {
		return "Result not known yet: " + about + ". It was sent once. Switchboard checks whether it went through."
	}
	return fmt.Sprintf("Result not known: %s. Its entry in the journal is damaged and cannot be looked for. See at the provider what became of it, then say so: switchboard attempts settle %d.", about, i.ID)
}

// InFlightError says that another attempt at the same is on its way just now: it is not unknown,
// and the next one waits its turn.
type InFlightError struct {
	Intent  Intent
	Process int // that makes it; 0 when its program has ended or hangs
}

func (e *InFlightError) Error() string {
	about := OpName(e.Intent.Op)
	if e.Intent.Subject != "" {
		about += " (" + e.Intent.Subject + ")"
	}
	if e.Process == 0 {
		return fmt.Sprintf("the same %s was under way when its Switchboard ended or was stopped; it has to be checked first whether it went through", about)
	}
	return fmt.Sprintf("the same %s is being sent by process %d since %s", about, e.Process, e.Intent.Created.Format("15:04:05"))
}

// UnderWay is that an attempt whose outcome is not known yet is waited for.
func (db *DB) UnderWay(o Intent) *InFlightError {
	if db.alive(o.owner) {
		return &InFlightError{o, pidOf(o.owner)}
	}
	return &InFlightError{o, 0}
}

// OpenIntentError refuses a second attempt at something whose first has no outcome yet.
type OpenIntentError struct{ Intent Intent }

func (e *OpenIntentError) Error() string {
	i := e.Intent
	about := OpName(i.Op)
	if i.Subject != "" {
		about += " (" + i.Subject + ")"
	}
	if i.Damaged {
		return fmt.Sprintf("journal entry %d (%s) is damaged: what became of it has to be settled first", i.ID, about)
	}
	return fmt.Sprintf("an earlier %s was sent at %s and its outcome is not known yet; nothing is sent again until it is",
		about, i.SentAt.Format("15:04:05"))
}

// Unsettled says that something was sent and its outcome is not known. The journal entry
// settles by reading.
type Unsettled struct {
	Intent int64
	What   string
	Said   string // what was answered although that leaves the outcome open; "" when nothing came
}

// The words for an act whose outcome is not known yet, the same on every screen,
// in every command and in the log.
const (
	NoAnswer    = "No answer yet. Checking whether it went through; it is not sent twice."
	NoAnswerYet = "no answer yet: checking whether it went through"
)

func (e *Unsettled) Error() string {
	say := strings.TrimSuffix(e.Sentence(), ".")
	if e.Said == "" {
		say = strings.ToLower(say[:1]) + say[1:]
	}
	return e.What + ": " + say
}

// Sentence says how it stands to somebody who knows what was sent.
func (e *Unsettled) Sentence() string {
	if e.Said != "" {
		return e.Said + ". Checking what became of it. It is not sent twice."
	}
	return NoAnswer
}

// StepError refuses a change of state that the journal does not know.
type StepError struct {
	ID       int64
	From, To IntentState
}

func (e *StepError) Error() string {
	return fmt.Sprintf("journal entry %d is %s and cannot become %s", e.ID, e.From, e.To)
}

func (i Intent) sum() int64 {
	return newSum().int(i.ID).text(i.Op).text(i.NaturalKey).text(i.Subject).text(string(i.State)).text(string(i.Body)).
		int(unix(i.Created)).int(unix(i.SentAt)).int(unix(i.SettledAt)).text(i.Ref).text(i.Reason).int(int64(i.Checks)).
		int(unix(i.NextCheck)).int(i.Parent).later(i.owner, i.Missed).done()
}

// later adds what older journals do not have, so that the checksums of their entries still fit.
func (s sum) later(owner string, missed time.Time) sum {
	if owner == "" && missed.IsZero() {
		return s
	}
	return s.text(owner).int(unix(missed))
}

const intentColumns = "id, op, natural_key, subject, state, body, created, sent_at, settled_at, ref, reason, checks, next_check, parent, owner, missed, sum"

func scanIntent(s scanner) (Intent, error) {
	var i Intent
	var body string
	var sum int64
	err := s.Scan(&i.ID, &i.Op, &i.NaturalKey, &i.Subject, (*string)(&i.State), &body, moment{&i.Created}, moment{&i.SentAt},
		moment{&i.SettledAt}, &i.Ref, &i.Reason, &i.Checks, moment{&i.NextCheck}, &i.Parent, &i.owner, moment{&i.Missed}, &sum)
	i.Body = json.RawMessage(body)
	i.Damaged = err == nil && i.sum() != sum
	return i, err
}
