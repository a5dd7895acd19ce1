package act

import (
	"context"
	"encoding/json"
	"reflect"
	"testing"

	"switchboard/client/oneuc"
	"switchboard/client/platfone"
)

// An act upon several things comes back from what was written down as it was, and says what it is upon.
func TestWhatIsWrittenDownComesBack(t *testing.T) {
	name := oneuc.CNAM{DisplayName: "ACME", InboundLookup: true}
	for _, a := range []Act{
		Order{Customer: "acme", Order: platfone.NewOrder{ServiceID: "telegram", CountryID: "uk", MaxPrice: 39, Mode: platfone.FixedPrice, CustomerPrice: 60, Quality: 50}, Of: 5},
		Again{"a1"}, Cancel{"a2"}, Finalize{"a3"}, Report{ID: "a4", Report: platfone.NewReport{ReasonID: 7}},
		Credit{Customer: "acme", Transaction: platfone.NewTransaction{ID: "t1", Amount: -500, Gateway: "manual"}, Named: true},
		Status{"acme", platfone.CustomerPaused}, Set{Number: "+14155550142", Properties: oneuc.Properties{CNAM: &name}, Once: true},
		SetAddress{Number: "+14155550142", Address: oneuc.E911{CallerName: "ACME", StreetAddress: "1 Main St", Locality: "Austin", Region: "TX", PostalCode: "78701", Notify: []string{"ops@example.com"}}},
		ClearAddress{Number: "+14155550142"}, Release{"+14155550142"}, Pay{"+14155550142"},
	} {
		body, err := Written(a)
		if err != nil {
			t.Errorf("%s: %v", a.Op(), err)
			continue
		}
		got, err := Read(a.Op(), body)
		if err != nil || !reflect.DeepEqual(got, a) || Upon(got, "") == "" {
			t.Errorf("%s comes back as %+v upon %q, %v", a.Op(), got, Upon(got, ""), err)
		}
	}
	for _, kind := range severals {
		if _, err := Read(kind.Op(), json.RawMessage("{")); err == nil {
			t.Errorf("%s: half of it is read", kind.Op())
		}
	}
	if _, err := Written(Prove{}); err == nil {
		t.Error("what is kept nowhere is written down")
	}
}

// An order is upon its customer, until it has brought a number.
func TestAnOrderIsUponWhatItBrought(t *testing.T) {
	if o := (Order{Customer: "acme"}); Upon(o, "") != "acme" || Upon(o, "a1") != "a1" || Upon(Cancel{"a2"}, "a1") != "a2" {
		t.Errorf("%q, %q", Upon(o, ""), Upon(o, "a1"))
	}
}

// How many of several orders are left moves with each, and is not written down with it.
func TestHowManyAreLeftIsNotWrittenDown(t *testing.T) {
	body, err := Written(Order{Customer: "acme", Of: 5, Left: 3})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Read(Order{}.Op(), body); err != nil || !reflect.DeepEqual(got, Order{Customer: "acme", Of: 5}) {
		t.Errorf("it comes back as %+v, %v", got, err)
	}
}

func TestAPlaceNeedsARun(t *testing.T) {
	ctx := InRun(context.Background(), 7)
	if run, _ := PlaceOf(ctx); run != 0 {
		t.Error("no place, and part of a run")
	}
	if run, n := PlaceOf(AtPlace(ctx, 3)); run != 7 || n != 3 {
		t.Errorf("run %d, place %d", run, n)
	}
}
