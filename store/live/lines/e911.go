package lines

import (
	"context"
	"errors"
	"fmt"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/live"
)

// addressNote is what the journal keeps of a change of an emergency address.
type addressNote struct {
	Number phone.E164
	Before *store.Place // on file before; nil is none
	Status oneuc.E911Status
	Sent   *store.Place // nil removes it
	// Offered is that it is one of the places among which the answer to the attempt before had a person choose.
	Offered bool `json:",omitempty"`
}

// notFiled is an answer that did not file the address: the number is as it was.
type notFiled struct{ why string }

func (t *notFiled) Error() string { return t.why }

// setE911 sends an emergency address and gives the provider's answer: only
// oneuc.Provisioned means that help will find the caller. Nothing about an
// emergency address is ever queued: it is sent now, or refused. What was typed
// is kept as the number's draft until an address is on file, with the places to
// choose among and the count of rounds. When no answer came, *store.Unsettled,
// the number is read until it is known which address it has.
func (l *Lines) setE911(ctx context.Context, n phone.E164, address oneuc.E911, acceptCharges bool) (oneuc.Outcome, error) {
	before, err := l.ours(ctx, n)
	if err != nil {
		return nil, err
	}
	draft, err := l.db.Emergency(ctx, n)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	next := sent(draft, address)
	if err := store.Saved(l.db.PutEmergency(ctx, time.Now(), n, next)); err != nil { // on a full disk the journal refuses
		return nil, fmt.Errorf("nothing was sent: %w", err)
	}
	place := store.PlaceOf(address)
	note := noteOf(n, before)
	note.Sent, note.Offered = &place, next.Chosen > 0
	var outcome oneuc.Outcome
	var lost error
	err = l.e.Perform(ctx, live.Attempt{
		Op: opE911, Key: numberKey(n), Subject: n.String(), What: "The 911 address of " + n.String(), Body: note,
		Send: func(ctx context.Context) (string, error) {
			o, err := l.api.SetE911(ctx, n, address, acceptCharges)
			if err != nil {
				return "", doubtful(unsent(err))
			}
			outcome = o
			return filed(address, o)
		},
		Keep: func(ctx context.Context) {
			lost = l.conclude(ctx, n, next, outcome)
			l.readUnsaved(n)
		},
	})
	var answer *notFiled
	switch {
	case errors.As(err, &answer):
		lost = l.conclude(context.WithoutCancel(ctx), n, next, outcome)
	case err != nil:
		return nil, l.refused(ctx, err)
	}
	return outcome, store.Saved(lost)
}

func noteOf(n phone.E164, before oneuc.Document) addressNote {
	note := addressNote{Number: n}
	if e, ok := before.E911(); ok {
		place := store.PlaceOf(e)
		note.Before, note.Status = &place, e.Status
	}
	return note
}

// filed tells the journal what an answer did: it filed the address, and the reference
// says whether that is active as it was sent, or it filed nothing.
func filed(sent oneuc.E911, o oneuc.Outcome) (ref string, err error) {
	switch o := o.(type) {
	case oneuc.Provisioned:
		o.Address.Status = oneuc.StatusProvisioned
		return oneuc.Filing(sent, o.Address), nil
	case oneuc.Geocoded:
		return string(oneuc.StatusGeocoded), nil
	case oneuc.Failed:
		return string(o.Status), nil
	}
	return "", &notFiled{oneuc.Amiss(oneuc.E911{}, o)}
}

// sent is the draft as an address goes out: which candidate it is, if it is one.
func sent(d store.EmergencyDraft, address oneuc.E911) store.EmergencyDraft {
	d.Chosen = 0
	for i, c := range d.Candidates {
		if oneuc.SamePlace(c, address) {
			d.Chosen = i + 1
			break
		}
	}
	if d.Chosen == 0 {
		typed := store.PlaceOf(address)
		d.Typed, d.Candidates, d.Round, d.Same = &typed, nil, 0, false
	}
	d.Address, d.Problem = address, ""
	return d
}

// conclude keeps what an answer brought: the number as it is now, or the draft
// with which the person goes on.
func (l *Lines) conclude(ctx context.Context, n phone.E164, d store.EmergencyDraft, o oneuc.Outcome) error {
	now := time.Now()
	switch o := o.(type) {
	case oneuc.Provisioned:
		return errors.Join(l.keep(ctx, now, n, o.Document), l.db.DropEmergency(ctx, now, n))
	case oneuc.Geocoded:
		l.watch(n)
		return errors.Join(l.keep(ctx, now, n, o.Document), l.db.DropEmergency(ctx, now, n))
	case oneuc.Failed:
		d.Problem, d.Candidates, d.Round = oneuc.Amiss(d.Address, o), nil, 0
		return errors.Join(l.keep(ctx, now, n, o.Document), l.db.PutEmergency(ctx, now, n, d))
	case oneuc.Choices:
		d.Same = d.Chosen > 0 && oneuc.SameChoices(d.Candidates, o.Candidates)
		d.Candidates, d.Round = o.Candidates, d.Round+1
	case oneuc.InvalidAddress:
		d.Problem, d.Candidates, d.Chosen, d.Round, d.Same = oneuc.Amiss(d.Address, o), nil, 0, 0, false
	case oneuc.FieldErrors:
		d.Problem = oneuc.Amiss(d.Address, o)
	default:
		return nil
	}
	return l.db.PutEmergency(ctx, now, n, d)
}

// clearE911 removes a number's emergency address. Errors are as for SetE911.
func (l *Lines) clearE911(ctx context.Context, n phone.E164, acceptCharges bool) error {
	before, err := l.ours(ctx, n)
	if err != nil {
		return err
	}
	return l.change(ctx, n, live.Attempt{Op: opClearE911, What: "The removal of the 911 address of " + n.String(), Body: noteOf(n, before)},
		string(oneuc.StatusRemoved), func(ctx context.Context) (oneuc.Document, error) { return l.api.ClearE911(ctx, n, acceptCharges) })
}
