package store

import "strings"

// This is the list of words for how things stand and what was done: acts,
// services, emergency addresses. Every face takes them from here. What stands
// against an act has its words in store/act/reason.go, and the state of what a
// provider keeps has them beside it, in client/platfone/state.go and
// client/oneuc/state.go.

// opNames are the words for what the journal and the log call by an internal
// name: acts, and what the program notes for the person beside them.
var opNames = map[string]string{
	"sms.order": "order", "sms.retry": "another SMS", "sms.renew": "order again by itself", "sms.cancel": "cancel", "sms.finalize": "close", "sms.report": "report",
	"sms.customer": "new customer", "sms.adjust": "balance change", "sms.status": "status change",
	"trust.code": "request for a code", "trust.prove": "proof of a number", "trust.stage": "profile", "trust.logo": "logo",
	"trust.checkout": "payment link", "trust.account": "account change", "trust.signup": "sign-up",
	"lines.buy": "purchase", "lines.properties": "change of a number", "lines.e911": "911 address", "lines.e911-clear": "removal of a 911 address",
	"lines.release": "release of a number", "here.purge": "deletion of codes", "here.listing": "draft of a listing",
	opLost: "lost entry", opCutOff: "run cut off", "journal.confirm": "journal confirmed", "hook": "webhook", "notice.report": "report decided", "notice.low": "balance low", "notice.limit": "limit", "notice.hooks": "no webhooks",
}

// The words for how something that was asked for stands, in lists, results and the log.
const (
	WordBought    = "bought"
	WordNotBought = "not bought"
	WordWaiting   = "waiting"
)

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

// healthWords are how it goes with a provider, in a word or two.
var healthWords = map[HealthState]string{
	HealthLive: "live", HealthOffline: "offline", HealthError: "error", HealthLimited: "limited",
	HealthRefused: "key refused", HealthHold: "on hold", HealthNoKey: "no key", HealthSilent: "no webhooks",
}

// Word is the state in a word or two.
func (s HealthState) Word() string {
	if w, ok := healthWords[s]; ok {
		return w
	}
	return string(s)
}

// coverWords are how an emergency address stands, as the 911 column says it.
var coverWords = [...]string{NotNeeded: "-", Elsewhere: "n/a", Missing: "MISSING", Unread: "on file", Provisioned: "provisioned", Geocoded: "geocoded only", Broken: "error"}

// String is the word of the 911 column.
func (c Cover) String() string { return coverWords[c] }
