package store

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/numbersonline"
	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/platfone"
)

const line = phone.E164("+14155550142")

// document is a number's, with a field so long that the file has no room for it.
func document(street string) oneuc.Document {
	d := oneuc.Document{"id": json.RawMessage(`"` + string(line) + `"`), "state": json.RawMessage(`"in_service"`),
		"long": json.RawMessage(`"` + strings.Repeat("x", 20_000) + `"`)}
	if street != "" {
		d["e911"] = json.RawMessage(`{"street_address":"` + street + `","locality":"RENO","region":"NV","postal_code":"89501","status":"PROVISIONED"}`)
	}
	return d
}

func streetOf(n Number) string { e, _ := n.Document.E911(); return e.StreetAddress }

// What was answered while the disk is full is told from memory, in every list and count, and saved when there is room.
func TestANumberAnsweredOnAFullDiskIsToldAsItIs(t *testing.T) {
	db, now := open(t), epoch
	if err := db.PutDocument(t.Context(), now, document("1 OLD ST")); err != nil {
		t.Fatal(err)
	}
	room := fillDisk(t, db.cache)
	tell := func(when string, street string, missing int) {
		t.Helper()
		n := must[Number](t)(db.Number(t.Context(), line))
		all := must[[]Number](t)(db.Numbers(t.Context()))
		few := must[[]Number](t)(db.FirstNumbers(t.Context(), 5))
		if len(all) != 1 || len(few) != 1 || streetOf(n) != street || streetOf(all[0]) != street || streetOf(few[0]) != street || !n.Read.Equal(now) {
			t.Errorf("%s: %q read at %s, of %d", when, streetOf(n), n.Read, len(all))
		}
		c := must[Coverage](t)(db.Coverage(t.Context()))
		if len(c.Missing) != missing {
			t.Errorf("%s: %d numbers are without an address", when, len(c.Missing))
		}
	}
	now = now.Add(time.Hour)
	if err := db.PutDocument(t.Context(), now, document("")); !errors.Is(err, ErrFull) {
		t.Fatal("there was room:", err)
	}
	tell("removed", "", 1)
	if filed := must[bool](t)(db.OtherFiled(t.Context(), "+10000000000")); filed {
		t.Error("an address that was removed is told as one on file")
	}
	if err := db.PutDocument(t.Context(), now.Add(-30*time.Minute), document("7 STALE ST")); !errors.Is(err, ErrFull) {
		t.Fatal("there was room:", err)
	}
	tell("an older answer", "", 1)
	room()
	if err := db.SaveUnsaved(t.Context()); err != nil {
		t.Fatal(err)
	}
	tell("saved", "", 1)
	if db.recalled.holdsNumbers() {
		t.Error("what was saved is still kept")
	}
}

// A number given up or bought while the disk is full is gone from the list, or in it.
func TestNumbersThatComeAndGoOnAFullDisk(t *testing.T) {
	db := open(t)
	if err := db.PutDocument(t.Context(), epoch, document("1 OLD ST")); err != nil {
		t.Fatal(err)
	}
	db.recalled.drop(line)
	db.recalled.number(Number{Number: oneuc.Number{E164: "+14155550199", State: oneuc.InService}, Seen: epoch})
	if _, err := db.Number(t.Context(), line); !errors.Is(err, ErrNotFound) {
		t.Error("the number given up is told:", err)
	}
	if all := must[[]Number](t)(db.Numbers(t.Context())); len(all) != 1 || all[0].E164 != "+14155550199" {
		t.Errorf("the numbers: %+v", all)
	}
	if err := db.SaveUnsaved(t.Context()); err != nil {
		t.Fatal(err)
	}
	if all := must[[]Number](t)(db.Numbers(t.Context())); len(all) != 1 || db.recalled.holdsNumbers() {
		t.Errorf("saved: %+v", all)
	}
}

