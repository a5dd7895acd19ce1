package ui

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
)

// next is the code that one key copies from anywhere: the selected row's if
// nobody has copied it; otherwise the newest that nobody has copied, from any
// pane; otherwise the selected row's again.
func (m *Model) next() (pane.Code, bool) {
	own, has := m.selected()
	if has && !own.Copied {
		return own, true
	}
	for _, p := range m.o.Panes {
		if f, ok := p.(pane.Fresh); ok {
			if c, fresh := f.Fresh(); fresh {
				return c, true
			}
		}
	}
	return own, has
}

// selected is the code under the cursor of the pane in front.
func (m *Model) selected() (pane.Code, bool) {
	if c, ok := m.front().(pane.Coded); ok {
		return c.Code()
	}
	return pane.Code{}, false
}

// copying are the acts of copying a code and of seeing what was copied. The
// hints name the code that each would take.
func (m *Model) copying() []pane.Action {
	next, any := m.next()
	own, has := m.selected()
	return []pane.Action{
		{ID: "console.copy", Key: m.copyKey, Hint: naming(next, any), Main: true, Off: func() string { return unless(any, "no code has come yet") }, Do: func() tea.Cmd { return pane.Send(next.Copy) }},
		{ID: "console.copy-this", Key: m.copyThisKey, Hint: naming(own, has), Hide: !has || own.Copy.Text == next.Copy.Text,
			Off: func() string { return unless(has, "no code has come for the selected row") }, Do: func() tea.Cmd { return pane.Send(own.Copy) }},
		{ID: "console.big", Key: m.bigKey, Hide: true, Off: func() string { return unless(has || m.copied.Text != "", "nothing was copied yet") }, Do: m.big},
	}
}

// naming names the code that a key would copy.
func naming(c pane.Code, has bool) string {
	if !has {
		return ""
	}
	return "copy " + c.Name.String()
}

// big shows what was copied last, or the selected row's code if nothing was.
func (m *Model) big() tea.Cmd {
	of := m.copied
	if own, has := m.selected(); has && of.Text == "" {
		of = own.Copy
	}
	return pane.Send(pane.Push{Sheet: pane.NewBig(m.kit, of)})
}
