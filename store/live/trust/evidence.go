package trust

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/live"
)

// codeWait is how long a code may still arrive after it was asked for.
const codeWait = time.Minute

// Look finds out what became of an open attempt, by reading alone (R-L, R-K and R-O).
func (t *Trust) Look(ctx context.Context, in store.Intent) (live.Finding, error) {
	if t.api == nil {
		return live.Finding{}, errors.New("TRUST is not set up")
	}
	switch in.Op {
	case opSignup: // nothing tells; the key that might exist is lost
		return live.Finding{State: live.Absent, Sure: true, Reason: "no key came: an account may exist, but without its key nobody can use it"}, nil
	case opStart:
		if time.Since(in.Created) < codeWait {
			return live.Finding{Reason: "a code may have arrived: enter it, or wait a minute"}, nil
		}
		return live.Finding{State: live.Absent, Sure: true, Reason: "no answer came; a code may have arrived: enter it, or ask for another"}, nil
	case opAccount:
		return t.lookAtAccount(ctx, in)
	}
	return t.lookAtListing(ctx, in)
}

func (t *Trust) lookAtAccount(ctx context.Context, in store.Intent) (live.Finding, error) {
	var note accountNote
	if err := json.Unmarshal(in.Body, &note); err != nil || note.Name == nil && note.Email == nil {
		return live.Finding{Reason: "the journal does not say what was changed"}, nil
	}
	a, err := t.api.Account(ctx)
	if err != nil {
		return live.Finding{}, t.Heard(ctx, err)
	}
	if note.Name != nil && *note.Name != fingerprint(a.Name) || note.Email != nil && *note.Email != fingerprint(a.Email) {
		return live.Finding{State: live.Absent, Reason: "the account is as it was"}, nil
	}
	return live.Finding{State: live.Happened, Ref: a.ID}, nil
}

// lookAtListing reads the number and compares it with what was sent.
func (t *Trust) lookAtListing(ctx context.Context, in store.Intent) (live.Finding, error) {
	var note struct {
		E164   phone.E164
		Fields map[string]string
		TaxID  bool
		Before string
	}
	if err := json.Unmarshal(in.Body, &note); err != nil || note.E164 == "" {
		return live.Finding{Reason: "the journal does not say which number it was"}, nil
	}
	l, err := t.read(ctx, note.E164)
	var e *rest.Error
	if errors.As(err, &e) && e.Kind == rest.NotFound {
		return live.Finding{State: live.Absent, Reason: "the number is not proved for this account"}, nil
	}
	if err != nil {
		return live.Finding{}, err
	}
	done := live.Finding{State: live.Happened, Ref: string(note.E164)}
	switch in.Op {
	case opConfirm:
		done.Settle = func(ctx context.Context) error { return t.bind(ctx, note.E164) }
		return done, nil
	case opStage:
		return judgeStage(l, note.Fields, note.TaxID), nil
	case opLogo:
		if now := fingerprint(logoOf(l)); now != "" && now != note.Before {
			return done, nil
		}
		return live.Finding{State: live.Absent, Reason: "the logo is as it was"}, nil
	case opCheckout:
		if l.State == numbersonline.Verified {
			return done, nil
		}
		return live.Finding{State: live.Absent, Sure: true, Reason: "no link came and nothing is paid; a page made then may still take a payment"}, nil
	}
	return live.Finding{Reason: "the journal names an act that is not known"}, nil
}

// judgeStage tells from a listing whether the fields that were sent are in it.
// A public page does not show them all; sending them again does no harm, so
// what cannot be told counts as not done.
func judgeStage(l numbersonline.Listing, sent map[string]string, taxID bool) live.Finding {
	if l.Draft == nil {
		return live.Finding{State: live.Absent, Sure: l.State == numbersonline.Verified,
			Reason: "the public page does not tell: look at it, and send the change again if it is missing"}
	}
	now := fieldsOf(l.Draft.Profile)
	for name, want := range sent {
		if fingerprint(now[name]) != want {
			return live.Finding{State: live.Absent, Reason: "the profile is as it was"}
		}
	}
	if taxID {
		return live.Finding{State: live.Absent, Sure: true, Reason: "the tax id cannot be read back: send it again"}
	}
	return live.Finding{State: live.Happened, Ref: l.Draft.VerificationID}
}

// prints are the fingerprints of the fields that are set, without the tax id.
func prints(c numbersonline.Changes) map[string]string {
	out := map[string]string{}
	if c.Kind != "" {
		out["kind"] = fingerprint(string(c.Kind))
	}
	for name, v := range map[string]*string{"dba": c.DBA, "legal_name": c.LegalName, "jurisdiction": c.Jurisdiction,
		"formation_date": c.FormationDate, "industry": c.Industry, "address": c.Address, "website": c.Website, "bio": c.Bio,
		"name": c.Name, "role": c.Role} {
		if v != nil {
			out[name] = fingerprint(*v)
		}
	}
	if c.Marketing != nil {
		out["marketing_opt_in"] = fingerprint(yesNo(*c.Marketing))
	}
	return out
}

func fieldsOf(p numbersonline.Profile) map[string]string {
	return map[string]string{"kind": string(p.Kind), "dba": p.DBA, "legal_name": p.LegalName, "jurisdiction": p.Jurisdiction,
		"formation_date": p.FormationDate, "industry": p.Industry, "address": p.Address, "website": p.Website, "bio": p.Bio,
		"name": p.Name, "role": p.Role, "marketing_opt_in": yesNo(p.Marketing)}
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// logoOf is where the logo of a listing is, public or not.
func logoOf(l numbersonline.Listing) string {
	switch {
	case l.Draft != nil && l.Draft.LogoURL != "":
		return l.Draft.LogoURL
	case l.Page != nil:
		return l.Page.LogoURL
	}
	return ""
}
