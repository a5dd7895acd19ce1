package ui

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// unopened is a sheet that is written into and was refused: what was typed on
// for it must not act on what is there instead.
//
// A key is typed for it while each comes within typingOn of the one before. Signs
// that no name has are commands and end it, as do the digits of panes, what the
// refusal names, and Escape, before a first letter; what only moves about does
// what it always does.
type unopened struct {
	until time.Time // the last moment at which the next key may still belong to it
	key   string    // the key that was refused
	named []string  // the words of the refusal, among them the keys of the way out
	told  pane.Toast
	lost  string // what was typed for it, blanks for what ends a field
}

// typingOn is the longest time between two keys of somebody who types on: slow
// hands need most of a second, and who means a command has read what was said.
const typingOn = 700 * time.Millisecond

// turnAway notes that the sheet of an act does not open.
func (m *Model) turnAway(a pane.Action, said string) {
	m.unopened = unopened{}
	if a.Written {
		m.unopened = unopened{until: m.kit.Now().Add(typingOn), key: m.pressed, named: strings.Fields(said)}
	}
}

// astray reports whether a key was typed for a sheet that did not open; it is
// told, and does nothing.
func (m *Model) astray(k tea.KeyPressMsg) bool {
	u, now := &m.unopened, m.kit.Now()
	if u.key == "" || now.After(u.until) {
		*u = unopened{}
		return false
	}
	switch s := k.String(); {
	case s == u.key && u.lost == "" || m.moves(k) && (u.lost == "" || k.Text == ""):
		u.until = now.Add(typingOn)
		return false
	case !u.takes(k):
		*u = unopened{}
		return false
	}
	if k.Text == "" || k.Text == " " {
		u.lost = strings.TrimLeft(u.lost+" ", " ")
	} else {
		u.lost += k.Text
	}
	u.until = now.Add(typingOn)
	m.tellAstray()
	return true
}

// astrayPaste is astray for what is pasted, whatever it is made of.
func (m *Model) astrayPaste() bool {
	u, now := &m.unopened, m.kit.Now()
	if u.key == "" || now.After(u.until) {
		return false
	}
	u.lost, u.until = u.lost+pasted, now.Add(typingOn)
	m.tellAstray()
	return true
}

func (m *Model) tellAstray() {
	u := m.unopened
	lost := strings.Join(strings.Fields(u.lost), " ")
	if lost == "" {
		lost = "Enter"
	}
	lost = "Not taken: " + lost + "."
	if t := u.told; t.While == nil || t.While() {
		t.Text = strings.TrimSpace(t.Text + " " + lost)
		m.put(t)
		m.remains = pane.Toast{Text: lost}
		return
	}
	m.put(pane.Toast{Text: lost})
}

// takes reports whether a key belongs to what is typed: letters always, what
// stands between them and ends a field once something was typed.
func (u *unopened) takes(k tea.KeyPressMsg) bool {
	switch k.Code {
	case tea.KeyEnter, tea.KeyTab:
		return k.Mod == 0
	case tea.KeyBackspace:
		return u.lost != ""
	}
	r := []rune(k.Text)
	switch {
	case len(r) == 0 || k.Mod&^tea.ModShift != 0:
		return false
	case u.lost == "" && u.names(k.Text):
		return false
	case unicode.IsLetter(r[0]):
		return true
	}
	return u.lost != "" && (unicode.IsDigit(r[0]) || strings.ContainsRune(" -_.@'", r[0]))
}

// names reports whether the refusal names a key.
func (u *unopened) names(key string) bool {
	return key != "a" && slices.ContainsFunc(u.named, func(w string) bool { return strings.Trim(w, "().,:;\"") == key })
}

// moves reports whether a key only moves about in what is in front.
func (m *Model) moves(k tea.KeyPressMsg) bool {
	if k.Code == tea.KeyUp || k.Code == tea.KeyDown {
		return true
	}
	acts := m.front().Actions()
	if s := m.sheet(); s != nil {
		acts = s.Actions()
	}
	return slices.ContainsFunc(acts, func(a pane.Action) bool { return a.By != nil && key.Matches(k, a.Key) })
}

// named is a key as a sentence names it: a sign that a sentence is made of stands between quotation marks.
func named(k tea.KeyPressMsg) string {
	shown := text.Clean(keybook.Show(k.String())).String()
	if r, size := utf8.DecodeRuneInString(shown); size == len(shown) && unicode.IsPunct(r) {
		return strconv.Quote(shown)
	}
	return shown
}
