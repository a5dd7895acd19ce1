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
