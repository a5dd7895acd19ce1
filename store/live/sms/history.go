package sms

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/live"
)

// The names under which the store keeps what is known without gaps and how far
// the reading of the rest has come.
const (
	HistoryName      = store.ListOfOrders
	TransactionsName = store.ListOfBookings
)

const (
	newestEvery = 5 * time.Minute  // between two readings of the newest numbers
	fillPace    = 15 * time.Second // between two pages of what is long past: with the newest, 6 a minute
	overlap     = 2 * time.Hour    // of the newest reading with what is known: states still change there
)

// fillSteps are the stretches in which the past is filled in, newest first, so
// that what a person looks at is complete long before the rest is. The last
// reaches back to the beginning.
var fillSteps = []time.Duration{24 * time.Hour, 7 * 24 * time.Hour, 30 * 24 * time.Hour, 365 * 24 * time.Hour}

// wholeList keeps one list of the provider complete: its newest rows on a
// beat, and behind everything else the past, page by page, which the next
// start goes on with.
type wholeList struct {
	s     *SMS
	what  string
	every time.Duration // between two readings of the newest rows
	head  time.Time     // of the last of them
	// page reads and stores one page of what was created from low to high.
	page func(ctx context.Context, low, high time.Time, n int) (leaf, error)
}

// leaf is what a page of a list was like.
type leaf struct {
	rows, total, skipped int
	last                 bool
}

// cursor is where the filling of one stretch has come to.
type cursor struct {
	Low, High time.Time
	Page      int
}

// beat is the job.
func (c *wholeList) beat(ctx context.Context) (time.Duration, error) {
	start := time.Now()
	if c.head.IsZero() || start.Sub(c.head) >= c.every {
		err := c.newest(ctx)
		if err = c.s.short.note(c.what, err); err != nil {
			return c.later(ctx, err)
		}
		c.head = start
	}
	wait, err := c.fill(ctx)
	if err != nil {
		return c.later(ctx, err)
	}
	next := max(0, time.Until(c.head.Add(c.every)))
	if wait > 0 {
		next = min(next, wait)
	}
	return next, c.s.Health.Good(ctx)
}

// later is when a page that failed is asked for again: that is four requests
// with those that rest makes again by itself.
func (c *wholeList) later(ctx context.Context, err error) (time.Duration, error) {
	return max(live.Resume(err), time.Minute), c.s.Heard(ctx, err)
}

// newest reads what was created lately.
func (c *wholeList) newest(ctx context.Context) error {
	start, high := time.Now(), c.s.api.Now()
	low := high.Add(-overlap)
	for n := 1; n <= mostPages; n++ {
		l, err := c.page(ctx, low, high, n)
		if err != nil {
			return err
		}
		if l.last {
			// Before its first answer the provider's clock was not known: what it makes after its own time is not covered.
			if theirs := start.Add(c.s.api.ClockSkew()); theirs.Before(high) {
				high = theirs
			}
			return c.s.db.Cover(ctx, c.what, low, high)
		}
	}
	return &store.Incomplete{What: "what is new in the list of " + c.what, Pages: mostPages}
}

// RefreshRecent reads the newest of history and ledger. Where this process polls, its own jobs do.
func (s *SMS) RefreshRecent(ctx context.Context) error {
	if err := s.MayAsk(); err != nil || s.e.Leading() {
		return err
	}
	for what, page := range map[string]func(context.Context, time.Time, time.Time, int) (leaf, error){HistoryName: s.historyPage, TransactionsName: s.transactionsPage} {
		if err := s.short.note(what, (&wholeList{s: s, what: what, page: page}).newest(ctx)); err != nil {
			return err
		}
	}
	return nil
}

// shortened are the lists whose newest rows were more than one reading takes.
type shortened struct {
	mu  sync.Mutex
	why map[string]*store.Incomplete
}

