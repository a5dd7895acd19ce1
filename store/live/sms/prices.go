package sms

import (
	"cmp"
	"context"
	"errors"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/live"
)

// catalogueEvery is how often the catalogue is asked for; unchanged, the
// provider answers with its tag alone.
const catalogueEvery = 5 * time.Minute

// RefreshPrice reads the price of one service in one country (60 a minute).
func (s *SMS) RefreshPrice(ctx context.Context, service, country string) error {
	if err := s.MayAsk(); err != nil {
		return err
	}
	heard := time.Now()
	p, err := s.api.Price(ctx, service, country)
	if err != nil {
		return err
	}
	p.ServiceID, p.CountryID = service, country
	return s.db.PutPrices(ctx, heard, p)
}

// RefreshPrices reads the prices of one service in every country (6 a minute).
func (s *SMS) RefreshPrices(ctx context.Context, service string) error {
	if err := s.MayAsk(); err != nil {
		return err
	}
	heard := time.Now()
	list, err := s.api.PricesByService(ctx, service)
	if err != nil {
		return err
	}
	return s.db.PutPrices(ctx, heard, list...)
}

// RefreshPricesIn reads the prices of every service in one country (6 a minute).
func (s *SMS) RefreshPricesIn(ctx context.Context, country string) error {
	if err := s.MayAsk(); err != nil {
		return err
	}
	heard := time.Now()
	list, err := s.api.PricesByCountry(ctx, country)
	if err != nil {
		return err
	}
	return s.db.PutPrices(ctx, heard, list...)
}

// RefreshCatalogue reads the countries and services, if they changed.
func (s *SMS) RefreshCatalogue(ctx context.Context) error {
	if err := s.MayAsk(); err != nil {
		return err
	}
	return s.catalogue(ctx)
}

// accountEvery is how often the account's own balance is asked for.
const accountEvery = 5 * time.Minute

func (s *SMS) accountBalance(ctx context.Context) error {
	heard := time.Now()
	b, err := s.api.AccountBalance(ctx)
	if err != nil {
		return err
	}
	return s.db.PutAccountBalance(ctx, heard, b)
}

// accountSoon reads the account's own balance once its money has moved: by itself it is read too seldom
// to be what the next order is weighed against.
func (s *SMS) accountSoon() {
	if !s.sched.Sooner(accountKey, balanceDelay) {
		s.e.Leave(accountKey, balanceDelay)
	}
}

// accountBeat is the job. Whether a retail key may ask is not documented, so a refusal only ends the asking.
func (s *SMS) accountBeat(ctx context.Context) (time.Duration, error) {
	if err := s.accountBalance(ctx); err != nil {
		return live.OnceMore(err), err
	}
	return accountEvery, nil
}

func (s *SMS) catalogueBeat(ctx context.Context) (time.Duration, error) {
	if err := s.catalogue(ctx); err != nil {
		return live.Resume(err), s.Heard(ctx, err)
	}
	return cmp.Or(s.e.Beats().Catalogue, catalogueEvery), s.Health.Good(ctx)
}

// catalogue reads the three lists; one that fails does not keep the others back.
func (s *SMS) catalogue(ctx context.Context) error {
	return errors.Join(
		renew(ctx, s, store.CountryList, s.api.Countries, s.db.PutCountries),
		renew(ctx, s, store.ServiceList, s.api.Services, s.db.PutServices),
		renew(ctx, s, store.PopularList, s.api.PopularServices, s.db.PutPopular),
	)
}

// renew reads one list unless the stored one still has the provider's tag.
func renew[T any](ctx context.Context, s *SMS, what string,
	ask func(context.Context, string) (platfone.Catalogue[T], error),
	put func(context.Context, time.Time, string, []T) error,
) error {
	tag, err := s.db.ETag(ctx, what)
	if err != nil {
		return err
	}
	heard := time.Now()
	c, err := ask(ctx, tag)
	if err != nil {
		return err
	}
	if c.NotModified {
		return s.db.TouchCatalogue(ctx, heard, what)
	}
	return put(ctx, heard, c.ETag, c.Items)
}
