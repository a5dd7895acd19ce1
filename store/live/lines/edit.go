package lines

import (
	"context"
	"errors"
	"fmt"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/live"
)

// propertiesNote is what the journal keeps of a change of properties.
type propertiesNote struct {
	Number     phone.E164
	Properties oneuc.Properties
}

// releaseNote is what the journal keeps of a release: that the number was ours.
type releaseNote struct {
	Number phone.E164
	State  oneuc.State // as it was read before
}

// release gives a number back and tells what became of it: available, aging,
// deleted or reserved. It first reads the number, and is refused when it is not
// ours. A lost answer is *store.Unsettled, as for every act here.
func (l *Lines) release(ctx context.Context, n phone.E164) (oneuc.State, error) {
	before, err := l.ours(ctx, n)
	if err != nil {
		return "", err
	}
	var after oneuc.Document
	var became oneuc.State
	var lost error
	err = l.e.Perform(ctx, live.Attempt{
		Op: opRelease, Key: numberKey(n), Subject: n.String(), What: "The release of " + n.String(),
		Body: releaseNote{n, before.State()},
		Send: func(ctx context.Context) (string, error) {
			d, err := l.api.Release(ctx, n)
			if notFound(err) { // it was ours a moment ago
				became = oneuc.Released
				return string(became), nil
			}
			after, became = d, d.State()
			return string(became), doubtful(err)
		},
		Keep: func(ctx context.Context) {
			if !became.Owned() && became != oneuc.Aging {
				lost = store.Saved(l.db.DropNumbers(ctx, n))
			} else if after.E164() == n { // it leaves later without surprise: this is why
				lost = l.keep(ctx, time.Now(), n, after)
			}
		},
	})
	if err != nil {
		return "", err
	}
	l.readSoon(n)
	return became, lost
}

// justRead is how long ago a number may have been read that is judged before
// something is done to it. What is then written is made of a read of its own,
// in the attempt: nothing that another process changed meanwhile is undone.
const justRead = 3 * time.Second

// ours reads a number before something is done to it, unless that was done a moment ago.
func (l *Lines) ours(ctx context.Context, n phone.E164) (oneuc.Document, error) {
	if row, err := l.db.Number(ctx, n); err == nil && row.Document != nil && time.Since(row.Read) <= justRead {
		return row.Document, nil
	}
	d, err := l.read(ctx, n)
	if notFound(err) {
		return nil, &live.Refusal{Why: live.ReasonRule, Say: n.String() + " is not on this account: nothing was changed.", Err: err}
	}
	if err != nil {
		return nil, fmt.Errorf("nothing was changed: reading %s first: %w", n, err)
	}
	return d, nil
}

// unsent takes the doubt out of an error of the read that comes before a
// write: nothing was changed by it.
func unsent(err error) error {
	var e *rest.Error
	if errors.As(err, &e) && e.Op == "read a number" {
		no := &live.Refusal{Why: live.ReasonRule, Say: "Nothing was changed: the number could not be read first: " + e.Error()}
		if e.Kind == rest.Limited { // until when is part of it
			no.Err = e
		}
		return no
	}
	return err
}

// setProperties changes the caller name, the carrier's name or the porting
// facts of a number, and keeps everything else it has, its emergency address
// first of all. A *oneuc.ChargesError asks for consent; wrong fields are
// *oneuc.RejectedError or oneuc.FieldErrors.
func (l *Lines) setProperties(ctx context.Context, n phone.E164, p oneuc.Properties, acceptCharges bool) error {
	if _, err := l.ours(ctx, n); err != nil {
		return err
	}
	return l.change(ctx, n, live.Attempt{Op: opProperties, What: "The change of " + n.String(), Body: propertiesNote{n, p}}, string(n),
		func(ctx context.Context) (oneuc.Document, error) {
			return l.api.SetProperties(ctx, n, p, acceptCharges)
		})
}

// change carries out an act whose answer is the number as it is after it, and stores that; ref is what the act made.
func (l *Lines) change(ctx context.Context, n phone.E164, a live.Attempt, ref string, send func(context.Context) (oneuc.Document, error)) error {
	var after oneuc.Document
	var lost error
	a.Key, a.Subject = numberKey(n), n.String()
	a.Send = func(ctx context.Context) (_ string, err error) {
		after, err = send(ctx)
		return ref, doubtful(unsent(err))
	}
	a.Keep = func(ctx context.Context) {
		if after != nil {
			lost = l.keep(ctx, time.Now(), n, after)
			l.readUnsaved(n)
		}
	}
	if err := l.e.Perform(ctx, a); err != nil {
		return l.refused(ctx, err)
	}
	return lost
}

// refused notes what an act that was not done says of the provider.
func (l *Lines) refused(ctx context.Context, err error) error {
	if isUnsettled(err) {
		return err
	}
	return errors.Join(err, l.Health.Bad(context.WithoutCancel(ctx), err, time.Time{}))
}
