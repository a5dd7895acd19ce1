package store

import (
	"context"
	"errors"

	"switchboard/client/phone"
)

// KnowsCustomer reports whether a customer, a number that was ordered for it, or a code that
// came to one, is saved.
func (db *DB) KnowsCustomer(ctx context.Context, id string) (bool, error) {
	if _, err := db.Customer(ctx, id); !errors.Is(err, ErrNotFound) {
		return err == nil, err
	}
	return db.anyWhere(ctx, PurgeFilter{Customer: id})
}

// KnowsService reports whether a service is in the catalogue, or a number that was ordered for
// it is saved: what was sold once may have left the catalogue.
func (db *DB) KnowsService(ctx context.Context, id string) (bool, error) {
	all, err := db.Services(ctx)
	if err != nil {
		return false, err
	}
	for _, s := range all {
		if s.ID == id {
			return true, nil
		}
	}
	return db.anyActivation(ctx, ActivationFilter{Services: []string{id}})
}

// KnowsRented reports whether an activation of a phone number, or a code that came to it, is saved.
func (db *DB) KnowsRented(ctx context.Context, n phone.E164) (bool, error) {
	return db.anyWhere(ctx, PurgeFilter{Number: n})
}

// anyWhere looks in both files, as a purge does: the journal keeps codes while the cache is
// filled anew.
func (db *DB) anyWhere(ctx context.Context, f PurgeFilter) (bool, error) {
	c := f.where()
	found, err := one(ctx, db.journal.r, number, "SELECT EXISTS (SELECT 1 FROM codes"+c.SQL()+")", c.Args...)
	if err == nil && found == 0 {
		found, err = one(ctx, db.cache.r, number, "SELECT EXISTS (SELECT 1 FROM activations"+c.SQL()+")", c.Args...)
	}
	return found != 0, wrap(err, "looking for what is saved of it")
}

func (db *DB) anyActivation(ctx context.Context, f ActivationFilter) (bool, error) {
	list, err := db.History(ctx, f, 0, 1)
	return len(list) > 0, err
}
