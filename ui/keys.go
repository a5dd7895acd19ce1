package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
)

// repeat is how soon after a key the same one is that key held down.
const repeat = 150 * time.Millisecond

// press finds the innermost taker of a key: the top sheet alone if there is
// one, else the pane in front, else the console.
func (m *Model) press(k tea.KeyPressMsg) tea.Cmd {
	now := m.kit.Now()
	m.repeated = k.String() == m.pressed && now.Sub(m.pressedAt) < repeat
	m.pace.press(m.repeated, now.Sub(m.pressedAt))
	m.pressed, m.pressedAt = k.String(), now
	if key.Matches(k, quitKey) {
		return m.leave()
	}
	if cmd, hit := run(m, m.terminal, k, m.typing()); hit {
		return cmd
	}
	if m.toast.Bad || m.sheet() != nil && m.small() { // there its sheet wants the room back
		m.toast = pane.Toast{}
	}
	if m.losing() {
		m.lose(k.String())
		return nil
	}
	if m.astray(k) {
		return nil
	}
	if m.firstKey.key != "" {
		return m.follows(k)
	}
	if s := m.sheet(); s != nil {
		return m.pressSheet(s, k)
	}
	p := m.front()
	typing := capturing(p)
	if cmd, hit := run(m, m.unlessElsewhere(p.Actions(), k), k, typing); hit {
		return cmd
	}
	if typing {
		return m.into(p.Update, k)
	}
	if cmd, hit := run(m, m.everywhere(), k, false); hit {
		return cmd
	}
	cmd, hit := run(m, m.keys, k, false)
	if !hit && !m.opens(k) {
		m.idle(k, "? shows all keys.")
	}
	return cmd
}

// unlessElsewhere leaves out what a pane cannot do with a key now when the same key does something from everywhere.
func (m *Model) unlessElsewhere(own []pane.Action, k tea.KeyPressMsg) []pane.Action {
	if !slices.ContainsFunc(m.everywhere(), func(a pane.Action) bool { return key.Matches(k, a.Key) && a.Why() == "" }) {
		return own
	}
	return slices.DeleteFunc(slices.Clone(own), func(a pane.Action) bool { return key.Matches(k, a.Key) && a.Why() != "" })
}

// lose drops what was typed while a sheet closed by itself, and tells of all of
// it behind what the sheet said.
func (m *Model) lose(what string) {
	m.lost, m.lostAt = m.lost+what, m.kit.Now()
	m.say(m.told)
}

func (m *Model) pressSheet(s pane.Sheet, k tea.KeyPressMsg) tea.Cmd {
	if w, ok := s.(pane.Waiter); ok && w.Waiting() != "" {
		m.meanwhile(w, k)
		return nil
	}
	typing := capturing(s)
	if a, ok := grave(s, k); ok && !(typing && k.Text != "") && (m.repeated || m.early()) {
		words := "Too early: read it first, then press the key again."
		if m.repeated {
			words = "A key that is held down confirms nothing: let go, then press it."
		}
		m.say(pane.Toast{Text: cmp.Or(a.Early, words), Key: true})
		return nil
	}
	if !typing && m.unseenChoice(s, k) {
		m.tooSoon(k)
		return nil
	}
	if cmd, hit := run(m, s.Actions(), k, typing); hit {
		return cmd
	}
	if typing {
		return m.into(s.Update, k)
	}
	if sealed, ok := s.(pane.Sealed); ok {
		m.say(pane.Toast{Text: sealed.Unused(k.String())})
		return nil
	}
	cmd, hit := run(m, m.everywhere(), k, false)
	switch {
	case hit || len(m.sheets) == 0:
	case m.early():
		m.unused(k, "Too early: "+named(k)+" was not taken.")
	case m.opens(k):
	default:
		m.idle(k, "The keys that work are named at the foot.")
	}
	return cmd
}

// grave is what a key would do, if that costs or cannot be undone.
func grave(s pane.Sheet, k tea.KeyPressMsg) (pane.Action, bool) {
	for _, a := range s.Actions() {
		if a.Risk >= pane.Spends && key.Matches(k, a.Key) {
			return a, true
		}
	}
	return pane.Action{}, false
}

// run does the action the key belongs to, or says why it cannot. While
// someone is typing, keys that write text belong to the text.
func run(m *Model, actions []pane.Action, k tea.KeyPressMsg, typing bool) (cmd tea.Cmd, hit bool) {
	if typing && k.Text != "" {
		return nil, false
	}
	for _, a := range actions {
		if key.Matches(k, a.Key) {
			return m.do(a, k), true
		}
	}
	return nil, false
}

// do does an action by its key, or says why it cannot.
func (m *Model) do(a pane.Action, k tea.KeyPressMsg) tea.Cmd {
	why := a.Why()
	switch {
	case why != "" && k.Code == tea.KeyEscape: // there is nothing to close
		return nil
	case why != "":
		return m.refuse(a, why)
	}
	if a.Risk >= pane.Spends {
		m.goesOn()
	}
	pass := m.pass(a)
	return tea.Batch(m.begin(a), pass)
}

