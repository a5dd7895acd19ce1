package store

import (
	"context"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/rest"
)

// ahead is a difference that was measured now.
func ahead(by time.Duration) rest.Skew {
	return rest.Skew{Ahead: by, Within: 600 * time.Millisecond, At: time.Now()}
}

// What one process measured another goes by: written when it changed or was long not told again, and not on each answer.
func TestAClockIsSharedAndSeldomWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		db, beside := openAt(t, dir), openAt(t, dir)
		writes := func(want int, what string, found rest.Skew) {
			t.Helper()
			before := db.Age(Settings)
			if err := db.Clocks().Keep(ctx, "sms", found); err != nil {
				t.Fatal(err)
			}
			if n := int(db.Age(Settings) - before); n != want {
				t.Errorf("%s: %d writes, not %d", what, n, want)
			}
		}
		reads := func(want time.Duration, what string) {
			t.Helper()
			if _, err := beside.Refresh(ctx); err != nil {
				t.Fatal(err)
			}
			if got := beside.Clocks().Kept("sms").Ahead; got != want {
				t.Errorf("%s: the other process goes by %s, not %s", what, got, want)
			}
		}
		reads(0, "nothing measured")
		writes(1, "the first", ahead(0))
		writes(0, "the half second of a Date", ahead(time.Second))
		writes(1, "put forward", ahead(20*time.Minute))
		reads(20*time.Minute, "put forward")
		time.Sleep(clockAgain)
		writes(1, "old and the same", ahead(20*time.Minute))
		time.Sleep(clockHolds)
		reads(20*time.Minute, "a day old")
		time.Sleep(time.Second)
		reads(0, "too old")
		if kept := db.Clocks().Kept("trust"); kept != (rest.Skew{}) {
			t.Errorf("another provider has %+v", kept)
		}
	})
}

// A row that is not as it was written, or from before the clock was set back, is not gone by and is written anew.
func TestAClockThatCannotBeRightIsNotKept(t *testing.T) {
	late := ahead(time.Minute)
	late.At = late.At.Add(time.Hour)
	for what, row := range map[string]string{
		"a turned bit":     "9" + written("sms", ahead(time.Minute)),
		"of another":       written("trust", ahead(time.Minute)),
		"nonsense":         "far ahead",
		"from the future":  written("sms", late),
		"without its sum":  "60000 1763700000000",
		"more than a time": "99999999999999999999 1 0",
	} {
		db := open(t)
		if err := db.PutSetting(t.Context(), clockPrefix+"sms", row); err != nil {
			t.Fatal(err)
		}
		if kept := db.Clocks().Kept("sms"); kept != (rest.Skew{}) {
			t.Errorf("%s: goes by %+v", what, kept)
		}
		if err := db.Clocks().Keep(t.Context(), "sms", ahead(0)); err != nil {
			t.Fatal(err)
		}
		if kept := db.Clocks().Kept("sms"); kept.At.IsZero() {
			t.Errorf("%s: what was measured then is not kept", what)
		}
	}
}
