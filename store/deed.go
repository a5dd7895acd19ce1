package store

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"switchboard/client/money"
	"switchboard/client/oneuc"
	"switchboard/store/filter"
)

// Deed is an act that was done from this machine, as it is told afterwards.
type Deed struct {
	Intent
	Customer string      // "" of an act that is upon none
	Money    money.Price // paid for an order or a purchase, booked on a balance; unknown where none is told
	Earlier  bool        // of a booking: the ledger had it from an earlier act, and nothing was booked by this one
}

// Became is what came of it, without the reason.
func (d Deed) Became() string {
	if d.Damaged {
		return "not known: its entry is damaged"
	}
	if d.Earlier {
		return "was booked before"
	}
	if d.State == StateRejected && strings.HasPrefix(d.Reason, nothingSent) {
		return NotSent
	}
	if word, ok := map[IntentState]string{StateIntent: NotSent, StateSent: "on its way", StateRejected: refused}[d.State]; ok {
		return word
	}
	if f := d.Fate(); f != FateAmiss {
		return string(f)
	}
	return string(FateDone) // what the problem is follows
}

// Outcome is what came of it and why, in words.
func (d Deed) Outcome() string {
	switch why := d.Amiss(); {
	case why != "":
		return d.Became() + ": " + why
	case d.Reason == "" || d.State == StateConfirmed:
		return d.Became()
	case d.State == StateRejected && !d.Damaged:
		return Refused(d.Reason)
	}
	return d.Became() + ": " + d.Reason
}

// Asked reports whether it was answered with a choice, with which a person goes on.
func (d Deed) Asked() bool {
	return !d.Damaged && d.State == StateRejected && oneuc.AsksToChoose(d.Reason)
}

// Refused is what came of an act that the provider did not do, in the words of the log. One that it answered with a
// choice was not refused, and one of which it heard nothing was not sent.
func Refused(why string) string {
	if oneuc.AsksToChoose(why) {
		return why
	}
	if rest, unsent := strings.CutPrefix(why, nothingSent); unsent {
		return NotSent + ": " + rest
	}
	return refused + ": " + why
}

// The words for an act that the provider did not do, and of which it heard nothing.
const (
	refused = "refused"
	NotSent = "not sent"
)

// nothingSent is how the reason begins for which nothing was sent.
const nothingSent = "nothing was sent: "

// deedsPage is how many entries of the journal are read at once.
const deedsPage = 1000

// Deeds are what was done from this machine from one moment to another, newest
// first; a zero to is now.
func (db *DB) Deeds(ctx context.Context, from, to time.Time) (all []Deed, err error) {
	for before := int64(0); ; {
		page, err := db.DeedsBefore(ctx, from, to, before, deedsPage)
		if all = append(all, page...); err != nil || len(page) < deedsPage {
			return all, err
		}
		before = page[len(page)-1].ID
	}
}

// DeedsBefore are at most limit of the same that the journal has before an entry; before 0 is the newest.
func (db *DB) DeedsBefore(ctx context.Context, from, to time.Time, before int64, limit int) ([]Deed, error) {
	list, err := db.intentsWithin(ctx, from, to, before, limit)
	if err != nil {
		return nil, err
	}
	var all []Deed
	var refs, bookings []string
	for _, in := range list {
		d := Deed{Intent: in}
		d.read()
		if in.Op == orderOp && in.Ref != "" {
			refs = append(refs, in.Ref)
		}
		if in.Op == bookingOp && in.State == StateConfirmed {
			bookings = append(bookings, in.NaturalKey)
		}
		all = append(all, d)
	}
	prices, err := db.pricesOf(ctx, refs)
	if err != nil {
		return all, err
	}
	first, err := db.firstOf(ctx, bookings)
	for i, d := range all {
		if at, ok := first[d.NaturalKey]; ok && d.Op == bookingOp && d.State == StateConfirmed && d.ID > at {
			all[i].Earlier, all[i].Money = true, money.Price{}
		}
		if p, ok := prices[d.Ref]; ok && d.Op == orderOp && d.State == StateConfirmed {
			all[i].Money = p
		}
	}
	return all, err
}

// intentsWithin are at most limit of the journal's entries from one moment to another that stand
// before an entry, newest first; a zero to is now, and before 0 the newest.
func (db *DB) intentsWithin(ctx context.Context, from, to time.Time, before int64, limit int) ([]Intent, error) {
	var c filter.Where
	if !from.IsZero() {
		c.And("created >= ?", upwards(from))
	}
	if !to.IsZero() {
		c.And("created < ?", upwards(to))
	}
	if before > 0 {
		c.And("(created, id) < (SELECT created, id FROM intents WHERE id = ?)", before)
	}
	all, err := list(ctx, db.journal.r, scanIntent, "SELECT "+intentColumns+" FROM intents"+c.SQL()+" ORDER BY created DESC, id DESC LIMIT ?", append(c.Args, limit)...)
	return db.known(all), wrap(err, "reading a time of the journal")
}

// upwards is a moment in whole seconds, in which entries are dated: one within a second is after its entries.
func upwards(t time.Time) int64 {
	if t.Nanosecond() > 0 {
		return unix(t) + 1
	}
	return unix(t)
}

// The journal's names of an order and of a booking on a balance.
const (
	orderOp   = "sms.order"
	bookingOp = "sms.adjust"
)

// firstOf are the first acts that were carried out under natural keys: of a booking the one that moved the money.
func (db *DB) firstOf(ctx context.Context, keys []string) (map[string]int64, error) {
	raw, err := json.Marshal(append([]string{}, keys...))
	if err != nil || len(keys) == 0 {
		return nil, err
	}
	type first struct {
		key string
		id  int64
	}
	all, err := list(ctx, db.journal.r, func(s scanner) (f first, err error) {
		err = s.Scan(&f.key, &f.id)
		return f, err
	}, "SELECT natural_key, min(id) FROM intents WHERE natural_key IN (SELECT value FROM json_each(?)) AND state = ? GROUP BY natural_key", string(raw), StateConfirmed)
	of := make(map[string]int64, len(all))
	for _, f := range all {
		of[f.key] = f.id
	}
	return of, wrap(err, "reading what was booked before")
}

// read takes from what was sent whom it is about and what it moves.
func (d *Deed) read() {
	var body struct {
		Customer    string
		Transaction *struct{ Amount money.Cents }
		Most        *money.Cents
	}
	if d.Damaged || json.Unmarshal(d.Body, &body) != nil {
		return
	}
	d.Customer = body.Customer
	switch {
	case d.State != StateConfirmed:
	case body.Transaction != nil:
		d.Money = money.Known(body.Transaction.Amount)
	case body.Most != nil && *body.Most > 0:
		d.Money = money.Known(*body.Most)
	}
}

// pricesOf are what activations cost, by id.
func (db *DB) pricesOf(ctx context.Context, ids []string) (map[string]money.Price, error) {
	raw, err := json.Marshal(append([]string{}, ids...))
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	type priced struct {
		id   string
		cost money.Price
	}
	all, err := list(ctx, db.cache.r, func(s scanner) (p priced, err error) {
		var c *int64
		if err = s.Scan(&p.id, &c); err == nil && c != nil {
			p.cost = money.Known(money.Cents(*c))
		}
		return p, err
	}, "SELECT id, price FROM activations WHERE id IN (SELECT value FROM json_each(?))", string(raw))
	of := make(map[string]money.Price, len(all))
	for _, p := range all {
		of[p.id] = p.cost
	}
	return of, wrap(err, "reading what the orders cost")
}
