package sms

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/live"
)

// A pair that is watched is asked for once in priceEvery, and all of them
// together once in pricePace: a sixth of the 60 a minute that the provider allows, so that
// a person who orders finds the rest.
const (
	priceWatchKey = "sms/watch/price"
	priceEvery    = time.Minute
	pricePace     = 6 * time.Second
)

// priceSetting begins the settings that keep the watches, each with its pair.
const priceSetting = "watch.price."

// priceWatch is what is kept of a watch.
type priceWatch struct {
	Below money.Cents // a person is told once a number is available for this or less
	Met   bool        // it was so at the last look, and that was told
}

// WatchPrice tells a person, once each time it comes true, that a number of a
// service in a country is available for below or less.
func (s *SMS) WatchPrice(ctx context.Context, service, country string, below money.Cents) error {
	if err := errors.Join(platfone.CheckServiceID(service), platfone.CheckCountryID(country), platfone.CheckCeiling(below)); err != nil {
		return err
	}
	if err := s.keepWatch(ctx, service+"/"+country, priceWatch{Below: below}); err != nil {
		return err
	}
	s.e.Kick(priceWatchKey, 0)
	return nil
}

// UnwatchPrice ends a watch; one that is not there is no error.
func (s *SMS) UnwatchPrice(ctx context.Context, service, country string) error {
	return s.db.PutSetting(ctx, priceSetting+service+"/"+country, "")
}

// PriceWatches are the watched pairs, "service/country", and what each is watched for.
func (s *SMS) PriceWatches(ctx context.Context) (map[string]money.Cents, error) {
	kept, err := s.priceWatches(ctx)
	out := make(map[string]money.Cents, len(kept))
	for pair, w := range kept {
		out[pair] = w.Below
	}
	return out, err
}

func (s *SMS) priceWatches(ctx context.Context) (map[string]priceWatch, error) {
	kept, err := s.db.Settings(ctx, priceSetting)
	out := make(map[string]priceWatch, len(kept))
	for key, value := range kept {
		var w priceWatch
		if json.Unmarshal([]byte(value), &w) == nil && w.Below > 0 {
			out[strings.TrimPrefix(key, priceSetting)] = w
		}
	}
	return out, err
}

func (s *SMS) keepWatch(ctx context.Context, pair string, w priceWatch) error {
	raw, err := json.Marshal(w)
	if err != nil {
		return fmt.Errorf("keeping the watch of %s: %w", pair, err)
	}
	return s.db.PutSetting(ctx, priceSetting+pair, string(raw))
}

// priceWatcher is the job that looks after the watches, one pair at a time.
type priceWatcher struct {
	s     *SMS
	asked map[string]time.Time
}

func (l *priceWatcher) beat(ctx context.Context) (time.Duration, error) {
	list, err := l.s.priceWatches(ctx)
	if err != nil || len(list) == 0 {
		return watchEvery, err
	}
	pair := l.next(list)
	if wait := priceEvery - time.Since(l.asked[pair]); wait > 0 {
		return max(min(wait, watchEvery), pricePace), nil
	}
	l.asked[pair] = time.Now()
	p, err := l.look(ctx, pair)
	var e *rest.Error
	switch {
	case errors.As(err, &e) && e.Kind == rest.NotFound:
		p = platfone.PairPrice{Counted: true} // nothing is sold there
	case err != nil:
		return max(live.Resume(err), pricePace), err
	}
	return pricePace, l.tell(ctx, pair, list[pair], p)
}

// next is the pair that was not asked for the longest.
func (l *priceWatcher) next(list map[string]priceWatch) string {
	best := ""
	for pair := range list {
		if at := l.asked[pair]; best == "" || at.Before(l.asked[best]) || at.Equal(l.asked[best]) && pair < best {
			best = pair
		}
	}
	return best
}

// look reads what a pair costs, unless somebody else has just asked.
func (l *priceWatcher) look(ctx context.Context, pair string) (platfone.PairPrice, error) {
	service, country, _ := strings.Cut(pair, "/")
	p, err := l.s.db.Price(ctx, service, country)
	if err == nil && time.Since(p.Seen) < priceEvery/2 {
		return p.PairPrice, nil
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return p.PairPrice, err
	}
	if err := l.s.RefreshPrice(ctx, service, country); err != nil {
		return p.PairPrice, err
	}
	p, err = l.s.db.Price(ctx, service, country)
	return p.PairPrice, err
}

// tell says once that a watch has come true, and once it is no longer so, it may again.
func (l *priceWatcher) tell(ctx context.Context, pair string, w priceWatch, p platfone.PairPrice) error {
	met := p.Min.Known && p.Min.Cents <= w.Below && !p.SoldOut()
	if met == w.Met {
		return nil
	}
	if w.Met = met; met {
		said := fmt.Sprintf("%s is available for %s: you watch for %s or less", pair, p.Min, w.Below)
		if err := l.s.e.Notice(ctx, live.NoticeOrder, "", said); err != nil {
			return err
		}
	}
	if kept, err := l.s.db.Setting(ctx, priceSetting+pair); err != nil || kept == "" {
		return err // it was ended meanwhile
	}
	return l.s.keepWatch(ctx, pair, w)
}
