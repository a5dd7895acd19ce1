// Package legible owns what a text may hold that others will read under
// somebody's name: on a public page, on a phone that rings, in an account.
package legible

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Line allows one line of text that reads as it is written, "" too: no line
// end, nothing that turns text around and nothing that cannot be seen. Joiners
// and marks of direction, which languages need, are text. The error begins
// with label.
func Line(label, s string) error {
	if !utf8.ValidString(s) {
		return fmt.Errorf("%s must be text in UTF-8", label)
	}
	at := strings.IndexFunc(s, unreadable)
	if at < 0 {
		return nil
	}
	switch r, _ := utf8.DecodeRuneInString(s[at:]); {
	case breaks(r):
		return fmt.Errorf("%s must be one line", label)
	case turns(r):
		return fmt.Errorf("%s must not hold a character that turns text around (U+%04X)", label, r)
	default:
		return fmt.Errorf("%s must not hold a character that cannot be seen (U+%04X)", label, r)
	}
}

func unreadable(r rune) bool {
	switch {
	case r == 0x200C, r == 0x200D, r == 0x200E, r == 0x200F, r == 0x061C:
		return false
	case unicode.IsControl(r), breaks(r), turns(r), unicode.Is(unicode.Co, r):
		return true
	case unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return false
	}
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
}

func breaks(r rune) bool {
	return r >= '\n' && r <= '\r' || r == 0x85 || r == 0x2028 || r == 0x2029
}

func turns(r rune) bool { return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 }
