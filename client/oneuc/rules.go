package oneuc

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/client/legible"
	"switchboard/client/phone"
)

// Bounds of the Phone Number API's schema, in characters.
const (
	MinCallerName  = 3
	NoCaller       = "no caller name" // what is said where an address has none
	MaxCNAM        = 15
	MaxCarrierName = 30
	MaxQuantity    = 500 // what a search keeps
)

// ReadAs is the number the server makes of what was typed: ten digits become a
// +1 number, any other count just gets a plus, and so another country (Phone
// Number API, "Per-number CRUD operations"). ok is false when that is not a
// full number.
func ReadAs(typed string) (n phone.E164, ok bool) {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, typed)
	if digits == "" {
		return "", false
	}
	if !strings.HasPrefix(strings.TrimSpace(typed), "+") && len(digits) == 10 {
		digits = "1" + digits
	}
	n = phone.E164("+" + digits)
	_, err := phone.Parse(string(n))
	return n, err == nil
}

// canonical is the one writing of a number that the server may keep with or
// without its +1: "4155550142", "14155550142" and "+14155550142" are one number.
// What is no full number stays as it is.
func canonical(s string) phone.E164 {
	if n, ok := ReadAs(s); ok && strings.Trim(s, "+0123456789") == "" {
		return n
	}
	return phone.E164(s)
}

// maxPrefix is how many characters a search may begin with.
const maxPrefix = 10

var prefixForm = form(`^(\d{3,10}|\+\d{1,11})$`)

// prefix is how the search goes out: a North American number that is too long
// for it by its national digits, ten of which are a whole number.
func (q Query) prefix() string {
	if national, ok := strings.CutPrefix(q.Prefix, "+1"); ok && len(q.Prefix) > maxPrefix {
		return national
	}
	return q.Prefix
}

// Check refuses a search that the server would refuse or misread.
func (q Query) Check() error {
	switch {
	case !prefixForm().MatchString(q.Prefix), len(q.prefix()) > maxPrefix:
		return errors.New("prefix must be 3 to 10 digits, or the start of a number with +, ten characters at most outside +1")
	}
	return errors.Join(CheckQuantity(q.Quantity), CheckPage(q.Page))
}

// CheckQuantity holds how many numbers are searched for to what the server gives.
func CheckQuantity(n int) error {
	if n < 1 || n > MaxQuantity {
		return fmt.Errorf("quantity must be between 1 and %d", MaxQuantity)
	}
	return nil
}

// CheckPage holds the page of a search to what can be meant.
func CheckPage(n int) error {
	if n < 0 || n > 10_000 {
		return errors.New("page must be between 0 and 10000")
	}
	return nil
}

// AccountWords is how the id of an account is written.
const AccountWords = "32 characters, digits and the letters a to f"

var accountForm = form(`^[0-9a-f]{32}$`)

// CheckAccount holds the id of an account to its form. None is allowed too: an API key brings its own.
func CheckAccount(id string) error {
	if id != "" && !accountForm().MatchString(id) {
		return errors.New("write " + AccountWords)
	}
	return nil
}

// CheckCNAM allows 1 to 15 characters.
func CheckCNAM(s string) error { return length("caller name", s, 1, MaxCNAM) }

// CheckCarrierName allows 1 to 30 characters.
func CheckCarrierName(s string) error { return length("carrier name", s, 1, MaxCarrierName) }

func length(field, s string, least, most int) error {
	n := utf8.RuneCountInString(strings.TrimSpace(s))
	if err := legible.Line(field, s); err != nil {
		return err
	}
	switch {
	case n < least || utf8.RuneCountInString(s) > most:
		return fmt.Errorf("%s must have %d to %d characters", field, least, most)
	}
	return nil
}

// Check gives what is wrong with each property, under the server's dotted names.
func (p Properties) Check() FieldErrors {
	problems := FieldErrors{}
	if p.CNAM != nil && p.CNAM.DisplayName != "" {
		problems.note("cnam.display_name", CheckCNAM(p.CNAM.DisplayName))
	}
	if p.CarrierName != nil && *p.CarrierName != "" {
		problems.note("carrier_name", CheckCarrierName(*p.CarrierName))
	}
	for name, value := range p.Own {
		problems.note(name, CheckField(name))
		if !json.Valid(value) {
			problems.note(name, errors.New(name+" must be a JSON value"))
		}
	}
	return problems
}

func (f FieldErrors) note(field string, err error) {
	if err != nil {
		f[field] = err.Error()
	}
}

var (
	zipForm    = form(`^\d{5}(-\d{4})?$`)
	postalForm = form(`^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?\d[ABCEGHJ-NPRSTV-Z]\d$`)
)

// CheckRegion allows the two letters of a US state or a Canadian province.
func CheckRegion(s string) error {
	if r, ok := RegionOf(s); !ok || r.Code != s {
		return errors.New("state must be two letters of the United States or Canada, like CA or ON")
	}
	return nil
}

// CheckPostalCode checks a code by the country that the region is in.
func CheckPostalCode(s, region string) error {
	r, ok := RegionOf(region)
	switch {
	case ok && r.Country == Canada:
		if !postalForm().MatchString(strings.ToUpper(s)) {
			return errors.New("postal code in Canada must look like M5V 2T6")
		}
	case ok:
		if !zipForm().MatchString(s) {
			return errors.New("zip must be five digits, or look like 94105-3745")
		}
	case !zipForm().MatchString(s) && !postalForm().MatchString(strings.ToUpper(s)):
		return errors.New("zip must look like 94105 or, in Canada, M5V 2T6")
	}
	return nil
}

// ParseEmails splits addresses at spaces, commas and semicolons; the error names
// the one that is not an address.
func ParseEmails(s string) ([]string, error) {
	list := []string{}
	for _, one := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) }) {
		if err := checkEmail(one); err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	return list, nil
}

func checkEmail(s string) error {
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s {
		return fmt.Errorf("%q is not an e-mail address", s)
	}
	return nil
}

// CheckCallerName holds the name that emergency services are shown to the provider's rule. It may be left out, and has no upper bound.
func CheckCallerName(s string) error {
	if n := utf8.RuneCountInString(strings.TrimSpace(s)); s != "" && n < MinCallerName {
		return fmt.Errorf("caller name must have %d characters or more, or be left out", MinCallerName)
	}
	return legible.Line("caller name", s)
}

// Check gives what is wrong with an address, under the server's dotted names.
// It is empty when the address can be sent.
func (e E911) Check() FieldErrors {
	problems := FieldErrors{}
	problems.note("e911.caller_name", CheckCallerName(e.CallerName))
	problems.note("e911.street_address", length("street", e.StreetAddress, 1, 200))
	if _, whole := e.Whole(); whole {
		problems.note("e911.street_address", errors.New("the street holds a whole address: its city, state and postal code go into fields of their own"))
	}
	problems.note("e911.locality", length("city", e.Locality, 1, 100))
	problems.note("e911.region", CheckRegion(e.Region))
	problems.note("e911.postal_code", CheckPostalCode(e.PostalCode, e.Region))
	if e.Extended != "" {
		problems.note("e911.extended_address", length("unit", e.Extended, 1, 100))
	}
	for _, one := range e.Notify {
		problems.note("e911.notification_contact_emails", checkEmail(one))
	}
	return problems
}

// MayHaveE911 says why a number cannot have an emergency address, "" when it can.
func MayHaveE911(n phone.E164) string {
	if d := n.Digits(); d == "" || d[0] != '1' {
		return "it is outside the United States and Canada"
	}
	return ""
}
