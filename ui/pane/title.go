package pane

import (
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Head is the line over a list: its title, and how much there is of it.
func (k *Kit) Head(title string, count text.Safe, w int) string {
	return cut(" "+k.Styles.Paint(style.Heading, title)+"  "+k.Styles.Paint(style.Dim, count.String()), w)
}

// Under is a line over a list that begins with its views: how much there is, pale, beside them.
func (k *Kit) Under(views string, count text.Safe, w int) string {
	if count.Empty() {
		return views
	}
	return cut(views+"   "+k.Styles.Paint(style.Dim, count.String()), w)
}

// Lead begins a detail with the thing itself, large in weight, and goes on with what it is.
func (d *Detail) Lead(thing, about text.Safe) *Detail {
	st := d.kit.Styles
	thing = thing.Cut(d.w)
	line := st.Paint(style.Heading, thing.String())
	if room := d.w - thing.Width() - 3; room > 0 {
		line += "   " + st.Paint(style.Text, about.Cut(room).String())
	}
	d.lines = append(d.lines, line)
	return d
}
