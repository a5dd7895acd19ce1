package store

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
)

// heard writes one number as a list or a document would tell of it.
func heard(t *testing.T, db *DB, hands *rand.Rand, at time.Time) {
	t.Helper()
	states := []oneuc.State{oneuc.InService, oneuc.InService, oneuc.InService, oneuc.Available}
	n := phone.E164([]string{"+1415555", "+4420794"}[hands.IntN(2)] + fmt.Sprintf("%04d", hands.IntN(12)))
	state := states[hands.IntN(len(states))]
	if hands.IntN(2) == 0 {
		row := oneuc.Number{E164: n, State: state, Updated: at.Add(-time.Duration(hands.IntN(90)) * time.Minute)}
		if hands.IntN(2) == 0 {
			row.Features = []string{"e911"}
		}
		if err := db.PutNumbers(t.Context(), at, row); err != nil {
			t.Fatal(err)
		}
		return
	}
	d := oneuc.Document{"id": json.RawMessage(`"` + string(n) + `"`), "state": json.RawMessage(`"` + string(state) + `"`)}
	if hands.IntN(3) > 0 {
		status := []string{"PROVISIONED", "GEOCODED", "ERROR", "INVALID"}[hands.IntN(4)]
		d["e911"] = json.RawMessage(fmt.Sprintf(`{"street_address":"%d MAIN ST","locality":"RENO","region":"NV","postal_code":"89501","status":%q}`, hands.IntN(12), status))
	}
	if err := db.PutDocument(t.Context(), at, d); err != nil {
		t.Fatal(err)
	}
}

// What is worked out when a number is written is what reading them all would find, whichever way
// it was heard of, and also for rows that an older program wrote.
func TestCoverageIsThatOfEveryNumberRead(t *testing.T) {
	for seed := range uint64(6) {
		db, hands := open(t), rand.New(rand.NewPCG(seed, 0))
		seen := map[string]bool{}
		for i := range 240 {
			heard(t, db, hands, epoch.Add(time.Duration(i-hands.IntN(6))*time.Minute)) // some come late
			if i == 120 {
				if _, err := db.cache.w.ExecContext(t.Context(), "UPDATE covers SET cover = -1, line = NULL WHERE e164 < '+3'"); err != nil {
					t.Fatal(err)
				}
			}
			all, err := db.Numbers(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			got, err := db.Coverage(t.Context())
			if want := CoverageOf(all); err != nil || !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d, write %d: %+v, %v; want %+v", seed, i, got, err, want)
			}
			one := all[hands.IntN(len(all))].E164
			other := slices.ContainsFunc(all, func(n Number) bool { return n.E164 != one && n.Cover().Filed() })
			if got, err := db.OtherFiled(t.Context(), one); err != nil || got != other {
				t.Fatalf("seed %d, write %d: another than %s has an address: %v, %v; want %v", seed, i, one, got, err, other)
			}
			for what, n := range map[string]int{"missing": len(got.Missing), "geocoded": len(got.Geocoded), "broken": len(got.Broken), "unread": got.Unread, "active": got.Active, "shared": len(got.Shared)} {
				seen[what] = seen[what] || n > 0
			}
		}
		for what, tried := range seen {
			if !tried {
				t.Errorf("seed %d has nothing %s", seed, what)
			}
		}
	}
}

// The only other address is found also where an older program wrote it.
func TestAnAddressOfAnOlderProgramIsAnother(t *testing.T) {
	db := open(t)
	doc := oneuc.Document{"id": json.RawMessage(`"` + one199 + `"`), "state": json.RawMessage(`"in_service"`), "e911": json.RawMessage(`{"status":"PROVISIONED"}`)}
	if err := db.PutDocument(t.Context(), epoch, doc); err != nil {
		t.Fatal(err)
	}
	if _, err := db.cache.w.ExecContext(t.Context(), "UPDATE covers SET cover = -1"); err != nil {
		t.Fatal(err)
	}
	for n, want := range map[phone.E164]bool{one142: true, one199: false} {
		if got, err := db.OtherFiled(t.Context(), n); err != nil || got != want {
			t.Errorf("another than %s has an address: %v, %v", n, got, err)
		}
	}
}

// A program from before, which runs on while a newer one brings the file up to date, goes on writing numbers, and
// what it writes does not stand as it was.
func TestAnOlderProgramThatRunsOnWritesNumbers(t *testing.T) {
	db := openAt(t, profileOf(t, 9, 5, "wal"))
	older := func(query string, args ...any) {
		t.Helper()
		if _, err := db.cache.w.ExecContext(t.Context(), query, args...); err != nil {
			t.Fatal(err)
		}
	}
	told := func(what string) {
		t.Helper()
		want := CoverageOf(must[[]Number](t)(db.Numbers(t.Context())))
		if got := must[Coverage](t)(db.Coverage(t.Context())); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", what, got, want)
		}
	}
	const insert = `INSERT INTO numbers VALUES (?, ?, '', ?, 0)
		ON CONFLICT DO UPDATE SET body = excluded.body, seen = excluded.seen WHERE excluded.seen >= seen`
	row := func(n phone.E164, state oneuc.State) string {
		return string(must[[]byte](t)(json.Marshal(oneuc.Number{E164: n, State: state})))
	}
	older(insert, string(one142), row(one142, oneuc.InService), 1)
	told("one that it added")
	if err := db.PutNumbers(t.Context(), epoch, oneuc.Number{E164: one199, State: oneuc.InService}); err != nil {
		t.Fatal(err)
	}
	told("worked out")
	older(insert, string(one142), row(one142, oneuc.Released), 2)
	told("one that it changed")
	older("UPDATE numbers SET document = ?2, read = ?3 WHERE e164 = ?1 AND ?3 >= read", string(one199),
		`{"id":"`+string(one199)+`","state":"in_service","e911":{"status":"PROVISIONED"}}`, unix(epoch))
	told("one of which it read the document")
	older("DELETE FROM numbers WHERE e164 = ?", string(one199))
	told("one that left")
	older(insert, string(one199), row(one199, oneuc.InService), 3)
	told("one that came back")
}

// A number whose row is damaged keeps no other from being written.
func TestADamagedNumberKeepsNoOtherFromBeingWritten(t *testing.T) {
	db := open(t)
	row := oneuc.Number{E164: one142, State: oneuc.InService}
	if err := db.PutNumbers(t.Context(), epoch, row, oneuc.Number{E164: one199, State: oneuc.InService}); err != nil {
		t.Fatal(err)
	}
	if _, err := db.cache.w.ExecContext(t.Context(), "UPDATE numbers SET document = '{' WHERE e164 = ?", string(one199)); err != nil {
		t.Fatal(err)
	}
	row.State = oneuc.Released
	if err := db.PutNumbers(t.Context(), epoch.Add(time.Minute), row); err != nil {
		t.Errorf("beside a damaged row: %v", err)
	}
}
