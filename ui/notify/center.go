package notify

import (
	"time"

	"switchboard/ui/text"
)

// gap is the least time between two desktop notices.
const gap = 5 * time.Second

// Center keeps desktop notices apart and merges those that come too close. It is a value of the event loop: it asks no clock and starts nothing.
type Center struct {
	last    time.Time
	waiting []waiting
}

type waiting struct {
	kind Kind
	body text.Safe
}

// Note is one desktop notice to show: what the window is called, and what happened.
type Note struct{ Title, Body text.Safe }

// Add takes a planned desktop notice. It returns the note to show now, or how long to wait before Flush has one.
func (c *Center) Add(e Event, p Plan, now time.Time) (note Note, wait time.Duration, show bool) {
	if !p.Desktop {
		return Note{}, 0, false
	}
	c.waiting = append(c.waiting, waiting{e.Kind, p.Body})
	return c.Flush(now)
}

// Flush returns what has waited, merged into one note, once the last one is long enough ago; otherwise how long that still takes, 0 when nothing
// waits.
func (c *Center) Flush(now time.Time) (note Note, wait time.Duration, show bool) {
	if len(c.waiting) == 0 {
		return Note{}, 0, false
	}
	if left := c.last.Add(gap).Sub(now); left > 0 && left <= gap {
		return Note{}, left, false
	}
	body := c.waiting[0].body
	if len(c.waiting) > 1 {
		body = c.merged()
	}
	c.last, c.waiting = now, nil
	return Note{Title: text.Own("Switchboard"), Body: body}, 0, true
}

// merged counts by kind, in the order of the table: "3 codes arrived, 1 report was decided".
func (c *Center) merged() text.Safe {
	var counts [Kinds]int64
	for _, w := range c.waiting {
		counts[w.kind]++
	}
	var parts []text.Safe
	for k, n := range counts {
		if n > 0 {
			parts = append(parts, text.Count(n, rules[k].one, rules[k].many))
		}
	}
	return text.Join(", ", parts...)
}
