package oneuc

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"switchboard/client/rest"
)

// envelope is what every answer is wrapped in. The session's token, which the
// server repeats in each, is not among its fields: it goes no further.
type envelope struct {
	Data         json.RawMessage `json:"data"`
	Status       flexText        `json:"status"`
	Message      flexText        `json:"message"`
	Error        flexText        `json:"error"` // the HTTP status, as text or as a number
	RequestID    flexText        `json:"request_id"`
	NextStartKey flexText        `json:"next_start_key"`

	answer *rest.Answer
}

// request is what every body is wrapped in. Consent to charges stands beside
// the data, not in it.
type request struct {
	Data          any  `json:"data"`
	AcceptCharges bool `json:"accept_charges,omitempty"`
}

var statusKinds = map[int]rest.Kind{400: rest.Invalid, 401: rest.Unauthorized, 402: rest.Payment, 403: rest.Forbidden, 404: rest.NotFound,
	409: rest.Conflict, 410: rest.Gone, 422: rest.Invalid, 429: rest.Limited, 500: rest.Server, 502: rest.Server, 503: rest.Server, 504: rest.Server}

// open reads an answer's envelope. A 2xx whose status is not "success" is a
// failure all the same.
func (c *Client) open(call rest.Call, a *rest.Answer) (envelope, error) {
	e := envelope{answer: a}
	if err := json.Unmarshal(a.Body, &e); err != nil {
		failed := c.rest.Malformed(call, a, err)
		failed.Body = nil // it may hold a token
		return envelope{}, failed
	}
	if e.Status == "success" {
		return e, nil
	}
	failed := c.rest.Malformed(call, a, errors.New("the status is neither success nor a known error"))
	if code, err := strconv.Atoi(string(e.Error)); err == nil {
		if kind, ok := statusKinds[code]; ok {
			failed.Kind, failed.Status, failed.Err = kind, code, nil
		}
	}
	explain(failed)
	return e, failed
}

// malformed is an answer whose data are not what the document says.
func (c *Client) malformed(call rest.Call, e envelope, cause error) *rest.Error {
	failed := c.rest.Malformed(call, e.answer, cause)
	failed.Body, failed.Message = e.Data, cause.Error()
	return failed
}

// do makes one call with the session's token, signing in again at most once:
// a session that another process left may be refused before.
// When the server answered with an envelope it is returned beside the error.
func (c *Client) do(ctx context.Context, call rest.Call) (envelope, error) {
	used := c.session.token()
	e, err := c.once(ctx, call)
	for fresh := false; !fresh && !call.NoKey && shutOut(err) && c.session.canSignIn(); {
		var failed error
		if fresh, failed = c.signIn(ctx, used); failed != nil {
			return envelope{}, failed
		}
		used = c.session.token()
		if e, err = c.once(ctx, call); answeredSo(err) && fresh {
			c.session.giveUp(err)
		}
	}
	var failed *rest.Error
	if errors.As(err, &failed) && failed.Kind == rest.Payment && consentAsked(e) {
		quote, _ := DecodeQuote(e.Data)
		return e, &ChargesError{Quote: quote, Err: failed}
	}
	return e, err
}

func (c *Client) once(ctx context.Context, call rest.Call) (envelope, error) {
	answer, err := c.rest.Do(ctx, call)
	if err == nil {
		return c.open(call, answer)
	}
	var e envelope
	var failed *rest.Error
	if errors.As(err, &failed) && !failed.Local {
		_ = json.Unmarshal(failed.Body, &e)
	}
	return e, err
}

// shutOut is that a call did not go through for want of a session that is good.
func shutOut(err error) bool {
	var failed *rest.Error
	return errors.As(err, &failed) && (failed.Kind == rest.Unauthorized || failed.Kind == rest.NoKey)
}

func unauthorized(err error) bool {
	var failed *rest.Error
	return errors.As(err, &failed) && failed.Kind == rest.Unauthorized
}

// answeredSo is that the server itself has refused who calls. What was not sent says nothing of a key.
func answeredSo(err error) bool {
	var failed *rest.Error
	return errors.As(err, &failed) && failed.Kind == rest.Unauthorized && !failed.Local
}

// consentAsked tells the 402 that is a question from those that are refusals
// (no_credit, not_enough_credit, no_payment_token, service_restriction).
func consentAsked(e envelope) bool {
	return strings.ReplaceAll(string(e.Message), "_", " ") == "accept charges"
}

// refused is an error that was found before anything was sent.
func refused(op, message string) *rest.Error {
	return &rest.Error{Provider: Provider, Op: op, Kind: rest.Invalid, Local: true, Message: message}
}
