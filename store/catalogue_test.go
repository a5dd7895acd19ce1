package store

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
)

func TestCatalogue(t *testing.T) {
	db := open(t)
	countries := []platfone.Country{
		{ID: "uk", Name: "United Kingdom", Alt: []string{"Great Britain", "Wielka Brytania"}, Codes: []string{"44"}, Raw: []byte(`{"country_id":"uk"}`)},
		{ID: "pl", Name: "Poland"},
	}
	services := []platfone.Service{{ID: "telegram", Name: "Telegram", HasWarning: true}, {ID: "adult", Name: "Adult", Prohibited: true}}
	if tag := must[string](t)(db.ETag(t.Context(), CountryList)); tag != "" {
		t.Errorf("tag %q of nothing", tag)
	}
	for _, err := range []error{
		db.PutCountries(t.Context(), epoch, "old", []platfone.Country{{ID: "gone"}}),
		db.PutCountries(t.Context(), epoch, "e1", countries),
		db.PutServices(t.Context(), epoch, "e2", services),
		db.PutPopular(t.Context(), epoch, "e3", services[:1]),
		db.TouchCatalogue(t.Context(), epoch.Add(time.Hour), CountryList),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := must[[]platfone.Country](t)(db.Countries(t.Context())); !reflect.DeepEqual(got, countries) {
		// The provider's object comes back as null where there was none.
		got[1].Raw = nil
		if !reflect.DeepEqual(got, countries) {
			t.Errorf("countries %+v", got)
		}
	}
	if got := must[[]platfone.Service](t)(db.Services(t.Context())); len(got) != 2 || !got[0].HasWarning || got[1].ID != "adult" || !got[1].Prohibited {
		t.Errorf("services %+v", got)
	}
	if got := must[[]platfone.Service](t)(db.PopularServices(t.Context())); len(got) != 1 || got[0].ID != "telegram" {
		t.Errorf("popular %+v", got)
	}
	tag, seen, err := db.Catalogued(t.Context(), CountryList)
	if err != nil || tag != "e1" || seen != epoch.Add(time.Hour) {
		t.Errorf("tag %q, seen %v, %v", tag, seen, err)
	}
}

func TestPrices(t *testing.T) {
	db := open(t)
	whole := platfone.PairPrice{ServiceID: "telegram", CountryID: "uk", Min: money.Known(10), Max: money.Known(90), Suggested: money.Known(34),
		Quality: 0.3, Rated: true, Count: 0, Counted: true}
	bare := platfone.PairPrice{ServiceID: "telegram", CountryID: "pl"}
	if err := db.PutPrices(t.Context(), epoch, whole, bare); err != nil {
		t.Fatal(err)
	}
	older := whole
	older.Suggested = money.Known(1)
	if err := db.PutPrices(t.Context(), epoch.Add(-time.Minute), older); err != nil {
		t.Fatal(err)
	}
	if got := must[Price](t)(db.Price(t.Context(), "telegram", "uk")); got.PairPrice != whole || got.Seen != epoch || !got.SoldOut() {
		t.Errorf("price %+v", got)
	}
	if got := must[Price](t)(db.Price(t.Context(), "telegram", "pl")); got.PairPrice != bare || got.SoldOut() {
		t.Errorf("a price that says nothing came back as %+v", got)
	}
	if list := must[[]Price](t)(db.Prices(t.Context(), "telegram")); len(list) != 2 || list[0].CountryID != "pl" {
		t.Errorf("prices %v", list)
	}
	if _, err := db.Price(t.Context(), "x", "y"); !errors.Is(err, ErrNotFound) {
		t.Errorf("an unknown pair: %v", err)
	}
}

func TestReports(t *testing.T) {
	db := open(t)
	report := func(id string, created, updated time.Time, message string) platfone.Report {
		return platfone.Report{ReasonID: 2, ReasonName: "Wrong SMS received", Message: message, Snapshot: `{"a":1}`, EvidenceURL: "https://e",
			CreatedAt: created, UpdatedAt: updated, Raw: []byte(`{}`), Activation: platfone.Activation{ID: id, CustomerID: "acme"}}
	}
	if err := db.PutReports(t.Context(), epoch, platfone.Report{}); err == nil {
		t.Error("a report about nothing was taken")
	}
	err := db.PutReports(t.Context(), epoch, report("a1", epoch, epoch.Add(time.Minute), "new"), report("a2", epoch.Add(time.Second), epoch, "two"), report("a3", epoch, epoch, "three"))
	if err != nil {
		t.Fatal(err)
	}
	if err := db.PutReports(t.Context(), epoch, report("a1", epoch, epoch, "old")); err != nil {
		t.Fatal(err)
	}
	if r := must[Report](t)(db.Report(t.Context(), "a1")); r.Message != "new" || r.ReasonID != 2 || r.Activation.CustomerID != "acme" || r.EvidenceURL != "https://e" {
		t.Errorf("report %+v", r)
	}
}
