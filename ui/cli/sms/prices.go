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
	cmd := &cobra.Command{
		Use: "prices S", Short: "List what a service costs in each country", Args: cli.Need(1, 1, "a service"),
		RunE: func(cmd *cobra.Command, args []string) error {
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
				return a.prices(ctx, s, args[0], country, most, watch)
			})
		},
	}
	cmd.Flags().StringVar(&country, "country", "", "in this country only, by id or name")
	cmd.Flags().StringVar(&below, "below", "", "only prices under this, in dollars")
	cmd.Flags().BoolVar(&watch, "watch", false, "ask again until there is a price under --below")
	return a.Gives(cmd, offer{})
}

func (a *app) prices(ctx context.Context, s *cli.Session, service, country string, below money.Cents, watch bool) error {
	if err := a.Refresh(ctx, s, func(ctx context.Context) error { return catalogue(ctx, s) }); err != nil {
		return err
	}
	var err error
	if service, err = findService(ctx, s, service); err != nil {
		return err
	}
	ask, every := func(ctx context.Context) error { return s.SMS.RefreshPrices(ctx, service) }, watchService
	if country != "" {
		if country, err = findCountry(ctx, s, country); err != nil {
			return err
		}
		ask, every = func(ctx context.Context) error { return s.SMS.RefreshPrice(ctx, service, country) }, watchPair
	}
	a.Out.List("No such price is known.")
	for {
		if err := a.Refresh(ctx, s, ask); err != nil {
			return err
		}
		rows, err := offers(ctx, s, service, country, below)
		if err != nil {
			return err
		}
		if !watch || len(rows) > 0 {
			for _, p := range rows {
				if err := a.Out.Row(offerOf(p)); err != nil {
					return err
				}
			}
			return nil
		}
		if a.Flags.Offline {
			return cli.Guard("offline", "--watch has to ask the provider: not with --offline")
		}
		if !cli.Pause(ctx, every) {
			return fmt.Errorf("no price under %s: %w", below, ctx.Err())
		}
	}
}

// offers are the saved prices of a service that pass.
func offers(ctx context.Context, s *cli.Session, service, country string, below money.Cents) ([]store.Price, error) {
	list, err := s.DB.Prices(ctx, service)
	if country != "" && err == nil {
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
