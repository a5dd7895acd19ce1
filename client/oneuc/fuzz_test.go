package oneuc_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"switchboard/client/oneuc"
)

var examples = []string{"search.json", "activate.json", "activate_carrier_fault.json", "account_search.json", "list.json", "number.json", "number_not_found.json",
	"e911_provisioned.json", "e911_multiple_choice.json", "e911_invalid.json", "kazoo_invalid_address.json", "kazoo_field_errors.json",
	"kazoo_charges_categories.json", "kazoo_charges_invoices.json"}

func FuzzDecoders(f *testing.F) {
	for _, name := range examples {
		f.Add([]byte(data(f, name)))
	}
	f.Add([]byte(`{"multiple_choice":{"e911":{"details":[{"street_address":116,"legacy_data":"x"}]}},"address":"x"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		_, _ = oneuc.DecodeFound(body)
		_, _ = oneuc.DecodePage(body)
		_, _ = oneuc.DecodeQuote(body)
		if o, isChoices := oneuc.DecodeRefusal(body).(oneuc.Choices); isChoices && len(o.Candidates) == 0 {
			t.Error("a choice among nothing")
		}
		d, err := oneuc.DecodeDocument(body)
		if err != nil {
			return
		}
		n := d.Number()
		if n.Raw != nil && !json.Valid(n.Raw) {
			t.Errorf("raw %q", n.Raw)
		}
		d.CNAM()
		d.Porting()
		d.E911()
	})
}

func FuzzParseAddress(f *testing.F) {
	f.Add("116 Natoma St Apt 116, San Francisco, CA 94105-3745, USA")
	f.Add("Michel Mabel\n290 Bremner Blvd\nToronto ON M5V3L9\nCanada")
	f.Add("# # # FL FL 1 ST ST ST, , ,CA")
	f.Fuzz(func(t *testing.T, s string) {
		e := oneuc.ParseAddress(s).Address
		// Nothing is invented: each word of the answer was in the text.
		text := strings.ToUpper(strings.NewReplacer("½", "12", "¼", "14", "¾", "34").Replace(s))
		for _, field := range []string{e.CallerName, e.StreetAddress, e.Extended, e.Locality} {
			for _, word := range strings.Fields(field) {
				if !strings.Contains(strip(text), strip(strings.ToUpper(word))) {
					t.Errorf("%q of %q", word, s)
				}
			}
		}
		if e.Region != "" && oneuc.CheckRegion(e.Region) != nil {
			t.Errorf("region %q", e.Region)
		}
		e.Hints()
		for _, d := range oneuc.Compare(e, oneuc.E911{StreetAddress: s}) {
			if d.Field != "street" && d.Field != "unit" && d.Candidate != "" {
				t.Errorf("%+v", d)
			}
		}
		if same := oneuc.Compare(e, e); oneuc.Describe(same) != "same as typed" {
			t.Errorf("%q differs from itself: %s", s, oneuc.Describe(same))
		}
	})
}

// strip leaves what no cleaning of a pasted text takes out or writes otherwise.
func strip(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
