package filter

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// plainLetters are letters that no decomposition makes plain.
var plainLetters = strings.NewReplacer("ł", "l", "ø", "o", "đ", "d", "ß", "ss", "æ", "ae", "œ", "oe", "ı", "i", "þ", "th", "ð", "d")

// Fold writes a text in small letters without accents, as searches compare it.
func Fold(s string) string {
	if plain(s) {
		return strings.ToLower(s)
	}
	decomposed := norm.NFKD.String(strings.ToLower(s))
	var b strings.Builder
	b.Grow(len(decomposed))
	for _, r := range decomposed {
		if r < 0x300 || r > 0x36F {
			b.WriteRune(r)
		}
	}
	return plainLetters.Replace(b.String())
}

func plain(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// Digits are the digits of a term that is written like a telephone number, "+1 (415) 555-0142";
// false when it is something else. Dashes and spaces of any kind may stand in it, and marks that
// cannot be seen: contact lists put them around numbers.
func Digits(term string) (string, bool) {
	var b strings.Builder
	for _, r := range strings.TrimSpace(term) {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case !strings.ContainsRune("+-(). /\u2010\u2011\u2012\u2013\u2212", r) && !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r):
			return "", false
		}
	}
	return b.String(), b.Len() > 0
}
