package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

const ellipsis = "…"

// head is the longest beginning of s that fits w cells, never parting a mark from its base nor a flag in two.
func head(s string, w int) string {
	cells := 0
	for i := 0; i < len(s); {
		n := unit(s[i:])
		if cells += ansi.StringWidthWc(s[i : i+n]); cells > w {
			return s[:i]
		}
		i += n
	}
	return s
}

// Fit is the beginning of a painted line that fits w cells, with end behind it when something was cut. The library takes a letter and its mark for
// one cell where the renderer gives them two.
func Fit(line string, w int, end string) string {
	if Width(line) <= w {
		return line
	}
	out := ansi.TruncateWc(line, max(w, 0), end)
	for n := w - 1; n >= 0 && Width(out) > w; n-- {
		out = ansi.TruncateWc(line, n, end)
	}
	return out
}

// tail is the longest end of s that fits w cells.
func tail(s string, w int) string {
	left := ansi.StringWidthWc(s)
	i := 0
	for left > w && i < len(s) {
		n := unit(s[i:])
		left -= ansi.StringWidthWc(s[i : i+n])
		i += n
	}
	return s[i:]
}

// unit is the length in bytes of the first base with its marks and the joiner that spells it, or of a flag.
func unit(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	if half(r) {
		if next, m := utf8.DecodeRuneInString(s[n:]); half(next) {
			n += m
		}
	}
	for n < len(s) {
		next, m := utf8.DecodeRuneInString(s[n:])
		if !unicode.Is(unicode.M, next) && !spelled(r, next) {
			break
		}
		n += m
		r = next
	}
	return n
}

// Cut shortens the text to w cells, ending in … when something was cut.
func (s Safe) Cut(w int) Safe {
	switch {
	case w <= 0:
		return Safe{}
	case len(s.s) <= w && plain(s.s), s.Width() <= w:
		return s
	}
	return Safe{head(s.s, w-1) + ellipsis}
}

// CutMiddle shortens the text to w cells, keeping both ends: for ids, whose ends tell them apart.
func (s Safe) CutMiddle(w int) Safe {
	switch {
	case w <= 0:
		return Safe{}
	case s.Width() <= w:
		return s
	}
	front := w / 2
	return Safe{head(s.s, front) + ellipsis + tail(s.s, w-1-front)}
}

// Pad fills the text with spaces on the right, or cuts it, to w cells.
func (s Safe) Pad(w int) Safe {
	c := s.Cut(w)
	return Safe{c.s + blanks(w-c.Width())}
}

// PadLeft fills the text with spaces on the left, or cuts it, to w cells: numbers and money line up on the right.
func (s Safe) PadLeft(w int) Safe {
	c := s.Cut(w)
	return Safe{blanks(w-c.Width()) + c.s}
}

func blanks(n int) string { return strings.Repeat(" ", max(n, 0)) }

// Wrap breaks the text into lines of at most w cells, at spaces where there are any. w below 1 counts as 1; empty text is one empty line.
func (s Safe) Wrap(w int) []Safe {
	w = max(w, 1)
	var out []Safe
	rest := s.s
	for Width(rest) > w {
		line := head(rest, w)
		if line == "" { // one wide character in a single column
			line = rest[:unit(rest)]
			out, rest = append(out, Safe{string(mark)}), rest[len(line):]
			continue
		}
		if at := strings.LastIndexByte(line, ' '); at > 0 && rest[len(line)] != ' ' {
			line = line[:at]
		}
		out = append(out, Safe{strings.TrimRight(line, " ")})
		rest = rest[len(line):]
		for strings.HasPrefix(rest, " ") && unit(rest) == 1 { // a space that carries a mark is a letter
			rest = rest[1:]
		}
	}
	return append(out, Safe{rest})
}
