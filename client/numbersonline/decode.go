package numbersonline

import (
	"bytes"
	"encoding/json"
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"switchboard/client/phone"
)

// word is display text: a string, or a number or boolean as it was written;
// null and anything else is "".
type word string

func (w *word) UnmarshalJSON(b []byte) error {
	*w = ""
	switch b = bytes.TrimSpace(b); {
	case len(b) == 0 || b[0] == 'n' || b[0] == '{' || b[0] == '[':
	case b[0] == '"':
		var s string
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
		*w = word(s)
	default:
		*w = word(b)
	}
	return nil
}

// prose is display text, or a list of it: what was refused together.
type prose string

func (p *prose) UnmarshalJSON(b []byte) error {
	var list []word
	if json.Unmarshal(b, &list) != nil {
		var one word
		if err := one.UnmarshalJSON(b); err != nil {
			return err
		}
		list = []word{one}
	}
	*p = ""
	for _, w := range list {
		if *p != "" && w != "" {
			*p += "; "
		}
		*p += prose(w)
	}
	return nil
}

// count is a whole number that may be absent; a wrong type is absent too, and
// never 0.
type count struct{ n *int }

func (c *count) UnmarshalJSON(b []byte) error {
	c.n = nil
	f, err := strconv.ParseFloat(string(bytes.Trim(bytes.TrimSpace(b), `"`)), 64)
	if err == nil && math.Abs(f) < 1e15 {
		n := int(math.Round(f))
		c.n = &n
	}
	return nil
}

// moment reads a time; of one that is cut off, the day. Anything else is zero.
type moment struct{ time.Time }

func (m *moment) UnmarshalJSON(b []byte) error {
	var w word
	if err := w.UnmarshalJSON(b); err != nil {
		return err
	}
	m.Time = time.Time{}
	s := string(w)
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		m.Time = t
	} else if len(s) >= 10 {
		if t, err := time.Parse(time.DateOnly, s[:10]); err == nil {
			m.Time = t
		}
	}
	return nil
}

// lenient fills out from raw and leaves zero what cannot be read.
func lenient(raw json.RawMessage, out any) { _ = json.Unmarshal(raw, out) }

type riskJSON struct {
	Score          count  `json:"score"`
	Reports        count  `json:"report_count"`
	Reports30d     count  `json:"reports_last_30d"`
	LastReported   moment `json:"last_reported_at"`
	ReviewTotal    count  `json:"review_total"`
	ReviewPositive count  `json:"review_positive"`
}

// decodeRisk is nil for null and for whatever is not an object.
func decodeRisk(raw json.RawMessage) *Risk {
	var j *riskJSON
	if json.Unmarshal(raw, &j) != nil || j == nil {
		return nil
	}
	return &Risk{Score: j.Score.n, Reports: j.Reports.n, Reports30d: j.Reports30d.n, LastReported: j.LastReported.Time,
		ReviewTotal: j.ReviewTotal.n, ReviewPositive: j.ReviewPositive.n}
}

type pageJSON struct {
	Handle        word   `json:"handle"`
	Name          word   `json:"name"`
	Website       word   `json:"website"`
	LogoURL       word   `json:"logo_url"`
	VerifiedSince moment `json:"verified_since"`
	NextBilling   moment `json:"next_billing"`
}

type profileJSON struct {
	Kind          word `json:"kind"`
	DBA           word `json:"dba"`
	LegalName     word `json:"legal_name"`
	Jurisdiction  word `json:"jurisdiction"`
	FormationDate word `json:"formation_date"`
	Industry      word `json:"industry"`
	Address       word `json:"address"`
	Website       word `json:"website"`
	Bio           word `json:"bio"`
	Name          word `json:"name"`
	Role          word `json:"role"`
	Marketing     word `json:"marketing_opt_in"`
}

func (j profileJSON) profile() Profile {
	return Profile{Kind: Kind(j.Kind), DBA: string(j.DBA), LegalName: string(j.LegalName), Jurisdiction: string(j.Jurisdiction),
		FormationDate: string(j.FormationDate), Industry: string(j.Industry), Address: string(j.Address), Website: string(j.Website),
		Bio: string(j.Bio), Name: string(j.Name), Role: string(j.Role), Marketing: j.Marketing == "true"}
}

