package platfone

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"time"

	"switchboard/client/rest"
)

// The names the service gives its refusals, newest spelling first.
var (
	nameTooMany    = []string{"TooManyActivationsException", "TooManyActivationsPendingException"}
	nameLowSuccess = []string{"LowSuccessRateException"}
	nameNoNumbers  = []string{"NoNumbersAvailableException"}
	nameUnverified = []string{"EmailNotVerifiedException"}
	nameDeadline   = []string{"ReportCreationDeadlinePassed", "ReportCreationDeadlinePassedException"}
)

// kinds says what each known name means, whatever status it came with.
var kinds = map[string]rest.Kind{
	"InvalidRequestParamsException":         rest.Invalid,
	"UnauthorizedException":                 rest.Unauthorized,
	"PaymentRequiredException":              rest.Payment,
	"PaymentRequired":                       rest.Payment,
	"AccountOnHoldException":                rest.Forbidden,
	"EmailNotVerifiedException":             rest.Forbidden,
	"NoNumbersAvailableException":           rest.NotFound,
	"ResourceNotFoundException":             rest.NotFound,
	"MaxPriceExceededException":             rest.Conflict,
	"ResourceBadStateException":             rest.Conflict,
	"ReportCreationDeadlinePassed":          rest.Conflict,
	"ReportCreationDeadlinePassedException": rest.Conflict,
	"GoneException":                         rest.Gone,
	"TooManyRequestsException":              rest.Limited,
	"TooManyActivationsException":           rest.Limited,
	"TooManyActivationsPendingException":    rest.Limited,
	"LowSuccessRateException":               rest.Limited,
	"ServiceUnavailableException":           rest.Server,
}

// blockWait is how long a low success rate blocks when the answer does not say (retail
// document, "success rate").
const blockWait = 24 * time.Hour

// Explain reads the service's error body into e: its name and words, what they
// mean, and for a 429 what is paused and until when. The three meanings of 429 are: too many
// requests, which pauses that class of routes; too many active activations, which no waiting
// ends, so nothing is paused; and a low success rate, which pauses ordering alone.
func Explain(e *rest.Error) {
	if o, err := readObject(e.Body); err == nil {
		e.Name = first(o, "errorName", "error_name")
		e.Message = first(o, "errorMessage", "error_message", "message")
	}
	if kind, ok := kinds[e.Name]; ok && e.Status >= 400 && e.Status < 500 {
		e.Kind = kind
	}
	if catalogued(e.Op) && e.Kind == rest.Unauthorized {
		// Whether a retail key opens the shared catalogue is not documented.
		// A refusal there must not stop everything else.
		e.Kind = rest.Forbidden
	}
	if e.Kind == rest.Limited {
		limit(e)
	}
}

// limit fills what a 429 pauses and until when, on our clock. It finds Scope and Until as the
// headers have them; a time in the body is kept when it is later.
func limit(e *rest.Error) {
	switch {
	case is(e, nameTooMany...):
		e.Scope, e.Until, e.Estimated = "", time.Time{}, false
	case is(e, nameLowSuccess...), e.Name == "" && speaksOfSuccess(e.Message):
		lowSuccess(e)
	default:
		if wait := bodyWait(e.Body, answeredAt(e.Header)); wait > 0 {
			if t := time.Now().Add(wait); t.After(e.Until) {
				e.Until, e.Estimated = t, false
			}
		}
	}
}

// lowSuccess pauses ordering. The reset of the route's own window says nothing about this
// block, so only the body and Retry-After are asked. The words are made to name the reason,
// because they come back with every call refused here until the block is over.
func lowSuccess(e *rest.Error) {
	e.Name, e.Scope = nameLowSuccess[0], BudgetCreate.Name
	if !speaksOfSuccess(e.Message) {
		e.Message = strings.TrimSpace("the success rate is too low. " + e.Message)
	}
	now := answeredAt(e.Header)
	wait := bodyWait(e.Body, now)
	if wait == 0 {
		wait = headerWait(e.Header.Get("Retry-After"), now)
	}
	e.Estimated = wait == 0
	if e.Estimated {
		wait = blockWait
	}
	e.Until = time.Now().Add(wait)
}

// answeredAt is the provider's time of an answer, or ours when it did not say.
func answeredAt(h http.Header) time.Time {
	if t, err := http.ParseTime(h.Get("Date")); err == nil {
		return t
	}
	return time.Now()
}

// is reports whether the error carries one of the names.
func is(e *rest.Error, names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(e.Name, name) })
}

// first gives the first of the keys that holds words; a list of them is what was refused together.
func first(o object, keys ...string) string {
	for _, key := range keys {
		if s := cmp.Or(o.text(key), strings.Join(o.texts(key), "; ")); s != "" {
			return s
		}
	}
	return ""
}
