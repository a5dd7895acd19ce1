package store

import (
	"context"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
)

// Money and state of customers are kept twice, and of a part that is not the same in both nothing is shown: SQLite does
// not notice an amount in which a bit has turned. The part is unknown until it is heard again, which writes both.
const (
	listedHolds  = "listed IS balance AND listed_at = seen AND changed_at = updated_at"
	stateHolds   = "state = status"
	wholeHolds   = "whole IS total AND kept IS reserved AND whole_at = balance_seen"
	stoppedHolds = "stopped IS on_hold AND stopped_at = hold_seen"

	// customersTwice is where customerColumns are read from.
	customersTwice = "customers LEFT JOIN balances USING (customer_id)"
	// partsHold end customerColumns: whether each part is as it was heard.
	partsHold = "coalesce(" + listedHolds + ", 0), coalesce(" + stateHolds + ", 0), coalesce(" + wholeHolds + ", 0), coalesce(" + stoppedHolds + ", 0)"
	// accountHolds is whether what the account has is as it was heard.
	accountHolds = "coalesce(whole IS total AND kept IS reserved AND whole_at = seen, 0)"
)

// turned is a condition of a write: the part of the customer that it writes is not as it was heard, so that nothing in
// it says how old it is.
func turned(holds string) string {
	return "NOT EXISTS (SELECT 1 FROM balances WHERE balances.customer_id = customers.customer_id AND " + holds + ")"
}

// heardParts says which parts of a customer are as they were heard.
type heardParts struct{ listed, state, whole, stopped bool }

func (p *heardParts) dest() []any { return []any{&p.listed, &p.state, &p.whole, &p.stopped} }

// withhold takes away what is not as it was heard.
func (c *Customer) withhold(p heardParts) {
	c.turned = p != heardParts{true, true, true, true}
	if !p.listed {
		c.Balance, c.Seen, c.UpdatedAt = money.Price{}, time.Time{}, time.Time{}
	}
	if !p.state {
		c.Status = ""
	}
	if !p.whole {
		c.Held, c.BalanceSeen = platfone.Balance{}, time.Time{}
	}
	if !p.stopped {
		c.OnHold, c.HoldSeen = false, time.Time{}
	}
}

// tellTurned says of which customers a part is not shown.
func (db *DB) tellTurned(all ...Customer) {
	for _, c := range all {
		if c.turned {
			db.tellDamage("customer " + c.ID)
		}
	}
}

// tellDamage says, once, that something of an object is not shown because it is not as it was heard. Whoever shows what
// is wrong reads this again when it is told, so that told at each read it would be read without an end.
func (db *DB) tellDamage(object string) {
	if db.note("What was saved of %s is damaged. The damaged part is shown as not known until the provider is asked again.", object) {
		db.feeds.mark(Healths)
	}
}

// turnedBalances counts the customers of which a part is not as it was heard; the account is one.
func (db *DB) turnedBalances(ctx context.Context) (int, error) {
	n, err := one(ctx, db.cache.r, number, "SELECT (SELECT count(*) FROM "+customersTwice+" WHERE NOT ("+
		"coalesce("+listedHolds+" AND "+stateHolds+" AND "+wholeHolds+" AND "+stoppedHolds+", 0))) + "+
		"(SELECT count(*) FROM account LEFT JOIN account_balance USING (one) WHERE NOT "+accountHolds+")")
	return int(n), wrap(err, "comparing the balances with what was heard")
}
