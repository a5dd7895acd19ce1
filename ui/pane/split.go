package pane

import (
	"strings"

	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Class is a size of window.
type Class int

const (
	Pocket Class = iota // codes and countdowns only
	Narrow              // a list over a short preview
	Medium              // a list beside a detail
)

// ClassOf tells the class of the room a pane is given: the window less the
// three lines of the frame, its rule and the line for toasts.
func ClassOf(w, h int) Class {
	switch {
	case w < 60 || h < 12:
		return Pocket
	case w < 100:
		return Narrow
	}
	return Medium
}

// Split is a list and what is said of its selected row.
type Split struct {
	Kit           *Kit
	Need          int // cells in which the list cuts no name
	PreviewHeight int // lines of the preview
	// List, Preview and Detail draw at most h lines of w cells.
	List, Preview, Detail func(w, h int) []string
}

// View lays it into w by h cells: side by side when there is room, else the
// list over a preview. A list whose names need more than half a window goes
// over its detail.
func (s Split) View(w, h int) string {
	switch ClassOf(w, h) {
	case Pocket:
		return Stack(h, s.List(w, h))
	case Narrow:
		return s.over(w, h, s.PreviewHeight, s.head(s.Preview))
	}
	lw := max(w*64/100, min(s.Need+1, w-leastLarge-2))
	if s.Need >= lw && s.Need <= w {
		return s.over(w, h, min(h/3, mostBelow), s.flowed)
	}
	return Beside(s.Kit, w, h, lw, s.List, s.head(s.Detail))
}

// head is what is said of the selected row, and of one that only passes which it is: its first line.
func (s Split) head(said func(w, h int) []string) func(w, h int) []string {
	if !s.Kit.Passing {
		return said
	}
	return func(w, h int) []string { return said(w, min(h, 1)) }
}

// mostBelow is how many lines a detail under its list takes at most.
const mostBelow = 14

// over puts the list over what is said of the selected row, which takes the last lines.
func (s Split) over(w, h, below int, said func(w, h int) []string) string {
	return Stack(h-below-1, s.List(w, h-below-1)) + "\n" + s.Kit.Rule(w) + "\n" + Stack(below, said(w, below))
}

// flowed is the detail in two columns.
func (s Split) flowed(w, h int) []string {
	cw := (w - 4) / 2
	lines := s.head(s.Detail)(cw, 2*h)
	out := make([]string, h)
	for i := range out {
		out[i] = " " + pad(at(lines, i), cw) + "  " + ended(at(lines, h+i), w-cw-3)
	}
	return out
}

// Beside lays two blocks side by side with a line between them. The left one
// takes lw cells, the last of which stays free, so that a column that ends on
// the right does not touch the line.
func Beside(kit *Kit, w, h, lw int, left, right func(w, h int) []string) string {
	bar := kit.Styles.Paint(style.Border, kit.Styles.Bar)
	rw := w - lw - 2
	l, r := left(lw-1, h), right(rw, h)
	out := make([]string, h)
	for i := range out {
		out[i] = pad(at(l, i), lw) + bar + " " + ended(at(r, i), rw)
	}
	return strings.Join(out, "\n")
}

// edge is a blank that is not shown, which looks as any other. The renderer
// takes a line that ends in it to be as long as the window, and then sends the
// cells that changed and no others: where a line can be cleared to its end it
// sends one cell too many, so that twenty countdowns cost half as much again.
const edge = "\x1b[8m \x1b[m"

// ended fills a line to w cells, the last of which is the edge when it is free.
func ended(line string, w int) string {
	if text.Width(line) >= w {
		return line
	}
	return pad(line, w-1) + edge
}

// Rule is a line across w cells.
func (k *Kit) Rule(w int) string {
	return k.Styles.Paint(style.Border, strings.Repeat(k.Styles.Rule, max(w, 0)))
}

// Stack joins lines to a block of exactly h lines.
func Stack(h int, lines []string) string {
	out := make([]string, max(h, 1))
	copy(out, lines)
	return strings.Join(out, "\n")
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}