// refuse says why an act cannot run, or leaves it to the sheet that offers a
// way out. Of one that costs something, what stands is named as well, with the
// key that shows what mends it.
func (m *Model) refuse(a pane.Action, why string) tea.Cmd {
	said := sentence(why)
	if m.o.Loud != nil && a.Risk >= pane.Spends {
		if word, _, grave := m.o.Loud.Loud(); grave {
			said = strings.TrimSuffix(said, ".") + ". " + word + ": ! shows how to fix it."
		}
	}
	m.turnAway(a, said)
	t := m.refusal(a, why, said)
	m.unopened.told = t
	if m.o.Refused != nil {
		if cmd := m.o.Refused(a, why); cmd != nil {
			return cmd
		}
	}
	m.say(t)
	m.unopened.told = m.toast
	return nil
}

// paste goes where text is being typed and is never read as keys.
func (m *Model) paste(p tea.PasteMsg) tea.Cmd {
	m.firstKey = firstKey{}
	if m.losing() {
		m.lose(pasted)
		return nil
	}
	if m.astrayPaste() {
		return nil
	}
	if s := m.sheet(); s != nil {
		if w, ok := s.(pane.Waiter); ok && w.Waiting() != "" {
			m.say(pane.Toast{Text: w.Waiting()})
			return nil
		}
		if capturing(s) {
			return s.Update(p)
		}
	} else if capturing(m.front()) {
		return m.front().Update(p)
	}
	m.say(pane.Toast{Text: "What was pasted was not taken: no text is being written here."})
	return nil
}

func capturing(v any) bool {
	c, ok := v.(pane.Capturer)
	return ok && c.Capturing()
}

// Keys are the actions that work in every pane: those that panes offer from
// everywhere, and the console's own.
func (m *Model) Keys() (everywhere, console []pane.Action) { return m.everywhere(), m.keys }

// everywhere are the actions that work in any pane: copying, and what panes offer.
func (m *Model) everywhere() []pane.Action {
	out := m.copying()
	for _, p := range m.o.Panes {
		if g, ok := p.(pane.Global); ok {
			out = append(out, g.Everywhere()...)
		}
	}
	return out
}

// actions are the console's own.
func (m *Model) actions() []pane.Action {
	b := m.kit.Bind
	acts := []pane.Action{
		{ID: "console.help", Key: b("console.help", "help", "?"), Hide: true, Do: m.help},
		{ID: "console.commands", Key: b("console.commands", "commands", ":", "ctrl+p"), Hide: true, Do: m.palette},
		{ID: "console.next", Key: b("console.next", "next pane", "tab"), Hide: true, Do: func() tea.Cmd { return m.show(m.at + 1) }},
		{ID: "console.previous", Key: b("console.previous", "previous pane", "shift+tab"), Hide: true, Do: func() tea.Cmd { return m.show(m.at - 1) }},
		{ID: "console.back", Key: b("console.back", "back to where you were", "backspace", "alt+left"), Hide: true,
			Off: func() string { return unless(len(m.trail) > 0, "there is nowhere to go back to") }, Do: m.back},
		{ID: "console.number", Key: b("console.number", "all about this number", "#"), Hide: true, Off: m.noNumber, Do: m.number},
		{ID: "console.private", Key: b("console.private", "private mode", "`"), Hide: true, Do: m.private},
		{ID: "console.mouse", Key: b("console.mouse", "mouse on or off", "m"), Hide: true, Do: m.toggleMouse},
		{ID: "console.quit", Key: b("console.quit", "quit", "q"), Hide: true, Do: m.leave},
	}
	acts = append(acts, m.always()...)
	for i, p := range m.o.Panes {
		id := "console.show." + p.ID()
		acts = append(acts, pane.Action{ID: id, Key: b(id, "show "+p.Title(), fmt.Sprint(i+1)), Hide: true,
			Do: func() tea.Cmd { return m.show(i) }})
	}
	return acts
}

// noNumber says why there is no number whose page could be shown.
func (m *Model) noNumber() string {
	n, ok := m.front().(pane.Numbered)
	if !ok || m.o.Page == nil {
		return "there are no numbers in this pane"
	}
	if _, ok := n.Number(); !ok {
		return "no number is selected"
	}
	return ""
}

func (m *Model) number() tea.Cmd {
	n, _ := m.front().(pane.Numbered).Number()
	return m.o.Page(n)
}

func (m *Model) show(i int) tea.Cmd {
	n := len(m.o.Panes)
	m.at = (i%n + n) % n
	return m.wake(m.front())
}

func (m *Model) back() tea.Cmd {
	m.at = m.trail[len(m.trail)-1]
	m.trail = m.trail[:len(m.trail)-1]
	return nil
}

func (m *Model) private() tea.Cmd {
	m.kit.Private = !m.kit.Private
	if m.kit.Private {
		return pane.Say("Private: codes, numbers and names are hidden. Copying still works.")
	}
	return pane.Say("Codes, numbers and names are shown again.")
}

// Leaver is a pane or a sheet that has something to lose when the console
// closes: it says what, and the sheet that asks about it.
type Leaver interface{ Leaving() pane.Sheet }

// leave quits, unless something would be lost and the person was not asked yet.
func (m *Model) leave() tea.Cmd {
	for _, p := range m.o.Panes {
		l, ok := p.(Leaver)
		if !ok {
			continue
		}
		if s := l.Leaving(); s != nil && !m.showing(s) {
			return pane.Send(pane.Push{Sheet: s})
		}
	}
	return tea.Quit
}

// showing reports whether a sheet with the same title is open: asked twice, the person means it.
func (m *Model) showing(s pane.Sheet) bool {
	for _, o := range m.sheets {
		if o.sheet.Title() == s.Title() {
			return true
		}
	}
	return false
}

func unless(ok bool, why string) string {
	if ok {
		return ""
	}
	return why
}
