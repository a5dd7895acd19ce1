package trust

import (
	"time"

	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/cli"
)

// listing is a number with its badge and its risk, which stand apart: one says
// who owns the number, the other what people report of it.
type listing struct {
	Number   phone.E164 `json:"e164" col:"number" about:"the phone number"`
	Name     string     `json:"name" col:"name" about:"the name in public, or the one that is staged"`
	State    string     `json:"state" col:"state" about:"the provider's unverified, draft or verified; paying, unread and gone are ours"`
	Gone     time.Time  `json:"gone_at" about:"since when it is not on the account any more; the rest is how it was last"`
	Grade    string     `json:"grade" col:"badge" about:"the badge, in the provider's word"`
	Score    *int       `json:"risk_score" col:"risk" about:"0 to 100, higher is worse"`
	Band     string     `json:"risk_band" col:"band" about:"low, medium, high or unknown"`
	Change   *int       `json:"risk_change" col:"change" about:"since a person last looked"`
	Lately   *int       `json:"reports_30d" col:"reports 30d" about:"reports in 30 days"`
	Renews   time.Time  `json:"renews_at" col:"renews" about:"when the next payment is due"`
	Overdue  bool       `json:"renewal_overdue" about:"whether renews_at is past and the provider has told of no other"`
	Verified time.Time  `json:"verified_at" about:"since when it is verified"`
	Handle   string     `json:"handle" about:"the name of its page"`
	Read     time.Time  `json:"read_at" col:"read" about:"when this was read from the provider"`
	cli.Noted
}

func listingOf(l store.Listing) listing {
	r := listing{Number: l.E164, Name: l.Name(), State: l.StateWord(), Gone: l.Gone, Grade: l.Grade, Band: string(l.Band()), Read: l.Seen}
	if l.Risk != nil {
		r.Score, r.Lately = l.Risk.Score, l.Risk.Reports30d
	}
	if d, ok := l.RiskChange(); ok {
		r.Change = &d
	}
	if p := l.Page; p != nil {
		r.Handle, r.Renews, r.Verified = p.Handle, p.NextBilling, p.VerifiedSince
		r.Overdue = l.Overdue(time.Now())
	}
	return r
}

// whole is everything that is known of a listing.
type whole struct {
	listing
	Website      string    `json:"website" about:"the website on its page"`
	Page         string    `json:"page_url" about:"where its page is"`
	Reports      *int      `json:"reports" about:"all reports"`
	LastReported time.Time `json:"last_reported_at" about:"when it was last reported"`
	Reviews      *int      `json:"reviews" about:"all reviews"`
	Good         *int      `json:"reviews_positive" about:"of these, the good ones"`
	Bound        time.Time `json:"bound_at" about:"when the number was proved"`
	Staged       *staged   `json:"staged" about:"what is saved and not public yet"`
}

// staged is a profile that is not public yet.
type staged struct {
	VerificationID string `json:"verification_id" about:"the provider's id of it"`
	Kind           string `json:"kind" about:"business or personal"`
	DBA            string `json:"dba" about:"the name in public"`
	LegalName      string `json:"legal_name" about:"the legal name"`
	TaxID          string `json:"tax_id" about:"dots where one was sent from here; it is kept nowhere"`
	Jurisdiction   string `json:"jurisdiction" about:"where it is registered"`
	FormationDate  string `json:"formation_date" about:"founded on"`
	Industry       string `json:"industry" about:"the industry"`
	Address        string `json:"address" about:"the address"`
	Website        string `json:"website" about:"the website"`
	Bio            string `json:"bio" about:"a few words"`
	Name           string `json:"name" about:"personal: the name, kept private"`
	Role           string `json:"role" about:"personal: the role"`
	Marketing      bool   `json:"marketing" about:"news by e-mail"`
	Logo           string `json:"logo_url" about:"where its picture is"`
}

func wholeOf(l store.Listing, page func(handle string) string) whole {
	r := whole{listing: listingOf(l), Bound: l.Bound.Verified}
	if l.Page != nil {
		r.Website, r.Page = l.Page.Website, page(l.Page.Handle)
	}
	if l.Risk != nil {
		r.Reports, r.LastReported, r.Reviews, r.Good = l.Risk.Reports, l.Risk.LastReported, l.Risk.ReviewTotal, l.Risk.ReviewPositive
	}
	if d := l.Draft; d != nil {
		p := d.Profile
		r.Staged = &staged{d.VerificationID, string(p.Kind), p.DBA, p.LegalName, "", p.Jurisdiction, p.FormationDate, p.Industry, p.Address,
			p.Website, p.Bio, p.Name, p.Role, p.Marketing, d.LogoURL}
	}
	return r
}

// complaint is a report or a review.
type complaint struct {
	Created    time.Time `json:"created_at" col:"created" about:"when it was written"`
	Kind       string    `json:"kind" col:"kind" about:"report or review"`
	Tags       []string  `json:"tags" col:"tags" about:"what it is about, in the provider's words"`
	Rating     string    `json:"rating" col:"rating" about:"the provider's word"`
	Reporter   string    `json:"reporter" col:"reporter" about:"who wrote it; null is nobody named"`
	Lane       string    `json:"lane" col:"lane" about:"the provider's word"`
	Provenance string    `json:"provenance" col:"provenance" about:"the provider's word"`
	Body       string    `json:"body" col:"body" about:"what was written"`
}

// change is one thing that became different.
type change struct {
	Number phone.E164 `json:"e164" about:"the phone number"`
	What   string     `json:"what" about:"state, badge or risk"`
	From   string     `json:"from" about:"what it was"`
	To     string     `json:"to" about:"what it is"`
	Read   time.Time  `json:"read_at" about:"when this was read from the provider"`
}

// sent is a code that is on its way.
type sent struct {
	Number  phone.E164 `json:"e164" about:"the number that is called or texted"`
	Channel string     `json:"channel" about:"voice or sms"`
	Sent    bool       `json:"sent" about:"whether the code is on its way"`
	Dev     string     `json:"dev_code" about:"the code itself, from a development server only"`
}

// proof is a number that is proved.
type proof struct {
	Number  phone.E164 `json:"e164" about:"the phone number"`
	Proved  bool       `json:"proved" about:"whether it is yours now"`
	Already bool       `json:"already" about:"it was before"`
}

// saved is a profile that was staged.
type saved struct {
	Number         phone.E164 `json:"e164" about:"the phone number"`
	State          string     `json:"state" about:"the provider's word"`
	VerificationID string     `json:"verification_id" about:"the provider's id of the profile"`
}

// drafted is a profile that is kept here.
type drafted struct {
	Number phone.E164 `json:"e164" about:"the phone number"`
	Kind   string     `json:"kind" about:"business or personal"`
}

// logo is a picture that was taken.
type logo struct {
	Number phone.E164 `json:"e164" about:"the phone number"`
	Bytes  int64      `json:"bytes" about:"how large it is"`
	URL    string     `json:"logo_url" about:"where it is"`
}

// payment is where a number stands on its way to verified.
type payment struct {
	Number phone.E164 `json:"e164" about:"the phone number"`
	State  string     `json:"state" about:"paying or verified"`
	URL    string     `json:"url" about:"where a person pays, in a browser"`
}

// pack is a folder for a dispute.
type pack struct {
	Path   string     `json:"path" about:"the folder"`
	Number phone.E164 `json:"e164" about:"the phone number"`
}
