package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/text"
)

// older tells that an age on the screen reads differently now.
type older struct{}

// ages wakes the console when the first of the ages on the screen reads differently, and not before: what a frame
// shows says when that is, and one timer waits for it.
type ages struct {
	next    chan time.Time // of the newest frame; zero when it shows none
	told    time.Time
	waiting bool
}

// drawnAges takes from a frame when it has to be drawn again.
func (m *Model) drawnAges() {
	next := m.kit.Older()
	if !m.ages.waiting {
		return
	}
	if (m.unfocused || m.o.Calm) && !next.IsZero() { // as with countdowns
		next = next.Truncate(10 * time.Second).Add(10 * time.Second)
	}
	if next.Equal(m.ages.told) {
		return
	}
	m.ages.told = next
	select {
	case <-m.ages.next: // of a frame before, not taken yet
	default:
	}
	m.ages.next <- next
}

// grow begins to wait where moments are shown as ages.
func (m *Model) grow() tea.Cmd {
	if m.ages.waiting || m.kit.Times != text.Ago {
		return nil
	}
	m.ages = ages{next: make(chan time.Time, 1), waiting: true}
	ctx, next, now := m.kit.Ctx, m.ages.next, m.kit.Now
	return func() tea.Msg {
		t := time.NewTimer(time.Hour)
		t.Stop()
		defer t.Stop()
		for {
			select {
			case <-ctx.Done():
				return nil
			case at := <-next:
				if t.Stop(); !at.IsZero() {
					t.Reset(max(at.Sub(now()), 0))
				}
			case <-t.C:
				return older{}
			}
		}
	}
}
