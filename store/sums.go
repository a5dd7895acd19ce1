package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"switchboard/store/filter"
)

// Narrow says whose sums are wanted; what is empty stands for all.
type Narrow struct{ Service, Customer string }

// table is where the sums of a Narrow are kept, the column with their time, and how many seconds each covers.
func (n Narrow) table() (name, at string, unit int64) {
	switch {
	case n.Customer != "":
		return "spends", "day", daySeconds
	case n.Service != "":
		return "routes", "hour", hourSeconds
	}
	return "hours", "hour", hourSeconds
}

func (n Narrow) where() *filter.Where {
	c := &filter.Where{}
	if n.Customer != "" {
		c.And("customer_id = ?", n.Customer)
	}
	if n.Service != "" {
		c.And("service_id = ?", n.Service)
	}
	return c
}

// edges are moments in rising order; between each and the next lies a part.
type edges []int64

// at is the part that a moment lies in, -1 when it lies in none.
func (e edges) at(moment int64) int {
	i, there := slices.BinarySearch(e, moment)
	if there {
		i++
	}
	if i >= len(e) {
		return -1
	}
	return i - 1
}

// cut are the units that an edge lies inside of, in order: no sum of a whole one can be used.
func (e edges) cut(unit int64) []int64 {
	set := map[int64]bool{}
	for _, at := range e {
		if at%unit != 0 {
			set[at/unit*unit] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// Sums are the tallies of what was ordered between each moment and the next, exact to the second: one fewer than there are moments, which rise.
// Whole hours (of a customer: whole days in UTC) are read from the sums kept on write; of those that a moment cuts the rows are added up.
func (db *DB) Sums(ctx context.Context, n Narrow, moments ...time.Time) ([]Tally, error) {
	if len(moments) < 2 {
		return nil, nil
	}
	e := make(edges, len(moments))
	for i, m := range moments {
		e[i] = unix(m)
	}
	out := make([]Tally, len(moments)-1)
	name, at, unit := n.table()
	cut := e.cut(unit)
	c := n.where()
	within := at + " >= ? AND " + at + " < ?"
	if name == "routes" { // found hour by hour
		within = "hour IN (SELECT hour FROM hours WHERE " + within + ")"
	}
	c.And(within, e[0], e[len(e)-1])
	parts, err := list(ctx, db.cache.r, scanHour, "SELECT "+at+", "+tallySum+" FROM "+name+c.SQL()+" GROUP BY "+at+" ORDER BY "+at, c.Args...)
	if err != nil {
		return nil, fmt.Errorf("adding up the %s: %w", name, err)
	}
	for _, p := range parts {
		if _, split := slices.BinarySearch(cut, unix(p.At)); !split {
			i := e.at(unix(p.At))
			out[i] = out[i].Add(p.Tally)
		}
	}
	for _, low := range cut {
		err := db.eachOrdered(ctx, n, low, low+unit, func(a *Activation) {
			if i := e.at(unix(a.CreatedAt)); i >= 0 {
				out[i] = out[i].Add(tallyOf(a))
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// eachOrdered hands over what was ordered from low to high, which is not included.
func (db *DB) eachOrdered(ctx context.Context, n Narrow, low, high int64, do func(*Activation)) error {
	if low >= high {
		return nil
	}
	c := n.where()
	c.And("k >= ? AND k < ?", low<<keyBits, high<<keyBits)
	all, err := list(ctx, db.cache.r, scanActivation, "SELECT "+activationColumns+" FROM activations"+c.SQL(), c.Args...)
	if err != nil {
		return fmt.Errorf("adding up the orders of an hour: %w", err)
	}
	for i := range all {
		do(&all[i])
	}
	return nil
}

// SpendsIn are the tallies of every customer from then to then, exact to the second.
func (db *DB) SpendsIn(ctx context.Context, from, to time.Time) ([]Spend, error) {
	low, high := unix(from), unix(to)
	first, last := up(low, daySeconds), high/daySeconds*daySeconds
	byCustomer := map[string]Tally{}
	whole, err := db.spends(ctx, `SELECT customer_id, '', `+tallySum+` FROM spends WHERE day >= ? AND day < ? GROUP BY customer_id`, first, last)
	if err != nil {
		return nil, err
	}
	for _, s := range whole {
		byCustomer[s.CustomerID] = s.Tally
	}
	add := func(a *Activation) { byCustomer[a.CustomerID] = byCustomer[a.CustomerID].Add(tallyOf(a)) }
	if err := db.eachOrdered(ctx, Narrow{}, low, min(first, high), add); err != nil {
		return nil, err
	}
	if err := db.eachOrdered(ctx, Narrow{}, max(last, min(first, high)), high, add); err != nil {
		return nil, err
	}
	out := make([]Spend, 0, len(byCustomer))
	for _, id := range slices.Sorted(maps.Keys(byCustomer)) {
		out = append(out, Spend{CustomerID: id, Tally: byCustomer[id]})
	}
	return out, nil
}

// up is the least multiple of unit that is not below n.
func up(n, unit int64) int64 { return (n + unit - 1) / unit * unit }

// Wait is how many codes took so long.
type Wait struct {
	Took time.Duration
	N    int64
}

// Waits are how long codes took that were ordered from then to then, shortest first, by whole days in UTC; an empty service stands for all.
func (db *DB) Waits(ctx context.Context, service string, from, to time.Time) ([]Wait, error) {
	c, table := &filter.Where{}, "day_waits"
	if service != "" {
		table = "waits"
		c.And("service_id = ?", service)
	}
	c.And("day >= ? AND day < ?", unix(from)/daySeconds*daySeconds, unix(to))
	all, err := list(ctx, db.cache.r, func(s scanner) (w Wait, err error) {
		var seconds int64
		err = s.Scan(&seconds, &w.N)
		w.Took = time.Duration(seconds) * time.Second
		return w, err
	}, "SELECT seconds, sum(n) FROM "+table+c.SQL()+" GROUP BY seconds ORDER BY seconds", c.Args...)
	return all, wrap(err, "adding up how long codes took")
}
