package store

import (
	"sync"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/client/platfone"
)

// recalled keeps in memory what was heard of numbers, listings and customers while nothing could be
// saved, so that what an act made of them is told all the same, with the time when it was heard. It is
// laid over what the disk has and written as soon as there is room. Lists and filters that SQLite answers
// are by what the disk has.
type recalled struct {
	mu        sync.Mutex
	numbers   map[phone.E164]Number
	dropped   map[phone.E164]bool // given up here
	listings  map[phone.E164]Listing
	customers map[string]Customer
	statuses  map[string]platfone.CustomerStatus // given by an act, and not read after it
	tried     time.Time
}

// room reports whether one more may be kept in a map that has it, or not yet.
func room[K comparable, V any](m *map[K]V, key K) bool {
	if *m == nil {
		*m = map[K]V{}
	}
	_, has := (*m)[key]
	return has || len(*m) < mostUnsaved
}

// number keeps a number as its row, or its document, told it.
func (h *recalled) number(n Number) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !room(&h.numbers, n.E164) {
		return
	}
	delete(h.dropped, n.E164)
	h.numbers[n.E164] = n.over(h.numbers[n.E164])
}

// drop keeps that a number was given up.
func (h *recalled) drop(numbers ...phone.E164) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, n := range numbers {
		if room(&h.dropped, n) {
			h.dropped[n] = true
			delete(h.numbers, n)
		}
	}
}

func (h *recalled) listing(l Listing) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if was, has := h.listings[l.E164]; room(&h.listings, l.E164) && (!has || !l.Seen.Before(was.Seen)) {
		h.listings[l.E164] = l
	}
}

// customer keeps what a list, the customer's own balance or its own page told, each at its time.
func (h *recalled) customer(c Customer) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !room(&h.customers, c.ID) {
		return
	}
	if !c.Seen.IsZero() {
		delete(h.statuses, c.ID)
	}
	h.customers[c.ID] = c.over(h.customers[c.ID])
}

func (h *recalled) status(id string, s platfone.CustomerStatus) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if room(&h.statuses, id) {
		h.statuses[id] = s
	}
}

// savedNumber forgets of a number what the disk has now: its row, and its document where that was saved too.
func (h *recalled) savedNumber(n phone.E164, seen time.Time, document bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.dropped, n)
	m, has := h.numbers[n]
	if !has {
		return
	}
	if !m.Seen.After(seen) {
		m.Seen = time.Time{}
	}
	if document && !m.Read.After(seen) {
		m.Document, m.Read = nil, time.Time{}
	}
	if h.numbers[n] = m; m.Seen.IsZero() && m.Document == nil {
		delete(h.numbers, n)
	}
}

func (h *recalled) savedDrop(numbers ...phone.E164) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, n := range numbers {
		delete(h.dropped, n)
		delete(h.numbers, n)
	}
}

func (h *recalled) savedListing(n phone.E164, seen time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if m, has := h.listings[n]; has && !m.Seen.After(seen) {
		delete(h.listings, n)
	}
}

// savedCustomer forgets of a customer what the disk has now: of its three parts those that c has a time of.
func (h *recalled) savedCustomer(c Customer) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !c.Seen.IsZero() {
		delete(h.statuses, c.ID)
	}
	m, has := h.customers[c.ID]
	if !has {
		return
	}
	for _, part := range [][2]*time.Time{{&m.Seen, &c.Seen}, {&m.BalanceSeen, &c.BalanceSeen}, {&m.HoldSeen, &c.HoldSeen}} {
		if !part[1].IsZero() && !part[0].After(*part[1]) {
			*part[0] = time.Time{}
		}
	}
	if h.customers[c.ID] = m; m.Seen.IsZero() && m.BalanceSeen.IsZero() && m.HoldSeen.IsZero() {
		delete(h.customers, c.ID)
	}
}

// savedStatus forgets a status that the disk has now. A row that waits to be saved was read before it, and has it too.
func (h *recalled) savedStatus(id string, s platfone.CustomerStatus) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.statuses, id)
	if m, has := h.customers[id]; has && !m.Seen.IsZero() {
		m.Status = s
		h.customers[id] = m
	}
}

// amended gives a listing that waits to be saved what an act made of the one on the disk, which it would replace.
func (h *recalled) amended(n phone.E164, change func(*numbersonline.Listing)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if m, has := h.listings[n]; has {
		change(&m.Listing)
		h.listings[n] = m
	}
}
