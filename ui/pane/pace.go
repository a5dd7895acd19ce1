package pane

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// Pace keeps a costly read from being made more often than is of use: with
// thousands of rows one of them changes every second or two.
type Pace struct {
	Every time.Duration

	began time.Time // the last read
	due   bool      // a later one is on its way
}

// paced says that a read which was put off is to be made.
type paced struct{ of *Pace }

// Began notes that a read begins.
func (p *Pace) Began(now time.Time) { p.began = now }

// Ask reports whether to read at once; if not, the command comes back when it
// is time, and is nil while one is on its way already.
func (p *Pace) Ask(kit *Kit) (now bool, later tea.Cmd) {
	wait := p.Every - kit.Now().Sub(p.began)
	switch {
	case p.due:
		return false, nil
	case wait <= 0:
		return true, nil
	}
	p.due = true
	ctx := kit.Ctx
	return false, func() tea.Msg {
		t := time.NewTimer(wait)
		defer t.Stop()
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
			return paced{p}
		}
	}
}

// Due reports whether msg says that the read put off is to be made now.
func (p *Pace) Due(msg tea.Msg) bool {
	m, ok := msg.(paced)
	if !ok || m.of != p {
		return false
	}
	p.due = false
	return true
}
