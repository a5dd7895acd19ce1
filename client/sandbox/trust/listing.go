package trust

import (
	"net/http"
	"strings"
	"time"

	"switchboard/client/sandbox/answer"
)

// The three states that the listing itself can have; a payment under way has
// none.
const (
	unverified = "unverified"
	draft      = "draft"
	verified   = "verified"
)

// number is a phone number that somebody proved, with its listing.
type number struct {
	E164         string    `json:"e164"`
	Account      string    `json:"account"`
	Bound        time.Time `json:"bound"`
	Claimed      bool      `json:"claimed,omitempty"` // its listing is managed on the website
	Verification string    `json:"verification,omitempty"`
	Profile      profile   `json:"profile"`
	Logo         string    `json:"logo,omitempty"`  // media id
	Token        string    `json:"token,omitempty"` // of the pay page
	Paid         time.Time `json:"paid,omitzero"`
	Published    time.Time `json:"published,omitzero"`
	Handle       string    `json:"handle,omitempty"` // of the public page, business only
	Base         int       `json:"base"`             // risk without any report
	Reports      []report  `json:"reports,omitempty"`
	Reviews      []review  `json:"reviews,omitempty"`
}

// profile is what was staged. The tax id stays here and is never answered.
type profile struct {
	Kind      string            `json:"kind"` // business, personal
	Fields    map[string]string `json:"fields,omitempty"`
	EIN       string            `json:"ein,omitempty"`
	Marketing bool              `json:"marketing,omitempty"`
}

func (n *number) state() string {
	switch {
	case !n.Published.IsZero():
		return verified
	case n.Verification != "":
		return draft
	}
	return unverified
}

// view is the profile with the fields of its kind that have a value.
func (p profile) view() map[string]any {
	v := map[string]any{"marketing_opt_in": p.Marketing}
	for _, field := range editable {
		if field.kind == p.Kind && p.Fields[field.name] != "" {
			v[field.name] = p.Fields[field.name]
		}
	}
	return v
}

// name is what the public page is called.
func (p profile) name() string {
	if p.Fields["dba"] != "" {
		return p.Fields["dba"]
	}
	return p.Fields["legal_name"]
}

// grade is the fixed badge: A for a business, A- for a person.
func (n *number) grade() *string {
	switch {
	case n.state() != verified:
		return nil
	case n.Profile.Kind == "personal":
		return new("A-")
	}
	return new("A")
}

// readListing is N7.
func readListing(c *call, n *number) (int, any, error) {
	var risk, listing, staged any
	if n.state() == verified || len(n.seen(c.now)) > 0 {
		risk = n.risk(c.now)
	}
	switch n.state() {
	case verified:
		listing = n.page(c.now)
	case draft:
		staged = answer.Pairs("verification_id", n.Verification, "kind", n.Profile.Kind, "profile", n.Profile.view(), "logo_url", n.logoPath())
	}
	return http.StatusOK, answer.Pairs("e164", n.E164, "state", n.state(), "trust_grade", n.grade(), "risk", risk, "listing", listing, "draft", staged), nil
}

// page is the public part. A person's name, page and renewal do not exist.
func (n *number) page(now time.Time) answer.Fields {
	if n.Profile.Kind == "personal" {
		return answer.Pairs("handle", nil, "name", nil, "website", nil, "logo_url", nil, "verified_since", stamp(n.Published))
	}
	return answer.Pairs("handle", orNull(n.Handle), "name", orNull(n.Profile.name()), "website", orNull(n.Profile.Fields["website"]),
		"logo_url", n.logoPath(), "verified_since", stamp(n.Published), "next_billing", stamp(n.nextBilling(now)))
}

// nextBilling is the first anniversary that lies ahead.
func (n *number) nextBilling(now time.Time) time.Time {
	at := n.Published.AddDate(1, 0, 0)
	for !at.After(now) {
		at = at.AddDate(1, 0, 0)
	}
	return at
}

// logoPath is relative here and absolute in the answer to an upload, as in the
// onboarding document.
func (n *number) logoPath() *string {
	if n.Logo == "" {
		return nil
	}
	return new("/api/media/" + n.Logo)
}

// slug is a name as part of an address: "Acme Plumbing" is "acme-plumbing".
func slug(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		} else if b.Len() > 0 && !strings.HasSuffix(b.String(), "-") {
			b.WriteByte('-')
		}
	}
	if s := strings.Trim(b.String(), "-"); s != "" {
		return s
	}
	return "number"
}
