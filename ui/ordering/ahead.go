package ordering

import (
	"cmp"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// burst is the longest pause between two keys that one thought has written: no
// one has read an answer and acted upon it within it.
const burst = 350 * time.Millisecond

// ahead are the keys that were typed before their turn, and those that had no use.
type ahead struct {
	keys   []tea.Msg // kept, in their order, until the list they are for has come
	stuck  bool      // what was typed for a list is not in it: what comes after is held
	mends  bool      // the person has seen that, and corrects it
	last   time.Time // when the last key came
	spare  string    // the keys of this burst that had no use
	spared time.Time
	told   string // what is said of those without a use once all that is kept was applied
}

// ready reports whether the field that has the keys can take them: a list that
// is still on its way cannot.
func (s *sheet) ready() bool {
	p := s.picker()
	return s.known && (p == nil || !p.Empty())
}

// key takes a key or a paste: at once, or in its turn.
func (s *sheet) key(msg tea.Msg) tea.Cmd {
	now := s.c.kit.Now()
	quick := now.Sub(s.ahead.last) < burst
	s.ahead.last = now
	if !s.ready() || s.ahead.stuck && !s.ahead.mends && quick {
		s.ahead.keys = append(s.ahead.keys, msg)
		return nil
	}
	s.ahead.mends, s.problem = s.ahead.stuck, ""
	return tea.Batch(s.apply(msg, true), s.replay())
}

// replay applies what was typed ahead, as far as it goes.
func (s *sheet) replay() tea.Cmd {
	var cmds []tea.Cmd
	for len(s.ahead.keys) > 0 && s.ready() && !s.ahead.stuck && s.moved == nil {
		msg := s.ahead.keys[0]
		s.ahead.keys = s.ahead.keys[1:]
		cmds = append(cmds, s.apply(msg, false))
	}
	if s.ahead.told != "" { // once for all of them: several toasts have no order
		cmds = append(cmds, pane.Say(s.ahead.told))
		s.ahead.told = ""
	}
	return tea.Batch(cmds...)
}

// apply does what a key means where the keys go now. One that was typed ahead
// never orders: nobody has read what it would order.
func (s *sheet) apply(msg tea.Msg, live bool) tea.Cmd {
	k, isKey := msg.(tea.KeyPressMsg)
	switch {
	case isKey && k.String() == "enter":
		return s.enter(live)
	case isKey && k.String() == "tab":
		return s.tab(1)
	case isKey && k.String() == "shift+tab":
		return s.tab(-1)
	case isKey && k.String() == "up":
		return s.vertical(-1)
	case isKey && k.String() == "down":
		return s.vertical(1)
	case isKey && k.Text == "*":
		return s.star()
	case s.at == onOrder && !live:
		s.ahead.told = s.Unused(written(msg))
		return nil
	case s.at == onOrder:
		return s.unused(written(msg))
	case s.picker() != nil:
		s.picker().Type(func(f *pane.Field) { f.Update(msg) })
		return s.settling()
	}
	return s.write(msg)
}

// Unused implements pane.Sealed: what has no use is told, all of it that came in one go.
func (s *sheet) Unused(key string) string {
	now := s.c.kit.Now()
	if now.Sub(s.ahead.spared) > 3*burst {
		s.ahead.spare = ""
	}
	if key == "space" {
		key = " "
	}
	s.ahead.spare, s.ahead.spared = s.ahead.spare+key, now
	where := text.Capital(s.orderKey()) + " orders, Shift-Tab goes back to the fields."
	switch {
	case s.moved != nil:
		where = "The keys that work are named below."
	case s.at < onOrder:
		where = s.takes()
	}
	return s.spared() + where
}

// spared says which keys of a burst had no use.
func (s *sheet) spared() string {
	return "Not taken: \"" + cmp.Or(strings.Join(strings.Fields(s.ahead.spare), " "), s.ahead.spare) + "\". "
}

// behind is a sentence about a key, after the keys right before it that had no use: it takes the place of what was said of them.
func (s *sheet) behind(words string) string {
	if s.ahead.spare == "" || s.c.kit.Now().Sub(s.ahead.spared) > burst {
		return words
	}
	return s.spared() + words
}

func (s *sheet) unused(keys string) tea.Cmd {
	words := s.Unused(keys)
	if s.at < onOrder {
		s.problem = words
		return nil
	}
	return pane.Say(words)
}

// stick holds what comes after: what was typed for a list is not in it.
func (s *sheet) stick(why string) {
	s.problem, s.ahead.stuck, s.ahead.mends = why, true, false
}

// again answers an Enter on the line Order that came too soon to order.
func (s *sheet) again() tea.Cmd { return pane.Say(s.behind(s.againWords())) }

// againWords says that the same key orders when it is pressed again, or why it would not.
func (s *sheet) againWords() string {
	if v, ok := s.weighed.Verdict(); ok && !v.Stands() {
		return s.c.kit.Because(v.Refused[0])
	}
	if _, at, why := s.order(); why != "" && at == onOrder {
		return why + " When it is here, " + text.Capital(s.orderKey()) + " orders."
	}
	key := text.Capital(s.orderKey())
	switch { // it cannot be agreed to before
	case s.more:
		return "Down shows the rest, then " + key + " orders"
	case s.missed:
		return "Up shows what was passed by, then " + key + " orders"
	}
	return key + " again orders"
}

// written is how a key or a paste is told: what was pasted may be a secret, and is not repeated.
func written(msg tea.Msg) string {
	switch m := msg.(type) {
	case tea.PasteMsg:
		return " a paste "
	case tea.KeyPressMsg:
		if m.Text != "" {
			return m.Text
		}
		return " " + m.String() + " "
	}
	return ""
}

// kept is what was typed ahead, in words.
func (s *sheet) kept() string {
	var b strings.Builder
	for _, msg := range s.ahead.keys {
		if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "enter" {
			b.WriteString(" Enter ")
			continue
		}
		b.WriteString(written(msg))
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// letGo forgets what was typed ahead, and tells.
func (s *sheet) letGo() tea.Cmd {
	words := "Not taken: " + s.kept() + "."
	s.ahead.keys, s.ahead.stuck, s.ahead.mends = nil, false, false
	return pane.Say(words)
}