// note remembers whether the newest of a list could be read whole, and gives every other error back.
func (s *shortened) note(what string, err error) error {
	var short *store.Incomplete
	if err != nil && !errors.As(err, &short) {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.why == nil {
		s.why = map[string]*store.Incomplete{}
	}
	s.why[what] = short
	return nil
}

// Shortened is why the newest rows are not whole although they were read, nil when they are.
func (s *SMS) Shortened() error {
	s.short.mu.Lock()
	defer s.short.mu.Unlock()
	for _, what := range []string{HistoryName, TransactionsName} {
		if short := s.short.why[what]; short != nil {
			return short
		}
	}
	return nil
}

// fill reads one page of the past, unless the last one was read a moment ago;
// wait is when the next is due, 0 when nothing is missing.
func (c *wholeList) fill(ctx context.Context) (wait time.Duration, err error) {
	p, err := c.s.db.Progress(ctx, c.what)
	if err != nil {
		return 0, err
	}
	if wait := time.Until(p.At.Add(fillPace)); wait > 0 {
		return min(wait, fillPace), nil
	}
	var at cursor
	if p.Cursor == "" || json.Unmarshal([]byte(p.Cursor), &at) != nil {
		var missing bool
		if at, missing, err = c.stretch(ctx); err != nil || !missing {
			return 0, err
		}
	}
	l, err := c.page(ctx, at.Low, at.High, at.Page)
	if err != nil {
		return 0, err
	}
	if l.skipped > 0 {
		if err := c.s.db.Audit(ctx, "sms."+c.what, "", fmt.Sprintf("%d rows cannot be read", l.skipped)); err != nil {
			return 0, err
		}
	}
	if at.Page == 1 {
		p.Total += int64(l.total)
	}
	p.Done += int64(l.rows)
	return fillPace, c.turn(ctx, p, at, l.last)
}

// turn keeps the place after a page, or that its stretch is complete.
func (c *wholeList) turn(ctx context.Context, p store.Progress, at cursor, last bool) error {
	p.Cursor, p.At = "", time.Now()
	if last {
		if err := c.s.db.Cover(ctx, c.what, at.Low, at.High); err != nil {
			return err
		}
		return c.s.db.PutProgress(ctx, c.what, p)
	}
	at.Page++
	text, err := json.Marshal(at)
	if err != nil {
		return fmt.Errorf("keeping the place in the %s: %w", c.what, err)
	}
	p.Cursor = string(text)
	return c.s.db.PutProgress(ctx, c.what, p)
}

// beginning is before everything the provider can hold.
var beginning = time.Unix(1, 0)

// stretch chooses what to fill next: the newest gap, no longer than its step.
func (c *wholeList) stretch(ctx context.Context) (cursor, bool, error) {
	now := c.s.api.Now()
	gaps, err := c.s.db.Gaps(ctx, c.what, beginning, now.Add(-overlap))
	if err != nil || len(gaps) == 0 {
		return cursor{}, false, err
	}
	g := gaps[len(gaps)-1]
	for _, step := range fillSteps {
		if from := now.Add(-step).Truncate(time.Second); from.Before(g.High) && from.After(g.Low) {
			g.Low = from
			break
		}
	}
	return cursor{Low: g.Low, High: g.High, Page: 1}, true, nil
}

// around is a stretch a little widened: whether its bounds are included is not
// documented. The beginning is no bound at all.
func around(low, high time.Time) (from, to time.Time) {
	if low.After(beginning) {
		from = low.Add(-time.Second)
	}
	return from, high.Add(time.Second)
}

// historyPage reads a page of all customers' activations.
func (s *SMS) historyPage(ctx context.Context, low, high time.Time, n int) (leaf, error) {
	heard := time.Now()
	from, to := around(low, high)
	f := platfone.ActivationFilter{From: from, To: to}
	page, err := s.api.CustomersActivations(ctx, f, n, platfone.MaxManagePage)
	if err != nil {
		return leaf{}, err
	}
	return leaf{len(page.Items), page.Total, page.Skipped, page.Last()}, s.putHistory(ctx, heard, page.Items)
}

// putHistory stores a page of history. Money moves only with the numbers that
// run, here or there: those go the way of a poll.
func (s *SMS) putHistory(ctx context.Context, heard time.Time, list []platfone.Activation) error {
	running, err := s.db.WaitingActivations(ctx)
	if err != nil {
		return fmt.Errorf("reading the active numbers: %w", err)
	}
	runs := make(map[string]bool, len(running))
	for _, a := range running {
		runs[a.ID] = true
	}
	var moving, past []platfone.Activation
	for _, a := range list {
		if runs[a.ID] || !a.Status.Ended() {
			moving = append(moving, a)
		} else {
			past = append(past, a)
		}
	}
	if err := s.put(ctx, heard, running, moving...); err != nil {
		return err
	}
	return s.db.PutActivations(ctx, heard, past...)
}

// transactionsPage reads a page of all customers' transactions.
func (s *SMS) transactionsPage(ctx context.Context, low, high time.Time, n int) (leaf, error) {
	heard := time.Now()
	from, to := around(low, high)
	f := platfone.TransactionFilter{From: from, To: to}
	page, err := s.api.Transactions(ctx, f, n, platfone.MaxManagePage)
	if err != nil {
		return leaf{}, err
	}
	return leaf{len(page.Items), page.Total, page.Skipped, page.Last()}, s.db.PutTransactions(ctx, heard, page.Items...)
}

// HistoryProgress is how far the history is filled in; done when nothing is missing.
func (s *SMS) HistoryProgress(ctx context.Context) (p store.Progress, done bool, err error) {
	if p, err = s.db.Progress(ctx, HistoryName); err != nil {
		return p, false, err
	}
	gaps, err := s.db.Gaps(ctx, HistoryName, beginning, s.Now().Add(-overlap))
	return p, len(gaps) == 0, err
}
