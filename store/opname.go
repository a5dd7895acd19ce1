package store

import "strings"

// opNames are the words for what the journal and the log call by an internal
// name. Every face says these.
var opNames = map[string]string{
	"sms.order": "order", "sms.retry": "another SMS", "sms.cancel": "cancel", "sms.finalize": "finalize", "sms.report": "report",
	"sms.customer": "new customer", "sms.adjust": "balance change", "sms.status": "status change",
	"trust.code": "request for a code", "trust.prove": "proof of a number", "trust.stage": "profile", "trust.logo": "logo",
	"trust.checkout": "payment link", "trust.account": "account change", "trust.signup": "sign-up",
	"lines.buy": "purchase", "lines.properties": "change of a number", "lines.e911": "911 address", "lines.e911-clear": "removal of a 911 address",
	"lines.release": "release of a number", "here.purge": "deletion of codes",
}

// OpName is what an act is called to a person. An act that came with another
// provider is called by its own name, without the provider's.
func OpName(op string) string {
	if name, ok := opNames[op]; ok {
		return name
	}
	_, rest, found := strings.Cut(op, ".")
	if !found {
		return op
	}
	return strings.ReplaceAll(rest, ".", " ")
}
