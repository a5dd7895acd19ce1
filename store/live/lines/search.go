package lines

import (
	"context"
	"strings"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
)

// offerFresh is how old a search may be whose numbers are bought.
const offerFresh = 5 * time.Minute

// offer is a number that a search found: when, and where it is billed as local.
type offer struct {
	at    time.Time
	place string
}

// Search looks for numbers to buy and says when it did. Only numbers of such a
// search can be bought, and only for five minutes.
func (l *Lines) Search(ctx context.Context, q oneuc.Query) ([]oneuc.Found, time.Time, error) {
	if err := l.MayAsk(); err != nil {
		return nil, time.Time{}, err
	}
	at := time.Now()
	list, err := l.api.Search(ctx, q)
	if err != nil {
		return nil, at, l.Heard(ctx, err)
	}
	l.mu.Lock()
	for n, o := range l.offered {
		if at.Sub(o.at) > offerFresh {
			delete(l.offered, n)
		}
	}
	for _, f := range list {
		l.offered[f.E164] = offer{at, strings.TrimSpace(f.RateCenter.Name + " " + f.RateCenter.State)}
	}
	l.mu.Unlock()
	return list, at, l.Health.Good(ctx)
}

// SearchAccount looks through the numbers that the provider holds for the account, whatever state they are in. They are not for sale.
func (l *Lines) SearchAccount(ctx context.Context, q oneuc.Query) ([]oneuc.Found, error) {
	if err := l.MayAsk(); err != nil {
		return nil, err
	}
	list, err := l.api.SearchAccount(ctx, q)
	if err != nil {
		return nil, l.Heard(ctx, err)
	}
	return list, l.Health.Good(ctx)
}

// stale is the first of the numbers that no search of the last five minutes
// has found; "" when all were.
func (l *Lines) stale(numbers []phone.E164) phone.E164 {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	for _, n := range numbers {
		if o, ok := l.offered[n]; !ok || now.Sub(o.at) > offerFresh {
			return n
		}
	}
	return ""
}

// placeOf is where a number that was found is billed as local, "" where that is not known.
func (l *Lines) placeOf(n phone.E164) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.offered[n].place
}
