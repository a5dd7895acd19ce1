package acceptance

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/ui/cli"
)

// inAnotherZone puts this machine's clock into a zone of its own.
func inAnotherZone(t *testing.T) {
	was := time.Local
	time.Local = time.FixedZone("EARLY", -5*3600)
	t.Cleanup(func() { time.Local = was })
}

// The command goes through local time, UTC and ages, in every pane at once, and what was chosen is there after the
// next start.
func TestTimesAreLocalUTCOrAgo(t *testing.T) {
	inAnotherZone(t)
	p := program(t)
	clock := regexp.MustCompile(`\d\d:\d\d`)
	moment := regexp.MustCompile(`^ *\d\d:\d\d  |\d\d:\d\d:\d\d|\d [A-Z][a-z][a-z] (\d\d:\d\d|20\d\d)`) // and no countdown
	next := func(d *desk, says string) {
		d.Press(":")
		d.Type("times: local, utc")
		d.Press("enter")
		d.Sleep(time.Second)
		d.Shows(says)
		d.Sleep(5 * time.Second)
	}
	synctest.Test(t, func(t *testing.T) {
		open(t, p, cli.Flags{}, func(d *desk) {
			d.Press("3")
			local := firstOf(d, clock)
			d.Hides("WHEN UTC")
			next(d, "Times are shown in UTC")
			d.Shows("WHEN UTC", " UTC")
			if utc := firstOf(d, clock); utc == local {
				t.Errorf("the newest order is shown at %s, in local time and in UTC", utc)
			}
			next(d, "Times are shown as how long ago they were")
			for _, digit := range d.panes() {
				d.Press(digit)
				d.Resize(120, 40)
				d.Sleep(time.Second)
				for _, line := range strings.Split(d.Frame(), "\n")[3:] {
					if moment.MatchString(line) && !strings.Contains(line, "until ") && !strings.Contains(line, "renews ") {
						t.Errorf("pane %s: a time of day where times are ages: %s", digit, line)
					}
				}
			}
			if raw, err := os.ReadFile(p.Paths().Config); err != nil || !strings.Contains(string(raw), `time = "ago"`) {
				t.Errorf("the settings hold %q %v", raw, err)
			}
		})
		synctest.Wait()
	})
	synctest.Test(t, func(t *testing.T) {
		open(t, p, cli.Flags{}, func(d *desk) {
			d.Press("3")
			d.Shows(" ago")
		})
		synctest.Wait()
	})
}

// firstOf is the first row's match.
func firstOf(d *desk, what *regexp.Regexp) string {
	for _, line := range strings.Split(d.Frame(), "\n")[5:] {
		if s := what.FindString(line); s != "" {
			return s
		}
	}
	d.T.Fatal("no time is shown\n" + d.Frame())
	return ""
}
