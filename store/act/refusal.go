package act

import (
	"strings"
	"time"
)

// Reason is why an act is stopped, or what has to be said before it.
type Reason struct {
	Code  Code
	Say   string    // a sentence for a person
	Mend  string    // what mends it, in words; "" when nothing does but time
	Until time.Time // zero when time alone does not help
	Err   error     // what the provider would have said, or said before; may be nil
	Seen  time.Time // when an amount in Say was read; told at the end of it, since what is agreed to does not age
	Hide  []string  // names, numbers and addresses in Say, for eyes that look on
	tally bool      // Say has already of how many it is
}

// Told is the sentence, with when its amount was read once that is a while ago.
func (r Reason) Told(now time.Time) string {
	if age := strings.TrimPrefix(Aged(now, r.Seen, longAgo), ", "); age != "" {
		return r.Say + " The amount was " + age + "."
	}
	return r.Say
}

// longAgo is how old an amount in a reason may be before its age is told.
const longAgo = time.Minute

// Refusal makes an error of it.
func (r Reason) Refusal() *Refusal {
	return &Refusal{Why: r.Code, Say: r.Told(time.Now()), Mend: r.Mend, Until: r.Until, Err: r.Err}
}

// Before is why a reason says that something is so already: what came of it then, which is not what was wanted.
type Before struct{ Came Outcome }

func (*Before) Error() string { return "it was done before, and is not as it was wanted" }

// Refusal is an act or a read that was refused here. Nothing was sent and
// nothing was written.
type Refusal struct {
	Why   Code
	Say   string
	Mend  string
	Until time.Time
	Err   error
}

func (r *Refusal) Error() string { return r.Say }

// Unwrap gives Err.
func (r *Refusal) Unwrap() error { return r.Err }

// Refused tells why, by its code, and until when: for who does not know this package.
func (r *Refusal) Refused() (why string, until time.Time) { return string(r.Why), r.Until }

// Reason is the refusal as a verdict has it.
func (r *Refusal) Reason() Reason {
	return Reason{Code: r.Why, Say: r.Say, Mend: r.Mend, Until: r.Until, Err: r.Err}
}
