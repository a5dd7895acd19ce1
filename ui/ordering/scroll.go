package ordering

import (
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// scrolled is what of the lines has room, from the first that is shown; where
// there is more the last line says so.
func (s *sheet) scrolled(lines []string, h int) []string {
	if s.more, s.missed = false, false; len(lines) <= h {
		s.top = 0
		s.weighed.Shown()
		return lines
	}
	page := max(h-1, 1)
	s.top = max(0, min(s.top, len(lines)-page))
	s.more = s.top+page < len(lines)
	more := text.Own("Down shows the rest")
	switch s.missed = s.weighed.Part(s.top, s.top+page, len(lines)); {
	case s.missed:
		more = text.Own("Up shows what was passed by")
	case !s.more:
		more = text.Own("Up shows the beginning")
	}
	return append(append([]string(nil), lines[s.top:s.top+page]...), s.c.kit.Styles.Paint(style.Dim, more.String()))
}

// scrolls moves through what has no room on the line Order, and reports whether there was something to move.
func (s *sheet) scrolls(d int) bool {
	if s.top == 0 && d < 0 || !s.more && d > 0 {
		return false
	}
	s.top = max(0, s.top+d)
	return true
}
