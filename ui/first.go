package ui

import (
	"context"
	"sync"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
)

// first is what becomes of the beginning of a console that was filled.
type first struct {
	ctx   context.Context
	later tea.Cmd       // what came of the reads
	shown chan struct{} // closed once the first frame is drawn
	done  func()        // closes shown
}

// begin asks for what the first frame did not need.
type begin struct{}

// Fill reads what the first frame shows, before there is a screen: the pane in
// front and the strip. Everything else then begins once that frame is drawn,
// so that nothing competes with it. It is called before Init, or not at all.
func (m *Model) Fill() {
	shown := make(chan struct{})
	m.first = &first{ctx: m.kit.Ctx, shown: shown, done: sync.OnceFunc(func() { close(shown) })}
	var later []tea.Cmd
	for _, cmd := range m.seen() {
		m.take(guard(cmd), &later)
	}
	m.first.later = tea.Batch(later...)
}

// take runs a read and delivers what it brings; what that leads to is for later.
func (m *Model) take(cmd tea.Cmd, later *[]tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			m.take(c, later)
		}
	default:
		_, next := m.Update(msg)
		*later = append(*later, next)
	}
}

// drawn waits for the first frame.
func (f *first) drawn() tea.Msg {
	select {
	case <-f.ctx.Done():
		return nil
	case <-f.shown:
		return begin{}
	}
}

// seen begins what every first frame shows.
func (m *Model) seen() []tea.Cmd {
	cmds := []tea.Cmd{m.wake(m.front())}
	if m.o.Strip != nil {
		cmds = append(cmds, m.o.Strip.Init())
	}
	return cmds
}

// wake begins a pane that is to be looked at, and wakes one that sleeps until then.
func (m *Model) wake(p pane.Pane) tea.Cmd {
	var woken tea.Cmd
	if s, ok := p.(pane.Sleeper); ok {
		woken = s.Wake()
	}
	return tea.Batch(woken, m.start(p))
}

// start lets a pane read, once. Until then it has nothing to say of itself, and no change of the
// store is told to it.
func (m *Model) start(p pane.Pane) tea.Cmd {
	if m.begun[p] {
		return nil
	}
	m.begun[p] = true
	return p.Init()
}

// unseen begins the rest: of the panes those that say something while they are not in front.
func (m *Model) unseen() []tea.Cmd {
	var cmds []tea.Cmd
	for _, p := range m.o.Panes {
		if _, says := p.(pane.Badger); says {
			cmds = append(cmds, m.start(p))
		}
	}
	if m.o.Rail != nil {
		cmds = append(cmds, m.o.Rail.Init())
	}
	for _, l := range m.o.Listen {
		cmds = append(cmds, l.Init())
	}
	if s, ok := m.o.First.(pane.Starter); ok {
		cmds = append(cmds, s.Init())
	}
	return cmds
}