func TestAListingAnsweredOnAFullDiskIsToldAsItIs(t *testing.T) {
	db := open(t)
	score := 12
	l := numbersonline.Listing{E164: line, State: numbersonline.Draft, Risk: &numbersonline.Risk{Score: &score}}
	if err := db.PutListing(t.Context(), epoch, l); err != nil {
		t.Fatal(err)
	}
	room := fillDisk(t, db.cache)
	state := func() (one, inList numbersonline.State) {
		t.Helper()
		all, glanced := must[[]Listing](t)(db.Listings(t.Context())), must[[]Listing](t)(db.GlanceListings(t.Context()))
		if glanced[0].State != all[0].State {
			t.Errorf("at a glance it is %s, in the list %s", glanced[0].State, all[0].State)
		}
		return must[Listing](t)(db.Listing(t.Context(), line)).State, all[0].State
	}
	becomes := func(l *numbersonline.Listing) {
		l.State, l.Draft = numbersonline.Verified, &numbersonline.StagedProfile{Profile: numbersonline.Profile{Bio: strings.Repeat("x", 20_000)}}
	}
	if err := db.AmendListing(t.Context(), line, becomes); !errors.Is(err, ErrFull) {
		t.Fatal("there was room:", err)
	}
	if one, in := state(); one != numbersonline.Verified || in != numbersonline.Verified {
		t.Errorf("after the act: %s, in the list %s", one, in)
	}
	l.Draft = &numbersonline.StagedProfile{Profile: numbersonline.Profile{Bio: strings.Repeat("y", 20_000)}}
	if err := db.PutListing(t.Context(), epoch.Add(time.Minute), l); !errors.Is(err, ErrFull) {
		t.Fatal("there was room:", err)
	}
	if one, in := state(); one != numbersonline.Draft || in != numbersonline.Draft {
		t.Errorf("after a newer read: %s, in the list %s", one, in)
	}
	room()
	if err := db.SaveUnsaved(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := must[Listing](t)(db.Listing(t.Context(), line)); len(db.recalled.listings) != 0 || !got.Seen.Equal(epoch.Add(time.Minute)) {
		t.Errorf("saved: %s", got.Seen)
	}
}

// The status and the balance that an act gave a customer are told although they cannot be saved, each of its time.
func TestACustomerAnsweredOnAFullDiskIsToldAsItIs(t *testing.T) {
	db := open(t)
	c := platfone.Customer{ID: "acme", Status: platfone.CustomerActive, Balance: money.Known(500), CreatedAt: epoch}
	if err := db.PutCustomers(t.Context(), epoch, c); err != nil {
		t.Fatal(err)
	}
	db.recalled.status("acme", platfone.CustomerPaused)
	db.recalled.customer(Customer{Customer: platfone.Customer{ID: "acme"}, Held: platfone.Balance{Total: money.Known(900), Reserved: money.Known(0)}, BalanceSeen: epoch.Add(time.Minute)})
	tell := func(when string, status platfone.CustomerStatus, total money.Cents) {
		t.Helper()
		one := must[Customer](t)(db.Customer(t.Context(), "acme"))
		page := must[[]Customer](t)(db.Customers(t.Context(), CustomerFilter{}, "", 5))
		for _, got := range append(page, one) {
			if got.Status != status || got.Total().Cents != total || !got.CreatedAt.Equal(epoch) {
				t.Errorf("%s: %s with %s", when, got.Status, got.Total())
			}
		}
	}
	tell("after the acts", platfone.CustomerPaused, 900)
	room := fillDisk(t, db.cache)
	c.Status, c.Raw = platfone.CustomerActive, json.RawMessage(`{"x":"`+strings.Repeat("x", 20_000)+`"}`)
	if err := db.PutCustomers(t.Context(), epoch.Add(30*time.Second), c); !errors.Is(err, ErrFull) {
		t.Fatal("there was room:", err)
	}
	tell("after a read of the list", platfone.CustomerActive, 900)
	room()
	if err := db.SaveUnsaved(t.Context()); err != nil {
		t.Fatal(err)
	}
	tell("saved", platfone.CustomerActive, 900)
	if len(db.recalled.customers)+len(db.recalled.statuses) != 0 {
		t.Error("what was saved is still kept")
	}
}

// A status that was given after the row that waits beside it was read is not undone when both are saved, nor when there
// is room for the status first.
func TestAStatusGivenLaterOutlivesTheRowThatWaits(t *testing.T) {
	for _, c := range []struct {
		when string
		give func(db *DB) error
	}{
		{"on the full disk", func(db *DB) error { db.recalled.status("acme", platfone.CustomerPaused); return nil }},
		{"with room again", func(db *DB) error { return db.PutStatus(t.Context(), "acme", platfone.CustomerPaused) }},
	} {
		db := open(t)
		was := platfone.Customer{ID: "acme", Status: platfone.CustomerActive, Balance: money.Known(500), CreatedAt: epoch}
		if err := db.PutCustomers(t.Context(), epoch, was); err != nil {
			t.Fatal(err)
		}
		db.recalled.customer(Customer{Customer: was, Seen: epoch.Add(time.Minute)})
		if err := c.give(db); err != nil {
			t.Fatal(err)
		}
		told := must[Customer](t)(db.Customer(t.Context(), "acme")).Status
		if err := db.SaveUnsaved(t.Context()); err != nil {
			t.Fatal(err)
		}
		if saved := must[Customer](t)(db.Customer(t.Context(), "acme")).Status; told != platfone.CustomerPaused || saved != told {
			t.Errorf("given %s: told as %s, and once saved as %s", c.when, told, saved)
		}
	}
}

// The same of a customer that only memory has.
func TestAStatusOfANewCustomerOnAFullDisk(t *testing.T) {
	db := open(t)
	db.recalled.customer(Customer{Customer: platfone.Customer{ID: "acme", Status: platfone.CustomerActive}, Seen: epoch})
	db.recalled.status("acme", platfone.CustomerPaused)
	for _, when := range []string{"in memory", "saved"} {
		if got := must[Customer](t)(db.Customer(t.Context(), "acme")).Status; got != platfone.CustomerPaused {
			t.Errorf("%s: %s", when, got)
		}
		if err := db.SaveUnsaved(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// What an act made of a listing is not undone by the row that waits.
func TestAnActOutlivesTheListingThatWaits(t *testing.T) {
	db := open(t)
	l := numbersonline.Listing{E164: line, State: numbersonline.Draft}
	if err := db.PutListing(t.Context(), epoch, l); err != nil {
		t.Fatal(err)
	}
	db.recalled.listing(Listing{Listing: l, Seen: epoch.Add(time.Minute)})
	if err := db.AmendListing(t.Context(), line, func(l *numbersonline.Listing) { l.State = numbersonline.Verified }); err != nil {
		t.Fatal(err)
	}
	for _, when := range []string{"in memory", "saved"} {
		if got := must[Listing](t)(db.Listing(t.Context(), line)).State; got != numbersonline.Verified {
			t.Errorf("%s: %s", when, got)
		}
		if err := db.SaveUnsaved(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// What cannot be saved of anything else keeps no code from the disk.
func TestACodeIsSavedBeforeAllElse(t *testing.T) {
	db := open(t)
	now := time.Now()
	put(t, db, now, act("a1", now))
	room := fillDisk(t, db.journal)
	long := func(a *platfone.Activation) { a.Text = strings.Repeat("Your code is 693937. ", 400) }
	if err := db.PutActivations(t.Context(), now.Add(2*time.Second), act("a1", now, coded("693937", 2*time.Second), long)); !errors.Is(err, ErrFull) {
		t.Fatal("there was room:", err)
	}
	db.recalled.listing(Listing{Listing: numbersonline.Listing{E164: line}, Seen: epoch})
	if _, err := db.cache.w.Exec("DROP TABLE checkouts; DROP TABLE gone"); err != nil {
		t.Fatal(err)
	}
	room()
	if err := db.SaveUnsaved(t.Context()); err == nil {
		t.Error("a listing was saved without its tables")
	}
	if on := must[[]Code](t)(db.Codes(t.Context(), "a1")); len(on) != 1 || on[0].ID < 0 {
		t.Errorf("on the disk: %+v", on)
	}
}
