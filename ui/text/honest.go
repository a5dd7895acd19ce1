package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	nonJoiner = '\u200C'
	joiner    = '\u200D'
)

// cursive are the scripts whose spelling needs joiners: letters that join or must not, halves of letters, signs that stay apart.
var cursive = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Nko, unicode.Mandaic, unicode.Mongolian, unicode.Phags_Pa, unicode.Devanagari, unicode.Bengali,
	unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala,
	unicode.Khmer, unicode.Myanmar, unicode.Javanese, unicode.Balinese,
}

// spelled says whether r is a joiner that belongs to the letter before it. A second one, or one after a letter of a script that
// has no use for it, belongs to nothing.
func spelled(before, r rune) bool {
	return (r == nonJoiner || r == joiner) && (unicode.IsLetter(before) || unicode.Is(unicode.M, before)) && unicode.In(before, cursive...)
}

// leftward are the scripts that are written from right to left, and with them the marks of direction that their texts need.
var leftward = []*unicode.RangeTable{unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Samaritan, unicode.Mandaic, unicode.Adlam}

// directed says for each rune of s that steers the direction of text, by its place in bytes, whether it is honest: a mark of direction, or an
// embedding or isolate together with its end, in a text that is written from right to left. An override is never honest, nor is what does not close.
func directed(s string) map[int]bool {
	if !strings.ContainsFunc(s, steers) {
		return nil
	}
	native := strings.ContainsFunc(s, func(r rune) bool { return unicode.In(r, leftward...) })
	honest := map[int]bool{}
	var open []int // places of what is not closed yet
	for i, r := range s {
		switch turns(r) {
		case none:
			if r == '\n' {
				open = open[:0] // the end of a paragraph ends what was open, and it never closed
			}
		case mere:
			honest[i] = native
		case opens:
			open = append(open, i)
		case closes:
			n := len(open) - 1
			if n >= 0 && ends(s[open[n]:], r) {
				good := native && !overrides(s[open[n]:])
				honest[i], honest[open[n]] = good, good
				open = open[:n]
			}
		}
	}
	return honest
}

type turn int

const (
	none turn = iota
	mere      // a mark that has the direction of a letter and no other effect
	opens
	closes
)

func turns(r rune) turn {
	switch {
	case r == 0x200E, r == 0x200F, r == 0x061C:
		return mere
	case r == 0x202C, r == 0x2069:
		return closes
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2068:
		return opens
	}
	return none
}

func steers(r rune) bool { return turns(r) != none }

// ends says whether r closes what opened begins with: isolates have an end of their own.
func ends(opened string, r rune) bool {
	first, _ := utf8.DecodeRuneInString(opened)
	return (first >= 0x2066) == (r == 0x2069)
}

func overrides(opened string) bool {
	first, _ := utf8.DecodeRuneInString(opened)
	return first == 0x202D || first == 0x202E
}

// undressed is s without what honest text carries and a terminal cannot draw: marks of direction where they belong, and of a
// picture that is put together its colour, its joiners and the wish to be drawn as a picture, about whose cells terminals disagree; with whole
// the pictures stay as they are.
func undressed(s string, whole bool) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return steers(r) || dresses(r) || r == joiner }) {
		return s
	}
	honest := directed(s)
	var b strings.Builder
	b.Grow(len(s))
	var p picture
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if glued := p.takes(r, s[i+n:]); (whole || !glued) && !honest[i] {
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

// picture follows a text rune by rune and knows what belongs to the picture before it.
type picture struct{ before rune }

// worn stands for a picture that has had its colour or its wish.
const worn = -1

// takes says whether r, with rest behind it, belongs to the picture that was just read: a colour of skin, the wish to be drawn as
// a picture or as a letter, or the joiner between two pictures.
func (p *picture) takes(r rune, rest string) bool {
	before := p.before
	p.before = r
	switch next, _ := utf8.DecodeRuneInString(rest); {
	case r == joiner:
		return (before == worn || pictured(before)) && pictured(next)
	case dresses(r) && (pictured(before) || next == 0x20E3 && r == 0xFE0F): // or a digit in a key
		p.before = worn
		return true
	}
	return false
}

// dresses says whether r is a colour of skin or the wish to be drawn as a picture or as a letter.
func dresses(r rune) bool { return r == 0xFE0E || r == 0xFE0F || r >= 0x1F3FB && r <= 0x1F3FF }

func pictured(r rune) bool { return r != mark && unicode.Is(unicode.So, r) }

// dressing says whether r may follow a picture, or the digit of a key, as far as the letter before it tells.
func dressing(before, r rune) bool {
	switch r {
	case joiner:
		return pictured(before) || dresses(before)
	case 0xFE0E, 0xFE0F:
		return pictured(before) || before >= '#' && before <= '9'
	}
	return false
}
