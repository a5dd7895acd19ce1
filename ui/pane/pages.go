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
	part part
}

// part is which lines of a verdict are on the screen, and how far down all of them were.
type part struct {
	from, to, all int
	reach         int
	on            Seen
}

// Part notes which of the lines that a verdict is drawn in are in the frame that is being made. It counts as seen once
// each of them was on the screen, the last ones now. Keys that come faster than frames pass lines by: missed is that some were.
func (w *Weighed) Part(from, to, all int) (missed bool) {
	p := &w.pages.part
	if all != p.all { // other lines
		*p = part{all: all}
	}
	if from != p.from || to != p.to {
		if p.from <= p.reach && p.on.Out(w.kit) {
			p.reach = max(p.reach, p.to)
		}
		p.from, p.to = from, to
		p.on.Anew()
	}
	p.on.Draw(w.kit)
	if to < all {
		return false
	}
	if from <= p.reach {
		w.Shown()
	}
	return p.missed() && !w.seen.Drawn()
}

// missed is that the end is on the screen, and lines before it never were.
func (p part) missed() bool { return p.to == p.all && p.from > p.reach }

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
	switch missed := w.Part(p.top, p.top+p.page, len(lines)); {
	case missed:
		more = text.Own("Up shows what was passed by")
	case rest == 0:
		more = text.Own("Up shows the beginning")
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
