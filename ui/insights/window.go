package insights

import (
	"time"

	"switchboard/store"
	"switchboard/ui/text"
)

// window is a stretch of time up to now.
type window struct {
	name string
	long text.Literal // in a sentence
	of   func(now time.Time) store.Period
}

var windows = []window{
	{"24 h", "24 hours", store.LastDay},
	{"7 d", "7 days", func(now time.Time) store.Period { return store.LastDays(now, 7) }},
	{"30 d", "30 days", func(now time.Time) store.Period { return store.LastDays(now, 30) }},
	{"90 d", "90 days", func(now time.Time) store.Period { return store.LastDays(now, 90) }},
}

// usualWindow is the one that is shown first.
const usualWindow = 2

// own is the place of the person's own span among the windows.
func own() int { return len(windows) }

// period is the stretch of time of a window.
func (p *Pane) period(window int) store.Period {
	if window == own() {
		return p.custom
	}
	return windows[window].of(p.desk.Now())
}

// long names a window in a sentence.
func (p *Pane) long(window int) text.Safe {
	if window == own() {
		return text.Sentence("{} to {}", day(p.custom.From), day(p.custom.To.Add(-time.Second)))
	}
	return text.Own(windows[window].long)
}

// short names a window in the line of windows.
func (p *Pane) short(window int) string {
	if window == own() {
		return p.custom.From.Format("2 Jan") + "-" + p.custom.To.Add(-time.Second).Format("2 Jan")
	}
	return windows[window].name
}

func day(t time.Time) text.Safe { return text.Clean(t.Format("2 Jan")) }

// between is the filter that shows the numbers ordered in a period.
func between(from, to time.Time) string {
	const minute = "2006-01-02T15:04"
	return "after:" + from.Format(minute) + " before:" + to.Truncate(time.Minute).Add(time.Minute-1).Truncate(time.Minute).Format(minute)
}