type draftJSON struct {
	profileJSON
	VerificationID word            `json:"verification_id"`
	LogoURL        word            `json:"logo_url"`
	Profile        json.RawMessage `json:"profile"`
}

// decodeDraft reads a staged profile, whose fields the service puts beside the
// verification or under "profile": its document shows neither.
func decodeDraft(raw json.RawMessage) *StagedProfile {
	var j *draftJSON
	if json.Unmarshal(raw, &j) != nil || j == nil {
		return nil
	}
	d := &StagedProfile{VerificationID: string(j.VerificationID), Profile: j.profile(), LogoURL: string(j.LogoURL)}
	var nested *profileJSON
	if json.Unmarshal(j.Profile, &nested) == nil && nested != nil {
		kind := d.Profile.Kind
		d.Profile = nested.profile()
		if d.Profile.Kind == "" {
			d.Profile.Kind = kind
		}
	}
	return d
}

// DecodeListing reads the answer of listings/{e164}. Addresses of pictures stay
// as they came. An answer without a state is refused.
func DecodeListing(body []byte) (Listing, error) {
	var j struct {
		E164  word            `json:"e164"`
		State word            `json:"state"`
		Grade word            `json:"trust_grade"`
		Risk  json.RawMessage `json:"risk"`
		Page  json.RawMessage `json:"listing"`
		Draft json.RawMessage `json:"draft"`
	}
	if err := json.Unmarshal(body, &j); err != nil {
		return Listing{}, err
	}
	if j.State == "" {
		return Listing{}, errNoState
	}
	l := Listing{E164: phone.E164(j.E164), State: State(j.State), Grade: string(j.Grade), Risk: decodeRisk(j.Risk),
		Draft: decodeDraft(j.Draft), Raw: withoutTaxID(body)}
	var page *pageJSON
	if json.Unmarshal(j.Page, &page) == nil && page != nil {
		l.Page = &Page{Handle: string(page.Handle), Name: string(page.Name), Website: string(page.Website), LogoURL: string(page.LogoURL),
			VerifiedSince: page.VerifiedSince.Time, NextBilling: page.NextBilling.Time}
	}
	return l, nil
}

// withoutTaxID gives body without any field named ein: it is private, so it
// is kept nowhere, even when the service echoes it.
func withoutTaxID(body []byte) json.RawMessage {
	if !strings.Contains(strings.ToLower(string(body)), "ein") && !bytes.Contains(body, []byte(`\u`)) {
		return body
	}
	var v any
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if dec.Decode(&v) != nil {
		return nil
	}
	if !dropTaxID(v) {
		return body
	}
	out, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	return out
}

// quoted is a tax id as a sentence of the service may repeat it: nothing else there has nine digits.
var quoted = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b\d{2}[-\x{2010}-\x{2015}. ]?\d{7}\b`) })

// hideTaxID takes tax ids out of prose, which the journal and the log keep.
func hideTaxID(prose []byte) []byte { return quoted().ReplaceAll(prose, []byte("(tax id)")) }

// valued is a string or a number of a JSON text.
var valued = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?`)
})

// hideTaxIDs takes tax ids out of the strings and numbers of a JSON text, which stays one: each is looked
// at as it reads, not as it is escaped, and a number with one in it becomes a string.
func hideTaxIDs(text []byte) []byte {
	return valued().ReplaceAllFunc(text, func(value []byte) []byte {
		var read word
		if read.UnmarshalJSON(value) != nil {
			return value
		}
		hidden := string(hideTaxID([]byte(read)))
		if hidden == string(read) {
			return value
		}
		out, err := json.Marshal(hidden)
		if err != nil {
			return []byte(`""`)
		}
		return out
	})
}

func dropTaxID(v any) (found bool) {
	switch v := v.(type) {
	case map[string]any:
		for k, inner := range v {
			if strings.EqualFold(k, "ein") {
				delete(v, k)
				found = true
			} else if dropTaxID(inner) {
				found = true
			}
		}
	case []any:
		for _, inner := range v {
			if dropTaxID(inner) {
				found = true
			}
		}
	}
	return found
}
