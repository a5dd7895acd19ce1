package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// firstKey is the first of two keys that act together, and where it was pressed. It waits for the second as long as
// it takes: what may follow is on the screen meanwhile.
type firstKey struct {
	key   string // "" while none waits
	pane  int
	sheet pane.Sheet
}

// follower is an action that a first key leads to, by the key that is still to come.
type follower struct {
	key string
	act pane.Action
}

// followers are the actions that could take a key after this one here, the first takers first. While text is being
// written, and in a sheet that keeps the console's keys out, there are none.
func (m *Model) followers(first string) []follower {
	if _, sealed := m.sheet().(pane.Sealed); sealed || m.typing() {
		return nil
	}
	var out []follower
	for _, acts := range m.scope() {
		for _, a := range acts {
			for _, k := range a.Key.Keys() {
				before, after, _ := keybook.Pair(k)
				if before == first && !slices.ContainsFunc(out, func(f follower) bool { return f.key == after }) {
					out = append(out, follower{after, a})
				}
			}
		}
	}
	return out
}

// opens reports whether a key that does nothing by itself is the first of two; it waits then.
func (m *Model) opens(k tea.KeyPressMsg) bool {
	if len(m.followers(k.String())) == 0 {
		return false
	}
	m.firstKey = firstKey{k.String(), m.at, m.sheet()}
	return true
}

// follows takes the key after a first one. Escape leaves; a key that nothing is bound to is told, and does nothing, and
// so is any where something else has come to the front meanwhile.
func (m *Model) follows(k tea.KeyPressMsg) tea.Cmd {
	was := m.firstKey
	m.firstKey = firstKey{}
	if k.Code == tea.KeyEscape {
		return nil
	}
	typed := keybook.Show(was.key + " " + k.String())
	if was.pane != m.at || was.sheet != m.sheet() {
		m.say(pane.Toast{Text: text.Clean(typed).String() + " was not taken: something else has come to the front. Press it again."})
		return nil
	}
	all := m.followers(was.key)
	i := slices.IndexFunc(all, func(f follower) bool { return f.key == k.String() })
	if i < 0 {
		m.say(pane.Toast{Text: text.Clean(typed).String() + " does nothing here. " + keybook.Show(was.key) + " is followed by " + orList(all) + "."})
		return nil
	}
	return m.do(all[i].act, k)
}

// orList names keys: "c, i or t".
func orList(all []follower) string {
	var keys []string
	for _, f := range all {
		keys = append(keys, keybook.Show(f.key))
	}
	last := len(keys) - 1
	if last <= 0 {
		return strings.Join(keys, "")
	}
	return strings.Join(keys[:last], ", ") + " or " + keys[last]
}

// following draws the first key and what may follow it, in at most most lines; what cannot be done just now is pale and says why.
func (m *Model) following(most int) []string {
	st := m.kit.Styles
	all := m.followers(m.firstKey.key)
	lines := []string{" " + st.Paint(style.Accent, keybook.Show(m.firstKey.key)) + " " + st.Paint(style.Dim, "and then")}
	for i, f := range append(all, follower{key: "esc"}) {
		said, role := "leave", style.Dim
		if i < len(all) {
			said = clean(f.act.Key.Help().Desc)
			if why := f.act.Why(); why != "" {
				said, role = said+" ("+clean(why)+")", style.Faint
			}
		}
		keyed := style.Accent
		if role == style.Faint {
			keyed = role
		}
		part := "  " + st.Paint(keyed, keybook.Show(f.key)) + " " + st.Paint(role, text.Clean(said).Cut(max(m.w-8, 1)).String())
		if last := len(lines) - 1; text.Width(lines[last]+part) < m.w {
			lines[last] += part
		} else {
			lines = append(lines, part)
		}
	}
	if most = min(most, toastLines); len(lines) > most && most > 0 {
		lines = lines[:most]
		more := st.Paint(style.Dim, "  and more, Esc leaves")
		lines[most-1] = text.Fit(lines[most-1], max(m.w-text.Width(more), 0), "") + more
	}
	return lines
}
