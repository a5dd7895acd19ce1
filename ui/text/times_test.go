package text

import (
	"testing"
	"time"
)

func TestMomentsAreWrittenAsIsWanted(t *testing.T) {
	berlin := time.FixedZone("CET", 3600)
	now := time.Date(2026, 11, 29, 0, 30, 0, 0, berlin)
	for _, c := range []struct {
		w          Times
		before     time.Duration
		form, want string
	}{
		{"", time.Hour, FormStamp, "2026-11-28 23:30:00"},
		{Local, time.Hour, FormClock, "23:30"},
		{UTC, time.Hour, FormClock, "22:30"},
		{UTC, 0, FormDay, "28 Nov"},
		{Local, 0, FormDay, "29 Nov"},
		{Ago, 3 * time.Hour, FormStamp, "3h ago"},
		{Ago, -90 * time.Second, FormClock, "in 1m"},
		{Ago, -time.Millisecond, FormClock, "0s ago"},
	} {
		if got := c.w.Write(now.Add(-c.before), now, c.form).String(); got != c.want {
			t.Errorf("%s, %s before: %q, wanted %q", c.w, c.before, got, c.want)
		}
	}
	if s := UTC.Write(time.Time{}, now, FormStamp); !s.Empty() {
		t.Errorf("the zero time is written as %q", s)
	}
	// Which day is today is asked in the zone that is shown.
	if got := [2]string{Local.Near(now.Add(-time.Hour), now), UTC.Near(now.Add(-time.Hour), now)}; got != [2]string{FormDayAt, FormSecond} {
		t.Errorf("an hour before half past midnight, in Berlin and in UTC: %q", got)
	}
}

// An age is written anew exactly when it reads differently.
func TestAnAgeHoldsUntilItIsOlder(t *testing.T) {
	now := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	for _, before := range []time.Duration{0, 300 * time.Millisecond, 59 * time.Second, time.Minute, 90 * time.Second, 59*time.Minute + time.Second, 2 * time.Hour,
		47 * time.Hour, 49 * time.Hour, 400 * time.Hour, -30 * time.Second, -90 * time.Second, -3 * time.Hour} {
		at := now.Add(-before)
		next := Older(at, now)
		is, held, then := Ago.Write(at, now, FormClock), Ago.Write(at, next.Add(-time.Second/2), FormClock), Ago.Write(at, next, FormClock)
		if !next.After(now) || next.Sub(now) > time.Second && held != is || then == is {
			t.Errorf("%s: %s now, %s before %s, %s then", before, is, held, next.Sub(now), then)
		}
	}
}

func TestAKeyGoesThroughAllTimes(t *testing.T) {
	at := Local
	for _, want := range append(AllTimes()[1:], AllTimes()[0]) {
		if at = at.Next(); string(at) != want {
			t.Errorf("%s comes, wanted %s", at, want)
		}
	}
}
