package rest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Kind says what a failed call means.
type Kind int

const (
	Offline      Kind = iota // certainly not sent: name lookup, refused, TLS, no network
	Unanswered               // perhaps sent, no complete answer: the outcome is unknown
	Malformed                // 2xx, but not what the document says, or over the cap
	NotAPI                   // a page or a redirect: something else answered
	Invalid                  // 400, 422 and every other 4xx without a name here
	Unauthorized             // 401, or refused here until the key changes
	NoKey                    // refused here: there is no key to send with, or it cannot be had
	Payment                  // 402
	Forbidden                // 403
	NotFound                 // 404
	Conflict                 // 409
	Gone                     // 410
	Limited                  // 429, or refused here because a block or a budget is in force
	Server                   // 5xx
	Canceled                 // our own context ended before anything was sent
)

// Error is the one error that leaves a provider's client.
type Error struct {
	Provider, Op string
	Kind         Kind
	Status       int
	Name         string    // the provider's own name for it, e.g. "MaxPriceExceededException"
	Message      string    // words for a person; the provider's words are untrusted and not yet cleaned
	Sent         bool      // the request's headers were written to the wire
	Local        bool      // refused here: nothing was sent
	Customer     string    // whose own route it was, of the account's customers; "" is the account's
	Scope        string    // Limited: what is paused, a Budget's name or "account"
	Keeps        int       // Limited by this program itself: the calls it allows itself a minute; the provider asked for nothing
	Until        time.Time // Limited: not before
	Estimated    bool      // Until is our guess
	RequestID    string
	Header       http.Header
	Body         []byte
	Err          error

	unshaped bool // an error status without the provider's own JSON: an edge may have spoken for it
}

func (e *Error) Unwrap() error { return e.Err }

// Unknown says that the outcome of an act cannot be told from this error, so
// it has to be read from the provider and must not be sent again.
func (e *Error) Unknown() bool {
	if !e.Sent || e.Local {
		return false
	}
	switch e.Kind {
	case Unanswered, Malformed, Server:
		return true
	case NotAPI:
		// 301, 307 and 308 say "ask elsewhere" before anything is done; 302
		// and 303 are also what is answered after the work is done.
		switch e.Status {
		case http.StatusMovedPermanently, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
			return false
		}
		return true
	case Offline, Canceled:
		return false
	}
	return e.unshaped
}

// Screen gives the name a provider has on screen: SMS, TRUST or LINES.
func Screen(provider string) string { return strings.ToUpper(provider) }

// Error gives one sentence for a person.
func (e *Error) Error() string {
	who := Screen(e.Provider)
	switch e.Kind {
	case Offline:
		return "nothing was sent: " + or(e.Message, "cannot reach "+who)
	case Canceled:
		return "nothing was sent: the call to " + who + " was stopped"
	case Unanswered:
		return e.unanswered(who)
	case Malformed:
		return who + " sent an answer that cannot be read" + tail(e.Message)
	case NotAPI:
		return or(e.Message, "something else answered instead of "+who)
	case Unauthorized:
		if e.Local {
			return or(e.Message, Rests(who+" refused the key", ""))
		}
		return who + " refused the key" + tail(e.Message)
	case NoKey:
		return "nothing was sent: " + or(e.Message, "no key is set for "+who)
	case Payment:
		return who + " asks for payment first" + tail(e.Message)
	case Forbidden:
		if e.Status == http.StatusUnauthorized { // for this alone: others may be answered
			return who + " refused the key for this" + tail(e.Message)
		}
		return who + " does not allow this" + tail(e.Message)
	case NotFound:
		return who + " does not know this" + tail(e.Message)
	case Conflict:
		return who + " refuses it in the present state" + tail(e.Message)
	case Gone:
		return who + " has it no longer" + tail(e.Message)
	case Limited:
		return e.limited(who)
	case Server:
		return fmt.Sprintf("%s has trouble (%d)", who, e.Status) + tail(e.Message)
	}
	if e.Local {
		return "nothing was sent: " + or(e.Message, "the request is not valid")
	}
	return who + " refused the request" + tail(e.Message)
}

func (e *Error) unanswered(who string) string {
	if errors.Is(e.Err, context.Canceled) {
		return "the call to " + who + " was stopped before the answer came"
	}
	if e.Message != "" {
		return e.Message
	}
	return who + " did not answer in time"
}

func (e *Error) limited(who string) string {
	switch {
	case e.Until.IsZero() && e.Local:
		return or(e.Message, "nothing was sent: "+who+" asked to wait")
	case e.Until.IsZero():
		return who + " has reached a limit" + tail(e.Message)
	}
	at := clock(e.Until)
	if e.Estimated {
		at = "about " + at
	}
	if e.Keeps > 0 {
		return "nothing was sent: " + e.Keeping() + ", and the next is free at " + at
	}
	return who + " asks to wait until " + at + tail(e.Message)
}

// Keeping says by which budget of its own the program did not ask.
func (e *Error) Keeping() string {
	return fmt.Sprintf("this program keeps to %d calls of this kind a minute to %s", e.Keeps, Screen(e.Provider))
}

// Beside is a meaning in our words, and in brackets what the provider itself said where that says more.
func (e *Error) Beside(ours string) string {
	theirs := strings.TrimSuffix(strings.TrimSpace(e.Message), ".")
	if e.Local || theirs == "" || strings.Contains(strings.ToLower(ours), strings.ToLower(theirs)) {
		return ours
	}
	return ours + " (" + theirs + ")"
}

// clock writes a moment the way a person at this machine reads it; the day is
// named when the moment is not within the next half day.
func clock(t time.Time) string {
	left := time.Until(t)
	if left > 12*time.Hour || left < -12*time.Hour {
		return t.Local().Format("2 Jan 15:04")
	}
	if left < time.Minute {
		return t.Local().Format("15:04:05")
	}
	return t.Local().Format("15:04")
}

func tail(message string) string {
	if message == "" {
		return ""
	}
	return ": " + message
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
