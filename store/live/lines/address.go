package lines

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
)

// An address that is known and not active yet is read again this often.
const (
	geocodedEvery = 30 * time.Second
	geocodedReads = 10
)

const geocodedKeys = "lines/geocoded/"

// watch reads a number whose address is not active yet until it is, ten times.
func (l *Lines) watch(n phone.E164) {
	if l.e.Leave(geocodedKeys+string(n), geocodedEvery) {
		return
	}
	left := geocodedReads
	l.sched.Put(geocodedKeys+string(n), live.Balances, geocodedEvery, func(ctx context.Context) (time.Duration, error) {
		d, err := l.read(ctx, n)
		if notFound(err) {
			return live.Done, nil
		}
		if err != nil {
			return live.Resume(err), err
		}
		left--
		if e, ok := d.E911(); !ok || e.Status != oneuc.StatusGeocoded || left <= 0 {
			return live.Done, nil
		}
		return geocodedEvery, nil
	})
}

// Watched is when the address of a number is looked at again; zero when it is not.
func (l *Lines) Watched(n phone.E164) time.Time { return l.sched.Due(geocodedKeys + string(n)) }

// watchGeocoded takes up what the last run was still waiting for.
func (l *Lines) watchGeocoded(ctx context.Context) error {
	list, err := l.db.Numbers(ctx)
	if err != nil {
		return err
	}
	for _, n := range list {
		if e, ok := n.Document.E911(); ok && e.Status == oneuc.StatusGeocoded {
			l.watch(n.E164)
		}
	}
	return nil
}

// lookForAddress is R-E: which of the two addresses is on file, the one that
// was there or the one that was sent.
func (l *Lines) lookForAddress(in store.Intent, n phone.E164, d oneuc.Document, gone bool) live.Finding {
	var note addressNote
	if err := json.Unmarshal(in.Body, &note); err != nil {
		return live.Finding{Reason: "the journal does not say which address it was"}
	}
	if gone {
		return live.Finding{State: live.Absent, Sure: true, Reason: "the number is not on this account any more"}
	}
	now, has := d.E911()
	f := judgeAddress(note, now, has)
	if f.State == live.Happened && note.Sent != nil {
		f.Settle = func(ctx context.Context) error {
			if now.Status == oneuc.StatusGeocoded {
				l.watch(n)
			}
			if now.Status == oneuc.StatusProvisioned || now.Status == oneuc.StatusGeocoded {
				return l.db.DropEmergency(ctx, time.Now(), n)
			}
			return nil
		}
	}
	return f
}

func judgeAddress(note addressNote, now oneuc.E911, has bool) live.Finding {
	before, had := oneuc.E911{}, note.Before != nil
	if had {
		before = note.Before.E911()
	}
	unchanged := live.Finding{State: live.Absent, Reason: "unchanged: " + lineOf(before, had)}
	if note.Sent == nil {
		switch {
		case !has:
			return live.Finding{State: live.Happened, Ref: string(oneuc.StatusRemoved), Reason: "no address is on file"}
		case had && oneuc.SamePlace(now, before):
			return unchanged
		}
		return live.Finding{Reason: "another address is on file: " + now.Line()}
	}
	wanted := note.Sent.E911()
	done := live.Finding{State: live.Happened, Ref: oneuc.Filing(wanted, now), Reason: "changed: " + lineOf(now, has)}
	switch {
	case has && len(oneuc.NotAsSent(wanted, now)) == 0:
		return done
	case had == has && (!has || oneuc.SamePlace(now, before)):
		return unchanged
	case has && sameHouse(now, wanted):
		return done // as the service writes it
	}
	return live.Finding{Reason: "neither the old address nor the one that was sent is on file: " + lineOf(now, has)}
}

// sameHouse compares what the service does not correct: the house number and
// the first word of the street.
func sameHouse(a, b oneuc.E911) bool {
	x, y := strings.Fields(strings.ToUpper(a.StreetAddress)), strings.Fields(strings.ToUpper(b.StreetAddress))
	return len(x) > 1 && len(y) > 1 && x[0] == y[0] && x[1] == y[1]
}

func lineOf(e oneuc.E911, has bool) string {
	if !has {
		return "no address is on file"
	}
	if e.Status == "" {
		return e.Line()
	}
	return e.Line() + " (" + strings.ToLower(string(e.Status)) + ")"
}

// filedBefore is why an address that is to be sent once is on file already,
// nil when it is not. The service writes an address its own way, or has a person
// choose among several, so that what is on file need not look like what was
// sent: which address led to it is in the journal. What is amiss with it all the same is told.
func (l *Lines) filedBefore(ctx context.Context, a act.SetAddress, now oneuc.E911, has bool) (*act.Reason, error) {
	if !a.Once || !has || now.Status != oneuc.StatusProvisioned && now.Status != oneuc.StatusGeocoded {
		return nil, nil
	}
	var came oneuc.Outcome = oneuc.Provisioned{Address: now}
	if now.Status == oneuc.StatusGeocoded {
		came = oneuc.Geocoded{Address: now}
	}
	say, and, amiss := "this address is on file already", "", oneuc.Amiss(a.Address, came)
	if len(oneuc.NotAsSent(a.Address, now)) > 0 {
		list, err := l.db.Attempts(ctx, numberKey(a.Number))
		in := ledTo(list, store.PlaceOf(a.Address).Words())
		if in == nil {
			return nil, err
		}
		if in.State != store.StateConfirmed { // a person chose what is on file
			amiss = now.Status.Amiss()
		}
		say, and = "this address was sent at "+in.SentAt.Local().Format("2 Jan 15:04"), ", and one is on file since"
	}
	if amiss == "" {
		r := act.AlreadySo.Of(say + and)
		return &r, nil
	}
	r := act.AlreadySo.Of(say + ", and " + amiss)
	r.Err = &act.Before{Came: came}
	return &r, nil
}

// ledTo is the attempt, of those upon a number and newest first, that sent the
// place in these words and led to the address on file: the last one that was
// carried out, or one before it to which the service answered with places to
// choose among, of which that is one. nil is none.
func ledTo(list []store.Intent, words []string) *store.Intent {
	filed := false
	for _, in := range list {
		var note addressNote
		address := in.Op == opE911 || in.Op == opClearE911
		if filed = filed || address && in.State == store.StateConfirmed; !address || !filed {
			continue
		}
		if json.Unmarshal(in.Body, &note) != nil || note.Sent == nil {
			return nil
		}
		if slices.Equal(note.Sent.Words(), words) {
			return &in
		}
		if !note.Offered {
			return nil
		}
	}
	return nil
}
