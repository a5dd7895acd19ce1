package listings

import (
	"context"
	"errors"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/store"
)

// facts are what the store knows of the number the sheet is about. The step is
// worked out from them each time, so closing the sheet or the program loses nothing.
type facts struct {
	n        phone.E164
	row      row
	found    bool
	checkout store.Checkout
	draft    draft
	mine     []phone.E164 // numbers of LINES that are not listed yet
	others   []row
}

// draft is what was filled in and not sent, as it is kept. The tax id and the
// one-time code are never part of it.
type draft struct {
	Number  string            `json:",omitempty"`
	Channel string            `json:",omitempty"`
	Asked   asked             `json:",omitzero"`
	Kind    string            `json:",omitempty"`
	Fields  map[string]string `json:",omitempty"`
	Logo    string            `json:",omitempty"` // a path
	NoLogo  bool              `json:",omitempty"`
}

// asked is that a code was asked for a number, and when.
type asked struct {
	Of phone.E164
	At time.Time
}

// awaits reports whether a code may still come, or be valid, at a time. The
// service does not say for how long; after an hour nobody looks for it.
func (a asked) awaits(now time.Time) bool { return a.Of != "" && now.Sub(a.At) < time.Hour }

// beginning is the draft of the number step, which has no number to be kept under.
const beginning = "new"

func readFacts(ctx context.Context, db Store, n phone.E164) (facts, error) {
	f := facts{n: n}
	id := string(n)
	if n == "" {
		id = beginning
	}
	if _, err := db.Draft(ctx, store.DraftListing, id, &f.draft); err != nil && !errors.Is(err, store.ErrNotFound) {
		return f, err
	}
	all, err := db.Listings(ctx)
	if err != nil {
		return f, err
	}
	open, err := db.OpenIntents(ctx)
	if err != nil {
		return f, err
	}
	listed := map[phone.E164]bool{}
	for _, r := range rowsOf(all, nil, open) {
		listed[r.E164] = true
		if r.E164 == n {
			f.row, f.found = r, true
		} else {
			f.others = append(f.others, r)
		}
	}
	if n != "" {
		if f.checkout, err = db.Checkout(ctx, n); err != nil && !errors.Is(err, store.ErrNotFound) {
			return f, err
		}
		return f, nil
	}
	numbers, err := db.Numbers(ctx)
	if err != nil {
		return f, err
	}
	for _, m := range numbers {
		if e := phone.E164(m.E164); !listed[e] {
			f.mine = append(f.mine, e)
		}
	}
	return f, nil
}

// next is the first step that is not done.
func (s *sheet) next() step {
	r := s.row
	switch {
	case !s.p.desk.HasKey():
		return onAccount
	case s.n == "" || !s.found || !r.bound():
		return onNumber
	case r.State == numbersonline.Verified:
		return onOnline
	case !s.checkout.Minted.IsZero():
		return onPay
	case !r.Staged(), r.Lacks() != "" && !s.passed:
		return onProfile
	case r.Kind() != numbersonline.Personal && logoOf(r) == "" && !s.draft.NoLogo:
		return onLogo
	}
	return onPay
}

// paying reports whether there is a payment page that may take the payment.
func (s *sheet) paying() bool { return s.checkout.Lives(s.p.kit.Now()) }

// done reports whether a step is done. A profile of which nobody would see anything is not, also
// when the person went on.
func (s *sheet) done(i step) bool {
	to := s.next()
	return (i < to || i == onOnline && to == onOnline) && (i != onProfile || s.row.Lacks() == "")
}

func logoOf(r row) string {
	switch {
	case r.Draft != nil:
		return r.Draft.LogoURL
	case r.Page != nil:
		return r.Page.LogoURL
	}
	return ""
}
