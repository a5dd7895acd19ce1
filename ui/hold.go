package ui

import (
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

const (
	// patience is how long keys wait for what the key before them has begun. A
	// sheet opens within a millisecond or two; an answer from the network is not
	// waited for.
	patience = 60 * time.Millisecond
	// opens is how long they wait for a sheet that is written into: what was typed
	// for it is of no use to the pane under it.
	opens = 5 * time.Second
	// rounds is how many times a message of the hold's own goes the way of all
	// messages behind the patience. Where the machine stood still for longer than
	// that, what the key began has had its turn before.
	rounds = 4
)

// hold keeps keys that were typed while an action's first messages are on
// their way: a sheet that is about to open is to have them, not the pane under it.
type hold struct {
	act     int // counts the actions that were begun
	under   int // commands of the last one that have not answered
	since   time.Time
	written bool       // it opens a sheet that is written into
	front   pane.Sheet // what was in front when it began
	keys    []kept     // key presses and pastes, in their order
	armed   int        // counts the patiences; of the last one the end is on its way while keys wait
}

type (
	// kept is a key press or a paste that waits, and when it was typed.
	kept struct {
		msg tea.Msg
		at  time.Time
	}
	// acted is the answer of a command that an action has begun.
	acted struct {
		msg tea.Msg
		act int
	}
	// release ends a patience.
	release struct{ armed, round int }
)

// begin does an action; keys wait for its first messages. An earlier
// action that was not waited for to its end is forgotten.
func (m *Model) begin(a pane.Action) tea.Cmd {
	cmd := a.Do()
	if cmd == nil {
		return nil
	}
	if now := m.kit.Now(); m.held.under == 0 || !now.Before(m.held.since.Add(patience)) {
		m.held.act, m.held.under, m.held.since = m.held.act+1, 0, now
		m.held.written, m.held.front = a.Written, m.sheet()
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

// keep queues a key or a paste while an action is under way. The clock alone
// lets none of them through: on a machine that stood still a key is read before
// the sheet that it was typed for has opened.
func (m *Model) keep(k tea.Msg) (cmd tea.Cmd, waits bool) {
	if m.held.under <= 0 {
		return nil, false
	}
	left := m.held.since.Add(patience).Sub(m.kit.Now())
	if p, ok := k.(tea.KeyPressMsg); ok && left <= 0 && key.Matches(p, quitKey) {
		return nil, false
	}
	if m.held.keys = append(m.held.keys, kept{k, m.kit.Pressed()}); len(m.held.keys) > 1 {
		return nil, true
	}
	return m.arm(left), true
}

// arm has the patience end after a while, and then behind what is on its way.
func (m *Model) arm(left time.Duration) tea.Cmd {
	m.held.armed++
	end := release{m.held.armed, 1}
	if left <= 0 {
		return pane.Send(end)
	}
	return pane.After(m.kit.Ctx, left, end)
}

// released ends a patience: the keys go to what is in front by now. What was
// typed for a sheet that does not come goes nowhere, and is told.
func (m *Model) released(r release) tea.Cmd {
	waited := m.kit.Now().Sub(m.held.since)
	switch {
	case r.armed != m.held.armed || len(m.held.keys) == 0:
		return nil
	case r.round < rounds:
		return pane.Send(release{r.armed, r.round + 1})
	case !m.held.written || m.held.under <= 0 || m.sheet() != m.held.front:
		m.held.under = 0
		return m.free()
	case waited < opens:
		return m.arm(patience)
	}
	m.say(pane.Toast{Text: "Not taken: " + spelled(m.held.keys) + ". What it was typed for has not opened yet."})
	m.held.under, m.held.keys = 0, nil
	return nil
}

// pasted is how a paste is told: its content may be a key or a code, and is not repeated.
const pasted = " a paste "

// spelled is what was typed or pasted, as it is told.
func spelled(keys []kept) string {
	var b strings.Builder
	for _, k := range keys {
		switch k := k.msg.(type) {
		case tea.PasteMsg:
			b.WriteString(pasted)
		case tea.KeyPressMsg:
			if k.Text == "" {
				b.WriteString(" " + keybook.Show(k.String()) + " ")
			}
			b.WriteString(k.Text)
		}
	}
	return text.Clean(strings.Join(strings.Fields(b.String()), " ")).Cut(40).String()
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
	case pane.Later:
		cmd = m.await(msg.Cmd, a.act)
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

// received answers what was typed just now, or has it wait.
func (m *Model) received(msg tea.Msg) tea.Cmd {
	m.kit.Answering(m.typedAt())
	defer m.kit.Answering(time.Time{})
	if w, ok := m.sheet().(pane.Waiter); ok && w.Waiting() != "" {
		return m.typed(msg)
	}
	if cmd, waits := m.keep(msg); waits {
		return cmd
	}
	return m.typed(msg)
}

// answer takes a key or a paste by when it was typed: what it may answer is what was on the screen then.
func (m *Model) answer(k kept) tea.Cmd {
	m.kit.Answering(k.at)
	defer m.kit.Answering(time.Time{})
	return m.typed(k.msg)
}

// typedAt is when what is answered now was typed; zero where that is not told.
func (m *Model) typedAt() time.Time {
	if m.kit.Typed == nil {
		return time.Time{}
	}
	return m.kit.Typed()
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
	m.held.keys = nil
	var cmds []tea.Cmd
	for i, k := range keys {
		cmds = append(cmds, m.answer(k))
		if rest := keys[i+1:]; m.held.under > 0 && len(rest) > 0 {
			m.held.keys = append(m.held.keys, rest...)
			cmds = append(cmds, m.arm(patience))
			break
		}
	}
	return tea.Batch(cmds...)
}

// Holding reports whether a key waits for what an action has begun.
func (m *Model) Holding() bool { return len(m.held.keys) > 0 }
