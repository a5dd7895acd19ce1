package chart

import (
	"fmt"
	"html"
	"strings"

	"switchboard/client/money"
	"switchboard/ui/text"
)

// Picture is a chart as a file: columns, and under them shares with their limit where there are any.
type Picture struct {
	Title   string
	Columns Columns
	Levels  Levels
}

// The size of a picture and of what is in it, in pixels.
const (
	pictureW, pictureH = 960, 540
	marginX, topY      = 70, 60
	columnsH, levelsY  = 260, 380
	levelsH            = 110
)

// SVG is the picture; it holds no script and loads nothing.
func (p Picture) SVG() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`+"\n",
		pictureW, pictureH, pictureW, pictureH)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" fill="#ffffff"/><text x="%d" y="30" font-size="18">%s</text>`+"\n", marginX, written(p.Title))
	p.columns(&b)
	if len(p.Levels.Of) > 0 {
		p.levels(&b)
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func (p Picture) columns(b *strings.Builder) {
	c := p.Columns
	var most int64 = 1
	for _, v := range c.Whole {
		most = max(most, v)
	}
	label(b, topY+10, c.Said(most))
	label(b, topY+columnsH, c.Said(0))
	step := float64(pictureW-marginX-20) / float64(max(len(c.Whole), 1))
	for i, v := range c.Whole {
		x, h := marginX+float64(i)*step, float64(max(v, 0))*columnsH/float64(most)
		column(b, x, topY+columnsH-h, step*0.8, h, "#c7cbd1")
		if c.Part != nil {
			h = float64(max(c.Part[i], 0)) * columnsH / float64(most)
			column(b, x, topY+columnsH-h, step*0.8, h, "#3b6fd4")
		}
		if c.Name != nil && i%max(1, len(c.Whole)/6) == 0 {
			fmt.Fprintf(b, `<text x="%.1f" y="%d" fill="#555555">%s</text>`+"\n", x, topY+columnsH+18, written(c.Name(i)))
		}
	}
}

// written is a text as a picture holds it.
func written(s string) string { return html.EscapeString(text.Line(s)) }

func column(b *strings.Builder, x, y, w, h float64, fill string) {
	fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`+"\n", x, y, w, h, fill)
}

func label(b *strings.Builder, y int, said string) {
	fmt.Fprintf(b, `<text x="%d" y="%d" text-anchor="end" fill="#555555">%s</text>`+"\n", marginX-8, y, written(said))
}

func (p Picture) levels(b *strings.Builder) {
	l := p.Levels
	y := func(percent int) int { return levelsY + levelsH - percent*levelsH/100 }
	label(b, y(100)+4, "100 %")
	label(b, y(l.Limit)+4, fmt.Sprintf("%d %%", l.Limit))
	fmt.Fprintf(b, `<line x1="%d" y1="%d" x2="%d" y2="%d" stroke="#c0392b" stroke-dasharray="4 4"/>`+"\n", marginX, y(l.Limit), pictureW-20, y(l.Limit))
	step := float64(pictureW-marginX-20) / float64(max(len(l.Of), 1))
	inks := map[Mark]string{Good: "#2e8b57", Warn: "#d98a00", Bad: "#c0392b"}
	for i, of := range l.Of {
		if of < max(l.Least, 1) {
			continue
		}
		percent := int(money.Share(l.Hits[i], of))
		ink := inks[l.Band(percent)]
		if ink == "" {
			ink = inks[Good]
		}
		column(b, marginX+float64(i)*step, float64(y(percent)-2), step*0.8, 4, ink)
	}
}
