package demand

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// wanted asks the event loop for a fresh view.
type wanted struct{}

// Quiet is a message that changes nothing on the screen: no frame is drawn for it when Quiet is true.
type Quiet interface{ Quiet() bool }

// watched is the model as the library sees it. It tells the painter of every change, and makes a view only for a frame that will be drawn: of a
// hundred messages in a burst, all but a few views would be thrown away.
type watched struct {
	tea.Model
	*seen
}

// seen belongs to the event loop.
type seen struct {
	changed     chan struct{}
	lazy        bool
	made, fresh bool
	quiet       bool // the last message was a quiet one
	view        tea.View
}

// Update hands every message on but the painter's own.
func (w watched) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(wanted); ok {
		w.fresh = true
		return w, nil
	}
	q, ok := msg.(Quiet)
	w.quiet = ok && q.Quiet()
	m, cmd := w.Model.Update(msg)
	w.Model = m
	return w, cmd
}

// View is the model's when the painter wants one, and before that the last one.
func (w watched) View() tea.View {
	if w.fresh || !w.lazy || !w.made {
		w.view, w.made = w.Model.View(), true
	}
	if w.fresh {
		w.fresh = false
		return w.view
	}
	if w.quiet && w.lazy {
		return w.view
	}
	select {
	case w.changed <- struct{}{}:
	default: // the painter knows
	}
	return w.view
}

// paint draws until the program ends: at once after a pause, in a flood no more often than the rate.
func (p *Program) paint() {
	again := time.NewTimer(settle)
	defer again.Stop()
	pause := time.NewTimer(0)
	defer pause.Stop()
	var due time.Time // when the frame after this one would come at the steady rate
	for {
		select {
		case <-p.done:
			return
		case <-again.C:
			p.tick()
			continue
		case <-p.changed:
		}
		if wait := time.Until(due.Add(-ahead)); wait > 0 {
			pause.Reset(wait)
			select {
			case <-p.done:
				return
			case <-pause.C:
			}
		}
		if now := time.Now(); due.Before(now) {
			due = now
		}
		due = due.Add(frame)
		p.Send(wanted{})
		p.Send(nil) // dropped by the event loop, which takes it only after the view before it has reached the renderer
		p.tick()
		again.Reset(settle)
	}
}

func (p *Program) tick() {
	select {
	case p.ticks <- time.Time{}:
	default: // one is on its way and will draw the newest view
	}
}
