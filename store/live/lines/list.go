package lines

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/live"
)

const (
	linesEvery    = 10 * time.Minute
	linesPage     = 200
	documentPause = 2 * time.Second // between two documents read behind everything else
	documentIdle  = time.Minute
)

// Listed is how many numbers the list that is being read has brought so far;
// false while none is being read.
func (l *Lines) Listed() (int, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.soFar, l.soFar > 0
}

func (l *Lines) listed(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.soFar = n
}

// RefreshList reads the list of numbers now and waits for its end. With
// oneuc.ErrListLoops what was read is kept, and there may be more.
func (l *Lines) RefreshList(ctx context.Context) error {
	if err := l.Ask(ctx); err != nil {
		return err
	}
	return l.list(ctx)
}

// RefreshSome reads the numbers that a filter lets through. Of the others nothing is learned, so none is forgotten.
func (l *Lines) RefreshSome(ctx context.Context, f oneuc.Filter) error {
	if err := l.Ask(ctx); err != nil {
		return err
	}
	f.PageSize = linesPage
	err := l.api.AllNumbers(ctx, f, func(p oneuc.Page) error { return l.db.PutNumbers(ctx, time.Now(), p.Numbers...) })
	if err != nil && !errors.Is(err, oneuc.ErrListLoops) {
		return l.Heard(ctx, err)
	}
	return errors.Join(err, l.Health.Good(ctx))
}

func (l *Lines) listBeat(ctx context.Context) (time.Duration, error) {
	if err := l.list(ctx); err != nil && !errors.Is(err, oneuc.ErrListLoops) {
		return live.Resume(err), err
	}
	l.sched.Kick(linesReadKey)
	return cmp.Or(l.e.Beats().Numbers, linesEvery), nil
}

// list reads the whole list, page by page. Only a list that was read to its end
// says which numbers are gone.
func (l *Lines) list(ctx context.Context) error {
	began, n := time.Now(), 0
	defer l.listed(0)
	err := l.api.AllNumbers(ctx, oneuc.Filter{PageSize: linesPage}, func(p oneuc.Page) error {
		if err := l.db.PutNumbers(ctx, time.Now(), p.Numbers...); err != nil {
			return err
		}
		n += len(p.Numbers)
		l.listed(max(n, 1))
		return l.Health.Good(ctx)
	})
	if errors.Is(err, oneuc.ErrListLoops) {
		return err // what was read is good; nothing may be forgotten
	}
	if err != nil {
		return l.Heard(ctx, err)
	}
	return errors.Join(l.db.DropNumbersUnseen(ctx, began),
		l.db.PutProgress(ctx, store.ListOfNumbers, store.Progress{Done: int64(n), Total: int64(n), At: time.Now()}))
}

// RefreshNumber reads everything the provider keeps about a number. A number
// that is no longer the account's is forgotten and the error says so.
func (l *Lines) RefreshNumber(ctx context.Context, n phone.E164) error {
	if err := l.Ask(ctx); err != nil {
		return err
	}
	_, err := l.read(ctx, n)
	return err
}

// read asks for a number's document and stores it.
func (l *Lines) read(ctx context.Context, n phone.E164) (oneuc.Document, error) {
	at := time.Now()
	d, err := l.api.Number(ctx, n)
	if notFound(err) {
		return nil, errors.Join(fmt.Errorf("%s: %w", n, err), l.db.LoseNumber(ctx, at, n), l.Health.Good(ctx))
	}
	if err != nil {
		return nil, l.Heard(ctx, live.Misplaced(ctx, l, err))
	}
	if err := l.keep(ctx, at, n, d); err != nil {
		return d, err
	}
	return d, l.Health.Good(ctx)
}

// keep stores a number's document, or forgets the number when its state says
// that it is not the account's any more.
func (l *Lines) keep(ctx context.Context, at time.Time, n phone.E164, d oneuc.Document) error {
	switch d.State() {
	case oneuc.Available, oneuc.Released, oneuc.Deleted, oneuc.Discovery:
		return store.Saved(l.db.LoseNumber(ctx, at, n))
	}
	if d.E164() == "" {
		return fmt.Errorf("the answer about %s does not name it", n)
	}
	return store.Saved(l.db.PutDocument(ctx, at, d))
}

// unsavedAgain is how often it is looked whether what an act made of a number can be saved now.
const unsavedAgain = 5 * time.Second

// readUnsaved reads a number again once something can be saved, where what an act made of it cannot be: until
// then the number is told from memory, which ends with the process.
func (l *Lines) readUnsaved(n phone.E164) {
	if _, stands := l.db.Unkept(); !stands {
		return
	}
	l.sched.Put("lines/unsaved/"+string(n), live.Balances, unsavedAgain, func(ctx context.Context) (time.Duration, error) {
		if _, stands := l.db.Unkept(); stands {
			return unsavedAgain, nil
		}
		_, err := l.read(ctx, n)
		return live.OnceMore(err), err
	})
}

// documentsBeat reads one document that the list says is worth reading: the
// list knows that a number has an address or a caller name, not which.
func (l *Lines) documentsBeat(ctx context.Context) (time.Duration, error) {
	n, err := l.nextDocument(ctx)
	if n == "" || err != nil {
		return documentIdle, err
	}
	if _, err := l.read(ctx, n); err != nil && !notFound(err) {
		return live.Resume(err), err
	}
	return documentPause, nil
}

// nextDocument takes the next number off the queue, which is filled from the
// store when it is empty; "" when there is nothing to read.
func (l *Lines) nextDocument(ctx context.Context) (phone.E164, error) {
	if len(l.queue) == 0 {
		list, err := l.db.Numbers(ctx)
		if err != nil {
			return "", err
		}
		for _, n := range list {
			if wanting(n) {
				l.queue = append(l.queue, n.E164)
			}
		}
		if len(l.queue) == 0 {
			return "", nil
		}
	}
	n := l.queue[0]
	l.queue = l.queue[1:]
	return n, nil
}

// wanting reports whether a number's document says more than the list, or
// something else than when it was read.
func wanting(n store.Number) bool {
	if n.Read.IsZero() {
		return slices.ContainsFunc(n.Features, func(f string) bool {
			return f == "e911" || f == "cnam" || f == "inbound_cnam" || f == "outbound_cnam" || f == "port"
		})
	}
	return n.Updated.After(n.Document.Modified()) && n.Seen.After(n.Read)
}
