package trust

import (
	"context"
	"errors"
	"fmt"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/live"
)

const checkoutKeys = "trust/checkout/"

func checkoutKey(n phone.E164) string { return checkoutKeys + string(n) }

// checkoutSteps are the ages of a payment at which its listing is read first; then comes each minute for half an hour, then each hour.
var checkoutSteps = []time.Duration{5 * time.Second, 10 * time.Second, 20 * time.Second}

// checkoutWait is how long to the next read of a listing whose payment somebody
// has waited for so long.
func checkoutWait(age time.Duration) time.Duration {
	age = max(age, 0) // the clock was set back
	for _, at := range checkoutSteps {
		if age < at {
			return at - age
		}
	}
	if age < 30*time.Minute {
		return time.Minute
	}
	return time.Hour
}

// follow reads a listing until its payment has made it public, quickly at
// first from the moment it is called. The mark in the store outlives the
// program, and so does the reading.
func (t *Trust) follow(n phone.E164, delay time.Duration) {
	if t.e.Leave(checkoutKey(n), delay) {
		return
	}
	t.mu.Lock()
	t.begun[n] = time.Now()
	t.mu.Unlock()
	t.sched.Put(checkoutKey(n), live.Waiting, delay, func(ctx context.Context) (time.Duration, error) {
		_, err := t.db.Checkout(ctx, n)
		if errors.Is(err, store.ErrNotFound) {
			return live.Done, nil
		}
		if err != nil {
			return 0, err
		}
		l, err := t.read(ctx, n)
		if err != nil {
			return max(live.Resume(err), t.nextLook(n)), err
		}
		if l.State == numbersonline.Verified {
			t.watch.soon(n)
			return live.Done, nil
		}
		return t.nextLook(n), nil
	})
}

// nextLook is how long to the next read of a listing that is being paid.
func (t *Trust) nextLook(n phone.E164) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	return checkoutWait(time.Since(t.begun[n]))
}

// Expect reads a listing quickly again: somebody waits for its payment. It does
// nothing where no payment is prepared.
func (t *Trust) Expect(ctx context.Context, n phone.E164) {
	if _, err := t.db.Checkout(ctx, n); err == nil {
		t.follow(n, 0)
	}
}

// checkout prepares the payment that verifies a number, or gives the one that
// was prepared within a day. The address in the answer was checked; a
// development provider verifies at once and gives none. Nothing is paid here.
func (t *Trust) checkout(ctx context.Context, n phone.E164) (numbersonline.Checkout, error) {
	again, err := t.prepared(ctx, n)
	if err != nil || again.State != "" {
		return again, err
	}
	var got numbersonline.Checkout
	var lost error
	err = t.e.Perform(ctx, live.Attempt{
		Op: opCheckout, Key: listingKey(n), Subject: n.String(), What: "The request for a payment link for " + n.String(),
		Body: checkoutNote{n, t.priceOf(ctx, n)},
		Send: func(ctx context.Context) (string, error) {
			got, err = t.api.Checkout(ctx, n)
			return got.VerificationID, err
		},
		Keep: func(ctx context.Context) {
			if got.Verified() {
				t.kept(ctx, n, func(l *numbersonline.Listing) { l.State = numbersonline.Verified })
				return
			}
			lost = store.Saved(t.db.PutCheckout(ctx, store.Checkout{E164: n, URL: got.URL, Minted: time.Now()}))
		},
	})
	var open *store.Unsettled
	switch {
	case errors.As(err, &open):
		return numbersonline.Checkout{}, err
	case err != nil:
		_ = t.reread(ctx, n) // the listing tells why
		return got, err
	case lost != nil:
		return got, fmt.Errorf("the payment was prepared, but could not be saved: %w", lost)
	case !got.Verified():
		t.follow(n, checkoutWait(0))
	}
	return got, nil
}

// prepared gives the payment that is waiting, if there is one that can still
// be used, or says that none is needed. The listing is read first: it may have been paid.
func (t *Trust) prepared(ctx context.Context, n phone.E164) (numbersonline.Checkout, error) {
	done := numbersonline.Checkout{State: string(numbersonline.Verified)}
	l, err := t.db.Listing(ctx, n)
	if err == nil && l.State == numbersonline.Verified {
		return done, nil
	}
	c, err := t.db.Checkout(ctx, n)
	if errors.Is(err, store.ErrNotFound) {
		return numbersonline.Checkout{}, nil
	}
	if err != nil {
		return numbersonline.Checkout{}, err
	}
	if !c.Lives(time.Now()) || numbersonline.CheckPayURL(c.URL) != nil {
		return numbersonline.Checkout{}, nil
	}
	if time.Since(l.Seen) >= oneRead { // it was not read for this very act
		if l.Listing, err = t.read(ctx, n); err != nil {
			return numbersonline.Checkout{}, err
		}
	}
	if l.State == numbersonline.Verified {
		return done, nil
	}
	t.follow(n, checkoutWait(0))
	return numbersonline.Checkout{Provider: "stripe", State: "pending", URL: c.URL}, nil
}

// kept reads a listing after an act. Where it cannot be read, what the act made of it holds, so that the
// same is not offered and sent again; the rest stays of the time when it was read.
func (t *Trust) kept(ctx context.Context, n phone.E164, became func(*numbersonline.Listing)) {
	if err := t.reread(ctx, n); err != nil {
		_ = t.db.AmendListing(ctx, n, became) // unsaved, the read that follows tells it
	}
}

// reread reads a listing after an act; when that fails it is read soon.
func (t *Trust) reread(ctx context.Context, n phone.E164) error {
	ctx, stop := live.Reread(ctx)
	defer stop()
	_, err := t.read(ctx, n)
	var e *rest.Error
	if errors.As(err, &e) && e.Kind != rest.NotFound {
		t.watch.soon(n)
	}
	return err
}
