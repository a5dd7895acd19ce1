package text

import (
	"strings"
	"unicode"
)

// Verbatim is outside text for the clipboard: what was sent, letter by letter,
// with the joiners that languages and pictures need, and with what directs a
// text from right to left. Only what could steer a terminal or turn the text
// round where it is pasted is left out.
func Verbatim(s string) string {
	s = strings.ToValidUTF8(s, "")
	honest := directed(s)
	var b strings.Builder
	b.Grow(len(s))
	for i, r := range s {
		switch {
		case r == '\n' || r == '\t' || honest[i]:
		case unicode.IsControl(r), turns(r) > mere, r >= 0xE0000 && r <= 0xE007F:
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Line is outside text for a program that reads lines: as Clean has it, but pictures that are joined stay one, for nobody counts its cells.
func Line(s string) string {
	if ordinary(s) {
		return s
	}
	return clean(strings.ToValidUTF8(s, string(mark)), true)
}
