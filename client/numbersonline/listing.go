package numbersonline

import (
	"encoding/json"
	"time"

	"switchboard/client/phone"
	"switchboard/client/rest"
)

// Listing is one number as the service sees it.
type Listing struct {
	E164  phone.E164
	State State
	// Grade is the fixed badge of the verification ("A", "A-"), "" when there is
	// none. It says who owns the number, nothing about its behaviour.
	Grade string
	Risk  *Risk           // nil when nothing is known
	Page  *Page           // what is public; nil until verified
	Draft *StagedProfile  // what waits for payment; nil when nothing is staged
	Raw   json.RawMessage // as received, without the tax id
}

// Risk is what people report about a number. It moves; a verified business can
// still accrue it. Counts that the service left out are nil.
type Risk struct {
	Score          *int // 0 to 100, higher is worse; nil is unknown, never 0
	Reports        *int
	Reports30d     *int
	LastReported   time.Time
	ReviewTotal    *int
	ReviewPositive *int
}

// Band is a word for a risk score.
type Band string

const (
	BandUnknown Band = "unknown"
	BandLow     Band = "low"
	BandMedium  Band = "medium"
	BandHigh    Band = "high"
)

// Bounds of the bands, NumbersOnline's own.
const (
	mediumFrom = 40
	highFrom   = 70
)

// BandOf names the band of a score; nil is unknown.
func BandOf(score *int) Band {
	switch {
	case score == nil:
		return BandUnknown
	case *score < mediumFrom:
		return BandLow
	case *score < highFrom:
		return BandMedium
	}
	return BandHigh
}

// Band names the band of the listing's risk, unknown when there is none.
func (l Listing) Band() Band {
	if l.Risk == nil {
		return BandUnknown
	}
	return BandOf(l.Risk.Score)
}

// Page is a verified listing. A personal one has no handle and no next billing.
type Page struct {
	Handle, Name, Website string
	LogoURL               string // absolute
	VerifiedSince         time.Time
	NextBilling           time.Time
}

// Profile is what a person fills in about the owner of a number. The tax id is
// not part of it: it can be written but never read.
type Profile struct {
	Kind          Kind
	DBA           string
	LegalName     string
	Jurisdiction  string
	FormationDate string // YYYY-MM-DD
	Industry      string
	Address       string
	Website       string
	Bio           string
	Name          string // personal
	Role          string // personal
	Marketing     bool
}

// StagedProfile is a profile that is not public yet.
type StagedProfile struct {
	VerificationID string
	Profile        Profile
	LogoURL        string // absolute
}

// Lacks says what a page made of the profile lacks to show anything but the number, "" when it
// shows something. A personal one shows nothing more; one of a kind that is not told is a
// business, as the service takes it.
func (p StagedProfile) Lacks() string {
	of := p.Profile
	if of.Kind == Personal || of.DBA != "" || of.LegalName != "" || of.Website != "" || of.Address != "" || p.LogoURL != "" {
		return ""
	}
	return "no name, website, address or logo is saved"
}

// Changes is a partial profile: only the fields that are set are sent, and an
// empty string clears a field. A second call merges with the first
// (onboarding document, "Stage the profile").
type Changes struct {
	Kind          Kind // "" leaves it alone
	DBA           *string
	LegalName     *string
	EIN           *rest.Secret // write-only: nothing prints it, nothing stores it
	Jurisdiction  *string
	FormationDate *string
	Industry      *string
	Address       *string
	Website       *string
	Bio           *string
	Name          *string
	Role          *string
	Marketing     *bool
}

// Staged is the answer to StageListing. Kind and Profile may be left out by the service.
type Staged struct {
	State          State
	VerificationID string
	Kind           Kind
	Profile        *Profile
}

// Logo is an uploaded picture.
type Logo struct {
	MediaID, URL string // URL is absolute
	Size         int64  // bytes
	ContentType  string
}
