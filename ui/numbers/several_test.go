package numbers

import (
	"testing"

	"switchboard/client/oneuc"
	"switchboard/store"
	"switchboard/store/act"
)

// Of several addresses that are sent, none counts as done but one that is active as it was sent;
// one that is on file in another way is done with a problem, as the log says it.
func TestOnlyAnActiveAddressIsDone(t *testing.T) {
	sent := oneuc.E911{CallerName: "ACME", StreetAddress: "1 Market St", Locality: "San Francisco", Region: "CA", PostalCode: "94105"}
	other := sent
	other.StreetAddress = "200 Market St"
	for name, c := range map[string]struct {
		out  act.Outcome
		came store.Fate
	}{
		"as sent":     {oneuc.Provisioned{Address: sent}, store.FateDone},
		"otherwise":   {oneuc.Provisioned{Address: other}, store.FateAmiss},
		"not active":  {oneuc.Geocoded{Address: sent}, store.FateAmiss},
		"refused":     {oneuc.Failed{Status: "INVALID", Address: sent}, store.FateAmiss},
		"a choice":    {oneuc.Choices{}, store.FateNotDone},
		"no place":    {oneuc.InvalidAddress{}, store.FateNotDone},
		"a bad field": {oneuc.FieldErrors{"e911.region": "two letters"}, store.FateNotDone},
		"a price":     {oneuc.Charges{}, store.FateNotDone},
		"nothing":     {nil, store.FateNotDone},
	} {
		if why, came := NotFiled(sent)(c.out); came != c.came || (came == store.FateDone) != (why == "") {
			t.Errorf("%s: %q, %s", name, why, came)
		}
	}
}
