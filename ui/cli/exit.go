package cli

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/text"
)

// reasons are the words for the exit codes where nothing closer is known.
var reasons = map[int]string{
	Failure: "failure", Usage: "usage", KeyRefused: "key_refused", NotFound: "not_found", Limited: "limited", PriceMoved: "price_moved",
	NoCode: "no_code", Choice: "choice", Guarded: "guard", Unknown: "unknown", NotAsSent: "not_as_sent", Interrupted: "interrupted", Terminated: "terminated",
	HungUp: "hung_up", Unread: "nobody_reads",
}

// The words for what a command itself did not reach, and for what only a provider's answer says.
const (
	Incomplete  = "incomplete" // what was read is not all there is
	TimedOut    = "timeout"    // the time that was given is over
	FaultsStand = "faults"     // what was examined is not well
	unpaid      = "payment"    // the provider says that there is not enough money, or wants to be paid first
)

// Problem is how a command failed, as --json tells it.
type Problem struct {
	Exit       int          `json:"exit" about:"the exit status"`
	Reason     string       `json:"reason" about:"why, in one word that stays the same"`
	Message    string       `json:"message" about:"the same in a sentence"`
	Mend       string       `json:"mend,omitempty" about:"what fixes it"`
	Field      string       `json:"field,omitempty" about:"what was wrong"`
	Allowed    string       `json:"allowed,omitempty" about:"what it may be"`
	RetryAfter int64        `json:"retry_after,omitempty" about:"in how many seconds trying again can help"`
	RetryAt    string       `json:"retry_at,omitempty" about:"the same as a time"`
	Suggested  *money.Cents `json:"suggested_cents,omitempty" about:"the price at which the same order goes on"`
	OrderID    string       `json:"order_id,omitempty" about:"with which it does: order --order-id"`
	Activation string       `json:"activation_id,omitempty" about:"the number that is ordered already"`
	E164       string       `json:"e164,omitempty" about:"its phone number"`
	ExpiresAt  string       `json:"expires_at,omitempty" about:"when it ends"`
	Attempt    int64        `json:"attempt,omitempty" about:"the attempt that is to be settled, as attempts lists it"`
	RequestID  string       `json:"request_id,omitempty" about:"the provider's name for the call"`
	Provider   string       `json:"provider,omitempty" about:"who refused"`
	Each       []Undone     `json:"each,omitempty" about:"of several, each that is not known to be done, and why"`
}

// Concerning is an error about a number that is ordered and paid for, so that
// what is said of the error also says of which.
type Concerning struct {
	Err        error
	Activation string
	E164       string
	ExpiresAt  time.Time
}

func (c *Concerning) Error() string { return c.Err.Error() }

// Unwrap is what went wrong.
func (c *Concerning) Unwrap() error { return c.Err }

// findsOut says what to do about an outcome that is not known.
const findsOut = "switchboard sync looks it up"

// Refused is what the engine's refusals have.
type Refused interface {
	error
	Refused() (why string, until time.Time)
}

// problem tells from an error what the exit code is and what to say.
func (a *App) problem(ctx context.Context, err error) Problem {
	p := Problem{Message: sentence(err)}
	var fault *rest.Error
	if errors.As(err, &fault) {
		p.Provider, p.RequestID = fault.Provider, fault.RequestID
	}
	var of *Concerning
	if errors.As(err, &of) {
		p.Activation, p.E164, p.ExpiresAt = of.Activation, of.E164, stamp(of.ExpiresAt)
	}
	p.Exit = a.code(ctx, err, &p)
	var part *undone
	if errors.As(err, &part) {
		p.Each = part.each
	}
	if p.name(err); p.Reason == "" {
		p.Reason = reasons[p.Exit]
	}
	if words, ok := endings[p.Exit]; ok {
		p.Message = words
		if part := (*partly)(nil); errors.As(err, &part) {
			p.Message = part.words + ": " + words
		}
	}
	return p
}

