package pane

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestAnOfferedValueIsReplacedByTheFirstLetter(t *testing.T) {
	letter := tea.KeyPressMsg{Code: 'x', Text: "x"}
	for name, c := range map[string]struct {
		keys  []tea.Msg
		want  string
		typed bool
	}{
		"untouched":      {nil, "116 Natoma St", false},
		"a letter":       {[]tea.Msg{letter, letter}, "xx", true},
		"right first":    {[]tea.Msg{tea.KeyPressMsg{Code: tea.KeyRight}, letter}, "116 Natoma Stx", true},
		"end first":      {[]tea.Msg{tea.KeyPressMsg{Code: tea.KeyEnd}, letter}, "116 Natoma Stx", true},
		"backspace":      {[]tea.Msg{tea.KeyPressMsg{Code: tea.KeyBackspace}, letter}, "116 Natoma Sx", true},
		"a paste":        {[]tea.Msg{tea.PasteMsg{Content: "1 Market St"}}, "1 Market St", true},
		"only looked at": {[]tea.Msg{tea.KeyPressMsg{Code: tea.KeyEnd}}, "116 Natoma St", false},
	} {
		f := NewField("Street", 0).SetValue("116 Natoma St")
		f.Focus(true)
		for _, k := range c.keys {
			f.Update(k)
		}
		if f.Value() != c.want || f.Typed() != c.typed {
			t.Errorf("%s: %q, typed %v", name, f.Value(), f.Typed())
		}
	}
	f := NewField("File", 0).SetValue("~/logos/").Keep()
	f.Focus(true)
	if f.Update(letter); f.Value() != "~/logos/x" {
		t.Errorf("what was kept became %q", f.Value())
	}
}
