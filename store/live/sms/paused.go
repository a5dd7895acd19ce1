package sms

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
)

// A customer's own routes, for while the management routes are paused. They give a tenth as much at a time and their histories
// are rationed: they are asked about one customer, and never about all.

// ownPages is how many pages of a customer's history one reading takes: of its own route half of what a minute allows.
const ownPages = 3

// RefreshHistory reads the numbers of a customer that are not known yet, all of them when nothing is: the past of all
// customers is filled in a page at a time, and whoever looks at one does not wait for it. What is longer than one reading, or
// has rows that cannot be read, is no error: it is not known to be whole then, which is told with it.
func (s *SMS) RefreshHistory(ctx context.Context, customer string) error {
	if err := s.MayAsk(); err != nil {
		return err
	}
	known, err := s.readUpTo(ctx, HistoryName, customer)
	if err != nil || time.Since(known) < newestEvery {
		return err
	}
	var from time.Time
	if !known.IsZero() {
		from = known.Add(-overlap)
	}
	began := time.Now()
	list, err := s.madeSince(ctx, customer, from, ownPages)
	if err != nil && !partly(err) {
		return s.Heard(ctx, err)
	}
	if kept := s.putHistory(ctx, began, list); kept != nil || err != nil {
		return errors.Join(kept, s.Health.Good(ctx))
	}
	return errors.Join(s.db.PutProgress(ctx, store.OwnPart(HistoryName, customer), store.Progress{At: began}), s.Health.Good(ctx))
}

// madeSince reads a customer's numbers that were made from a moment on, in at most so many pages: by the management route,
// and while that is paused by the customer's own. With an error that is partly it gives what it has read.
func (s *SMS) madeSince(ctx context.Context, customer string, from time.Time, most int) (list []platfone.Activation, err error) {
	f := platfone.ActivationFilter{CustomerID: customer, From: from}
	skipped := 0
	for n := 1; n <= most; n++ {
		page, err := s.api.CustomersActivations(ctx, f, n, platfone.MaxManagePage)
		if n == 1 && platfone.Unmanaged(err) {
			if err := s.Health.Bad(ctx, err, time.Time{}); err != nil {
				return nil, err
			}
			return s.ownSince(ctx, customer, from)
		}
		if err != nil {
			return nil, err
		}
		list, skipped = append(list, page.Items...), skipped+page.Skipped
		if page.Last() {
			return list, unread(skipped)
		}
	}
	return list, &store.Incomplete{What: "the history of " + customer, Pages: most}
}

// ownSince reads the same by the customer's own route, which knows no bounds of time. Its order is not documented: only where a page
// is sorted, the newest first, and ends before the moment, is the rest taken to be older.
func (s *SMS) ownSince(ctx context.Context, customer string, from time.Time) (list []platfone.Activation, err error) {
	skipped := 0
	for n := 1; n <= ownPages; n++ {
		page, err := s.api.CustomerHistory(ctx, customer, n)
		if err != nil {
			return nil, err
		}
		list, skipped = append(list, page.Items...), skipped+page.Skipped
		if page.Last() || endsBefore(page.Items, from) {
			return list, unread(skipped)
		}
	}
	return list, &store.Incomplete{What: "the history of " + customer, Pages: ownPages}
}

// endsBefore reports whether a page is sorted, the newest first, and its last row was made before a moment. One of which no
// row could be read, or whose last says no time, shows nothing of that.
func endsBefore(list []platfone.Activation, from time.Time) bool {
	if len(list) == 0 {
		return false
	}
	last := list[len(list)-1].CreatedAt
	return !last.IsZero() && last.Before(from) &&
		slices.IsSortedFunc(list, func(a, b platfone.Activation) int { return b.CreatedAt.Compare(a.CreatedAt) })
}

// unreadable is how many rows of a history could not be read.
type unreadable int

func (n unreadable) Error() string {
	return strconv.Itoa(int(n)) + " rows of the history cannot be read"
}

func unread(rows int) error {
	if rows == 0 {
		return nil
	}
	return unreadable(rows)
}

// partly reports that a history was read, though not whole.
func partly(err error) bool {
	var short *store.Incomplete
	var rows unreadable
	return errors.As(err, &short) || errors.As(err, &rows)
}

// bookedByOwn looks for a transaction in its customer's own ledger. What is not found there proves nothing.
func (s *SMS) bookedByOwn(ctx context.Context, n adjustNote) ([]platfone.Transaction, error) {
	page, err := s.api.CustomerTransactions(ctx, n.Customer, time.Time{}, 1)
	if err != nil || !slices.ContainsFunc(page.Items, func(t platfone.Transaction) bool { return t.ID == n.Transaction.ID }) {
		return nil, err
	}
	return page.Items, nil
}

// readUpTo is up to when a customer's part of a list is known, by a reading of its own or as a part of
// the whole list; zero when it never was read to its end.
func (s *SMS) readUpTo(ctx context.Context, what, customer string) (time.Time, error) {
	now := time.Now()
	gaps, err := s.db.OwnGaps(ctx, what, customer, beginning, now)
	switch {
	case err != nil:
		return time.Time{}, err
	case len(gaps) == 0:
		return now, nil
	case gaps[0].Low.Equal(beginning):
		return time.Time{}, nil
	}
	return gaps[0].Low, nil
}
