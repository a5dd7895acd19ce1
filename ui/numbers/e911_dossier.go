package numbers

import (
	"context"
	"errors"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
)

// dossier is what the sheet knows from the store.
type dossier struct {
	number store.Number
	draft  *store.EmergencyDraft
	open   *store.Intent // about the address, without an outcome
	intent *store.Intent // the attempt that is followed
	last   oneuc.E911    // used for another number of the same owner
	lastOf phone.E164
	others int // other numbers of the account with an address
}

func readDossier(ctx context.Context, st Store, n phone.E164, intent int64) (d dossier, err error) {
	if d.number, err = st.Number(ctx, n); err != nil {
		return d, err
	}
	draft, err := st.Emergency(ctx, n)
	if err == nil {
		d.draft = &draft
	} else if !errors.Is(err, store.ErrNotFound) {
		return d, err
	}
	open, err := st.OpenIntents(ctx)
	if err != nil {
		return d, err
	}
	for _, in := range open {
		if !in.Damaged && numberOf(in) == string(n) && uponAddress(in.Op) {
			d.open = &in
		}
	}
	if intent != 0 {
		in, err := st.Intent(ctx, intent)
		if err != nil {
			return d, err
		}
		d.intent = &in
	}
	all, err := st.Numbers(ctx)
	d.neighbours(all)
	return d, err
}

// neighbours finds the newest address of the same owner, and counts the others.
func (d *dossier) neighbours(all []store.Number) {
	var newest time.Time
	for _, o := range all {
		if o.E164 == d.number.E164 || !o.Cover().Filed() {
			continue
		}
		d.others++
		e, ok := o.Document.E911()
		if ok && o.AssignedTo == d.number.AssignedTo && o.Document.Modified().After(newest) {
			newest, d.last, d.lastOf = o.Document.Modified(), e, o.E164
		}
	}
}
