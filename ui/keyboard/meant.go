package keyboard

import (
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// classic are the keys that Ctrl with a letter has always been at a terminal, and still is in the hand, also where the terminal
// can tell the two apart. Ctrl-h and Ctrl-j are not among them: there they are pressed to move, and a key that moves must not act.
var classic = map[rune]rune{'m': tea.KeyEnter, 'i': tea.KeyTab, '[': tea.KeyEscape}

// Meant is what a person pressed, of what the terminal made of it: one key, or two.
//
// Ctrl with a letter of a layout that is not Latin is Ctrl with the Latin letter in its place. Where the terminal does not tell Alt
// from Escape, Alt with a key was Escape and then that key, unless known says that Alt with it does something where the keys go now.
// A field knows the keys that move by words, as the shell does after an Escape.
func Meant(k tea.KeyPressMsg, tellsAlt bool, known func(tea.KeyPressMsg) bool) []tea.KeyPressMsg {
	if k.Mod&(tea.ModCtrl|tea.ModAlt) != 0 && k.BaseCode == 0 && k.Code > unicode.MaxASCII {
		k.BaseCode = latin(k.Code)
	}
	if own, ok := classic[k.Code]; ok && k.Mod == tea.ModCtrl {
		return []tea.KeyPressMsg{{Code: own}}
	}
	written := unicode.IsPrint(k.Code)
	if tellsAlt || k.Mod&tea.ModAlt == 0 || !written && k.Code != tea.KeyBackspace || known(k) {
		return []tea.KeyPressMsg{k}
	}
	k.Mod &^= tea.ModAlt
	if written && k.Mod&^tea.ModShift == 0 {
		k.Text = string(k.Code)
		if k.ShiftedCode != 0 {
			k.Text = string(k.ShiftedCode)
		}
	}
	return []tea.KeyPressMsg{{Code: tea.KeyEscape}, k}
}
