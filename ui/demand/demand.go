// Package demand owns when frames are drawn: a Bubble Tea program that draws when something has changed and sleeps while nothing does.
//
// Bubble Tea draws when a private ticker ticks, 60 or 120 times a second, whatever happens. Here the ticker it would make is put in place before
// it starts: a real one, whose channel is ours, so that the library can still stop and restart it, while only the painter makes it tick. Should
// a later version have no such ticker, the program runs as the library ships it, at 120 frames a second: slower, never wrong.
package demand

import (
	"fmt"
	"reflect"
	"sync"
	"time"
	"unsafe"

	tea "charm.land/bubbletea/v2"
)

const (
	rate   = 120
	frame  = time.Second / rate
	ahead  = 2 * frame              // how far a burst may run ahead of the rate: a key and the answer to it are both drawn at once
	settle = 100 * time.Millisecond // one more tick this long after the last, should a view ever have come too late for its frame
)

// Program is a tea.Program that draws on demand.
type Program struct {
	*tea.Program
	ticks   chan time.Time // nil: drawn by the library's clock
	changed chan struct{}
	done    chan struct{}
}

// New makes a program of a model. With clock set it is left to the library's clock, for a person whose terminal shows a fault that drawing on
// demand could be the cause of. A tea.WithFilter function among opts sees a wrapper of the model, and nil messages, which it has to pass on.
func New(m tea.Model, clock bool, opts ...tea.ProgramOption) *Program {
	p := &Program{changed: make(chan struct{}, 1), done: make(chan struct{})}
	w := watched{Model: m, seen: &seen{changed: p.changed}}
	p.Program = tea.NewProgram(w, append(opts, tea.WithFPS(rate))...)
	if !clock {
		p.ticks = steer(p.Program)
	}
	w.seen.lazy = p.Steered()
	return p
}

// Steered says whether frames are drawn on demand.
func (p *Program) Steered() bool { return p.ticks != nil }

// Run runs the program to its end and returns the model as it was last.
func (p *Program) Run() (tea.Model, error) {
	var painter sync.WaitGroup
	if p.Steered() {
		painter.Go(p.paint)
	}
	m, err := p.Program.Run()
	close(p.done)
	painter.Wait()
	if w, ok := m.(watched); ok {
		m = w.Model
	}
	if err != nil {
		return m, fmt.Errorf("running the screen: %w", err)
	}
	return m, nil
}

// steer gives the program a ticker that ticks when something is sent on the channel returned; nil when it has no place for one. A timer that
// nobody listens to is never armed, so the ticker's own costs nothing.
func steer(program any) chan time.Time {
	v := reflect.ValueOf(program).Elem().FieldByName("ticker")
	if !v.IsValid() || v.Type() != reflect.TypeFor[*time.Ticker]() || !v.IsNil() || !v.CanAddr() {
		return nil
	}
	ticks := make(chan time.Time, 1)
	t := time.NewTicker(time.Hour)
	t.C = ticks
	*(**time.Ticker)(unsafe.Pointer(v.UnsafeAddr())) = t
	return ticks
}
