package oneuc

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"switchboard/client/rest"
)

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
	"fault by carrier":         "fault by carrier", // told as it stands: it is a sentence already
	"forbidden":                "this account may not do that",
	"invalid credentials":      "the session has ended or the key is wrong",
	"invalid_state_transition": "the number's state does not allow it",
	"missing_provider_url":     "this account has not searched for the number before buying it: search again first",
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
		e.Scope = Budget.Name
	}
}

func explanation(env envelope, fault faultJSON) string {
	for _, name := range []flexText{fault.Message, fault.Error, env.Message} {
		if text := words[string(name)]; text != "" {
			return text + said(env, fault, text)
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

// said is what the server itself wrote beside our words, in brackets: its
// sentence and the cause it gives. The bare names of errors add nothing.
func said(env envelope, fault faultJSON, ours string) string {
	var cause, not flexText
	_ = json.Unmarshal(fault.Cause, &cause)
	var data struct {
		NotFound *flexText `json:"not_found"`
	}
	if json.Unmarshal(env.Data, &data) == nil && data.NotFound != nil {
		not = *data.NotFound
	}
	all := ""
	for _, s := range []flexText{fault.Message, not, cause} {
		if text := string(s); text != "" && !strings.Contains(ours+all, text) {
			all = join(all, text)
		}
	}
	if all == "" {
		return ""
	}
	return " (" + all + ")"
}

// serverSaid is the name the server gives an error and what it wrote beside it, without words of ours.
func serverSaid(e *rest.Error) string {
	var env envelope
	var fault faultJSON
	_ = json.Unmarshal(e.Body, &env)
	_ = json.Unmarshal(env.Data, &fault)
	return e.Name + said(env, fault, strings.ReplaceAll(e.Name, "_", " "))
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
		for _, rule := range slices.Sorted(maps.Keys(rules)) {
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
	for _, field := range slices.Sorted(maps.Keys(f)) {
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
