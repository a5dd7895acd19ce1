package act

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"switchboard/client/phone"
)

// Code names a reason in scripts and tests.
type Code string

// The reasons, from the widest to the narrowest.
const (
	Offline         Code = "offline"
	Unreachable     Code = "unreachable"
	ReadOnly        Code = "read_only"
	SettingsBroken  Code = "settings_broken"
	Closing         Code = "closing"
	Turn            Code = "turn" // another attempt at the same is on its way
	NoKey           Code = "no_key"
	KeyRefused      Code = "key_refused"
	JournalHeld     Code = "journal_held"
	DiskFull        Code = "disk_full"
	DiskFails       Code = "disk_fails"
	Locked          Code = "locked"
	OnHold          Code = "on_hold"
	Blocked         Code = "blocked"
	Limited         Code = "limited"
	OpenAttempt     Code = "open_attempt"
	Invalid         Code = "invalid"
	NotFound        Code = "not_found"
	AlreadySo       Code = "already_so"
	WrongState      Code = "wrong_state"
	TooEarly        Code = "too_early"
	CustomerStatus  Code = "customer_status"
	CustomerBalance Code = "customer_balance"
	ProviderBalance Code = "provider_balance"
	PlaceFull       Code = "place_full"
	SoldOut         Code = "sold_out"
	SpendAct        Code = "spend_per_act"
	SpendDay        Code = "spend_per_day"
	SpendUnknown    Code = "spend_unknown"
	SuccessForecast Code = "success_forecast"
	OverConfirm     Code = "over_confirm"
	PriceRose       Code = "price_rose"
	UnusualPrice    Code = "unusual_price"
	OrderedAlready  Code = "ordered_already" // the same order went through without an answer
	BookedAlready   Code = "booked_already"  // the same booking did
	StaleSearch     Code = "stale_search"
	Charges         Code = "charges"
	ChargesUnknown  Code = "charges_unknown"
	AddressUnfit    Code = "address_unfit"
	AddressHint     Code = "address_hint"
	ReplacesAddress Code = "replaces_address"
	RemovesAddress  Code = "removes_address"
	LastAddress     Code = "last_address"
	HasAddress      Code = "has_address"
	EditsPublicPage Code = "edits_public_page"
	ShowsNothing    Code = "shows_nothing"
	BelowZero       Code = "below_zero"
	CannotBeUndone  Code = "cannot_be_undone"
	StopsNumbers    Code = "stops_customer"
	Changed         Code = "changed"
	NotConfirmed    Code = "not_confirmed"
	NotTyped        Code = "not_typed"
	ConsentUsed     Code = "consent_used"
)

// Where is who shows a reason before the act is tried.
type Where string

// The places.
const (
	OnTop   Where = "the top line and every sheet"
	OnSheet Where = "the act's own sheet"
	AtField Where = "the field it is about"
	AtAct   Where = "the moment of the act"
)

// Entry is one line of the table of reasons. A sentence and what mends it may
// have places for words of the act.
type Entry struct {
	Code     Code
	Exit     int // the status a command ends with
	Shown    Where
	Sentence string
	Mend     string
}

// The statuses of the table, as commands give them.
const (
	exitFailure  = 1
	exitUsage    = 2
	exitKey      = 3
	exitNotFound = 4
	exitLimited  = 5
	exitGuarded  = 9
	exitUnknown  = 10
)

// Reasons is the one table of why an act is stopped or warned of.
func Reasons() []Entry { return slices.Clone(table().all) }

// reasons is the table with the place of each code in it.
type reasons struct {
	all []Entry
	at  map[Code]int
}

// table is made once: each step down a list weighs acts, and each of their reasons is looked up in it.
var table = sync.OnceValue(func() reasons {
	t := reasons{all: slices.Concat(standing(), things(), costs(), consents()), at: map[Code]int{}}
	for i, e := range t.all {
		t.at[e.Code] = i
	}
	return t
})

