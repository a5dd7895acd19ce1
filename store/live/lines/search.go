package lines

import (
	"context"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
)

// offerFresh is how old a search may be whose numbers are bought.
const offerFresh = 5 * time.Minute

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
	for n, seen := range l.offered {
		if at.Sub(seen) > offerFresh {
			delete(l.offered, n)
		}
	}
	for _, f := range list {
		l.offered[f.E164] = at
	}
	l.mu.Unlock()
	return list, at, l.Health.Good(ctx)
}

// stale is the first of the numbers that no search of the last five minutes
// has found; "" when all were.
func (l *Lines) stale(numbers []phone.E164) phone.E164 {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	for _, n := range numbers {
		if at, ok := l.offered[n]; !ok || now.Sub(at) > offerFresh {
			return n
		}
	}
	return ""
}
