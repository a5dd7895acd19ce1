package text

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Spoof looks in raw outside text for what makes it read as something else: hidden characters, letters of two alphabets
// in one word, heaped marks, invalid bytes. It returns how many characters are suspect and a few words for each kind found; 0 and nil for honest
// text, to which belong the joiners of a language or a picture and, in a text from right to left, marks of direction and isolates that close.
func Spoof(s string) (count int, what []string) {
	add := func(n int, why string) {
		if n > 0 {
			count += n
			what = append(what, why)
		}
	}
	var secret, invalid, heaped, marks int
	s = undressed(s, false)
	before := rune(0)
	for i, r := range s {
		joined := spelled(before, r)
		before = r
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], string(mark)):
			invalid++
		case r == '\n', r == '\r', r == '\t':
		case joined:
		case hidden(r) && !unicode.Is(unicode.Zs, r):
			secret++
		}
		if !unicode.Is(unicode.M, r) {
			marks = 0
		} else if marks++; marks > maxMarks {
			heaped++
		}
	}
	add(secret, "hidden characters")
	add(mixed(s), "words mixing alphabets")
	add(heaped, "heaped marks")
	add(invalid, "invalid bytes")
	return count, what
}

// mixed counts the words that hold letters of more than one alphabet. Scripts that are written together (Japanese, Korean) are one.
func mixed(s string) int {
	n := 0
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) }) {
		seen := ""
		for _, r := range word {
			name := alphabet(r)
			if name == "" || name == seen {
				continue
			}
			if seen != "" {
				n++
				break
			}
			seen = name
		}
	}
	return n
}

// alphabet names the alphabets whose letters can be taken for each other's; other scripts have no name.
func alphabet(r rune) string {
	switch {
	case unicode.Is(unicode.Latin, r):
		return "Latin"
	case unicode.Is(unicode.Cyrillic, r):
		return "Cyrillic"
	case unicode.Is(unicode.Greek, r):
		return "Greek"
	case unicode.In(r, unicode.Armenian, unicode.Cherokee, unicode.Coptic, unicode.Lisu):
		return "lookalike"
	}
	return ""
}

// Inspect spells raw outside text for the inspect view: one line per character that is not printable ASCII, "U+202E at 14", at most limit lines.
func Inspect(s string, limit int) []Safe {
	var out []Safe
	at := 0
	for i, r := range s {
		at++
		if r >= ' ' && r <= '~' {
			continue
		}
		if len(out) == limit {
			return out
		}
		name := fmt.Sprintf("U+%04X", r)
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], string(mark)) {
			name = fmt.Sprintf("byte %02X", s[i])
		}
		line := fmt.Sprintf("%s at %d", name, at)
		if c := Clean(string(r)); c.s != string(mark) && strings.TrimSpace(c.s) != "" {
			line += "  " + c.s
		}
		out = append(out, Clean(line))
	}
	return slices.Clip(out)
}

var usual = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9 -]{2,15}$`) })

// Code is what may be copied for a code. It is the code itself and true when it looks like one; otherwise the cleaned
// text and false: the person is asked again before that is copied.
func Code(s string) (string, bool) {
	if usual().MatchString(s) {
		return s, true
	}
	return Clean(s).s, false
}
