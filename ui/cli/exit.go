package cli

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/text"
)

// codeNames are the words for the exit codes in JSON.
var codeNames = map[int]string{
	Failure: "failure", Usage: "usage", KeyRefused: "key", NotFound: "not_found", Limited: "limited", PriceMoved: "price_moved",
	NoCode: "no_code", Choice: "choice", Guarded: "guard", Unknown: "unknown", NotAsSent: "not_as_sent", Interrupted: "interrupted",
}

// Problem is how a command failed, as --json tells it.
type Problem struct {
	Exit       int          `json:"exit"`
	Code       string       `json:"code"`
	Message    string       `json:"message"`
	Reason     string       `json:"reason,omitempty"`          // why it was refused here, by its name in the table of reasons
	Mend       string       `json:"mend,omitempty"`            // what mends that
	Field      string       `json:"field,omitempty"`           // what was wrong
	Allowed    string       `json:"allowed,omitempty"`         // what it may be
	RetryAfter int64        `json:"retry_after,omitempty"`     // seconds
	Until      string       `json:"until,omitempty"`           // the same as a time
	Suggested  *money.Cents `json:"suggested_cents,omitempty"` // the price at which the same order goes on
	USD        string       `json:"suggested,omitempty"`       // the same in dollars
	OrderID    string       `json:"order_id,omitempty"`        // with which it does
	Intent     int64        `json:"journal_entry,omitempty"`   // which settles by reading
	RequestID  string       `json:"request_id,omitempty"`      // the provider's
	Provider   string       `json:"provider,omitempty"`        // who refused
}

// findsOut says what to do about an outcome that is not known.
const findsOut = "switchboard sync finds out"

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
	p.Exit = a.code(ctx, err, &p)
	p.Code = codeNames[p.Exit]
	p.name(err)
	if p.Exit == Interrupted {
		p.Message = "interrupted"
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
	}
}

// sentence is what an error says, in one line; of several errors each once.
func sentence(err error) string {
	var said []string
	for line := range strings.Lines(err.Error()) {
		if line = strings.TrimSpace(line); line != "" && !slices.Contains(said, line) {
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
	var moved *platfone.PriceMoved
	var field *platfone.FieldError
	var no Refused
	switch {
	case errors.As(err, &open):
		p.Intent = open.Intent
		p.Message = strings.TrimSuffix(p.Message, ".") + ". " + findsOut
		return Unknown
	case errors.As(err, &twice):
		p.Intent, p.Message = twice.Intent.ID, sentence(twice)+". "+findsOut
		return Unknown
	case ctx.Err() != nil:
		return Interrupted
	case errors.As(err, &chosen):
		if errors.As(err, &field) {
			p.Field, p.Allowed = field.Field, field.Allowed
		}
		return chosen.Code
	case errors.As(err, &moved):
		p.Suggested, p.USD, p.OrderID = &moved.Suggested, moved.Suggested.Plain(), moved.OrderID
		return PriceMoved
	case errors.As(err, &no):
		return a.refusal(no, p)
	case errors.As(err, &field):
		p.Field, p.Allowed = field.Field, field.Allowed
		return Usage
	case errors.Is(err, store.ErrReadOnly):
		return Guarded
	case errors.Is(err, platfone.ErrOnHold):
		return Limited
	case errors.Is(err, platfone.ErrWrongState):
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
	if act.Code(why) == act.ReadOnly && !a.Flags.ReadOnly { // it is the profile's own setting
		p.Message += " In the settings, read_only = false in the profile's table allows them."
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
	case fault.Kind == rest.Unauthorized || fault.Status == http.StatusUnauthorized:
		return KeyRefused
	case fault.Kind == rest.NotFound:
		return NotFound
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
	p.Until = until.UTC().Format(time.RFC3339)
	p.RetryAfter = max(1, int64((time.Until(until)+time.Second-1)/time.Second))
}

// unsettled reports whether something was sent and nobody knows what became of it.
func Unsettled(err error) bool {
	var open *store.Unsettled
	return errors.As(err, &open)
}

// guarded is a refusal by a guard of our own.
func Guard(format string, args ...any) error {
	return &Exit{Guarded, fmt.Errorf(format, args...)}
}

// unknownName is something that is not there.
func Missing(format string, args ...any) error {
	return &Exit{NotFound, fmt.Errorf(format, args...)}
}

// end writes what is left to be written, says what went wrong, and returns
// the exit code.
func (a *App) end(ctx context.Context, err error) int {
	var no *act.Refusal
	if errors.Is(err, errDry) && !errors.As(err, &no) {
		a.Out.Say("%s", errDry)
		err = nil
	}
	if err == nil {
		if err = a.Out.finish(nil); err == nil {
			return OK
		}
	}
	p := a.problem(ctx, err)
	if a.Out.Format == "" { // the options were not understood
		a.Out.Format = a.wanted()
	}
	if lost := a.Out.finish(&p); lost != nil && p.Exit == OK {
		p.Exit = Failure
	}
	fmt.Fprintln(a.Out.errs, "switchboard:", p.Message)
	return p.Exit
}
