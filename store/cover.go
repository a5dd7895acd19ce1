package store

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
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

// Coverage is how the emergency addresses of the account stand.
type Coverage struct {
	Missing  []phone.E164 // in service without one
	Geocoded []phone.E164 // known, not active
	Broken   []phone.E164 // refused by the emergency system
	Unread   int          // on file, not read yet
	Active   int
	Shared   []Shared // one address on several numbers, the most numbers first
}

// Shared is one address on several numbers.
type Shared struct {
	Line    string // the provider's words, untrusted
	Numbers []phone.E164
}

// Uncovered is how many numbers can call without being sure to be found.
func (c Coverage) Uncovered() int { return len(c.Missing) + len(c.Geocoded) + len(c.Broken) }

// CoverageOf counts the numbers in service.
func CoverageOf(list []Number) Coverage {
	c := census{at: map[string][]phone.E164{}}
	for _, n := range list {
		c.count(n)
	}
	return c.coverage()
}

// Coverage counts the numbers in service; it reads them one by one and keeps none.
func (db *DB) Coverage(ctx context.Context) (Coverage, error) {
	c := census{at: map[string][]phone.E164{}}
	_, err := list(ctx, db.cache.r, func(s scanner) (struct{}, error) {
		n, err := scanNumber(s)
		c.count(n)
		return struct{}{}, err
	}, numbersQuery)
	if err != nil {
		return Coverage{}, fmt.Errorf("counting the emergency addresses: %w", err)
	}
	return c.coverage(), nil
}

// census is a count that is under way.
type census struct {
	Coverage
	at map[string][]phone.E164 // the numbers of an address
}

func (c *census) count(n Number) {
	if e, ok := n.Document.E911(); ok {
		c.at[e.Line()] = append(c.at[e.Line()], n.E164)
	}
	if n.State != oneuc.InService {
		return
	}
	switch n.Cover() {
	case Missing:
		c.Missing = append(c.Missing, n.E164)
	case Geocoded:
		c.Geocoded = append(c.Geocoded, n.E164)
	case Broken:
		c.Broken = append(c.Broken, n.E164)
	case Unread:
		c.Unread++
	case Provisioned:
		c.Active++
	}
}

// coverage is the count once every number was counted.
func (c *census) coverage() Coverage {
	for line, numbers := range c.at {
		if len(numbers) > 1 {
			c.Shared = append(c.Shared, Shared{line, numbers})
		}
	}
	sort.Slice(c.Shared, func(i, j int) bool {
		a, b := c.Shared[i], c.Shared[j]
		if len(a.Numbers) != len(b.Numbers) {
			return len(a.Numbers) > len(b.Numbers)
		}
		return a.Line < b.Line
	})
	return c.Coverage
}
