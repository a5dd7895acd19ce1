package wirelog

import (
	"strings"
	"testing"
	"time"

	"switchboard/ui/text"
)

// A note leaves this machine: its times say by which clock they are, also over the days on which the clocks are changed.
func TestANoteNamesItsClock(t *testing.T) {
	berlin := time.FixedZone("CET", 3600)
	at := time.Date(2026, 11, 29, 9, 5, 0, 0, time.UTC)
	acts := []line{{at: at, what: "order", who: "telegram", became: "done"}, {at: at.Add(time.Hour), what: "cancel", who: "telegram", became: "done"}}
	for zone, want := range map[*time.Location]string{
		berlin:   "acme, 29 Nov 2026, times in UTC+01:00\n10:05  order: telegram: done\n11:05  ",
		time.UTC: "acme, 29 Nov 2026, times in UTC\n09:05  order: telegram: done\n10:05  ",
	} {
		if got := note("acme", acts, zone); !strings.HasPrefix(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	moved, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip(err)
	}
	acts[1].at = at.AddDate(0, 6, 0)
	if got := note("acme", acts, moved); !strings.Contains(got, "29 Nov 2026, 10:05 UTC+01:00  ") || !strings.Contains(got, "29 May 2027, 11:05 UTC+02:00  ") {
		t.Errorf("over a change of the clocks: %q", got)
	}
	back := append(acts, line{at: at.AddDate(1, 0, 0), what: "order", who: "telegram", became: "done"})
	if got := note("acme", back, moved); strings.Contains(got, "times in") || !strings.Contains(got, "29 May 2027, 11:05 UTC+02:00  ") {
		t.Errorf("over a change there and back: %q", got)
	}
	if text.UTC.Zone(text.FormClock) != " UTC" {
		t.Error("the screen and the note name the clock of UTC in two ways")
	}
}
