package live

import "time"

// Reason names why the engine did not even try.
type Reason string

// The reasons, from the widest to the narrowest.
const (
	ReasonSettings Reason = "settings broken"
	ReasonOffline  Reason = "offline"
	ReasonReadOnly Reason = "read-only"
	ReasonFollower Reason = "follower" // another process polls and spends for this profile
	ReasonNoKey    Reason = "no key"
	ReasonKey      Reason = "key refused"
	ReasonHold     Reason = "hold"
	ReasonBlocked  Reason = "blocked"
	ReasonFull     Reason = "full"  // the limit of active numbers
	ReasonSpend    Reason = "spend" // a limit of the person's own
	ReasonRule     Reason = "rule"  // a documented rule of the provider
)

// Refusal is an act or a read that was refused here. Nothing was sent and
// nothing was written.
type Refusal struct {
	Why   Reason
	Say   string    // a sentence for a person
	Until time.Time // zero when time alone does not help
	Err   error     // what the provider would have said, or said before; may be nil
}

func (r *Refusal) Error() string { return r.Say }

// Unwrap gives Err.
func (r *Refusal) Unwrap() error { return r.Err }

// Refused tells why and until when, for screens that do not know this package.
func (r *Refusal) Refused() (why string, until time.Time) { return string(r.Why), r.Until }
