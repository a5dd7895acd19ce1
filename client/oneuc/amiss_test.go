package oneuc_test

import (
	"strings"
	"testing"

	"switchboard/client/money"
	"switchboard/client/oneuc"
)

// Only an address that is active as it was sent has nothing amiss; of every other outcome the one sentence says what is.
func TestWhatIsAmiss(t *testing.T) {
	sent := oneuc.E911{StreetAddress: "116 Natoma St", Locality: "San Francisco", Region: "CA", PostalCode: "94105", Status: oneuc.StatusProvisioned}
	other := sent
	other.StreetAddress = "118 Natoma St"
	for name, c := range map[string]struct {
		came oneuc.Outcome
		want string
	}{
		"active":         {oneuc.Provisioned{Address: sent}, ""},
		"another street": {oneuc.Provisioned{Address: other}, "another street is on file than was sent: 118 Natoma St, San Francisco CA 94105"},
		"geocoded":       {oneuc.Geocoded{Address: sent}, "the address is known, not active yet: help would not be sent there"},
		"failed":         {oneuc.Failed{Status: oneuc.StatusInvalid}, "the emergency system says INVALID: help would not be sent there"},
		"choices":        {oneuc.Choices{Candidates: make([]oneuc.E911, 3)}, "3 places fit: choose one"},
		"not found":      {oneuc.InvalidAddress{Message: " no such street "}, "the service does not find this place: no such street"},
		"without a word": {oneuc.InvalidAddress{}, "the service does not find this place"},
		"a wrong field":  {oneuc.FieldErrors{"e911.region": "is unknown"}, oneuc.FieldErrors{"e911.region": "is unknown"}.Error()},
		"charges":        {oneuc.Charges{Quote: oneuc.Quote{Today: money.Known(100), Recurring: money.Known(50)}}, "it costs $1.00 today and $0.50 each month: nothing was changed"},
		"unknown cost":   {oneuc.Charges{}, "it costs money; how much is not said: nothing was changed"},
		"cost each month": {oneuc.Charges{Quote: oneuc.Quote{Recurring: money.Known(50)}},
			"it costs $0.50 each month; how much today is not said: nothing was changed"},
		"nothing": {nil, "the answer is of an unknown kind"},
	} {
		if got := oneuc.Amiss(sent, c.came); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// What is kept of an address that was filed tells what is amiss with it; a person's own word of it tells nothing.
func TestWhatIsKeptOfAFiling(t *testing.T) {
	sent := oneuc.E911{StreetAddress: "116 Natoma St", Extended: "FL 2", Locality: "San Francisco", Region: "CA", PostalCode: "94105"}
	active, other, known := sent, sent, sent
	active.Status, other.Status, known.Status = oneuc.StatusProvisioned, oneuc.StatusProvisioned, oneuc.StatusGeocoded
	other.Extended, other.PostalCode = "APT 116", "94110"
	for _, c := range []struct {
		now        oneuc.E911
		kept, want string
	}{
		{active, "PROVISIONED", ""}, {other, "PROVISIONED; not as sent: unit, zip", "another unit, zip is on file than was sent"},
		{known, "GEOCODED", "the address is known, not active yet: help would not be sent there"},
	} {
		if kept := oneuc.Filing(sent, c.now); kept != c.kept || oneuc.FilingAmiss(kept) != c.want {
			t.Errorf("%q: %q, want %q: %q", kept, oneuc.FilingAmiss(kept), c.kept, c.want)
		}
	}
	for _, kept := range []string{"", "by hand"} {
		if why := oneuc.FilingAmiss(kept); why != "" {
			t.Errorf("%q: %s", kept, why)
		}
	}
}

// What asks a person to choose is known by its words, for one place as for several.
func TestPlacesAskToBeChosen(t *testing.T) {
	for n, want := range map[int]string{1: "one place fits", 3: "3 places fit"} {
		if said := oneuc.PossiblePlaces(n); !strings.HasPrefix(said, want) || !oneuc.AsksToChoose("911 address: "+said) {
			t.Errorf("of %d places: %q", n, said)
		}
	}
	if oneuc.AsksToChoose("the address is not active") {
		t.Error("an address that is not active asks to choose")
	}
}
