package listings

import (
	"math"
	"strconv"

	"time"

	"switchboard/client/numbersonline"
	"switchboard/ui/chart"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// The curve of a year's risk: how many parts it has, the lines it takes, and the least cells it is drawn in.
const (
	curveParts  = 120
	curveHeight = 6
	curveLeast  = 50
	curveMost   = 110
)

// curve draws the risk of a year on the whole scale, in the colours of the bands, and under it when something was reported or the public page was changed.
func (p portrait) curve(d *pane.Detail) {
	worst, _, high := buckets(p.depth.risks, p.kit.Now(), history, curveParts)
	if high < 0 || p.w < curveLeast {
		return
	}
	c := chart.Curve{High: 100, Said: func(v float64) string { return strconv.Itoa(int(v)) }, Band: func(v float64) chart.Mark {
		score := int(v)
		return bandMarks[numbersonline.BandOf(&score)]
	}}
	for _, w := range worst {
		v := float64(w)
		if w < 0 {
			v = math.NaN()
		}
		c.Values = append(c.Values, v)
	}
	c.Events, c.Own = p.reported(), p.edited()
	d.Gap()
	for _, l := range p.kit.Plot(c.Lines(p.kit.Signs(), min(p.w, curveMost), curveHeight), p.w) {
		d.Own(style.Text, l)
	}
	said := text.Own("a year; under 40 low, under 70 medium, from 70 on high")
	if n := len(c.Events); n > 0 {
		said = text.Sentence("{}; {} {}", said, text.Clean(p.kit.Signs().Hit), text.Count(int64(n), "report", "reports"))
	}
	if n := len(c.Own); n > 0 {
		said = text.Sentence("{}; {} {}", said, text.Clean(p.kit.Signs().Own), text.Count(int64(n), "edit", "edits"))
	}
	d.Line(style.Dim, said)
}

// bandMarks are the bands of a risk as charts show them.
var bandMarks = map[numbersonline.Band]chart.Mark{
	numbersonline.BandLow: chart.Good, numbersonline.BandMedium: chart.Warn, numbersonline.BandHigh: chart.Bad,
}

// reported are the parts of the year in which something was reported.
func (p portrait) reported() (parts []int) {
	for _, r := range p.depth.complaints.Reports {
		parts = p.mark(parts, r.Created)
	}
	return parts
}

// edited are the parts of the year in which the public page was changed from here.
func (p portrait) edited() (parts []int) {
	for _, at := range p.depth.edits {
		parts = p.mark(parts, at)
	}
	return parts
}

// mark adds the part of the year that a moment lies in.
func (p portrait) mark(parts []int, at time.Time) []int {
	from := p.kit.Now().Add(-history)
	if !at.After(from) {
		return parts
	}
	return append(parts, min(int(at.Sub(from)/(history/time.Duration(curveParts))), curveParts-1))
}
