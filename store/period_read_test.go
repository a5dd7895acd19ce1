package store

import (
	"testing"
	"testing/synctest"
	"time"
)

// A part of a trend has figures only where all its orders are saved; a hole that is open to now
// holds what is younger, too.
func TestWhichPartsOfATrendWereRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(250*time.Hour + 20*time.Minute) // not at a midnight, when the last day has no part yet
		now := time.Now()
		p := LastDays(now, 4)
		day := p.Moments()
		for what, c := range map[string]struct {
			holes []Span
			read  [4]bool
		}{
			"no hole":               {nil, [4]bool{true, true, true, true}},
			"never read":            {[]Span{{p.From, now.Add(-ExpectedAfter)}}, [4]bool{}},
			"the second day's noon": {[]Span{{day[1].Add(11 * time.Hour), day[1].Add(13 * time.Hour)}}, [4]bool{true, false, true, true}},
			"up to a midnight":      {[]Span{{p.From, day[2]}}, [4]bool{false, false, true, true}},
		} {
			trend := Trend{Period: p, Moments: day, Holes: c.holes, until: now.Add(-ExpectedAfter)}
			for i, want := range c.read {
				if got := trend.Read(i); got != want {
					t.Errorf("%s: part %d read %v", what, i, got)
				}
			}
		}
	})
}

// Of what was never read no part has figures, at whatever time of the day and however long after its holes were looked
// for it is told, and however young all of the period is; once it was read every part has.
func TestNoPartOfWhatWasNeverReadHasFigures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := open(t)
		time.Sleep(240 * time.Hour)
		for at := range 24 { // hours after a midnight
			time.Sleep(20 * time.Minute)
			now := time.Now()
			for name, p := range map[string]Period{"two days": LastDays(now, 2), "today": LastDays(now, 1), "by the hour": LastDay(now), "an hour": Between(now.Add(-time.Hour), now)} {
				never := must[Trend](t)(db.Trend(t.Context(), Narrow{}, p))
				time.Sleep(time.Second)
				for i := range never.Parts {
					if never.Read(i) {
						t.Errorf("%d:20, %s: part %d of %d was read", at, name, i, len(never.Parts))
					}
				}
				if len(must[[]Span](t)(db.Holes(t.Context(), p))) == 0 {
					t.Errorf("%d:20, %s: there is no hole", at, name)
				}
			}
			time.Sleep(time.Until(now.Add(40 * time.Minute)))
		}
		now := time.Now().Add(20 * time.Minute)
		if err := db.Cover(t.Context(), ListOfOrders, time.Unix(1, 0), now); err != nil {
			t.Fatal(err)
		}
		for name, p := range map[string]Period{"two days": LastDays(now, 2), "today": LastDays(now, 1), "an hour": Between(now.Add(-time.Hour), now)} {
			if whole := must[Trend](t)(db.Trend(t.Context(), Narrow{}, p)); !whole.Read(0) || len(whole.Holes) > 0 {
				t.Errorf("%s: of what was read there is a hole: %v", name, whole.Holes)
			}
		}
	})
}
