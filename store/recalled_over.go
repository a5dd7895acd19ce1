package store

import (
	"cmp"
	"slices"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
)

// over is what was heard of a number laid over what was known of it: of each of the two, its row and
// its document, the newer.
func (n Number) over(known Number) Number {
	if !n.Seen.Before(known.Seen) {
		known.Number, known.Seen = n.Number, n.Seen
	}
	if n.Document != nil && !n.Read.Before(known.Read) {
		known.Document, known.Read = n.Document, n.Read
	}
	return known
}

// over is what was heard of a customer laid over what was known of it, each part by its time.
func (c Customer) over(known Customer) Customer {
	if !c.Seen.IsZero() && !c.Seen.Before(known.Seen) {
		known.Customer, known.Seen = c.Customer, c.Seen
	}
	if !c.BalanceSeen.IsZero() && !c.BalanceSeen.Before(known.BalanceSeen) {
		known.Held, known.BalanceSeen = c.Held, c.BalanceSeen
	}
	if !c.HoldSeen.IsZero() && !c.HoldSeen.Before(known.HoldSeen) {
		known.OnHold, known.HoldSeen = c.OnHold, c.HoldSeen
	}
	known.ID = c.ID
	return known
}

// overNumbers lays what is only in memory over all numbers that the disk has, by number.
func (h *recalled) overNumbers(list []Number) []Number {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.numbers)+len(h.dropped) == 0 {
		return list
	}
	there := map[phone.E164]bool{}
	for i, n := range list {
		there[n.E164] = true
		if m, has := h.numbers[n.E164]; has {
			list[i] = m.over(n)
		}
	}
	for at, n := range h.numbers {
		if !there[at] {
			list = append(list, n)
		}
	}
	list = slices.DeleteFunc(list, func(n Number) bool { return h.dropped[n.E164] })
	slices.SortFunc(list, func(a, b Number) int { return cmp.Compare(a.E164, b.E164) })
	return list
}

// overNumber is overNumbers for one; found is whether the disk has it.
func (h *recalled) overNumber(at phone.E164, n Number, found bool) (Number, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	m, has := h.numbers[at]
	switch {
	case h.dropped[at]:
		return Number{}, false
	case has:
		return m.over(n), true
	}
	return n, found
}

// holdsNumbers reports whether of any number there is more in memory than on the disk.
func (h *recalled) holdsNumbers() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.numbers)+len(h.dropped) > 0
}

// overListings lays what is only in memory over listings that the disk has, highest risk first.
func (h *recalled) overListings(list []Listing) []Listing {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.listings) == 0 {
		return list
	}
	there := map[phone.E164]bool{}
	for i, l := range list {
		there[l.E164] = true
		if m, has := h.listings[l.E164]; has {
			list[i] = m.over(l)
		}
	}
	for at, l := range h.listings {
		if !there[at] {
			list = append(list, l)
		}
	}
	score := func(l Listing) int {
		if l.Risk == nil || l.Risk.Score == nil {
			return -1
		}
		return *l.Risk.Score
	}
	slices.SortStableFunc(list, func(a, b Listing) int {
		return cmp.Or(cmp.Compare(score(b), score(a)), cmp.Compare(a.E164, b.E164))
	})
	return list
}

func (h *recalled) overListing(at phone.E164, l Listing, found bool) (Listing, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if m, has := h.listings[at]; has {
		return m.over(l), true
	}
	return l, found
}

// over is what was heard of a listing laid over what was known of its number.
func (l Listing) over(known Listing) Listing {
	if l.Seen.Before(known.Seen) {
		return known
	}
	known.Listing, known.Seen = l.Listing, l.Seen
	if !known.Gone.After(l.Seen) {
		known.Gone = time.Time{}
	}
	if l.State == numbersonline.Verified {
		known.CheckoutAt = time.Time{}
	}
	return known
}

// overCustomers lays what is only in memory over customers that the disk has; the order stays.
func (h *recalled) overCustomers(list []Customer) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for i, c := range list {
		if m, has := h.customers[c.ID]; has {
			list[i] = m.over(c)
		}
		if s, has := h.statuses[c.ID]; has {
			list[i].Status = s
		}
	}
}

// onlyCustomer is a customer of which the disk knows nothing, false when memory has none either.
func (h *recalled) onlyCustomer(id string) (Customer, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	c, has := h.customers[id]
	if s, given := h.statuses[id]; given {
		c.Status = s
	}
	return c, has
}
