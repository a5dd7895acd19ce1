package lines

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"switchboard/client/money"
	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/live"
)

// buyAtOnce is how many numbers go out in one request: a fault in one of them
// leaves the others of its request to be found out, and no more.
const buyAtOnce = 20

// answered, as the reference of an open purchase, says that the server did
// answer, and that its answer does not say whether the number was bought. Nothing is under way any more, so that one read tells.
const answered = "answered"

// buyNote is what the journal keeps of a purchase.
type buyNote struct {
	Number  phone.E164
	Consent bool        // charges were accepted
	Most    money.Cents // what it costs today by the quote; of several numbers the first has it
}

// buy buys numbers of a search of the last five minutes and gives what is known
// of each, in the order asked. Every number is an attempt of its own in the
// journal, so what became of it can be followed there: those in state Unknown
// are settled by reading, and nothing is ever sent twice. A *oneuc.ChargesError
// stands for the numbers it leaves without a result: nothing was done about
// them, and its quote is for all of them. Any other error ends the purchase in
// the same way: after a lost answer, a *store.Unsettled, no further request is sent.
func (l *Lines) buy(ctx context.Context, numbers []phone.E164, charges *oneuc.Quote) ([]oneuc.Purchase, error) {
	var results []oneuc.Purchase
	for len(numbers) > 0 {
		group := numbers[:min(buyAtOnce, len(numbers))]
		got, err := l.buyGroup(ctx, group, charges)
		var asked *oneuc.ChargesError
		if errors.As(err, &asked) && len(group) < len(numbers) {
			// The quote has to be for everything that is asked for, so everything is asked for.
			group = numbers
			got, err = l.buyGroup(ctx, group, charges)
		}
		results = append(results, got...)
		if err != nil {
			return results, err
		}
		numbers = numbers[len(group):]
		if charges != nil { // it is for all of them, and counted once
			charges = &oneuc.Quote{}
		}
	}
	return results, nil
}

// buyGroup sends one request for several numbers.
func (l *Lines) buyGroup(ctx context.Context, numbers []phone.E164, charges *oneuc.Quote) ([]oneuc.Purchase, error) {
	ctx, leave, err := l.e.Enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	keep := context.WithoutCancel(ctx)
	b, err := l.beginBuying(keep, numbers, charges)
	if err != nil {
		return nil, err
	}
	results, err := l.api.ActivateCollection(ctx, numbers, charges != nil)
	err = doubtful(err)
	if err == nil {
		return results, b.settle(keep, results)
	}
	if live.OutcomeOpen(err) {
		results = make([]oneuc.Purchase, len(numbers))
		for i, n := range numbers {
			results[i] = oneuc.Purchase{Number: n, State: oneuc.Unknown, Reason: cmp.Or(live.Answered(err), "sent, no answer yet")}
		}
		open := &store.Unsettled{Intent: b.intents[0].ID, What: "The purchase of " + b.intents[0].Subject, Said: live.Answered(err)}
		return results, errors.Join(open, b.doubt(keep, err), l.Health.Bad(keep, err, time.Time{}))
	}
	return nil, errors.Join(err, b.reject(keep, err), l.Health.Bad(keep, err, time.Time{}))
}

// buying are the journal's entries of one request.
type buying struct {
	l        *Lines
	attempts []live.Attempt
	intents  []store.Intent
}

func (l *Lines) beginBuying(ctx context.Context, numbers []phone.E164, charges *oneuc.Quote) (*buying, error) {
	b := &buying{l: l}
	var most money.Cents
	if charges != nil {
		most = charges.Today.Cents
	}
	// In one order whoever buys: two that wait for each other's numbers would wait for ever.
	for _, n := range slices.Sorted(slices.Values(numbers)) {
		a := live.Attempt{Op: opBuy, Key: numberKey(n), Subject: n.String(), What: "The purchase of " + n.String(), Body: buyNote{n, charges != nil, most}}
		most = 0
		in, err := l.e.Begin(ctx, a)
		if err == nil {
			err = l.db.MarkSent(ctx, in.ID)
			b.attempts, b.intents = append(b.attempts, a), append(b.intents, in)
		}
		if err != nil {
			return nil, errors.Join(err, b.reject(ctx, errors.New("nothing was sent: the purchase of another number could not be written down")))
		}
	}
	for i := range b.intents {
		b.intents[i].SentAt = time.Now()
	}
	return b, nil
}

