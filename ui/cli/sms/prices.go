package sms

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/money"
	"switchboard/store"
	"switchboard/ui/cli"
)

// watchPair and watchService are how often prices are asked for while they are
// watched: a fifth, and half, of what the provider allows.
const (
	watchPair    = 5 * time.Second
	watchService = 20 * time.Second
)

func (a *app) pricesCommand() *cobra.Command {
	var country, below string
	var watch bool
	cmd := a.Command(offer{}, "prices [SERVICE]", "List what a service costs in each country, or all of them in one", cli.Need(0, 1, "a service"),
		func(cmd *cobra.Command, args []string) error {
			service := ""
			switch {
			case len(args) > 0:
				service = args[0]
			case country == "":
				return cli.Misuse(errors.New("prices needs a service, or --country for the prices of every service there"))
			}
			var most money.Cents
			if below != "" {
				var err error
				if most, err = cli.Dollars("--below", below); err != nil {
					return err
				}
				if most <= 0 {
					return cli.Misuse(errors.New("--below: an amount in dollars, more than 0"))
				}
			}
			if watch && below == "" {
				return cli.Misuse(errors.New("--watch needs --below, the price to wait for"))
			}
			return a.Open(cmd, a.Flags, func(ctx context.Context, s *cli.Session) error {
				return a.prices(ctx, s, service, country, most, watch)
			})
		})
	cmd.Flags().StringVar(&country, "country", "", "in this country only, by id or name")
	cmd.Flags().StringVar(&below, "below", "", "only prices under this, in dollars")
	cmd.Flags().BoolVar(&watch, "watch", false, "ask again until there is a price under --below")
	return cmd
}

func (a *app) prices(ctx context.Context, s *cli.Session, service, country string, below money.Cents, watch bool) error {
	if watch && a.Flags.Offline {
		return cli.Guard("offline", "--watch has to ask the provider: not with --offline")
	}
	if err := a.Read(ctx, s, func(ctx context.Context) error { return catalogue(ctx, s) }); err != nil {
		return err
	}
	service, country, err := pair(ctx, s, service, country)
	if err != nil {
		return err
	}
	ask, every := asking(s, service, country)
	if watch {
		return a.watchPrices(ctx, s, below, every, ask, func() ([]store.Price, error) { return offers(ctx, s, service, country, below) })
	}
	a.RestsOn(pricesRead(s, service, country))
	a.Out.List("No price is known for that.")
	if err := a.Read(ctx, s, ask); err != nil {
		return err
	}
	rows, err := offers(ctx, s, service, country, below)
	if err != nil {
		return err
	}
	return cli.Rows(&a.Out, rows, offerOf)
}

// watchPrices asks until there is a price that passes. What was saved before does not end the wait, and neither
// does a provider that cannot be reached for now.
func (a *app) watchPrices(ctx context.Context, s *cli.Session, below money.Cents, every time.Duration, ask func(context.Context) error, passing func() ([]store.Price, error)) error {
	for {
		asked, err := a.Asked(ctx, s, ask)
		if err != nil {
			return err
		}
		if asked {
			rows, err := passing()
			if err != nil {
				return err
			}
			if len(rows) > 0 {
				a.Out.List("")
				return cli.Rows(&a.Out, rows, offerOf)
			}
		}
		if !cli.Pause(ctx, every) {
			if errors.Is(ctx.Err(), context.Canceled) {
				return ctx.Err()
			}
			return &cli.Exit{Code: cli.NoCode, Err: fmt.Errorf("no price under %s came in time", below), Reason: cli.TimedOut}
		}
	}
}

// pair finds what was named of a service and a country.
func pair(ctx context.Context, s *cli.Session, service, country string) (string, string, error) {
	var err error
	if service != "" {
		service, err = findService(ctx, s, service)
	}
	if country != "" && err == nil {
		country, err = findCountry(ctx, s, country)
	}
	return service, country, err
}

// asking is how such prices are read, and how often while they are watched.
func asking(s *cli.Session, service, country string) (ask func(context.Context) error, every time.Duration) {
	switch {
	case service == "":
		return func(ctx context.Context) error { return deskOf(s).RefreshPricesIn(ctx, country) }, watchService
	case country == "":
		return func(ctx context.Context) error { return deskOf(s).RefreshPrices(ctx, service) }, watchService
	}
	return func(ctx context.Context) error { return deskOf(s).RefreshPrice(ctx, service, country) }, watchPair
}

// offers are the saved prices that pass.
func offers(ctx context.Context, s *cli.Session, service, country string, below money.Cents) ([]store.Price, error) {
	list, err := s.DB.Prices(ctx, service)
	if service == "" {
		list, err = s.DB.PricesIn(ctx, country)
	}
	if service != "" && country != "" && err == nil {
		var one store.Price
		one, err = s.DB.Price(ctx, service, country)
		list = []store.Price{one}
		if errors.Is(err, store.ErrNotFound) {
			return nil, nil
		}
	}
	var out []store.Price
	for _, p := range list {
		if below == 0 || p.Min.Known && p.Min.Cents < below && !p.SoldOut() {
			out = append(out, p)
		}
	}
	return out, err
}
