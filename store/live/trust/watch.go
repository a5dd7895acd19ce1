package trust

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/live"
)

const (
	// watchGap lies between two scheduled reads: forty a minute of the
	// provider's sixty, so that a person's acts and payments find room.
	watchGap = 1500 * time.Millisecond
	// watchRisk is how often a verified number is read: its risk moves.
	watchRisk = 5 * time.Minute
	// watchRest is how often everything else is read.
	watchRest = time.Hour
)

// watch is the one job that reads the listings, each when it is due and never
// faster than watchGap. When there are more than the pace allows they come
// later, all alike. One read tells a number's state, badge, risk and counts;
// what people wrote is read only when those counts moved.
type watch struct {
	t *Trust

	mu    sync.Mutex
	next  map[phone.E164]time.Time
	wants map[phone.E164]bool // whose reports are not those the counts tell of
}

func newWatch(t *Trust) *watch {
	return &watch{t: t, next: map[phone.E164]time.Time{}, wants: map[phone.E164]bool{}}
}

// fill takes up the numbers that are known; what was read before the start is
// not due any sooner for it.
func (w *watch) fill(ctx context.Context) error {
	list, err := w.t.db.Listings(ctx)
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, l := range list {
		if _, known := w.next[l.E164]; !known {
			w.next[l.E164] = l.Seen.Add(w.t.period(l.State))
		}
	}
	return nil
}

func (t *Trust) period(s numbersonline.State) time.Duration {
	if s == numbersonline.Verified {
		return t.riskEvery()
	}
	return t.restEvery()
}

// riskEvery and restEvery are the two beats, as the person may have set them.
func (t *Trust) riskEvery() time.Duration { return cmp.Or(t.e.Beats().Risk, watchRisk) }

func (t *Trust) restEvery() time.Duration { return cmp.Or(t.e.Beats().Listings, watchRest) }

// soon makes a number due now.
func (w *watch) soon(n phone.E164) {
	w.mu.Lock()
	w.next[n] = time.Time{}
	w.mu.Unlock()
	w.t.sched.Sooner(watchKey, watchGap)
}

// heard puts a number off that was just read for another reason.
func (w *watch) heard(n phone.E164) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.wants, n)
	w.next[n] = time.Now().Add(w.t.riskEvery())
}

func (w *watch) due(n phone.E164) time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.next[n]
}

// pick chooses what is read next: reports that are missing, else the number
// that has waited longest; wait is how long nothing is due.
func (w *watch) pick(now time.Time) (n phone.E164, reports bool, wait time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for m := range w.wants {
		return m, true, 0
	}
	wait = w.t.restEvery()
	var first time.Time
	for m, at := range w.next {
		if n == "" || at.Before(first) || at.Equal(first) && m < n {
			n, first = m, at
		}
	}
	if n == "" {
		return "", false, wait
	}
	return n, false, min(wait, max(first.Sub(now), 0))
}

// beat is the job: one read at most.
func (w *watch) beat(ctx context.Context) (time.Duration, error) {
	if !w.t.HasKey() {
		return time.Minute, nil
	}
	n, reports, wait := w.pick(time.Now())
	if wait > 0 || n == "" {
		return wait, nil
	}
	var err error
	if reports {
		err = w.readReports(ctx, n)
	} else {
		err = w.readListing(ctx, n)
	}
	if err != nil {
		return live.Resume(err), err
	}
	return watchGap, nil
}

func (w *watch) readListing(ctx context.Context, n phone.E164) error {
	l, err := w.t.read(ctx, n)
	if w.refused(n, err) {
		return nil
	}
	if err != nil {
		return err
	}
	behind, err := w.behind(ctx, l)
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.next[n] = time.Now().Add(w.t.period(l.State))
	if behind {
		w.wants[n] = true
	}
	return nil
}

func (w *watch) readReports(ctx context.Context, n phone.E164) error {
	err := w.t.readComplaints(ctx, n)
	if err != nil && !w.refused(n, err) {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.wants, n)
	return nil
}

// refused reports whether the provider has this one number refused, which
// says nothing about the others: it is asked again in an hour.
func (w *watch) refused(n phone.E164, err error) bool {
	var e *rest.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Kind {
	case rest.NotFound, rest.Gone, rest.Invalid, rest.Conflict:
	case rest.Forbidden:
		if e.Name != "" { // the whole account: the key's kind, a suspension
			return false
		}
	default:
		return false
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.next[n] = time.Now().Add(w.t.restEvery())
	return true
}

// behind reports whether people have said more of a number than is stored.
func (w *watch) behind(ctx context.Context, l numbersonline.Listing) (bool, error) {
	if l.Risk == nil || none(l.Risk.Reports) && none(l.Risk.ReviewTotal) {
		return false, nil
	}
	kept, seen, err := w.t.db.Complaints(ctx, l.E164)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return true, nil
	case err != nil:
		return false, err
	case kept.Summary == nil:
		return time.Since(seen) >= w.t.restEvery(), nil
	}
	return !same(kept.Summary.Reports, l.Risk.Reports) || !same(kept.Summary.ReviewTotal, l.Risk.ReviewTotal) ||
		!kept.Summary.LastReported.Equal(l.Risk.LastReported), nil
}

func none(n *int) bool { return n != nil && *n == 0 }

func same(a, b *int) bool { return a == b || a != nil && b != nil && *a == *b }
