package oneuc_test

import (
	"strings"
	"testing"

	"switchboard/client/oneuc"
)

// A street is no whole address, and an address in one line is one, in every way that people write them.
func TestAWholeAddressIsNoStreet(t *testing.T) {
	for _, p := range pastedAddresses(t) {
		e := oneuc.E911{StreetAddress: p.pieces["street"]}
		if r, whole := e.Whole(); whole {
			t.Errorf("the street %q is taken for %v", e.StreetAddress, pieces(r.Address))
		}
		if e.StreetAddress = p.pieces["street"] + ", " + p.pieces["unit"]; p.pieces["unit"] != "" {
			if r, whole := e.Whole(); whole && p.pieces["unit"] != "89501 Reno NV" {
				t.Errorf("the street with its unit %q is taken for %v", e.StreetAddress, pieces(r.Address))
			}
		}
		if strings.Contains(p.text, "\n") || p.pieces["street"] == "" || p.pieces["city"]+p.pieces["zip"] == "" {
			continue
		}
		e.StreetAddress = p.text
		if _, whole := e.Whole(); !whole {
			if len(e.Hints()) == 0 {
				t.Errorf("%q is taken for a street", p.text)
			}
			continue
		}
		if _, refused := (oneuc.E911{CallerName: "Michel Mabel", StreetAddress: p.text, Locality: "Oakland", Region: "CA", PostalCode: "94607"}).Check()["e911.street_address"]; !refused {
			t.Errorf("%q is sent as a street of Oakland", p.text)
		}
	}
}
