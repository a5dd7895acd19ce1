package oneuc

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sort"
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
// failure all the same (reliability.md, rule 10).
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

// do makes one call with the session's token, signing in again at most once.
// When the server answered with an envelope it is returned beside the error.
func (c *Client) do(ctx context.Context, call rest.Call) (envelope, error) {
	used := c.session.token()
	e, err := c.once(ctx, call)
	if !call.NoKey && unauthorized(err) && c.session.canSignIn() {
		if err := c.signIn(ctx, used); err != nil {
			return envelope{}, err
		}
		if e, err = c.once(ctx, call); unauthorized(err) {
			c.session.giveUp()
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

func unauthorized(err error) bool {
	var failed *rest.Error
	return errors.As(err, &failed) && failed.Kind == rest.Unauthorized
}

// consentAsked tells the 402 that is a question from those that are refusals
// (no_credit, not_enough_credit, no_payment_token, service_restriction).
func consentAsked(e envelope) bool {
	return strings.ReplaceAll(string(e.Message), "_", " ") == "accept charges"
}

// faultJSON is what data holds of a failure, for the whole call or for one number.
type faultJSON struct {
	Code    flexInt         `json:"code"`
	Error   flexText        `json:"error"`
	Message flexText        `json:"message"`
	Cause   json.RawMessage `json:"cause"`
}

// words are ours for the server's own error names.
var words = map[string]string{
	"accept charges":           "this costs money and needs your consent",
	"assign_failure":           "the number could not be given to the account",
	"bad_identifier":           "the number is not on this account",
	"fault by carrier":         "the carrier could not do it",
	"forbidden":                "this account may not do that",
	"invalid credentials":      "the session has ended or the key is wrong",
	"invalid_state_transition": "the number's state does not allow it",
	"missing_provider_url":     "the number was in no search of this account",
	"no_change_required":       "nothing would change",
	"no_credit":                "the account has no credit",
	"no_payment_token":         "the account has no way to pay on file",
	"not_enough_credit":        "the account has not enough credit",
	"not_found":                "the number is not on this account",
	"not_reconcilable":         "this is not a full number with its country code",
	"number_exists":            "the number is in use already",
	"number_is_porting":        "the number is being moved",
	"service_restriction":      "the account's plan does not include it",
	"too_many_requests":        "too many requests",
}

// explain names an error and words it. It also takes the session's token out
// of the body, which others may log.
func explain(e *rest.Error) {
	var body map[string]json.RawMessage
	if json.Unmarshal(e.Body, &body) != nil {
		return
	}
	for key := range body {
		if strings.EqualFold(key, "auth_token") {
			delete(body, key)
		}
	}
	if clean, err := json.Marshal(body); err == nil {
		e.Body = clean
	}
	var env envelope
	_ = json.Unmarshal(e.Body, &env)
	var fault faultJSON
	_ = json.Unmarshal(env.Data, &fault)
	e.Name = string(env.Message)
	if fault.Error != "" {
		e.Name = string(fault.Error)
	}
	if env.RequestID != "" {
		e.RequestID = string(env.RequestID)
	}
	e.Message = explanation(env, fault)
	if e.Kind == rest.Limited && e.Scope == "" {
		e.Scope = budget.Name
	}
}

func explanation(env envelope, fault faultJSON) string {
	for _, name := range []flexText{fault.Message, fault.Error, env.Message} {
		if text := words[string(name)]; text != "" {
			var cause flexText
			if name == "invalid_state_transition" && json.Unmarshal(fault.Cause, &cause) == nil && cause != "" {
				text += " (" + string(cause) + ")"
			}
			return text
		}
	}
	if fields := fieldErrors(env.Data); len(fields) > 0 {
		return fields.Error()
	}
	if fault.Message != "" {
		return string(fault.Message)
	}
	return string(env.Message)
}

// fieldErrors reads {"e911.region":{"maxLength":{"message":…}}}: nil when data
// holds nothing of the kind.
func fieldErrors(data json.RawMessage) FieldErrors {
	var fields map[string]json.RawMessage
	if json.Unmarshal(data, &fields) != nil {
		return nil
	}
	out := FieldErrors{}
	for field, raw := range fields {
		var rules map[string]struct {
			Message flexText `json:"message"`
		}
		if strings.HasPrefix(field, "+") || json.Unmarshal(raw, &rules) != nil {
			continue
		}
		for _, rule := range sortedKeys(rules) {
			if text := string(rules[rule].Message); text != "" {
				out[field] = join(out[field], text)
			}
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// Error joins the fields' words, in the order of their names.
func (f FieldErrors) Error() string {
	all := ""
	for _, field := range sortedKeys(f) {
		all = join(all, field+": "+f[field])
	}
	return all
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// refused is an error that was found before anything was sent.
func refused(op, message string) *rest.Error {
	return &rest.Error{Provider: provider, Op: op, Kind: rest.Invalid, Local: true, Message: message}
}

func isAct(method string) bool { return method != http.MethodGet && method != "" }
