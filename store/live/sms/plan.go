package sms

import (
	"time"
)

// The beat of the polls and of discovery (design: 30 s while something is active, else 60 s).
const (
	pollEvery      = 10 * time.Second
	discoverActive = 30 * time.Second
	discoverIdle   = 60 * time.Second
)

// pollShare is how many of the 300 documented reads a minute of the class
// "activation/:id" polls may spend; the rest is kept for what a person asks.
const pollShare = 200

// scope is what one request of a plan looks at.
type scope int

const (
	oneNumber   scope = iota // GET …/activation/:id
	oneCustomer              // GET …/activations?with_data=true
	everybody                // GET m/customers/activation/history?activation_status=active
)

// read is one request of a plan.
type read struct {
	scope    scope
	customer string
	id       string
}

// expected is a number a poll should look at.
type expected struct{ customer, id string }

// allowance is what a plan may spend.
type allowance struct {
	gets   int  // requests of the class "activation/:id", customers' lists included
	manage bool // whether the management call may be made
}

// plan chooses the fewest requests that look at every waiting number: the
// management call sees all of them at once and discovers too, so it is made when
// discovery is due, whenever more than one customer waits, and when the class
// "activation/:id" has nothing left. Without it, each
// customer costs one request, in the order of waiting, as far as the allowance goes.
func plan(waiting []expected, discover bool, a allowance) []read {
	if a.manage && (discover || len(waiting) > 0 && (a.gets == 0 || severalCustomers(waiting))) {
		return []read{{scope: everybody}}
	}
	count := map[string]int{}
	for _, w := range waiting {
		count[w.customer]++
	}
	reads := make([]read, 0, len(count))
	for _, w := range waiting {
		if len(reads) >= a.gets {
			break
		}
		switch n := count[w.customer]; n {
		case 0: // its customer is asked for already
			continue
		case 1:
			reads = append(reads, read{oneNumber, w.customer, w.id})
		default:
			reads = append(reads, read{scope: oneCustomer, customer: w.customer})
		}
		count[w.customer] = 0
	}
	return reads
}

func severalCustomers(waiting []expected) bool {
	for _, w := range waiting[1:] {
		if w.customer != waiting[0].customer {
			return true
		}
	}
	return false
}

// sees reports whether the answer to r would name the active number w.
func (r read) sees(w expected) bool {
	switch r.scope {
	case everybody:
		return true
	case oneCustomer:
		return r.customer == w.customer
	}
	return r.id == w.id
}

// window counts requests over the last minute.
type window struct{ at []time.Time }

// left is how many of most may still be made at now.
func (w *window) left(now time.Time, most int) int {
	old := 0
	for old < len(w.at) && now.Sub(w.at[old]) >= time.Minute {
		old++
	}
	w.at = w.at[old:]
	return max(0, most-len(w.at))
}

func (w *window) spend(now time.Time) { w.at = append(w.at, now) }
