package pane

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// A list of fewer rows than Few is short: it is read at once whenever one of them changes. A longer one is read every so long at the most.
const (
	Few   = 100
	every = 2 * time.Second
)

// Pace keeps a costly read from being made more often than is of use: with
// thousands of rows one of them changes every second or two.
type Pace struct {
	began time.Time // the last read
	due   bool      // a later one is on its way
}

// paced says that a read which was put off is to be made.
type paced struct{ of *Pace }

// Began notes that a read begins.
func (p *Pace) Began(now time.Time) { p.began = now }

// Soon loads a list at once if it is short or it is time, and else has a
// message come then that Due knows; it is nil while one is on its way already.
func (p *Pace) Soon(kit *Kit, short bool, load func() tea.Cmd) tea.Cmd {
	wait := every - kit.Now().Sub(p.began)
	switch {
	case short:
		return load()
	case p.due:
		return nil
	case wait <= 0:
		return load()
	}
	p.due = true
	return After(kit.Ctx, wait, paced{p})
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
