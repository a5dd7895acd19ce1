package chart

import "strings"

// Columns are values as columns side by side, each with the part of it that counts.
type Columns struct {
	Whole, Part []int64 // Part may be nil: then all of it counts
	At          int     // the value under the cursor, -1 for none
	Said        func(v int64) string
	Name        func(i int) string // of a value, under its column; nil for none
	Left        int                // cells of the axis, so that several charts stand under one another
}

// Lines draws the columns h cells high, and their names under them.
func (c Columns) Lines(s Signs, w, h int) []Line {
	g := fit(len(c.Whole), c.Left, w)
	whole, part := g.joined(c.Whole), g.joined(c.Whole)
	if c.Part != nil {
		part = g.joined(c.Part)
	}
	var most int64 = 1
	for _, v := range whole {
		most = max(most, v)
	}
	out := make([]Line, 0, h+1)
	for row := h - 1; row >= 0; row-- {
		label := ""
		switch row {
		case h - 1:
			label = c.Said(most)
		case (h - 1) / 2:
			if h > 4 {
				label = c.Said((most*int64(2*row+1) + int64(h)) / int64(2*h))
			}
		}
		line := g.axis(label)
		for i := range whole {
			cell, mark := s.cell(whole[i], part[i], most, row, h)
			if i == g.column(c.At) && mark != Blank && mark != Bad {
				mark = map[Mark]Mark{Part: Here, Rest: Rest}[mark]
			}
			line = line.add(strings.Repeat(cell, g.width()), mark)
			if g.step > 1 {
				line = line.add(" ", Blank)
			}
		}
		out = append(out, line)
	}
	if c.Name != nil {
		if c.At >= 0 {
			out = append(out, g.pointer(s, c.At))
		}
		out = append(out, g.foot(c.Name))
	}
	return out
}

// cell is what a column shows in one row, counted from below.
func (s Signs) cell(whole, part, most int64, row, h int) (string, Mark) {
	full := int64(len(s.Rises))
	height := func(v int64) int64 { // in parts of a cell; what is there at all is seen
		if v <= 0 {
			return 0
		}
		return max((v*int64(h)*full+most/2)/most, 1)
	}
	if whole < 0 && row == 0 {
		return s.Under, Bad
	}
	top, inner := height(whole)-int64(row)*full, height(part)-int64(row)*full
	switch {
	case top <= 0:
		return " ", Blank
	case part >= whole && inner >= full, part < whole && inner*2 >= full:
		return s.Rises[full-1], Part
	case part >= whole:
		return s.Rises[inner-1], Part
	case top >= full:
		return s.Rest, Rest
	}
	return s.Rises[top-1], Rest
}

// pointer marks the column of the cursor from below.
func (g grid) pointer(s Signs, at int) Line {
	line := g.axis("")
	if col := g.column(at); col >= 0 {
		line = line.add(strings.Repeat(" ", col*g.step+(g.width()-1)/2), Blank).add(s.Hit, Here)
	}
	return line
}
