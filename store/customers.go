package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store/filter"
)

// CustomerFilter narrows the list of customers; what is empty does not.
type CustomerFilter struct {
	Status     []platfone.CustomerStatus
	Terms, Not []string    // parts of the id
	Below      money.Price // the balance less what is held is under this
	Above      money.Price
	Sort       CustomerSort
	Noted      filter.Query // the part that is about notes
	amid       *amid        // what that comes to
}

// CustomerSort is an order of the list of customers.
type CustomerSort int

// The orders. Customers whose balance is unknown come last.
const (
	ByID CustomerSort = iota
	ByLeastFree
	ByMostFree
	ByNewest
)

// monthDays is how far back Customer.Month reaches.
const monthDays = 30

// freeOf is Customer.Free in SQL.
const freeOf = `CASE WHEN balance_seen = 0 THEN balance WHEN seen > balance_seen AND balance IS NOT NULL THEN balance - coalesce(reserved, 0)
	ELSE total - coalesce(reserved, 0) END`

// orders are the sort keys, ascending; the id makes them unique. Each has an index that says the same word by word.
var orders = map[CustomerSort]string{
	ByID:        "0",
	ByLeastFree: "coalesce(" + freeOf + ", 1 << 60)",
	ByMostFree:  "coalesce(-(" + freeOf + "), 1 << 60)",
	ByNewest:    "-created_at",
}

func (f CustomerFilter) where() *filter.Where {
	c := &filter.Where{}
	filter.In(c, "status", f.Status)
	c.Words(f.Terms, f.Not, "", "customer_id")
	f.amid.narrow(c, "customer_id")
	if f.Below.Known {
		c.And(orders[ByLeastFree]+" < ?", int64(f.Below.Cents)) // what is unknown is far above, and this has an index
	}
	if f.Above.Known {
		c.And("("+freeOf+") > ?", int64(f.Above.Cents))
	}
	return c
}

// Customers is a page of the customers that pass the filter, in the filter's order, after the
// customer after ("" for the first page).
func (db *DB) Customers(ctx context.Context, f CustomerFilter, after string, limit int) ([]Customer, error) {
	return db.customersFrom(ctx, f, after, limit, ">", "")
}

// CustomersBefore is a page of the customers that pass the filter, in the filter's order, before
// the customer before ("" for the last page).
func (db *DB) CustomersBefore(ctx context.Context, f CustomerFilter, before string, limit int) ([]Customer, error) {
	all, err := db.customersFrom(ctx, f, before, limit, "<", " DESC")
	slices.Reverse(all)
	return all, err
}

// customersFrom walks the filter's order, or against it, from the customer with an id on.
func (db *DB) customersFrom(ctx context.Context, f CustomerFilter, id string, limit int, beyond, way string) ([]Customer, error) {
	var err error
	if f.amid, err = db.amidNotes(ctx, NoteCustomer, f.Noted); err != nil {
		return nil, err
	}
	rest, args := f.page(id, beyond, way)
	return db.customers(ctx, rest+" LIMIT ?", append(args, limit)...)
}

// page is what follows the name of the table in a query for the customers beyond one.
func (f CustomerFilter) page(id, beyond, way string) (string, []any) {
	c := f.where()
	order := orders[f.Sort]
	switch {
	case id != "" && f.Sort == ByID:
		c.And("customer_id "+beyond+" ?", id)
	case id != "":
		const there = " FROM customers WHERE customer_id = ?)"
		c.And(order+" "+beyond+"= (SELECT "+order+there, id) // an index is entered at one value, not at two
		c.And("("+order+", customer_id) "+beyond+" (SELECT "+order+", customer_id"+there, id)
	}
	by := "customer_id" + way
	if f.Sort != ByID {
		by = order + way + ", " + by
	}
	return c.SQL() + " ORDER BY " + by, c.Args
}