// reject notes that nothing was bought.
func (b *buying) reject(ctx context.Context, cause error) error {
	var errs []error
	for i, in := range b.intents {
		b.l.e.Audit(ctx, b.attempts[i], store.Refused(cause.Error()))
		errs = append(errs, b.l.db.Settle(ctx, in.ID, store.StateRejected, "", cause.Error()))
	}
	return errors.Join(errs...)
}

// doubt notes that no answer came; every number is read.
func (b *buying) doubt(ctx context.Context, cause error) error {
	var errs []error
	for i, in := range b.intents {
		if err := b.l.e.Doubt(ctx, b.attempts[i], in, cause); !isUnsettled(err) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func isUnsettled(err error) bool {
	var open *store.Unsettled
	return errors.As(err, &open)
}

// settle notes what the answer says of each number.
func (b *buying) settle(ctx context.Context, results []oneuc.Purchase) error {
	var errs []error
	for i, in := range b.intents {
		at := slices.IndexFunc(results, func(p oneuc.Purchase) bool { return numberKey(p.Number) == in.NaturalKey })
		p := oneuc.Purchase{State: oneuc.Unknown, Reason: "the answer does not name it"}
		if at >= 0 {
			p = results[at]
		}
		if err := b.settleOne(ctx, b.attempts[i], in, p); err != nil {
			errs = append(errs, fmt.Errorf("noting what became of %s: %w", in.Subject, err))
		}
	}
	return errors.Join(append(errs, b.l.Health.Good(ctx))...)
}

func (b *buying) settleOne(ctx context.Context, a live.Attempt, in store.Intent, p oneuc.Purchase) error {
	e := b.l.e
	switch p.State {
	case oneuc.Bought:
		err := store.Saved(b.l.db.PutNumbers(ctx, time.Now(), boughtRow(p)))
		b.l.readSoon(p.Number)
		return errors.Join(err, e.Confirm(ctx, a, in, string(p.Number)))
	case oneuc.Unknown:
		in.Ref = answered
		err := b.l.db.Settle(ctx, in.ID, store.StateUnknown, answered, p.Reason)
		e.Audit(ctx, a, "the answer does not say: "+p.Reason)
		e.ChaseAfter(in, 0)
		return err
	}
	reason := string(p.State)
	if p.Reason != "" && p.Reason != reason {
		reason += ": " + p.Reason
	}
	e.Audit(ctx, a, store.WordNotBought+": "+reason)
	return b.l.db.Settle(ctx, in.ID, store.StateRejected, "", reason)
}

func boughtRow(p oneuc.Purchase) oneuc.Number {
	row := p.Document.Number()
	row.E164 = p.Number
	if row.Created.IsZero() {
		row.Created = time.Now()
	}
	return row
}

// readSoon reads a number as soon as there is a place; asking twice is reading once.
func (l *Lines) readSoon(n phone.E164) {
	l.Soon("lines/read/"+string(n), live.Balances, 0, func(ctx context.Context) error {
		_, err := l.read(ctx, n)
		return err
	})
}

// Spent implements live.Desk: what purchases cost by their quotes.
func (l *Lines) Spent(ctx context.Context, since time.Time) (money.Cents, error) {
	return l.spent.Get(since.String(), l.db.Age(store.Journal), live.Fresh(ctx), func() (sum money.Cents, err error) {
		list, err := l.e.Attempts(ctx, since)
		for _, in := range list {
			var note buyNote
			if in.Op == opBuy && (in.State.Open() || in.State == store.StateConfirmed) && json.Unmarshal(in.Body, &note) == nil {
				sum += note.Most
			}
		}
		return sum, err
	})
}
