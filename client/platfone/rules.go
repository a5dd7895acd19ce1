package platfone

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"switchboard/client/legible"
	"switchboard/client/money"
)

// The documented bounds. Money in
// cents, markups in percent, lengths in characters.
const (
	MaxCustomerID    = 80
	MaxTransactionID = 80
	MaxServiceID     = 30
	MinCountryID     = 2
	MaxCountryID     = 9
	MaxGateway       = 50
	MaxMessage       = 1000
	MaxOpening       = money.Cents(100_000)
	MaxAmount        = money.Cents(100_000)
	MaxCeiling       = money.Cents(10_000)
	MaxMarkup        = 10_000
	MaxCustomerPrice = money.Cents(dearest) // not documented: the most a markup can come to
	MaxQuality       = 100
	DefaultQuality   = 50
)

var (
	plainID   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-zA-Z0-9]+$`) })
	listedID  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-zA-Z0-9_]+$`) })
	countryID = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-zA-Z0-9]+([-_]*[a-zA-Z0-9]+)*$`) })
	serviceID = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-zA-Z0-9]+([-_.]*[a-zA-Z0-9]+)*$`) })
)

// FieldError says what a field may hold, so that a form can put it beside that field.
type FieldError struct {
	Field   string // the provider's name of the field
	Allowed string // what it may hold, in words
}

func (e *FieldError) Error() string { return e.Field + ": " + e.Allowed }

// CheckCustomerID holds an id to letters and digits, 1 to 80.
func CheckCustomerID(id string) error {
	if len(id) > MaxCustomerID || !plainID().MatchString(id) {
		return &FieldError{"customer_id", "letters a-z, A-Z and digits only, 1 to 80 of them"}
	}
	return nil
}

// CheckNewTransactionID holds the id of a transaction to be made to letters and digits,
// 1 to 80. Ids in the provider's lists may hold "_" as well; see CheckTransactionID.
func CheckNewTransactionID(id string) error {
	if len(id) > MaxTransactionID || !plainID().MatchString(id) {
		return &FieldError{"transaction_id", "letters a-z, A-Z and digits only, 1 to 80 of them"}
	}
	return nil
}

// CheckTransactionID holds the id of a transaction to be looked for to letters, digits and
// "_", 1 to 80.
func CheckTransactionID(id string) error {
	if len(id) > MaxTransactionID || !listedID().MatchString(id) {
		return &FieldError{"transaction_id", "letters a-z, A-Z, digits and _ only, 1 to 80 of them"}
	}
	return nil
}

// CheckServiceID holds an id to 1 to 30 characters. The document's own example, 7eleven,
// breaks the pattern it prints, so ids may begin with a digit here.
func CheckServiceID(id string) error {
	if len(id) > MaxServiceID || !serviceID().MatchString(id) {
		return &FieldError{"service_id", "letters, digits and - _ . between them, 1 to 30 characters"}
	}
	return nil
}

// CheckCountryID holds an id to 2 to 9 characters.
func CheckCountryID(id string) error {
	if len(id) < MinCountryID || len(id) > MaxCountryID || !countryID().MatchString(id) {
		return &FieldError{"country_id", "letters, digits and - _ between them, 2 to 9 characters"}
	}
	return nil
}

// CheckActivationID holds an id, which is the provider's and opaque, to one path segment.
func CheckActivationID(id string) error { return segment("activation_id", id) }

// segment refuses what would change the path of a request.
func segment(field, id string) error {
	odd := func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune(`/\?#%`, r) }
	if id == "" || id == "." || id == ".." || len(id) > 200 || strings.ContainsFunc(id, odd) {
		return &FieldError{field, "an id as the provider gave it, without spaces, / ? # or %"}
	}
	return nil
}

// CheckOpening holds the opening balance of a customer to $0.00 to $1000.00.
func CheckOpening(c money.Cents) error {
	if c < 0 || c > MaxOpening {
		return &FieldError{"balance", "from $0.00 to $1000.00"}
	}
	return nil
}

// CheckAmount holds a change of balance to at most $1000.00 either way. The provider would
// take zero; it changes nothing and is refused here.
func CheckAmount(c money.Cents) error {
	if c == 0 || c < -MaxAmount || c > MaxAmount {
		return &FieldError{"amount", "from -$1000.00 to $1000.00, but not zero"}
	}
	return nil
}

// CheckGateway holds the name of a payment gateway to 1 to 50 characters on one line that
// reads as it is written: it stands in the ledger for good. Empty leaves it out.
func CheckGateway(s string) error {
	if !fits(s, MaxGateway) {
		return &FieldError{"gateway", "1 to 50 characters, or nothing"}
	}
	if err := legible.Line("gateway", s); err != nil {
		return &FieldError{"gateway", err.Error()}
	}
	return nil
}

// CheckMessage holds the words of a report to 1000 characters, in lines that read as they
// are written: somebody at the provider decides by them.
func CheckMessage(s string) error {
	if !fits(s, MaxMessage) {
		return &FieldError{"message", fmt.Sprintf("at most %d characters", MaxMessage)}
	}
	for line := range strings.Lines(s) {
		if err := legible.Line("message", strings.TrimRight(line, "\r\n")); err != nil {
			return &FieldError{"message", err.Error()}
		}
	}
	return nil
}

// CheckCeiling holds the most the account pays for an activation to $0.01 to $100.00.
func CheckCeiling(c money.Cents) error {
	if c < 1 || c > MaxCeiling {
		return &FieldError{"max_price", "from $0.01 to $100.00"}
	}
	return nil
}

// CheckMarkup holds the customer's markup to 0 to 10000 percent.
func CheckMarkup(percent int) error {
	if percent < 0 || percent > MaxMarkup {
		return &FieldError{"customer_markup", "from 0 to 10000 percent"}
	}
	return nil
}

// CheckCustomerPrice holds a fixed customer price to $0.00 to $10100.00; its bounds are not
// documented and this is the most a markup can come to.
func CheckCustomerPrice(c money.Cents) error {
	if c < 0 || c > MaxCustomerPrice {
		return &FieldError{"customer_price", "from $0.00 to $10100.00"}
	}
	return nil
}

// CheckQuality holds the quality factor to 0 (price) to 100 (quality).
func CheckQuality(q int) error {
	if q < 0 || q > MaxQuality {
		return &FieldError{"quality_factor", "from 0 (cheap) to 100 (good)"}
	}
	return nil
}

// CheckStatus holds a customer's new status to the four documented words.
func CheckStatus(s CustomerStatus) error {
	if !s.Known() {
		return &FieldError{"status", "active, paused, disabled or markedForDeletion"}
	}
	return nil
}

// fits counts characters, not bytes, and refuses what is not text.
func fits(s string, most int) bool { return utf8.ValidString(s) && utf8.RuneCountInString(s) <= most }
