package ui

import (
	"cmp"
	"slices"
	"strings"

	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// mostHints is how many keys the footer of a pane tells of, and mostInSheet that of a sheet.
const (
	mostHints   = 5
	mostInSheet = 8
)

// hintable are the actions the footer tells about: the pane's own and those
// that work everywhere.
func (m *Model) hintable() []pane.Action {
	if m.sheet() != nil {
		return nil
	}
	return append(m.everywhere(), m.front().Actions()...)
}

// hint is one key of the footer, from its first cell to the one behind its last.
type hint struct {
	act      pane.Action
	key, say string
	pale     bool
	from, to int
}

// size is how many cells the hint takes with the gap behind it.
func (h hint) size() int { return text.Width(h.key+h.say) + 3 }

// hints writes the keys that do something just now, most likely first.
func (m *Model) hints(actions []pane.Action, w int) string {
	st := m.kit.Styles
	var parts []string
	for _, h := range m.hinted(actions, w) {
		if h.pale {
			parts = append(parts, st.Paint(style.Faint, h.key+" "+h.say)) // a key that is waited for is seen coming
			continue
		}
		parts = append(parts, st.Paint(style.Accent, h.key)+" "+st.Paint(style.Dim, h.say))
	}
	return " " + strings.Join(parts, "  ")
}

// hinted chooses what there is room for: what is the main act of the selected
// row always, in a sheet its first act and its way out, the others in their order.
func (m *Model) hinted(actions []pane.Action, w int) []hint {
	if m.firstKey.key != "" { // no key alone does anything now
		return nil
	}
	all := m.worth(actions)
	most, room := mostInSheet, w
	var last []hint
	if m.sheet() == nil {
		last = []hint{{key: "?", say: "help", act: m.helpAct()}}
		most, room = mostHints, w-len("? help")-2
	}
	chosen := make([]bool, len(all))
	for _, i := range m.byWeight(all) {
		for _, say := range m.shorter(all[i]) {
			if all[i].say = say; most > 0 && all[i].size() <= room+2 {
				chosen[i], most, room = true, most-1, room-all[i].size()
				break
			}
		}
	}
	var out []hint
	at := 1
	for i, h := range all {
		if chosen[i] {
			out = append(out, h)
		}
	}
	out = append(out, last...)
	for i := range out {
		out[i].from = at
		out[i].to = at + text.Width(out[i].key+out[i].say) + 1
		at = out[i].to + 2
	}
	return out
}

// leaves reports whether the hint is the way out of a sheet.
func (h hint) leaves() bool { return slices.Contains(h.act.Key.Keys(), "esc") }

// byWeight is in which order hints are given their room.
func (m *Model) byWeight(all []hint) []int {
	weight := func(i int) int {
		switch sheet := m.sheet() != nil; {
		case all[i].act.Main || sheet && i == 0:
			return 0
		case sheet && all[i].leaves():
			return 1
		}
		return 2
	}
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(weight(a), weight(b)) })
	return order
}

// shorter are the words of a hint, the longest first: its object gives way
// before the act does, and of a way out what becomes of what was typed.
func (m *Model) shorter(h hint) []string {
	words := []string{h.say, clean(h.act.Key.Help().Desc)}
	if m.sheet() != nil && h.leaves() {
		words = append(words, "close")
	}
	return words
}

// worth are the hints of the actions that can run, and in a sheet those that are waited for: none
// of them works while its act is on its way.
func (m *Model) worth(actions []pane.Action) []hint {
	var out []hint
	waiter, ok := m.sheet().(pane.Waiter)
	busy := ok && waiter.Waiting() != ""
	for _, a := range actions {
		h := a.Key.Help()
		if a.Hide || !a.Key.Enabled() || h.Key == "" {
			continue
		}
		one := hint{act: a, key: h.Key, say: clean(h.Desc)}
		if a.Hint != "" {
			one.say = clean(a.Hint)
		}
		sheet := m.sheet() != nil
		waited := sheet && a.Risk >= pane.Spends && (a.Why() != "" || m.early())
		one.pale = busy || waited
		if a.Why() == "" || waited {
			out = append(out, one)
		}
	}
	return out
}

// helpAct shows the help.
func (m *Model) helpAct() pane.Action {
	for _, a := range m.keys {
		if a.ID == "console.help" {
			return a
		}
	}
	return pane.Action{}
}
