package numbersonline

import (
	"log/slog"
	"time"

	"switchboard/client/money"
	"switchboard/client/phone"
	"switchboard/client/rest"
)

// Account is the owner of a key.
type Account struct {
	ID, Email, Name string
	Balance         Micros // meaningless unless BalanceKnown
	BalanceKnown    bool
	Status          string // active, suspended; "" when not told
	Created         time.Time
	Usage           *Usage // the last thirty days; nil when not told
}

// Prepaid is the balance; parts of a cent are left out.
func (a Account) Prepaid() money.Price {
	if !a.BalanceKnown {
		return money.Price{}
	}
	return money.Known(a.Balance.Cents())
}

// Usage is what an account used in thirty days.
type Usage struct {
	Requests int64
	Billed   Micros
}

// SignedUp is the answer to a sign-up. Its key is told once and can never be
// read again: write it to disk before anything else.
type SignedUp struct {
	Account    Account
	Key        rest.Secret
	KeyPrefix  string // "nol_8f3c2a1b": safe to show
	Tier       string
	Limits     KeyLimits
	LimitsNote string
	Note       string
	DocsURL    string
}

// String names the account and never the key.
func (s SignedUp) String() string { return "account " + s.Account.ID + ", key " + s.KeyPrefix }

// GoString is String: the key stays out of %#v too.
func (s SignedUp) GoString() string { return s.String() }

// LogValue is String, for slog.
func (s SignedUp) LogValue() slog.Value { return slog.StringValue(s.String()) }

// KeyLimits are what the service says a key may do. Zero means not told.
type KeyLimits struct {
	PerMinute           int
	PooledLookupsMinute int
	PooledLookupsDay    int
	PooledReportsDay    int
}

// BoundNumber is a number proved to belong to the account.
type BoundNumber struct {
	E164            phone.E164
	Verified        time.Time
	Precall         bool
	PrecallEnrolled time.Time
}

// CodeSent is the answer to a request for a one-time code.
type CodeSent struct {
	Dev rest.Secret // the code itself, told only by development servers
}

// Proved is the answer to a right one-time code.
type Proved struct {
	E164         phone.E164
	AccountID    string
	AlreadyBound bool // it was ours before: asking twice does no harm
}
