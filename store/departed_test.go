package store

import (
	"strings"
	"testing"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/oneuc"
	"switchboard/client/phone"
)

// goneStanding is what stands of numbers that left, by provider.
func goneStanding(t *testing.T, db *DB) map[string]Standing {
	t.Helper()
	out := map[string]Standing{}
	for _, s := range must[[]Standing](t)(db.Standing(t.Context(), time.Now())) {
		if s.Code == NumberGone {
			out[s.Provider] = s
		}
	}
	return out
}

// A number that left an account is told loudly, by both providers of numbers, with how it was,
// until a person has seen it or the number is back; what was given up here is not told.
func TestANumberThatLeftIsTold(t *testing.T) {
	db, at := open(t), time.Now().Add(-time.Hour).Truncate(time.Second)
	const kept, left, freed = phone.E164("+14155550142"), phone.E164("+14155550143"), phone.E164("+14155550144")
	put := func(seen time.Time, all ...phone.E164) {
		t.Helper()
		for _, n := range all {
			if err := db.PutNumbers(t.Context(), seen, oneuc.Number{E164: n, State: oneuc.InService}); err != nil {
				t.Fatal(err)
			}
		}
	}
	put(at, kept, left, freed)
	putListing(t, db, at, listing(one199, numbersonline.Verified, ptr(1)))
	if err := db.DropNumbers(t.Context(), freed); err != nil {
		t.Fatal(err)
	}
	put(at.Add(time.Minute), kept)
	if err := db.DropNumbersUnseen(t.Context(), at.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if err := db.MarkGone(t.Context(), at.Add(time.Minute), one199); err != nil {
		t.Fatal(err)
	}
	all := goneStanding(t, db)
	for provider, n := range map[string]phone.E164{oneuc.Provider: left, numbersonline.Provider: one199} {
		s := all[provider]
		if len(s.Gone) != 1 || s.Gone[0].E164 != n || s.Gone[0].Was == "" || !s.Since.Equal(at.Add(time.Minute)) || s.Word == "" || s.Mend == "" || s.Command == "" || s.Ends == "" {
			t.Errorf("%s: %+v", provider, s)
		}
	}
	if log := must[[]Event](t)(db.AuditLog(t.Context(), 0, 10)); len(log) != 2 || !strings.Contains(log[0].Result, "account any more") {
		t.Errorf("the log has %+v", log)
	}
	put(at.Add(2*time.Minute), left)
	if all := goneStanding(t, db); len(all) != 1 || len(all[numbersonline.Provider].Gone) != 1 {
		t.Errorf("one is back, and %+v", all)
	}
	if err := db.SawDeparted(t.Context(), must[[]Departed](t)(db.Departed(t.Context()))); err != nil {
		t.Fatal(err)
	}
	if all := goneStanding(t, db); len(all) != 0 {
		t.Errorf("seen, and still told: %+v", all)
	}
	if l := must[Listing](t)(db.Listing(t.Context(), one199)); l.Gone.IsZero() {
		t.Error("the listing forgot that it is gone")
	}
}

// What was told of a number is over when it is back: when it then leaves as it should, or the cache
// is filled anew, nothing old is told. That a person has seen it is in the log.
func TestANumberThatIsBackIsNotToldAgain(t *testing.T) {
	db, at := open(t), time.Now().Add(-time.Hour).Truncate(time.Second)
	const n = phone.E164("+14155550143")
	minute := func(i int) time.Time { return at.Add(time.Duration(i) * time.Minute) }
	kept := func() int64 {
		return must[int64](t)(one(t.Context(), db.cache.r, number, "SELECT count(*) FROM settings WHERE substr(key, 1, 9) = ?", departedPrefix))
	}
	put := func(seen time.Time, s oneuc.State) {
		t.Helper()
		if err := db.PutNumbers(t.Context(), seen, oneuc.Number{E164: n, State: s}); err != nil {
			t.Fatal(err)
		}
	}
	lose := func(seen time.Time) {
		t.Helper()
		if err := db.LoseNumber(t.Context(), seen, n); err != nil {
			t.Fatal(err)
		}
	}
	put(minute(0), oneuc.InService)
	lose(minute(1))
	if len(goneStanding(t, db)) != 1 || kept() != 1 {
		t.Fatal("it left, and that is not told")
	}
	put(minute(2), oneuc.Aging)
	if kept() != 0 {
		t.Error("it is back, and what was told is still kept")
	}
	lose(minute(3))
	if all := goneStanding(t, db); len(all) != 0 {
		t.Errorf("it left as it should, and told is %+v", all)
	}
	put(minute(4), oneuc.InService)
	lose(minute(5))
	watch := db.Watch()
	if err := db.SawDeparted(t.Context(), nil); err != nil || pending(watch) != 0 {
		t.Errorf("nothing was seen: %v, and %v is told", err, pending(watch))
	}
	if err := db.SawDeparted(t.Context(), must[[]Departed](t)(db.Departed(t.Context()))); err != nil {
		t.Fatal(err)
	}
	if log := must[[]Event](t)(db.AuditLog(t.Context(), 0, 1)); len(log) != 1 || log[0].What != "number.seen" || log[0].Who != n.String() {
		t.Errorf("the log ends with %+v", log)
	}
}

// Who shows listings is told only when one is newly gone.
func TestAKnownGoneListingIsNoNews(t *testing.T) {
	db, at := open(t), time.Now().Truncate(time.Second)
	putListing(t, db, at, listing(one199, numbersonline.Verified, ptr(1)))
	for i, want := range []Topic{Listings | Healths, 0} {
		watch := db.Watch()
		if err := db.MarkGone(t.Context(), at, one199); err != nil {
			t.Fatal(err)
		}
		if got := pending(watch) &^ Audit; got != want {
			t.Errorf("time %d: told of %v, not %v", i, got, want)
		}
	}
}
