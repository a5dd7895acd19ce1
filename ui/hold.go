package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
)

// patience is how long keys wait for what the key before them has begun. A
// sheet opens within a millisecond or two; an answer from the network is not
// waited for.
const patience = 60 * time.Millisecond

// hold keeps keys that were typed while an action's first messages are on
// their way: a sheet that is about to open is to have them, not the pane under it.
type hold struct {
	act   int // counts the actions that were begun
	under int // commands of the last one that have not answered
	since time.Time
	keys  []tea.Msg // key presses and pastes, in their order
	armed bool      // the end of the patience is on its way
}

type (
	// acted is the answer of a command that an action has begun.
	acted struct {
		msg tea.Msg
		act int
	}
	// release ends the patience.
	release struct{}
)

// begin runs an action's command; keys wait for its first messages. An earlier
// action that was not waited for to its end is forgotten.
func (m *Model) begin(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	if now := m.kit.Now(); m.held.under == 0 || !now.Before(m.held.since.Add(patience)) {
		m.held.act, m.held.under, m.held.since = m.held.act+1, 0, now
	}
	return m.await(cmd, m.held.act)
}

// await runs a command of an action.
func (m *Model) await(cmd tea.Cmd, act int) tea.Cmd {
	if cmd == nil {
		return nil
	}
	if act == m.held.act {
		m.held.under++
	}
	return func() tea.Msg { return acted{cmd(), act} }
}

// keep queues a key or a paste while an action is under way.
func (m *Model) keep(k tea.Msg) (cmd tea.Cmd, kept bool) {
	left := m.held.since.Add(patience).Sub(m.kit.Now())
	if m.held.under <= 0 || left <= 0 && len(m.held.keys) == 0 {
		return nil, false
	}
	m.held.keys = append(m.held.keys, k)
	if left <= 0 {
		m.held.under = 0
		return m.free(), true
	}
	if m.held.armed {
		return nil, true
	}
	m.held.armed = true
	ctx := m.kit.Ctx
	return func() tea.Msg {
		t := time.NewTimer(left)
		defer t.Stop()
		select {
		case <-ctx.Done():
		case <-t.C:
		}
		return release{}
	}, true
}

// acted delivers what an action's command answered. What it began in turn is
// waited for as well.
func (m *Model) acted(a acted) tea.Cmd {
	var cmd tea.Cmd
	switch msg := a.msg.(type) {
	case nil:
	case tea.BatchMsg:
		var cmds []tea.Cmd
		for _, c := range msg {
			cmds = append(cmds, m.await(c, a.act))
		}
		cmd = tea.Batch(cmds...)
	case pane.Steps:
		cmd = tea.Batch(m.step(msg.Msg), m.await(pane.Sequence(msg.Rest...), a.act))
	case pane.Opening:
		cmd = m.await(m.step(msg.Msg), a.act)
	default:
		cmd = m.step(msg)
	}
	if a.act != m.held.act {
		return cmd
	}
	if m.held.under--; m.held.under <= 0 {
		m.held.under = 0
		return tea.Batch(cmd, m.free())
	}
	return cmd
}

// typed takes a key or a paste.
func (m *Model) typed(msg tea.Msg) tea.Cmd {
	if p, ok := msg.(tea.PasteMsg); ok {
		return m.paste(p)
	}
	keys := m.meant(msg.(tea.KeyPressMsg))
	cmd := m.press(keys[0])
	for _, k := range keys[1:] {
		next, kept := m.keep(k)
		if !kept {
			next = m.press(k)
		}
		cmd = tea.Batch(cmd, next)
	}
	return cmd
}

// free types the keys that waited.
func (m *Model) free() tea.Cmd {
	keys := m.held.keys
	m.held.keys, m.held.armed = nil, false
	var cmds []tea.Cmd
	for i, k := range keys {
		cmds = append(cmds, m.typed(k))
		if m.held.under > 0 {
			m.held.keys = append(m.held.keys, keys[i+1:]...)
			break
		}
	}
	return tea.Batch(cmds...)
}

// Holding reports whether a key waits for what an action has begun; it is
// typed within 60 milliseconds.
func (m *Model) Holding() bool { return len(m.held.keys) > 0 }
