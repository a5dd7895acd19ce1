package platfone

import (
	"encoding/json"
	"strings"
)

// OtherService is the service for what the catalogue does not list. Using it for a listed
// service may suspend the account.
const OtherService = "other"

// Country is one country numbers can be rented in.
type Country struct {
	ID    string // "uk", not ISO's "gb"
	Name  string
	Alt   []string // other names, in any language
	Codes []string // calling codes, digits only
	Raw   json.RawMessage
}

// UnmarshalJSON reads a row of the countries' list; only country_id is required.
func (c *Country) UnmarshalJSON(b []byte) error {
	return readRecord(b, "a country", func(o object) string {
		*c = Country{
			ID: o.text("country_id"), Name: o.text("name"), Alt: splitNames(o.text("alt_name")),
			Codes: o.texts("codes"), Raw: append(json.RawMessage(nil), b...),
		}
		return c.ID
	})
}

// Virtual reports whether the country holds only virtual numbers: its id ends in "_v".
func (c Country) Virtual() bool { return strings.HasSuffix(c.ID, "_v") }

// Service is one service numbers can be rented for.
type Service struct {
	ID             string
	Name           string
	Alt            []string
	HasDescription bool
	HasWarning     bool
	Prohibited     bool // not to be offered
	Raw            json.RawMessage
}

// UnmarshalJSON reads a row of a services' list; only service_id is required.
func (s *Service) UnmarshalJSON(b []byte) error {
	return readRecord(b, "a service", func(o object) string {
		*s = Service{
			ID: o.text("service_id"), Name: o.text("name"), Alt: splitNames(o.text("alt_name")),
			HasDescription: o.flag("has_description"), HasWarning: o.flag("has_warning"),
			Prohibited: o.flag("prohibited"), Raw: append(json.RawMessage(nil), b...),
		}
		return s.ID
	})
}

// splitNames takes the pipe-separated alt_name apart.
func splitNames(s string) []string {
	var names []string
	for name := range strings.SplitSeq(s, "|") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}
