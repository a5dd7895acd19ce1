package oneuc_test

import (
	"strings"
	"testing"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
)

func TestReadAs(t *testing.T) {
	for typed, want := range map[string]struct {
		number string
		full   bool
	}{
		"4123456789": {"+14123456789", true}, "41234567": {"+41234567", true}, "+1 (415) 555-5555": {"+14155555555", true},
		"(415) 555-5555": {"+14155555555", true}, "14155555555": {"+14155555555", true}, "415": {"+415", false}, "": {"", false}, "+": {"", false},
	} {
		got, full := oneuc.ReadAs(typed)
		if string(got) != want.number || full != want.full {
			t.Errorf("%q is read as %q %v", typed, string(got), full)
		}
	}
}

func TestPostalCodesByCountry(t *testing.T) {
	for _, tc := range []struct {
		code, region string
		good         bool
	}{
		{"94105", "CA", true}, {"94105-3745", "CA", true}, {"9410", "CA", false}, {"941053745", "CA", false}, {"M5V 3L9", "CA", false},
		{"M5V 3L9", "ON", true}, {"m5v3l9", "ON", true}, {"94105", "ON", false}, {"D5V 3L9", "ON", false}, {"M5V  3L9", "ON", false},
		{"94105", "", true}, {"M5V 3L9", "", true}, {"", "", false}, {"x", "", false},
	} {
		if err := oneuc.CheckPostalCode(tc.code, tc.region); (err == nil) != tc.good {
			t.Errorf("%q in %q: %v", tc.code, tc.region, err)
		}
	}
}

func TestRegions(t *testing.T) {
	for s, good := range map[string]bool{"CA": true, "ON": true, "DC": true, "PR": true, "ca": false, "California": false, "XX": false, "AE": false, "": false} {
		if err := oneuc.CheckRegion(s); (err == nil) != good {
			t.Errorf("%q: %v", s, err)
		}
	}
	if r, ok := oneuc.RegionOf("british  columbia"); !ok || r.Code != "BC" || r.Country != oneuc.Canada {
		t.Errorf("%+v %v", r, ok)
	}
	seen := map[string]bool{}
	for _, r := range oneuc.Regions() {
		if seen[r.Code] || len(r.Code) != 2 {
			t.Errorf("%+v", r)
		}
		seen[r.Code] = true
	}
	if len(seen) != 69 {
		t.Errorf("%d regions", len(seen))
	}
}

func TestLengths(t *testing.T) {
	for n, good := range map[int]bool{0: false, 1: true, 15: true, 16: false} {
		if err := oneuc.CheckCNAM(strings.Repeat("é", n)); (err == nil) != good {
			t.Errorf("caller name of %d: %v", n, err)
		}
	}
	for n, good := range map[int]bool{0: false, 1: true, 30: true, 31: false} {
		if err := oneuc.CheckCarrierName(strings.Repeat("x", n)); (err == nil) != good {
			t.Errorf("carrier name of %d: %v", n, err)
		}
	}
	for _, bad := range []string{"   ", "A\nB", "A\x1b[2J", "\xff", "Acme\u202eCLL", "Ac\u200bme"} {
		if oneuc.CheckCNAM(bad) == nil {
			t.Errorf("%q is allowed", bad)
		}
	}
}

func TestParseEmails(t *testing.T) {
	list, err := oneuc.ParseEmails(" a@x.example, b@x.example;c@x.example\nd@x.example ")
	if err != nil || strings.Join(list, " ") != "a@x.example b@x.example c@x.example d@x.example" {
		t.Errorf("%v %v", list, err)
	}
	if list, err := oneuc.ParseEmails(" "); err != nil || list == nil || len(list) != 0 {
		t.Errorf("nothing gives %v %v", list, err)
	}
	if _, err := oneuc.ParseEmails("a@x.example, nobody"); err == nil || !strings.Contains(err.Error(), `"nobody"`) {
		t.Errorf("%v", err)
	}
}

func TestMayHaveE911(t *testing.T) {
	for n, may := range map[phone.E164]bool{"+14155550142": true, "+14165550142": true, "+442079460958": false, "": false} {
		if why := oneuc.MayHaveE911(n); (why == "") != may {
			t.Errorf("%s: %q", n, why)
		}
	}
}
