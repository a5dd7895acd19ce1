package store

import (
	"context"
	"errors"

	"switchboard/client/phone"
)

// KnowsCustomer reports whether a customer, or a number that was ordered for it, is saved.
func (db *DB) KnowsCustomer(ctx context.Context, id string) (bool, error) {
	if _, err := db.Customer(ctx, id); !errors.Is(err, ErrNotFound) {
		return err == nil, err
	}
	return db.anyActivation(ctx, ActivationFilter{Customers: []string{id}})
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

// KnowsRented reports whether an activation of a phone number is saved.
func (db *DB) KnowsRented(ctx context.Context, n phone.E164) (bool, error) {
	return db.anyActivation(ctx, ActivationFilter{Terms: []string{string(n)}})
}

func (db *DB) anyActivation(ctx context.Context, f ActivationFilter) (bool, error) {
	list, err := db.History(ctx, f, 0, 1)
	return len(list) > 0, err
}
