package sms

import (
	"context"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/cli"
)

// What answers from what is saved rest on.
var (
	customersRead = cli.ListOf(platfone.Provider, store.ListOfCustomers, "The customers")
	runningRead   = cli.Basis{Provider: platfone.Provider, What: "The active numbers", Extent: func(ctx context.Context, db *store.DB) (store.Extent, error) {
		counted, err := db.Counted(ctx)
		if err != nil || !counted.Active {
			return store.NeverRead, err
		}
		return store.WholeRead, nil
	}}
	ordersRead = ordersWithin(time.Time{}, time.Time{})
)

// servicesRead is what is told of a service by its name.
var servicesRead = cli.Basis{Provider: platfone.Provider, What: "The services", Extent: func(ctx context.Context, db *store.DB) (store.Extent, error) {
	list, err := db.Services(ctx)
	if err != nil || len(list) == 0 {
		return store.NeverRead, err
	}
	return store.WholeRead, nil
}}

// codeRead is what it rests on that there is no code so young, 0 being of any age, or no such name.
func codeRead(err error, age time.Duration) cli.Basis {
	switch {
	case cli.Absent(err):
		return customersRead
	case age > 0: // so young a code is of a number that runs
		return runningRead
	}
	return ordersRead
}

// ordersWithin is what is told of the orders of a stretch of time; zero is without a bound.
func ordersWithin(from, to time.Time) cli.Basis {
	return within("The orders", from, to, store.ListOfOrders)
}

func within(what string, from, to time.Time, lists ...string) cli.Basis {
	return cli.Basis{Provider: platfone.Provider, What: what, Extent: func(ctx context.Context, db *store.DB) (store.Extent, error) {
		return db.ExtentWithin(ctx, from, to, lists...)
	}}
}

// pricesRead is what is told of the prices of a service, in a country, or of both: what has none under
// a bound has others.
func pricesRead(s *cli.Session, service, country string) cli.Basis {
	return cli.Basis{Provider: platfone.Provider, What: "Prices for that", Way: "the same without --offline", Extent: func(ctx context.Context, _ *store.DB) (store.Extent, error) {
		saved, err := offers(ctx, s, service, country, 0)
		if err != nil || len(saved) == 0 {
			return store.NeverRead, err
		}
		return store.WholeRead, nil
	}}
}
