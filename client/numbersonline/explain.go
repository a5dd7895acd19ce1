package numbersonline

import (
	"encoding/json"
	"strings"
	"time"

	"switchboard/client/rest"
)

// meaning is what one of the service's error codes means to a person. An empty
// text leaves the service's own words.
type meaning struct {
	kind rest.Kind
	text string
}

// meanings are the codes of the service's published schema.
var meanings = map[string]meaning{
	"missing_key":        {rest.Unauthorized, "the request carried no key"},
	"invalid_key":        {rest.Unauthorized, "it is unknown or was revoked"},
	"use_case_forbidden": {rest.Forbidden, "account matters need the account's own key; tenant keys are rejected"},
	"account_suspended":  {rest.Forbidden, "the account is suspended"},
	"paid_verification_required": {rest.Payment,
		"a free account holds one number: pay for one first"},
	"insufficient_balance": {rest.Payment, "the prepaid balance is too low; verifying a number does not fill it"},
	"rate_limited_key":     {rest.Limited, "too many requests with this key"},
	"rate_limited_pool":    {rest.Limited, "too many requests from all keys of the account together"},
	"rate_limited_ip":      {rest.Limited, "too many requests from this address"},
	"receipt_invalid":      {rest.Conflict, ""},
	"signature_invalid":    {rest.Unauthorized, ""},
}

// plain are the words for a status that came without a code, by operation.
// "" stands for every operation.
var plain = map[rest.Kind]map[string]string{
	rest.NotFound: {
		opStart: "", opConfirm: "", opPhones: "",
		"": "this number is not proved for this account"},
	rest.Conflict: {
		opConfirm:  "another account has proved this number",
		opCheckout: "this number is verified already; nothing is left to pay"},
	rest.Forbidden: {
		opStage:    "this listing was " + claimed + " and is edited there",
		opLogo:     "this listing was " + claimed + " and is edited there",
		opCheckout: "this listing was " + claimed + " and is paid there"},
}

const claimed = "claimed on the website"

// Claimed reports whether a refusal in words is that the listing was claimed on the website. No read of a listing tells it.
func Claimed(refusal string) bool { return strings.Contains(refusal, claimed) }

// explain reads the service's error body: prose, perhaps a code, perhaps a wait.
func explain(e *rest.Error) {
	var j struct {
		Error prose `json:"error"`
		Code  word  `json:"code"`
		Wait  count `json:"retry_after_seconds"`
	}
	if json.Unmarshal(e.Body, &j) != nil {
		e.Body, e.Message = hideTaxID(e.Body), string(hideTaxID([]byte(e.Message)))
		return
	}
	e.Body = hideTaxIDs(withoutTaxID(e.Body))
	e.Name, e.Message = string(hideTaxID([]byte(j.Code))), string(hideTaxID([]byte(j.Error)))
	known, ok := meanings[e.Name]
	ours := ""
	switch {
	case ok:
		e.Kind = known.kind
		ours = known.text
	case e.Status == 413:
		ours = "the picture is larger than 512 KB"
	case e.Status == 415:
		ours = "the picture must be PNG, JPEG or WebP"
	default:
		ours = plainWords(e)
	}
	switch {
	case ours == "":
	case Claimed(ours) && Claimed(e.Message): // its words are the same
		e.Message = ours
	default:
		e.Message = e.Beside(ours)
	}
	if e.Kind != rest.Limited {
		return
	}
	if e.Scope == "" {
		e.Scope = BudgetAccount.Name
	}
	// What the whole key used up pauses everything; a sign-up is counted by
	// address and never pauses an account.
	if strings.HasPrefix(e.Name, "rate_limited_") && e.Op != opSignup {
		e.Scope = BudgetAccount.Name
	}
	if j.Wait.n != nil && *j.Wait.n > 0 {
		e.Until = time.Now().Add(time.Duration(*j.Wait.n) * time.Second)
	}
}

// plainWords are ours where the document explains a status; "" leaves the service's alone.
func plainWords(e *rest.Error) string {
	byOp := plain[e.Kind]
	if text, ok := byOp[e.Op]; ok {
		return text
	}
	return byOp[""]
}
