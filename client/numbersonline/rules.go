package numbersonline

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"net/mail"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"switchboard/client/legible"
)

const (
	// MaxLogo is the largest picture, in bytes ("max 512 KB").
	MaxLogo = 512 << 10
	// MaxReports is the most reports one call gives.
	MaxReports = 200
)

// Price is what verifying a number of this kind costs, in words
// (onboarding document, "Personal vs. business").
func (k Kind) Price() string {
	switch k {
	case Personal:
		return "$9 once"
	case Business:
		return "$29 a year"
	}
	return ""
}

// Public says what everybody can see of a verified number of this kind.
func (k Kind) Public() string {
	switch k {
	case Personal:
		return "shows \"verified & online\"; the name stays private"
	case Business:
		return "a public page with name, website, address and logo; the tax id stays private"
	}
	return ""
}

// fieldOrder is the order of the form.
var fieldOrder = []string{"kind", "dba", "legal_name", "ein", "jurisdiction", "formation_date", "industry", "address", "website", "bio", "name", "role"}

// Uses reports whether a field, by its name on the wire, belongs to this kind:
// a personal listing has a name and a role and nothing else.
func (k Kind) Uses(field string) bool {
	personal := field == "name" || field == "role"
	switch field {
	case "kind", "marketing_opt_in":
		return true
	}
	return personal == (k == Personal)
}

// labels name the texts of a profile for a person, by their names on the wire.
var labels = map[string]string{"dba": "name in public", "legal_name": "legal name", "jurisdiction": "place of registration", "industry": "industry",
	"address": "address", "website": "website", "bio": "about", "name": "name", "role": "role", "ein": "tax id"}

// CheckText allows one line of text that reads as it is written, and "" which
// clears it. field is its name on the wire.
func CheckText(field, s string) error { return legible.Line(cmp.Or(labels[field], field), s) }

// CheckKind allows the two kinds.
func CheckKind(k Kind) error {
	if k != Business && k != Personal {
		return errors.New("kind must be business or personal")
	}
	return nil
}

var einForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\d{2}-\d{7}$`) })

// CheckEIN allows "12-3456789", and "" which clears it.
func CheckEIN(s string) error {
	if s != "" && !einForm().MatchString(s) {
		return errors.New("tax id must look like 12-3456789")
	}
	return nil
}

// CheckDate allows a day of the calendar, written YYYY-MM-DD, not after today,
// and "" which clears it.
func CheckDate(s string, today time.Time) error {
	if s == "" {
		return nil
	}
	day, err := time.Parse(time.DateOnly, s)
	switch {
	case err != nil:
		return errors.New("formation date must be a real day written YYYY-MM-DD")
	case day.Year() < 1600:
		return errors.New("formation date must not be before 1600")
	case s > today.Format(time.DateOnly):
		return errors.New("formation date must not be in the future")
	}
	return nil
}

// CheckWebsite allows an https address, and "" which clears it.
func CheckWebsite(s string) error {
	if s == "" {
		return nil
	}
	u, err := url.Parse(s)
	host := ""
	if err == nil {
		host = u.Hostname()
	}
	if err != nil || u.Scheme != "https" || u.User != nil || !strings.Contains(strings.Trim(host, "."), ".") ||
		strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f }) {
		return errors.New("website must be an address that begins with https://")
	}
	return CheckText("website", s)
}

// CheckEmail allows one bare address, and "" which leaves it empty.
func CheckEmail(s string) error {
	if s == "" {
		return nil
	}
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || strings.ContainsAny(s, "\r\n") {
		return errors.New("e-mail must be one address like name@example.com")
	}
	return legible.Line("e-mail", s)
}

var codeForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[0-9]{4,10}$`) })

// CheckCode allows a one-time code: four to ten digits, leading zeros included.
func CheckCode(s string) error {
	if s == "" {
		return errors.New("type the code first")
	}
	if !codeForm().MatchString(s) {
		return errors.New("the code must be 4 to 10 digits")
	}
	return nil
}

// CheckLogo gives the type of a picture by its content, and refuses what the
// service refuses.
func CheckLogo(image []byte) (contentType string, err error) {
	switch {
	case len(image) == 0:
		return "", errors.New("the logo is empty")
	case len(image) > MaxLogo:
		return "", errors.New("the logo must not be larger than 512 KB")
	case bytes.HasPrefix(image, []byte("\x89PNG\r\n\x1a\n")):
		return "image/png", nil
	case bytes.HasPrefix(image, []byte("\xff\xd8\xff")):
		return "image/jpeg", nil
	case len(image) >= 12 && string(image[:4]) == "RIFF" && string(image[8:12]) == "WEBP":
		return "image/webp", nil
	case bytes.Contains(image[:min(len(image), 1024)], []byte("<svg")):
		return "", errors.New("the logo is an SVG; the service takes PNG, JPEG and WebP only")
	}
	return "", errors.New("the logo must be PNG, JPEG or WebP")
}

// Misfits gives what a listing of a kind has no place for, by the names on the wire; of no known kind it is nothing.
func (c Changes) Misfits(k Kind) map[string]string {
	problems := map[string]string{}
	for field := range c.body() {
		if err := k.Takes(field); err != nil {
			problems[field] = err.Error()
		}
	}
	return problems
}

// Takes refuses a field, by its name on the wire, or a "logo", that a listing of this kind has no place for; no known kind takes all.
func (k Kind) Takes(field string) error {
	if k == "" || k.Uses(field) {
		return nil
	}
	return fmt.Errorf("a %s listing has no %s", k, cmp.Or(labels[field], field))
}

// Check gives what is wrong with each field that is set, by its name on the
// wire; today bounds the formation date.
func (c Changes) Check(today time.Time) map[string]string {
	problems := map[string]string{}
	note := func(field string, err error) {
		if err != nil {
			problems[field] = err.Error()
		}
	}
	if c.Kind != "" {
		note("kind", CheckKind(c.Kind))
	}
	for field, value := range c.texts() {
		if value != nil && field != "website" && field != "formation_date" {
			note(field, CheckText(field, *value))
		}
	}
	if c.EIN != nil {
		note("ein", CheckEIN(c.EIN.Reveal()))
	}
	if c.FormationDate != nil {
		note("formation_date", CheckDate(*c.FormationDate, today))
	}
	if c.Website != nil {
		note("website", CheckWebsite(*c.Website))
	}
	return problems
}
