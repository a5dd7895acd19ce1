// Package numbersonline owns what Switchboard knows of the NumbersOnline account
// API, called "trust" in errors and limits: proving a number, its listing, the
// payment link, its badge, its live risk and the reports about it.
//
// Everything the service says here is a supplementary signal, never an official
// or compliance determination. A page of payment is used again while it lasts, and read before
// another is made. A tax id and a one-time code are sent and kept nowhere.
package numbersonline

import "switchboard/client/money"

// State is where a listing stands. The service knows these three only: a
// payment that is under way has no state of its own.
type State string

const (
	Unverified State = "unverified"
	Draft      State = "draft"
	Verified   State = "verified"
)

// Kind is what a number verifies as, which fixes its price and what becomes public.
type Kind string

const (
	Business Kind = "business" // public profile page, $29 a year
	Personal Kind = "personal" // "verified & online", nothing public, $9 once
)

// Channel is how the one-time code reaches the number. The service's own default
// is a voice call, so Switchboard always names the channel.
type Channel string

const (
	Voice Channel = "voice"
	SMS   Channel = "sms"
)

// Micros is an amount in millionths of a US dollar.
type Micros int64

// String rounds towards zero to whole cents: "$4.20", "-$0.05".
func (m Micros) String() string { return m.Cents().String() }

// Cents are the whole ones of it.
func (m Micros) Cents() money.Cents { return money.Cents(m / 10_000) }