// standing are the reasons that lie in the program or its connection.
func standing() []Entry {
	return []Entry{
		{Offline, exitGuarded, OnTop, "Working offline: showing what was saved, nothing is asked or sent.", "start without --offline"},
		{Unreachable, exitFailure, OnTop, "%s is offline since %s: nothing is sent.", "it is tried again by itself"},
		{ReadOnly, exitGuarded, OnTop, "This profile is read-only: changes are off.", "read_only = false in the profile's table allows them"},
		{SettingsBroken, exitUsage, OnTop, "The settings are broken: %s. Nothing is sent.", "switchboard config check"},
		{DiskFull, exitFailure, OnTop, "The disk is full: nothing can be saved, and nothing is sent.", "make room on the disk"},
		{DiskFails, exitFailure, OnTop, "The disk reports an error: nothing can be saved, and nothing is sent.", "look at the disk"},
		{Closing, exitGuarded, AtAct, "Switchboard is closing: nothing was sent.", ""},
		{Turn, exitGuarded, AtAct, "%s", "wait for it to end"},
		{NoKey, exitKey, OnTop, "%s has no key: %s.", "the settings connect one"},
		{KeyRefused, exitKey, OnTop, "%s does not accept the key: enter a new key in Settings (,). Nothing is sent.", "enter a new key in Settings (,)"},
		{JournalHeld, exitGuarded, OnTop, "%s This is not sent until that is confirmed.", "confirm the journal in Problems, or by switchboard db confirm"},
		{Locked, exitFailure, OnTop, "Another program keeps the %s locked: it cannot be written down, and nothing was sent.", "close what has the file open, and try again"},
		{OnHold, exitLimited, OnTop, "The provider has put the account on hold: nothing is sent.", "the provider lifts it"},
		{Blocked, exitLimited, OnTop, "%s asks to wait with this until %s: nothing was sent.%s", "wait, or ask the provider"},
		{Limited, exitLimited, AtAct, "%s %s: nothing was sent.", "wait"},
		{OpenAttempt, exitUnknown, OnSheet, "%s.", "switchboard sync looks it up"},
	}
}

// things are the reasons that lie in what the act is about.
func things() []Entry {
	return []Entry{
		{Invalid, exitUsage, AtField, "%s", "correct the field"},
		{NotFound, exitNotFound, OnSheet, "%s.", ""},
		{AlreadySo, exitGuarded, OnSheet, "%s: nothing was sent.", ""},
		{WrongState, exitGuarded, OnSheet, "%s cannot be %s: %s.", ""},
		{TooEarly, exitGuarded, OnSheet, "%s cannot be %s: %s.", "wait"},
		{CustomerStatus, exitGuarded, OnSheet, "Not ordered: %s.", "e in Customers, or customers status, makes it active"},
		{PlaceFull, exitLimited, OnSheet, "%d of %d numbers are active: close one first.", "x in Live, or activations end, closes one"},
		{SoldOut, exitNotFound, OnSheet, "No number is left for %s.", "another country or service"},
		{SuccessForecast, exitGuarded, OnSheet, "The next failure makes %s %d %%%s.", "another service or country"},
		{StaleSearch, exitGuarded, OnSheet, "%s was in no search of the last five minutes: search again first. Nothing was sent.", "search again"},
		{AddressUnfit, exitUsage, AtField, "%s", "correct the address"},
		{AddressHint, exitGuarded, AtField, "Look again: %s.", "correct the address"},
		{ReplacesAddress, exitGuarded, OnSheet, "This replaces the 911 address on file: %s.", ""},
		{RemovesAddress, exitGuarded, OnSheet, "Without a 911 address help does not know where %s calls from.", ""},
		{LastAddress, exitGuarded, OnSheet, "It is the last 911 address of the account.", ""},
		{HasAddress, exitGuarded, OnSheet, "Its 911 address goes with it: %s.", ""},
		{EditsPublicPage, exitGuarded, OnSheet, "This edits the public page of %s.", ""},
		{ShowsNothing, exitGuarded, OnSheet, "The public page of %s will show nothing but the number: %s.", "save a profile first"},
		{CannotBeUndone, exitGuarded, OnSheet, "%s cannot be undone: %s.", ""},
		{StopsNumbers, exitGuarded, OnSheet, "%s", ""},
	}
}

