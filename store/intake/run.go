package intake

import (
	"context"
	"errors"
	"time"

	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
)

const (
	// settleWithin is how long a run waits at its end for the rows of which nobody
	// knows yet what came of them. An absence is proved by two looks two minutes apart.
	settleWithin = 5 * time.Minute
	settleEvery  = 2 * time.Second
)

// Run carries out the rows that a person agreed to, one after the other, and
// tells each row once: how it stands at the end. It stops at the first cause
// that the next row would meet too; the rows after it are told as not sent.
func (im *Import) Run(ctx context.Context, w World, whole act.Consent, tell func(Row) error) error {
	if w.Begin != nil {
		within, over := w.Begin(ctx, im.Kind.What, im.File, im.left())
		defer over()
		ctx = within
	}
	var open []int // whose outcome is looked for
	var stop error
	for i := range im.Rows {
		row := &im.Rows[i]
		if row.open() {
			if stop == nil {
				stop = im.carry(ctx, w, whole, i)
			} else {
				row.State, row.Why = Unsent, "the run ended before it"
			}
			w.came(i+1, len(im.Rows))
		}
		if row.State == Unknown && stop == nil {
			open = append(open, i)
			continue
		}
		if err := tell(*row); err != nil && stop == nil {
			stop = err
		}
	}
	if stop == nil {
		im.settle(ctx, w, whole, open)
	}
	for _, i := range open {
		if err := tell(im.Rows[i]); err != nil && stop == nil {
			stop = err
		}
	}
	return stop
}

// left is how many rows are still to be carried out.
func (im *Import) left() (n int) {
	for i := range im.Rows {
		if im.Rows[i].open() {
			n++
		}
	}
	return n
}

// settle waits for rows of which it is not known what came of them: what was
// done is done, and what is proved not to have come through is sent.
func (im *Import) settle(ctx context.Context, w World, whole act.Consent, open []int) {
	for end := time.Now().Add(settleWithin); len(open) > 0 && time.Now().Before(end); {
		if w.Waits != nil {
			w.Waits(len(open), end)
		}
		if !act.Pause(ctx, time.Now().Add(settleEvery)) {
			return
		}
		var still []int
		for _, i := range open {
			if err := im.carry(ctx, w, whole, i); err != nil {
				return // it stays unknown
			}
			if im.Rows[i].State == Unknown {
				still = append(still, i)
			}
		}
		open = still
	}
}

// carry does what is left to be done of a row. An error would meet the next row too.
func (im *Import) carry(ctx context.Context, w World, whole act.Consent, i int) error {
	was := im.Rows[i]
	err := act.Patiently(ctx, func(ctx context.Context) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return im.once(ctx, w, whole, i)
	})
	switch {
	case err != nil && was.State == Unknown: // it was sent before, whatever keeps it from being looked at
		im.Rows[i] = was
	case err != nil && ctx.Err() != nil && im.Rows[i].open() && im.Rows[i].State != Unknown:
		im.Rows[i].State, im.Rows[i].Why = Unsent, "the run ended before it"
	}
	return err
}

func (im *Import) once(ctx context.Context, w World, whole act.Consent, i int) error {
	row := &im.Rows[i]
	next, v, err := im.weigh(ctx, w, row)
	if err != nil {
		row.State, row.Why = Unsent, err.Error()
		return err
	}
	if next == nil {
		return nil
	}
	c, err := im.batch.Leave(i, whole, v)
	if err == nil {
		var o act.Outcome
		if o, err = w.Judge.Do(act.AtPlace(ctx, i), next, c); err == nil {
			row.State, row.Why = im.Kind.came(next, o)
			return nil
		}
	}
	repeats := row.failed(err)
	if row.State == Already {
		row.State, row.Why = im.so(next, row.Why, err)
	}
	return repeats
}

// failed says how a row stands after an error, and gives back one that the next row meets too.
func (r *Row) failed(err error) error {
	var no *act.Refusal
	var open *store.Unsettled
	var before *store.OpenIntentError
	var fault *rest.Error
	if _, again := act.Passes(err); again {
		return err
	}
	r.Why = err.Error()
	switch {
	case errors.As(err, &open), errors.As(err, &before), errors.As(err, &no) && (no.Why == act.OpenAttempt || no.Why == act.Turn):
		r.State = Unknown
		return nil
	case errors.As(err, &no) && no.Why == act.AlreadySo:
		r.State = Already
	case errors.As(err, &no):
		r.State = Wrong
	case errors.As(err, &fault) && fault.Unknown():
		r.State = Unknown
	default:
		r.State = Refused
	}
	if !act.Repeats(err) {
		return nil
	}
	if r.State != Unknown { // what was sent is never told as not sent
		r.State = Unsent
	}
	return err
}
