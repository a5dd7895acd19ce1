package lines

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/live"
)

// The acts of this desk in the journal.
const (
	opBuy        = "lines.buy"
	opRelease    = "lines.release"
	opProperties = "lines.properties"
	opE911       = "lines.e911"
	opClearE911  = "lines.e911-clear"
)

// Look finds out what became of an open attempt, by reading alone.
func (l *Lines) Look(ctx context.Context, in store.Intent) (live.Finding, error) {
	if l.api == nil {
		return live.Finding{}, errors.New("LINES has no key")
	}
	n := phone.E164(strings.TrimPrefix(in.NaturalKey, numberKey("")))
	at := time.Now()
	d, err := l.api.Number(ctx, n)
	if err != nil && !notFound(err) {
		return live.Finding{}, l.Heard(ctx, err)
	}
	gone := err != nil
	var f live.Finding
	switch in.Op {
	case opBuy:
		f, err = l.lookForPurchase(ctx, in, n, d, gone)
	case opRelease:
		f, err = released(d, gone), nil
	case opProperties:
		f, err = sameProperties(in, d, gone), nil
	case opE911, opClearE911:
		f, err = l.lookForAddress(in, n, d, gone), nil
	default:
		f, err = live.Finding{Reason: "the journal names an act that is not known"}, nil
	}
	if err != nil {
		return f, l.Heard(ctx, err)
	}
	switch {
	case in.Op == opRelease && (gone || !d.State().Owned() && d.State() != oneuc.Aging):
		err = l.db.DropNumbers(ctx, n)
	case gone:
		err = l.db.LoseNumber(ctx, at, n)
	default:
		err = l.keep(ctx, at, n, d)
	}
	return f, errors.Join(err, l.Health.Good(ctx))
}

// lookForPurchase is R-B: in service it was bought; unknown to the account and
// back in a search it was not.
func (l *Lines) lookForPurchase(ctx context.Context, in store.Intent, n phone.E164, d oneuc.Document, gone bool) (live.Finding, error) {
	if !gone {
		if s := d.State(); s == oneuc.InService || s == oneuc.Reserved {
			return live.Finding{State: live.Happened, Ref: string(n), Reason: "found: it is " + s.Words()}, nil
		}
		return live.Finding{Reason: "the number is " + d.State().Words()}, nil
	}
	prefix := n.National()
	if !strings.HasPrefix(string(n), "+1") {
		prefix = string(n)
	}
	offers, err := l.api.Search(ctx, oneuc.Query{Prefix: prefix, Quantity: 1})
	if err != nil {
		return live.Finding{}, err
	}
	if !slices.ContainsFunc(offers, func(f oneuc.Found) bool { return f.E164 == n }) {
		return live.Finding{Reason: "it is neither on the account nor offered any more"}, nil
	}
	reason := store.WordNotBought + ": it is still for sale"
	if in.Ref == answered {
		reason = store.WordNotBought + ": another of the same request failed"
	}
	return live.Finding{State: live.Absent, Sure: in.Ref == answered, Reason: reason}, nil
}

// released is R-D.
func released(d oneuc.Document, gone bool) live.Finding {
	switch {
	case gone:
		return live.Finding{State: live.Happened, Reason: "it is not on the account any more"}
	case d.State() == oneuc.InService, d.State() == oneuc.PortIn, d.State() == oneuc.Reserved && d.UsedBy() != "":
		return live.Finding{State: live.Absent, Reason: "it is still " + d.State().Words()}
	}
	return live.Finding{State: live.Happened, Ref: string(d.State()), Reason: "it is " + d.State().Words()}
}

// sameProperties holds what is on file against what was sent.
func sameProperties(in store.Intent, d oneuc.Document, gone bool) live.Finding {
	var note propertiesNote
	if err := json.Unmarshal(in.Body, &note); err != nil || gone {
		return live.Finding{State: live.Absent, Sure: gone, Reason: "the number is not on the account any more"}
	}
	cnam, _ := d.CNAM()
	porting, _ := d.Porting()
	p := note.Properties
	switch {
	case p.CNAM != nil && *p.CNAM != cnam,
		p.CarrierName != nil && *p.CarrierName != d.CarrierName(),
		p.Porting != nil && !samePorting(*p.Porting, porting),
		!d.Has(p.Own):
		return live.Finding{State: live.Absent, Reason: "the number is as it was"}
	}
	return live.Finding{State: live.Happened, Reason: "it is on file"}
}

func samePorting(a, b oneuc.Porting) bool {
	x, errA := json.Marshal(a)
	y, errB := json.Marshal(b)
	return errA == nil && errB == nil && string(x) == string(y)
}
