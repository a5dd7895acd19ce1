package trust

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"switchboard/client/money"
	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/live"
)

const (
	opSignup   = "trust.signup"
	opAccount  = "trust.account"
	opStart    = "trust.code"
	opConfirm  = "trust.prove"
	opStage    = "trust.stage"
	opLogo     = "trust.logo"
	opCheckout = "trust.checkout"
)

// signupKey is the natural key of the making of an account.
const signupKey = "trust/signup"

// listingKey is the natural key of everything that changes a listing.
func listingKey(n phone.E164) string { return "trust/listing/" + string(n) }

type (
	// numberNote is what the journal keeps of an act upon a number. A one-time
	// code is never in it.
	numberNote struct{ E164 phone.E164 }
	// checkoutNote keeps what the payment comes to, zero when that is not known.
	checkoutNote struct {
		E164 phone.E164
		Most money.Cents
	}
	// stageNote keeps fingerprints of the fields that were sent, to know them
	// again, and of the tax id only that there was one.
	stageNote struct {
		E164   phone.E164
		Fields map[string]string
		TaxID  bool
	}
	// logoNote keeps what the logo was before.
	logoNote struct {
		E164   phone.E164
		Before string
	}
	// accountNote keeps fingerprints of what was sent.
	accountNote struct{ Name, Email *string }
)

// KeyNotKept says that an account was made and its key could not be stored: it
// has to be written down by the person, now.
type KeyNotKept struct{ Err error }

func (e *KeyNotKept) Error() string {
	return "the account was made, but its key could not be stored: " + e.Err.Error() + ". Copy it now, it is shown only here"
}

// Unwrap is why.
func (e *KeyNotKept) Unwrap() error { return e.Err }

// signup makes an account and stores its key before anything else happens with
// it; where says where the key lies. The key comes back even when storing it
// failed (*KeyNotKept), for the provider never tells it again. When no answer
// came the outcome is *store.Unsettled and nothing is ever sent again by
// itself: a person may sign up anew, which makes another account.
func (t *Trust) signup(ctx context.Context, name, email string) (got numbersonline.SignedUp, where string, err error) {
	var lost error
	err = t.e.Perform(ctx, live.Attempt{
		Op: opSignup, Key: signupKey, Subject: "a new TRUST account", What: "The sign-up",
		Send: func(ctx context.Context) (string, error) {
			s, err := t.api.Signup(ctx, name, email)
			if err != nil {
				return "", err
			}
			got = s
			where, lost = t.keys.Keep(context.WithoutCancel(ctx), s.Key)
			return s.Account.ID, nil
		},
	})
	if lost != nil {
		return got, "", errors.Join(&KeyNotKept{lost}, err)
	}
	if err == nil {
		t.Wake()
	}
	return got, where, err
}

// updateAccount changes the name, the e-mail address or both; nil leaves one
// alone, an empty address clears it.
func (t *Trust) updateAccount(ctx context.Context, name, email *string) (numbersonline.Account, error) {
	var got numbersonline.Account
	err := t.e.Perform(ctx, live.Attempt{
		Op: opAccount, Key: "trust/account", Subject: "the TRUST account", What: "The change of the TRUST account",
		Body: accountNote{printOf(name), printOf(email)},
		Send: func(ctx context.Context) (_ string, err error) {
			got, err = t.api.UpdateAccount(ctx, name, email)
			return got.ID, err
		},
		Keep: func(context.Context) { t.owns(nil) },
	})
	return got, err
}

// justRead is how long what was read counts for what is: who finds there what an act would bring about sends nothing.
const justRead = time.Minute

// staysSo reports whether a profile, as it was just read, has these already. A tax id is never read, and of a public
// page the service tells no field but the name and the website.
func staysSo(l store.Listing, c numbersonline.Changes) bool {
	if c.Empty() || c.EIN != nil || time.Since(l.Seen) >= justRead {
		return false
	}
	now := map[string]string{}
	switch {
	case l.State == numbersonline.Verified && l.Page != nil:
		now["website"] = l.Page.Website
		if l.Page.Name != "" {
			now["dba"] = l.Page.Name // whichever field it comes from, it is what everybody sees
		}
	case l.Draft != nil:
		now = fieldsOf(l.Draft.Profile)
	}
	for field, to := range prints(c) {
		if is, told := now[field]; !told || fingerprint(is) != to {
			return false
		}
	}
	return true
}

// changedSince reports whether something was sent for a listing after it was read: that it could not be read again leaves
// it as it was before.
func (t *Trust) changedSince(ctx context.Context, n phone.E164, read time.Time) bool {
	done, err := t.db.Carried(ctx, listingKey(n))
	return err != nil || slices.ContainsFunc(done, func(in store.Intent) bool { return in.SentAt.After(read) })
}

// startVerification has a one-time code sent to a number. Without an answer a
// code may have arrived all the same.
func (t *Trust) startVerification(ctx context.Context, n phone.E164, channel numbersonline.Channel) (numbersonline.CodeSent, error) {
	var got numbersonline.CodeSent
	err := t.e.Perform(ctx, live.Attempt{
		Op: opStart, Key: "trust/code/" + string(n), Subject: n.String(), What: "The request for a code to " + n.String(),
		Body: numberNote{n},
		Send: func(ctx context.Context) (_ string, err error) {
			got, err = t.api.StartVerification(ctx, n, channel)
			return "", err
		},
	})
	return got, err
}