// name gives a refusal its name in the table of reasons, also where the exit
// code is that of what lies under it.
func (p *Problem) name(err error) {
	var no *act.Refusal
	var twice *store.OpenIntentError
	switch {
	case errors.As(err, &no):
		p.Reason, p.Mend = string(no.Why), no.Mend
	case errors.As(err, &twice):
		p.Reason = string(act.OpenAttempt)
	case errors.Is(err, store.ErrFull):
		p.Reason, p.Mend = string(store.DiskFull), "make room on the disk"
	case errors.Is(err, store.ErrFails):
		p.Reason, p.Mend = string(store.DiskFails), "look at the disk"
	case errors.Is(err, store.ErrLocked):
		p.Reason, p.Mend = string(store.Locked), "close what has the file open, and try again"
	}
}

// sentence is what an error says, in one line; of several errors each once.
func sentence(err error) string {
	var said []string
	for line := range strings.Lines(store.Said(err)) {
		line = strings.TrimSpace(line)
		again := slices.ContainsFunc(said, func(s string) bool { return s == line || strings.HasSuffix(s, ": "+line) })
		if line != "" && !again {
			said = append(said, line)
		}
	}
	return text.Clean(strings.Join(said, "; ")).String()
}

// code finds the exit code of an error, and fills in what belongs to it.
func (a *App) code(ctx context.Context, err error, p *Problem) int {
	var chosen *Exit
	var open *store.Unsettled
	var twice *store.OpenIntentError
	var short *store.Incomplete
	var moved *platfone.PriceMoved
	var field *platfone.FieldError
	var no Refused
	if errors.As(err, &field) {
		p.Field, p.Allowed = field.Field, field.Allowed
	}
	switch {
	case errors.As(err, &open):
		p.Attempt = open.Intent
		p.Message = strings.TrimSuffix(p.Message, ".") + ". " + findsOut
		return Unknown
	case errors.As(err, &short):
		p.Reason = Incomplete
		return Unknown
	case errors.As(err, &twice):
		p.Attempt, p.Message = twice.Intent.ID, sentence(twice)+". "+findsOut
		return Unknown
	case ctx.Err() != nil:
		return ended(ctx)
	case errors.Is(err, syscall.EPIPE):
		return Unread
	case errors.As(err, &chosen):
		p.Reason = chosen.Reason
		return chosen.Code
	case errors.As(err, &moved):
		p.Suggested, p.OrderID = &moved.Suggested, moved.OrderID
		return PriceMoved
	case errors.As(err, &no):
		return a.refusal(no, p)
	case errors.As(err, &field):
		p.Reason = string(act.Invalid)
		return act.Invalid.Exit()
	case errors.Is(err, store.ErrReadOnly), errors.Is(err, platfone.ErrWrongState):
		return Guarded
	case errors.Is(err, platfone.ErrOnHold):
		return Limited
	case errors.Is(err, platfone.ErrCustomerHeld):
		p.Reason = string(act.CustomerStatus)
		return Guarded
	case errors.Is(err, store.ErrNotFound):
		return NotFound
	}
	return answered(err, p)
}

// refusal is the code of what the engine did not even try.
func (a *App) refusal(no Refused, p *Problem) int {
	why, until := no.Refused()
	p.wait(until)
	p.Reason = why
	if act.Code(why) == act.ReadOnly {
		said := (*act.Refusal)(nil)
		switch errors.As(no, &said); {
		case strings.HasPrefix(p.Message, act.ReadOnly.Of().Say): // it is the profile's own setting
			p.Message += " In the settings, read_only = false in the profile's table allows them."
		case said != nil && strings.HasPrefix(p.Message, "Changes are off"):
			p.Message += " To allow them, " + said.Mend + "."
		}
	}
	return act.Code(why).Exit()
}

// NotThere reports a provider's answer that it does not know what was asked for.
func NotThere(err error) bool {
	var fault *rest.Error
	return errors.As(err, &fault) && fault.Kind == rest.NotFound
}

