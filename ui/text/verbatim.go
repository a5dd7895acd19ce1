package text

import (
	"strings"
	"unicode"
)

// Verbatim is outside text for the clipboard: what was sent, letter by letter,
// with the joiners that languages and pictures need. Only what could steer a
// terminal or turn the text round where it is pasted is left out.
func Verbatim(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r >= 0xE0000 && r <= 0xE007F:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}
