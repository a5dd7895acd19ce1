package chart

import (
	"strconv"
	"strings"

	"switchboard/client/money"
)

// Levels are shares in per cent on a scale from 0 to 100, with a limit that is not to be crossed.
type Levels struct {
	Hits, Of []int64 // a share is hits of so many; of none there is none
	Limit    int     // per cent
	Least    int64   // a share of fewer than that is not claimed
	Band     func(percent int) Mark
	Left     int
}

// Lines draws the shares in h lines, the limit on the last.
func (l Levels) Lines(s Signs, w, h int) []Line {
	g := fit(len(l.Of), l.Left, w)
	hits, of := g.joined(l.Hits), g.joined(l.Of)
	out := make([]Line, 0, h)
	for row := range h {
		top := 100 - row*100/h
		low := 100 - (row+1)*100/h
		label, blank, mark := strconv.Itoa(top)+" %", " ", Blank
		if row == h-1 {
			label, blank, mark = strconv.Itoa(l.Limit)+" %", s.Limit, Limit
		}
		line := g.axis(label)
		for i := range of {
			cell, m := blank, mark
			if of[i] > 0 && of[i] >= l.Least {
				if p := int(money.Share(hits[i], of[i])); p <= top && (p > low || row == h-1) {
					cell, m = s.Level, l.Band(p)
				}
			}
			line = line.add(strings.Repeat(cell, g.width()), m)
			if g.step > 1 {
				line = line.add(blank, mark)
			}
		}
		out = append(out, line)
	}
	return out
}