// Customer reads one customer; ErrNotFound when it was never heard of.
func (db *DB) Customer(ctx context.Context, id string) (Customer, error) {
	all, err := db.customers(ctx, " WHERE customer_id = ?", id)
	if c, only := db.recalled.onlyCustomer(id); err == nil && len(all) == 0 && only {
		return c, nil
	}
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("reading customer %s: %w", id, ErrNotFound)
	}
	if err != nil {
		return Customer{}, err
	}
	return all[0], nil
}

// CountCustomers counts the customers that pass the filter.
func (db *DB) CountCustomers(ctx context.Context, f CustomerFilter) (int, error) {
	var err error
	if f.amid, err = db.amidNotes(ctx, NoteCustomer, f.Noted); err != nil {
		return 0, err
	}
	c := f.where()
	n, err := one(ctx, db.cache.r, number, "SELECT count(*) FROM customers"+c.SQL(), c.Args...)
	return int(n), wrap(err, "counting the customers")
}

// Earliest is when the first customer began, as far as is known; zero when none is.
func (db *DB) Earliest(ctx context.Context) (time.Time, error) {
	at, err := one(ctx, db.cache.r, number, "SELECT coalesce(min(created_at), 0) FROM customers WHERE created_at > 0")
	if err != nil {
		return time.Time{}, fmt.Errorf("finding the first customer: %w", err)
	}
	return stamp(at), nil
}

// customers reads customers with the sums over their activations.
func (db *DB) customers(ctx context.Context, rest string, args ...any) ([]Customer, error) {
	all, err := db.customerRows(ctx, rest, args...)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	at := make(map[string]*Customer, len(all))
	ids := make([]string, len(all))
	for i := range all {
		ids[i], at[all[i].ID] = all[i].ID, &all[i]
	}
	bound, err := json.Marshal(ids)
	if err != nil {
		return nil, fmt.Errorf("naming the customers: %w", err)
	}
	day := unix(time.Now().AddDate(0, 0, -monthDays)) / daySeconds * daySeconds
	_, err = list(ctx, db.cache.r, func(s scanner) (id string, err error) {
		var t Tally
		if err = s.Scan(append([]any{&id}, t.dest()...)...); err == nil {
			err = of(at, id, func(c *Customer) { c.Month = t })
		}
		return id, err
	}, "SELECT customer_id, "+tallySum+` FROM spends WHERE customer_id IN (SELECT value FROM json_each(?)) AND day >= ?
		GROUP BY customer_id`, string(bound), day)
	if err != nil {
		return nil, fmt.Errorf("adding up the customers: %w", err)
	}
	_, err = list(ctx, db.cache.r, func(s scanner) (id string, err error) {
		var n int
		if err = s.Scan(&id, &n); err == nil {
			err = of(at, id, func(c *Customer) { c.Active = n })
		}
		return id, err
	}, `SELECT customer_id, count(*) FROM activations WHERE activation_status = 'active'
		AND customer_id IN (SELECT value FROM json_each(?)) GROUP BY customer_id`, string(bound))
	if err != nil {
		return nil, fmt.Errorf("counting what is active: %w", err)
	}
	read, err := db.Counted(ctx)
	for i := range all {
		all[i].Read = read
	}
	if err != nil || read.Month || !read.Active {
		return all, err
	}
	return all, db.countedAlone(ctx, at, string(bound))
}

// of hands over one of the customers that were asked about; an answer about another is damage.
func of(at map[string]*Customer, id string, do func(*Customer)) error {
	c, asked := at[id]
	if !asked {
		return met(fmt.Errorf("%w: a sum is of a customer that nobody asked about", ErrDamaged))
	}
	do(c)
	return nil
}

// customerRows are the rows of customers alone, with what could not be saved of them.
func (db *DB) customerRows(ctx context.Context, rest string, args ...any) ([]Customer, error) {
	all, err := list(ctx, db.cache.r, scanCustomer, "SELECT "+customerColumns+" FROM "+customersTwice+rest, args...)
	if err != nil {
		return nil, fmt.Errorf("reading the customers: %w", err)
	}
	db.tellTurned(all...)
	db.recalled.overCustomers(all)
	return all, nil
}