// answered is the code of what a provider said, or did not say.
func answered(err error, p *Problem) int {
	var fault *rest.Error
	if !errors.As(err, &fault) {
		return Failure
	}
	switch {
	case fault.Kind == rest.Offline:
		p.Reason = string(act.Unreachable)
	case fault.Kind == rest.NoKey:
		p.Reason = string(act.NoKey)
		return act.NoKey.Exit()
	case fault.Kind == rest.Unauthorized || fault.Status == http.StatusUnauthorized:
		return KeyRefused
	case fault.Kind == rest.NotFound:
		return NotFound
	case fault.Kind == rest.Payment:
		p.Reason = unpaid
	case fault.Kind == rest.Limited:
		p.wait(fault.Until)
		var low *platfone.LowSuccess
		if errors.As(err, &low) {
			p.wait(low.Until)
		}
		return Limited
	}
	return Failure
}

// wait notes until when something is paused.
func (p *Problem) wait(until time.Time) {
	if until.IsZero() {
		return
	}
	p.RetryAt = stamp(until)
	p.RetryAfter = max(1, int64((time.Until(until)+time.Second-1)/time.Second))
}

// stamp writes a time for programs; "" when there is none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// Unsettled reports whether something was sent and nobody knows what became of it.
func Unsettled(err error) bool {
	var open *store.Unsettled
	return errors.As(err, &open)
}

// Absent reports that what was named is not there.
func Absent(err error) bool {
	var chosen *Exit
	return NotThere(err) || errors.Is(err, store.ErrNotFound) || errors.As(err, &chosen) && chosen.Code == NotFound
}

// AlreadySo reports that an act was refused because what it would bring about is
// so already. A dry run answers what stands against it and is not meant.
func AlreadySo(err error) bool {
	var no *act.Refusal
	return !errors.Is(err, errDry) && (errors.As(err, &no) && no.Why == act.AlreadySo || errors.Is(err, platfone.ErrDuplicate))
}

// Guard is a refusal by a guard of our own; reason is its word for programs.
func Guard(reason, format string, args ...any) error {
	return &Exit{Code: Guarded, Err: fmt.Errorf(format, args...), Reason: reason}
}

// Missing is something that is not there.
func Missing(format string, args ...any) error {
	return &Exit{Code: NotFound, Err: fmt.Errorf(format, args...)}
}

// end writes what is left to be written, says what went wrong, and returns
// the exit code.
func (a *App) end(ctx context.Context, err error) int {
	err = notSent(a.nothingSaved(err), a.unsent)
	if err == nil && a.short != nil && !a.acted {
		err = a.short
	}
	var against notDry
	if errors.Is(err, errDry) && !errors.As(err, &against) {
		a.Out.Say("%s", errDry)
		err = nil
	}
	if err == nil {
		if err = a.Out.finish(nil); err == nil {
			a.ageOfSaved(time.Now())
			return OK
		}
	}
	if a.afterwards(ctx, err) {
		a.tellAfter(errors.Join(err, a.Out.finish(nil)))
		return OK
	}
	p := a.problem(ctx, err)
	if p.Exit == Unread {
		return Unread // who read has gone: there is nobody to tell
	}
	if a.Out.Format == "" { // the options were not understood
		a.Out.Format = a.wanted()
	}
	// That it cannot be written is no other failure than the one that is told next.
	unwritten := a.Out.finish(&p) != nil
	a.confess(p)
	if unwritten && a.acted {
		a.tellUnwritten()
		if p.Activation != "" {
			fmt.Fprintln(a.Out.errs, text.Clean("Done: activation_id "+p.Activation+", e164 "+p.E164))
		}
	}
	return p.Exit
}

// confess says on standard error what went wrong, and what a person needs to go on.
func (a *App) confess(p Problem) {
	fmt.Fprintln(a.Out.errs, "switchboard:", p.Message)
	if p.OrderID != "" && p.Suggested != nil {
		fmt.Fprintf(a.Out.errs, "The same order goes on with --max %s --order-id %s\n", p.Suggested.Plain(), text.Clean(p.OrderID))
	}
}
