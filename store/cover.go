package store

import (
	"slices"
	"strings"

	"switchboard/client/oneuc"
)

// Cover is how the emergency address of one number stands.
type Cover int

// Only Provisioned means that help finds the caller.
const (
	NotNeeded   Cover = iota // it cannot place calls, and has none
	Elsewhere                // outside the United States and Canada: there is none to have
	Missing                  // in service without one
	Unread                   // one is on file, whose standing was not read yet
	Provisioned              // active
	Geocoded                 // known, not active
	Broken                   // the emergency system does not serve it
)

// Name is the same in one word, for filters and programs; "" when there is nothing to say.
func (c Cover) Name() string { return coverNames[c] }

var coverNames = [...]string{Missing: "missing", Unread: "unread", Provisioned: "provisioned", Geocoded: "geocoded", Broken: "error"}

// Filed reports that an address is on file, active or not.
func (c Cover) Filed() bool { return c == Unread || c == Provisioned || c == Geocoded || c == Broken }

// Uncovered reports that the number can call and help would not be sure to find the caller.
func (c Cover) Uncovered() bool { return c == Missing || c == Geocoded || c == Broken }

// Cover tells how the emergency address of a number stands. The list of numbers knows that there is an
// address and not which; only a document that says PROVISIONED is taken for it.
func (n Number) Cover() Cover {
	e, has := n.Document.E911()
	known := n.Document != nil && !(n.Updated.After(n.Document.Modified()) && n.Seen.After(n.Read))
	if !known && slices.Contains(n.Features, "e911") {
		return Unread
	}
	if known && has {
		switch e.Status {
		case oneuc.StatusProvisioned:
			return Provisioned
		case oneuc.StatusGeocoded, "":
			return Geocoded
		}
		return Broken
	}
	switch {
	case n.State != oneuc.InService:
		return NotNeeded
	case !strings.HasPrefix(string(n.E164), "+1"):
		return Elsewhere
	}
	return Missing
}
