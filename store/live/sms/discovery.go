package sms

import (
	"context"
	"errors"
	"sync"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
)

const (
	together  = 4  // reads of one beat in flight
	mostPages = 20 // of the management call in one beat: twenty thousand numbers
	endPages  = 3  // of the search for numbers that ended
)

// readAnswer is what one read showed.
type readAnswer struct {
	read  read
	at    time.Time
	list  []platfone.Activation
	whole bool // a number missing from list does not run any more
	err   error
}

// carryOut makes the reads, stores what they show, and finds the end of the
// numbers that they no longer show. The error is one that concerns all reads;
// a customer or a number that is refused is left alone for a while instead.
func (p *polls) carryOut(ctx context.Context, reads []read, active []store.Activation) error {
	var failed error
	var gone []store.Activation
	var seen []platfone.Activation
	heard, all := time.Now(), false
	for _, s := range p.make(ctx, reads) {
		var e *rest.Error
		p.well = p.well || s.err == nil || errors.As(s.err, &e) && !e.Unknown() && e.Kind != rest.Forbidden
		if s.err != nil {
			if err := p.refused(s.read, s.err); err != nil && failed == nil {
				failed = err
			}
			continue
		}
		all = all || s.read.scope == everybody && s.whole
		seen = append(seen, s.list...)
		gone = append(gone, p.account(s, active)...)
	}
	if err := p.s.put(ctx, heard, active, seen...); err != nil {
		return err
	}
	if all {
		if err := p.s.db.NoteRead(ctx, store.ListOfActive); err != nil {
			return err
		}
	}
	if err := p.ends(ctx, gone); err != nil && failed == nil {
		failed = err
	}
	return failed
}

// make makes the reads, a few at a time.
func (p *polls) make(ctx context.Context, reads []read) []readAnswer {
	answers := make([]readAnswer, len(reads))
	place := make(chan struct{}, together)
	var wg sync.WaitGroup
	for i, r := range reads {
		if r.scope != everybody {
			p.gets.spend(time.Now())
		}
		place <- struct{}{}
		wg.Go(func() {
			answers[i] = p.fetch(ctx, r)
			<-place
		})
	}
	wg.Wait()
	return answers
}

func (p *polls) fetch(ctx context.Context, r read) readAnswer {
	s := readAnswer{read: r, at: time.Now()}
	switch r.scope {
	case everybody:
		f := platfone.ActivationFilter{Status: []platfone.ActivationStatus{platfone.StatusActive}}
		s.list, s.whole, s.err = p.pages(ctx, f, mostPages)
	case oneCustomer:
		s.list, s.err = p.s.api.Activations(ctx, r.customer)
		s.whole = s.err == nil
	case oneNumber:
		var a platfone.Activation
		if a, s.err = p.s.api.Activation(ctx, r.customer, r.id); s.err == nil {
			s.list = []platfone.Activation{a}
		}
	}
	return s
}

// pages walks the management call; whole is false when rows may be missing.
func (p *polls) pages(ctx context.Context, f platfone.ActivationFilter, most int) (list []platfone.Activation, whole bool, err error) {
	skipped := 0
	for n := 1; n <= most; n++ {
		page, err := p.s.api.CustomersActivations(ctx, f, n, platfone.MaxManagePage)
		if err != nil {
			return nil, false, err
		}
		list = append(list, page.Items...)
		skipped += page.Skipped
		if page.Last() {
			return list, skipped == 0, nil
		}
	}
	return list, false, nil
}

// account notes which of the active numbers a read has looked at, and returns
// those that are active here and not there.
func (p *polls) account(s readAnswer, active []store.Activation) (gone []store.Activation) {
	if s.read.scope == everybody {
		p.discovered = s.at
		p.force.Store(false)
	}
	there := make(map[string]bool, len(s.list))
	for _, a := range s.list {
		there[a.ID] = true
		p.heard[a.ID] = s.at
		delete(p.misses, a.ID)
		delete(p.lost, a.ID)
	}
	if !s.whole {
		return nil
	}
	for _, a := range active {
		if s.read.sees(expected{a.CustomerID, a.ID}) && a.CustomerID != "" && !there[a.ID] {
			gone = append(gone, a)
		}
	}
	return gone
}

// ends reads how numbers ended that run no more: one by itself, several with
// the management call, those it does not show by themselves at a later beat.
func (p *polls) ends(ctx context.Context, gone []store.Activation) error {
	if len(gone) == 0 {
		return nil
	}
	reads := make([]read, 0, len(gone))
	a := p.allowance(time.Now())
	if len(gone) > 1 && a.manage {
		found, err := p.findEnds(ctx, gone)
		if err != nil {
			return p.refused(read{scope: everybody}, err)
		}
		for _, g := range gone {
			if !found[g.ID] {
				reads = append(reads, read{oneNumber, g.CustomerID, g.ID})
			}
		}
	} else {
		for _, g := range gone {
			reads = append(reads, read{oneNumber, g.CustomerID, g.ID})
		}
	}
	if len(reads) > a.gets {
		reads = reads[:a.gets]
	}
	return p.carryOut(ctx, reads, nil)
}

// findEnds looks for numbers among all that were ordered since the oldest of them.
func (p *polls) findEnds(ctx context.Context, gone []store.Activation) (map[string]bool, error) {
	f := platfone.ActivationFilter{From: gone[0].CreatedAt}
	for _, g := range gone {
		if g.CreatedAt.Before(f.From) {
			f.From = g.CreatedAt
		}
	}
	if !f.From.IsZero() {
		f.From = f.From.Add(-time.Second)
	}
	heard := time.Now()
	list, _, err := p.pages(ctx, f, endPages)
	if err != nil {
		return nil, err
	}
	found := make(map[string]bool, len(list))
	for _, a := range list {
		found[a.ID] = true
		p.heard[a.ID] = heard
	}
	return found, p.s.put(ctx, heard, gone, list...)
}

// refused learns from a read that failed. It returns the error unless it
// concerns only that customer or that number.
func (p *polls) refused(r read, err error) error {
	var e *rest.Error
	if !errors.As(err, &e) || e.Unknown() { // of the latter an edge may have spoken, and that passes
		return err
	}
	now := time.Now()
	switch e.Kind {
	case rest.Limited:
		return p.limited(r, e, err)
	case rest.Forbidden, rest.Invalid, rest.NotFound, rest.Gone, rest.Conflict, rest.Payment:
	default:
		return err
	}
	switch {
	case r.scope == everybody:
		p.allAfter = now.Add(discoverActive)
		return err
	case r.scope == oneNumber && missing(err):
		p.miss(r.id, now)
	default:
		p.avoid[r.customer] = now.Add(avoidFor)
	}
	return nil
}

func (p *polls) limited(r read, e *rest.Error, err error) error {
	if r.scope == everybody {
		p.allAfter = e.Until
	} else {
		p.getsAfter = e.Until
	}
	if e.Scope == "account" {
		p.allAfter, p.getsAfter = e.Until, e.Until
	}
	return err
}

// miss notes that the provider does not know a number. Twice, ten seconds
// apart, and it is not asked about again; the row stays.
func (p *polls) miss(id string, now time.Time) {
	first, before := p.misses[id]
	switch {
	case !before:
		p.misses[id] = now
	case now.Sub(first) >= pollEvery:
		p.lost[id] = true
	}
}
