package pane

import (
	"strings"
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

// Every field is edited alike, as a shell's line is.
func TestAFieldIsEditedAsALineOfTheShell(t *testing.T) {
	ctrl := func(r rune) tea.KeyPressMsg { return tea.KeyPressMsg{Code: r, Mod: tea.ModCtrl} }
	alt := func(r rune) tea.KeyPressMsg { return tea.KeyPressMsg{Code: r, Mod: tea.ModAlt} }
	home, end := tea.KeyPressMsg{Code: tea.KeyHome}, tea.KeyPressMsg{Code: tea.KeyEnd}
	x := tea.KeyPressMsg{Code: 'x', Text: "x"}
	for name, c := range map[string]struct {
		keys []tea.KeyPressMsg
		want string
	}{
		"Home":                {[]tea.KeyPressMsg{home, x}, "xone two three"},
		"Ctrl-a":              {[]tea.KeyPressMsg{ctrl('a'), x}, "xone two three"},
		"End":                 {[]tea.KeyPressMsg{home, end, x}, "one two threex"},
		"Ctrl-e":              {[]tea.KeyPressMsg{home, ctrl('e'), x}, "one two threex"},
		"Alt-b":               {[]tea.KeyPressMsg{end, alt('b'), x}, "one two xthree"},
		"Alt-f":               {[]tea.KeyPressMsg{home, alt('f'), x}, "onex two three"},
		"Alt-Left":            {[]tea.KeyPressMsg{end, {Code: tea.KeyLeft, Mod: tea.ModAlt}, x}, "one two xthree"},
		"Ctrl-Left":           {[]tea.KeyPressMsg{end, {Code: tea.KeyLeft, Mod: tea.ModCtrl}, x}, "one two xthree"},
		"Ctrl-w":              {[]tea.KeyPressMsg{end, ctrl('w'), x}, "one two x"},
		"Ctrl-u":              {[]tea.KeyPressMsg{end, alt('b'), ctrl('u'), x}, "xthree"},
		"Ctrl-u of an offer":  {[]tea.KeyPressMsg{ctrl('u')}, ""},
		"Ctrl-k":              {[]tea.KeyPressMsg{home, alt('f'), ctrl('k'), x}, "onex"},
		"Ctrl-k of a line":    {[]tea.KeyPressMsg{ctrl('a'), ctrl('k')}, ""},
		"Right keeps":         {[]tea.KeyPressMsg{{Code: tea.KeyRight}, x}, "one two threex"},
		"a letter over offer": {[]tea.KeyPressMsg{x}, "x"},
	} {
		f := NewField("Name", 0).SetValue("one two three")
		f.Focus(true)
		for _, k := range c.keys {
			f.Update(k)
		}
		if f.Value() != c.want {
			t.Errorf("%s: %q, not %q", name, f.Value(), c.want)
		}
	}
}

// Two lines in a field of dots: which of them is the key is not guessed, and it is not a space that is wrong.
func TestAPasteOfTwoLinesIntoAMaskedFieldSaysSo(t *testing.T) {
	for _, content := range []string{"a-key-of-lines\na-key-of-sms", "a-key\r\nanother"} {
		f := NewField("Key", 100)
		f.Masked = true
		f.Focus(true)
		f.Update(tea.PasteMsg{Content: content})
		if f.Value() != "" || !strings.Contains(f.Problem, "more than one line") || strings.Contains(f.Problem, "another") {
			t.Errorf("%q: %q", f.Value(), f.Problem)
		}
		f.Update(tea.PasteMsg{Content: "a-key-of-lines\n"})
		if f.Value() != "a-key-of-lines" || f.Problem != "" {
			t.Errorf("alone: %q %q", f.Value(), f.Problem)
		}
	}
}