// costs are the reasons that lie in what the act costs.
func costs() []Entry {
	return []Entry{
		{CustomerBalance, exitGuarded, OnSheet, "%s has only %s free, and this needs up to %s.", "b in Customers, or customers credit, adds balance"},
		{ProviderBalance, exitGuarded, OnSheet, "Your own balance at the provider is %s, and this costs up to %s.", "add balance at the provider"},
		{SpendAct, exitGuarded, OnSheet, "Up to %s is more than one act may cost, %s: %s. Nothing was sent.", "spend.max_per_order in the settings, or --max-spend"},
		{SpendDay, exitGuarded, OnSheet, "Up to %s was spent today, and up to %s more is over %s, the most for a day: spend.max_per_day in the settings. Nothing was sent.",
			"spend.max_per_day in the settings"},
		{SpendUnknown, exitGuarded, OnSheet, "The provider does not say how much it costs, and the limit %s is set. Nothing was sent.", "spend.max_per_order and spend.max_per_day in the settings"},
		{OverConfirm, exitGuarded, OnSheet, "Up to %s is more than %s: confirm_over in the settings asks once more.", "confirm_over in the settings"},
		{PriceRose, exitGuarded, OnSheet, "The max price rises from %s to %s.", ""},
		{UnusualPrice, exitGuarded, OnSheet, "%s usually pays %s. This order has %s.", "* saves it as the customer's usual price"},
		{OrderedAlready, exitGuarded, OnSheet, "The same order sent at %s, which got no answer, went through after all: %s. This orders one more.", ""},
		{BookedAlready, exitGuarded, OnSheet, "%s: nothing was sent.", "a reference of your own (--ref)"},
		{Charges, exitGuarded, AtAct, "The provider asks for %s: --accept-charges pays it. Nothing was done.", "--accept-charges"},
		{ChargesUnknown, exitGuarded, OnSheet, "The provider asks for an amount that it does not name.", ""},
		{BelowZero, exitGuarded, OnSheet, "The balance of %s falls below zero; the provider allows that.", ""},
	}
}

// consents are the reasons that lie in how the act was confirmed.
func consents() []Entry {
	return []Entry{
		{Changed, exitGuarded, AtAct, "What would happen has changed since it was shown: look again. Nothing was sent.", "look again and confirm"},
		{NotConfirmed, exitGuarded, AtAct, "This was not confirmed: %s confirms it. Nothing was sent.", ""},
		{NotTyped, exitGuarded, AtAct, "This is confirmed by typing %s. Nothing was sent.", "--confirm and that"},
		{ConsentUsed, exitGuarded, AtAct, "This confirmation was used already: nothing was sent twice.", "confirm again"},
	}
}

// entry finds a code's line.
func (c Code) entry() (Entry, bool) {
	t := table()
	i, ok := t.at[c]
	if !ok {
		return Entry{}, false
	}
	return t.all[i], true
}

// Standing reports whether the reason lies in the program or its connection, so
// that it stands against an act before the act is whole.
func (c Code) Standing() bool {
	e, _ := c.entry()
	return e.Shown == OnTop || c == Limited
}

// All reports whether the reason stops every act at its provider, whatever it is upon.
func (c Code) All() bool {
	return slices.Contains([]Code{Offline, Unreachable, ReadOnly, SettingsBroken, NoKey, KeyRefused, OnHold}, c)
}

// Exit is the status a command ends with for this reason.
func (c Code) Exit() int {
	if e, ok := c.entry(); ok {
		return e.Exit
	}
	return exitGuarded
}

// Of is the reason with the words of an act in it.
func (c Code) Of(words ...any) Reason {
	e, _ := c.entry()
	r := Reason{Code: c, Say: fmt.Sprintf(e.Sentence, words...), Mend: e.Mend}
	for _, w := range words {
		switch w := w.(type) {
		case phone.E164:
			r.Hide = append(r.Hide, w.String())
		case Hidden:
			r.Hide = append(r.Hide, string(w))
		}
	}
	return r
}

// Looking is that nothing may be changed, as an option or a variable says; "" is the profile's own setting.
func Looking(by string) Reason {
	r := ReadOnly.Of()
	switch {
	case strings.HasPrefix(by, "--"):
		r.Say, r.Mend = "Changes are off, as "+by+" says.", "leave "+by+" out"
	case by != "":
		r.Say, r.Mend = "Changes are off, as "+by+" says.", "set "+by+" to false"
	}
	return r
}

// Hidden is a word of a reason that is not for eyes that look on.
type Hidden string