// confirmVerification proves a number with the code it received. The code goes
// to the provider and nowhere else.
func (t *Trust) confirmVerification(ctx context.Context, n phone.E164, code string) (numbersonline.Proved, error) {
	var got numbersonline.Proved
	var lost error
	err := t.e.Perform(ctx, live.Attempt{
		Op: opConfirm, Key: "trust/number/" + string(n), Subject: n.String(), What: "The code for " + n.String(),
		Body: numberNote{n},
		Send: func(ctx context.Context) (_ string, err error) {
			got, err = t.api.ConfirmVerification(ctx, n, code)
			return string(got.E164), err
		},
		Keep: func(ctx context.Context) { lost = t.bind(ctx, n) },
	})
	if err == nil && lost != nil {
		err = fmt.Errorf("%s is proved, but could not be saved: %w", n, lost)
	}
	return got, err
}

// bind adds a number to those that are ours, and reads its listing.
func (t *Trust) bind(ctx context.Context, n phone.E164) error {
	rows, err := t.db.Listings(ctx)
	if err != nil {
		return err
	}
	list := []numbersonline.BoundNumber{{E164: n, Verified: time.Now()}}
	for _, l := range rows {
		if l.Bound.E164 != "" && l.Bound.E164 != n {
			list = append(list, l.Bound)
		}
	}
	if err := store.Saved(t.db.PutBoundNumbers(ctx, time.Now(), list)); err != nil {
		return err
	}
	_ = t.reread(ctx, n)
	t.e.Kick(phonesKey, 0)
	return nil
}

// stage merges changes into a number's profile. While the number is verified
// this edits the public page, so a screen asks first.
func (t *Trust) stage(ctx context.Context, n phone.E164, c numbersonline.Changes) (numbersonline.Staged, error) {
	var got numbersonline.Staged
	became := func(l *numbersonline.Listing) { staged(l, got) }
	err := t.change(ctx, n, became, live.Attempt{
		Op: opStage, What: "The profile of " + n.String(), Body: stageNote{n, prints(c), c.EIN != nil},
		Send: func(ctx context.Context) (_ string, err error) {
			got, err = t.api.StageListing(ctx, n, c)
			return got.VerificationID, err
		},
	})
	return got, err
}

// Claimed is that the service refused the last change of a listing because it was claimed on the website, nil where it
// did not. What becomes of the next is known only when it is sent.
func (t *Trust) Claimed(ctx context.Context, n phone.E164) error {
	all, err := t.db.Attempts(ctx, listingKey(n))
	for _, in := range all {
		switch {
		case in.Op == opLogo: // its picture is taken all the same
		case in.State == store.StateRejected && numbersonline.Claimed(in.Reason):
			return fmt.Errorf("TRUST refused the last change of %s, on %s: it was claimed on the website and is managed there", n, in.SentAt.Local().Format("2 Jan at 15:04"))
		default:
			return nil
		}
	}
	return err
}

// TaxIDSent is when a tax id was last sent for a number, zero when none was sent from here. It is
// told nowhere: neither the journal nor the provider's answers have it.
func (t *Trust) TaxIDSent(ctx context.Context, n phone.E164) (time.Time, error) {
	done, err := t.db.Carried(ctx, listingKey(n))
	for _, in := range done {
		var note stageNote
		if in.Op == opStage && json.Unmarshal(in.Body, &note) == nil && note.TaxID {
			return in.SentAt, nil
		}
	}
	return time.Time{}, err
}

// uploadLogo attaches a picture to a business listing.
func (t *Trust) uploadLogo(ctx context.Context, n phone.E164, image []byte) (numbersonline.Logo, error) {
	before, err := t.db.Listing(ctx, n)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return numbersonline.Logo{}, err
	}
	var got numbersonline.Logo
	became := func(l *numbersonline.Listing) {
		if l.Draft != nil {
			l.Draft.LogoURL = got.URL
		}
	}
	err = t.change(ctx, n, became, live.Attempt{
		Op: opLogo, What: "The logo of " + n.String(), Body: logoNote{n, fingerprint(logoOf(before.Listing))},
		Send: func(ctx context.Context) (_ string, err error) {
			got, err = t.api.UploadLogo(ctx, n, image)
			return got.MediaID, err
		},
	})
	return got, err
}

// staged is what the answer to a change of the profile tells of a listing. The service may leave the
// profile out; what is then known of it is that there is one.
func staged(l *numbersonline.Listing, got numbersonline.Staged) {
	l.State = cmp.Or(got.State, l.State)
	if l.State == numbersonline.Verified {
		return // its page is told by reading alone
	}
	if l.Draft == nil {
		l.Draft = &numbersonline.StagedProfile{}
	}
	l.Draft.VerificationID = cmp.Or(got.VerificationID, l.Draft.VerificationID)
	if got.Profile != nil {
		l.Draft.Profile = *got.Profile
	}
	l.Draft.Profile.Kind = cmp.Or(got.Kind, l.Draft.Profile.Kind)
}

// change carries out one act upon a listing and reads what became of it; became is what the act's own
// answer made of it.
func (t *Trust) change(ctx context.Context, n phone.E164, became func(*numbersonline.Listing), a live.Attempt) error {
	a.Key, a.Subject = listingKey(n), n.String()
	a.Keep = func(ctx context.Context) { t.kept(ctx, n, became) }
	err := t.e.Perform(ctx, a)
	var open *store.Unsettled
	var e *rest.Error
	if err != nil && !errors.As(err, &open) && !(errors.As(err, &e) && e.Local) {
		_ = t.reread(ctx, n) // refused, it may be another than is known here
	}
	return err
}

// fingerprint stands for a value in the journal, which keeps no person's
// details; the empty value is itself.
func fingerprint(s string) string {
	if s == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:8])
}

func printOf(s *string) *string {
	if s == nil {
		return nil
	}
	p := fingerprint(*s)
	return &p
}
