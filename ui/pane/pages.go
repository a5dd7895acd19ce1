package pane

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keybook"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// pages are the lines of a sheet that asks something, a page at a time where
// there is no room for all of them.
type pages struct {
	top  int // the first line that is shown
	page int // how many are, 0 while all are
}

// Draw gives of a sheet's lines, the verdict among them, those for which there
// is room, at most width cells wide. The verdict counts as seen once the last
// page was on the screen.
func (w *Weighed) Draw(lines []string, width, room int) []string {
	room = max(room, 1)
	if len(lines) <= room {
		w.pages = pages{}
		w.Shown()
		return lines
	}
	p := &w.pages
	p.page = max(room-1, 1)
	p.top = max(0, min(p.top, len(lines)-p.page))
	rest := len(lines) - p.top - p.page
	out := append([]string(nil), lines[p.top:p.top+p.page]...)
	more := text.Own("Down shows the rest")
	if rest == 0 {
		more = text.Own("Up shows the beginning")
		w.Shown()
	}
	if room > 1 {
		out = append(out, w.kit.Styles.Paint(style.Dim, more.Cut(width).String()))
	}
	return out
}

// Pages are the keys that turn the pages.
func (w *Weighed) Pages() []Action {
	turn := func(d int) func() tea.Cmd {
		return func() tea.Cmd {
			w.pages.top = max(0, w.pages.top+d*w.pages.page)
			return nil
		}
	}
	return []Action{
		{ID: "verdict.down", Key: keybook.Fixed("more", "down", "pgdown"), Hide: w.pages.page == 0, Do: turn(1)},
		{ID: "verdict.up", Key: keybook.Fixed("back", "up", "pgup"), Hide: true, Do: turn(-1)},
	}
}
