package ui

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
)

// step delivers the answer of one step of a sequence.
func (m *Model) step(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case nil:
		return nil
	case tea.QuitMsg:
		return tea.Quit
	case tea.BatchMsg:
		return tea.Batch(msg...)
	}
	return m.update(msg)
}

// asked does what a pane or a sheet asked of the console.
func (m *Model) asked(msg tea.Msg) (cmd tea.Cmd, mine bool) {
	switch msg := msg.(type) {
	case pane.Toast:
		m.say(msg)
	case pane.Push:
		m.goesOn()
		m.sheets = append(m.sheets, opened{sheet: msg.Sheet})
		if s, ok := msg.Sheet.(pane.Starter); ok {
			cmd = s.Init()
		}
	case pane.Opening:
		cmd = m.step(msg.Msg)
	case pane.Pop:
		m.pop(msg.Sheet)
	case pane.Goto:
		cmd = m.goTo(msg)
	case pane.Copy:
		cmd = m.copy(msg)
	case pane.Open:
		cmd = m.open(msg)
	case pane.Notice:
		cmd = m.notice(msg)
	case pane.Reopen:
		m.again = &msg
		cmd = tea.Quit
	case pane.Look:
		m.o.Toasts, m.o.Calm = msg.Toasts, msg.Calm
		if msg.Mouse != nil {
			m.mouse = *msg.Mouse
		}
	case said:
		m.say(msg.toast)
		cmd = msg.then
	case older:
		m.ages.waiting = false
	case broken:
		m.say(pane.Toast{Text: msg.words(), Bad: true})
	default:
		return nil, false
	}
	return cmd, true
}
