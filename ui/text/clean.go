package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	mark     = '\uFFFD' // stands for one character that must not be drawn
	holder   = '\u25CC' // the base lent to a combining mark that has none
	maxMarks = 2        // combining marks drawn on one base
)

// Clean makes outside text drawable as one line: valid UTF-8; every control, format, separator, private
// and ignorable character becomes one visible mark; at most two combining marks on a base; line ends and tabs become a space. Joiners that spell
// a word are kept, pictures that are joined stand side by side, and marks of direction are left out where they belong. Cleaning twice changes nothing.
func Clean(s string) Safe {
	if ordinary(s) {
		return Safe{s}
	}
	return Safe{clean(strings.ToValidUTF8(s, string(mark)), false)}
}

// clean is Clean; with whole pictures keep their colours and joiners.
func clean(s string, whole bool) string {
	s = norm.NFC.String(undressed(s, whole))
	var b strings.Builder
	b.Grow(len(s))
	marks, based, flag, before := 0, false, rune(0), rune(0)
	var p picture
	for i, r := range s {
		if spelled(before, r) || whole && p.takes(r, s[i+utf8.RuneLen(r):]) {
			b.WriteRune(r)
			before = r
			continue
		}
		if !whole || !lettered(r) {
			r = visible(r, s[i:])
		}
		switch {
		case r < 0:
			continue
		case unicode.Is(unicode.M, r):
			if marks++; marks > maxMarks {
				continue
			}
			if !based {
				b.WriteRune(holder)
			}
		default:
			marks = 0
		}
		based = true
		if flag = regional(flag, r, s[i:]); flag == mark {
			r, flag = mark, 0
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

// visible is what is drawn for r, the first rune of rest: itself, a space, a mark, or nothing (-1) for the first half of a line end.
func visible(r rune, rest string) rune {
	switch {
	case r >= ' ' && r <= '~':
		return r
	case r == '\r' && strings.HasPrefix(rest, "\r\n"):
		return -1
	case r == '\n', r == '\t', r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029', unicode.Is(unicode.Zs, r):
		return ' '
	case r < ' ':
		return '\u2400' + r // the picture of that control character
	case r == 0x7f:
		return '\u2421'
	case hidden(r), unruly(r):
		return mark
	}
	return r
}

// hidden says whether r draws nothing of its own, or nothing a font promises: the classes of Unicode that Clean marks, and what it has not assigned.
func hidden(r rune) bool {
	return !unicode.IsGraphic(r) || unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// regional keeps flags in pairs: it returns the open half, 0 when none is open, or mark when r is a half that finds no partner.
func regional(open, r rune, rest string) rune {
	if !half(r) {
		return 0
	}
	if open != 0 {
		return 0
	}
	next, _ := utf8.DecodeRuneInString(rest[utf8.RuneLen(r):])
	if !half(next) {
		return mark
	}
	return r
}

func half(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }
