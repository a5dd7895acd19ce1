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

// Own adds our own words. A sentence that the line has no room for goes on
// beneath; what is painted or set in already is cut to the width.
func (d *Detail) Own(role style.Role, s string) *Detail {
	if text.Width(s) > d.w && !strings.HasPrefix(s, " ") && !strings.Contains(s, "\x1b") {
		return d.Prose(role, text.Clean(s))
	}
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

// indented is how far a value stands in that has a line of its own, in cells.
const indented = 2

// Field adds a label and its value. No value is cut: what the line has no room
// for goes on beneath, where what three blanks set apart stays whole, and one word that is too long for that has a line of its own.
func (d *Detail) Field(label string, role style.Role, value text.Safe) *Detail {
	st := d.kit.Styles
	lw := min(max(labelWidth, text.Width(label)+2), d.w/2)
	named := pad(st.Paint(style.Dim, cut(label, lw-1)), lw)
	if word := value.Width(); word > d.w-lw && word <= d.w-indented && !strings.Contains(value.String(), " ") {
		d.lines = append(d.lines, named, strings.Repeat(" ", indented)+st.Paint(role, value.String()))
		return d
	}
	for _, part := range apart(value.String(), d.w-lw) {
		for _, l := range Wrap(part, d.w-lw) {
			d.lines = append(d.lines, named+st.Paint(role, l))
			named = strings.Repeat(" ", lw)
		}
	}
	return d
}

// Prose adds text wrapped to the width; what three blanks set apart stays whole where it can.
func (d *Detail) Prose(role style.Role, s text.Safe) *Detail {
	for _, part := range apart(s.String(), d.w) {
		for _, l := range Wrap(part, d.w) {
			d.lines = append(d.lines, d.kit.Styles.Paint(role, l))
		}
	}
	return d
}

// apart puts as many parts of a text on a line of w cells as it has room for.
func apart(s string, w int) []string {
	const blanks = "   "
	lines := strings.SplitN(s, blanks, 2)[:1]
	for _, part := range strings.Split(s, blanks)[1:] {
		if last := &lines[len(lines)-1]; text.Width(*last)+len(blanks)+text.Width(part) <= w {
			*last += blanks + part
			continue
		}
		lines = append(lines, part)
	}
	return lines
}

// Lines are the lines so far, at most h of them.
func (d *Detail) Lines(h int) []string { return d.lines[:min(len(d.lines), max(h, 0))] }
