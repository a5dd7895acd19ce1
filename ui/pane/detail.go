package pane

import (
	"strings"

	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Detail builds the lines of a detail: headings, labelled values, prose.
type Detail struct {
	kit   *Kit
	w     int
	lines []string
}

// NewDetail starts a detail w cells wide.
func NewDetail(kit *Kit, w int) *Detail { return &Detail{kit: kit, w: max(w, 1)} }

// Line adds a line in a role.
func (d *Detail) Line(role style.Role, s text.Safe) *Detail {
	d.lines = append(d.lines, d.kit.Styles.Paint(role, s.Cut(d.w).String()))
	return d
}

// Own adds a line of our own words, cut to the width.
func (d *Detail) Own(role style.Role, s string) *Detail {
	d.lines = append(d.lines, d.kit.Styles.Paint(role, cut(s, d.w)))
	return d
}

// Heading adds a blank line and a heading; what stands behind two blanks says what it is about, and has less weight.
func (d *Detail) Heading(s string) *Detail {
	title, about, _ := strings.Cut(text.Clean(s).Cut(d.w).String(), "  ")
	line := d.kit.Styles.Paint(style.Heading, title)
	if about != "" {
		line += "  " + d.kit.Styles.Paint(style.Dim, about)
	}
	d.Gap().lines = append(d.lines, line)
	return d
}

// Gap adds a blank line, unless the last one is blank already.
func (d *Detail) Gap() *Detail {
	if n := len(d.lines); n > 0 && d.lines[n-1] != "" {
		d.lines = append(d.lines, "")
	}
	return d
}

// labelWidth is where values begin, in cells.
const labelWidth = 18

// Field adds a label and its value; a value too long for the line is cut.
func (d *Detail) Field(label string, role style.Role, value text.Safe) *Detail {
	lw := min(max(labelWidth, text.Width(label)+2), d.w/2)
	line := d.kit.Styles.Paint(style.Dim, pad(cut(label, lw-1), lw)) + d.kit.Styles.Paint(role, value.Cut(d.w-lw).String())
	d.lines = append(d.lines, line)
	return d
}

// Whole adds a label and a value that must be read to its end, such as an
// address: what the line has no room for goes on beneath.
func (d *Detail) Whole(label string, role style.Role, value text.Safe) *Detail {
	lw := min(max(labelWidth, text.Width(label)+2), d.w/2)
	for _, l := range Wrap(value.String(), d.w-lw) {
		d.Field(label, role, text.Clean(l))
		label = ""
	}
	return d
}

// Prose adds text wrapped to the width.
func (d *Detail) Prose(role style.Role, s text.Safe) *Detail {
	for _, l := range Wrap(s.String(), d.w) {
		d.lines = append(d.lines, d.kit.Styles.Paint(role, l))
	}
	return d
}

// Lines are the lines so far, at most h of them.
func (d *Detail) Lines(h int) []string { return d.lines[:min(len(d.lines), max(h, 0))] }

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

// Split lays a list and what is said of the selected row into w by h cells:
// side by side when there is room, else the list over a preview of
// previewHeight lines.
func Split(kit *Kit, w, h, previewHeight int, list, preview, detail func(w, h int) []string) string {
	switch ClassOf(w, h) {
	case Pocket:
		return Stack(h, list(w, h))
	case Narrow:
		lines := Stack(h-previewHeight-1, list(w, h-previewHeight-1))
		return lines + "\n" + kit.Rule(w) + "\n" + Stack(previewHeight, preview(w, previewHeight))
	}
	return Beside(kit, w, h, w*64/100, list, detail)
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
