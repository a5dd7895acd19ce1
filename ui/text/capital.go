package text

import (
	"unicode"
	"unicode/utf8"
)

// Capital is a sentence that begins with a capital letter, where it begins with a letter at all.
func Capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
