// Package text owns what may be drawn. Everything that comes from outside (an SMS, a customer's name, a provider's message, a file) becomes a
// Safe before a view sees it, and everything the program writes to the terminal passes a Gate that lets through only the sequences the renderer
// really uses. The raw bytes stay in the store.
//
// Its rules: hidden, control and reordering characters are shown as a mark, never drawn and never dropped in silence, except where a language or a
// picture needs them: joiners that spell a word, marks of direction in text from right to left. Accents are capped; one line
// stays one line; text is cut by cells. What reads as something else (two alphabets in a word, hidden characters) is said beside it. Nothing from
// outside is in a window's title, a file's name, a format or a shell's word. What is copied as a code looks like one, or the person is asked.
package text

import (
	"github.com/charmbracelet/x/ansi"
)

// Safe is one line of text that can be drawn anywhere: valid UTF-8, printable, no control, format, private or ignorable character, no more than
// two combining marks on a base, and never a mark without a base. Only this package makes one. The zero Safe is empty.
type Safe struct{ s string }

// Literal is text written in our own source. Only untyped constants become one by themselves; outside text has to go through Clean.
type Literal string

// Own makes a Safe of our own words. It is cleaned like any other text, so a conversion gone wrong still cannot reach the terminal raw.
func Own(l Literal) Safe { return Clean(string(l)) }

// String is the text itself.
func (s Safe) String() string { return s.s }

// Empty says whether there is nothing to draw.
func (s Safe) Empty() bool { return s.s == "" }

// Width is the number of cells the renderer gives the text.
func (s Safe) Width() int { return Width(s.s) }

// Width is the number of cells the renderer gives a line, sequences not counted. It is the one width function of the program: the renderer
// measures rune by rune as long as the terminal has not answered for mode 2027, and the Gate keeps that question back.
func Width(line string) int {
	if plain(line) {
		return len(line)
	}
	return ansi.StringWidthWc(line)
}

// plain says whether s is printable ASCII only: one byte, one cell.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
