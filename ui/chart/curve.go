package chart

import (
	"math"
	"strings"

	"github.com/guptarohit/asciigraph"
)

// Curve is a value over time.
type Curve struct {
	Values    []float64 // NaN where it is not known
	Low, High float64   // the bounds of the scale, widened where a value lies outside
	Said      func(v float64) string
	Band      func(v float64) Mark
	Events    []int // which values something happened at
	Own       []int // which values one did something oneself at; where both are, what happened is shown
}

// Lines draws the curve in w by h cells, and under it where something happened.
func (c Curve) Lines(s Signs, w, h int) []Line {
	low, high := c.Low, c.High
	known := false
	for _, v := range c.Values {
		if !math.IsNaN(v) {
			low, high, known = min(low, v), max(high, v), true
		}
	}
	if !known || h < 2 {
		return nil
	}
	left := max(len([]rune(c.Said(low))), len([]rune(c.Said(high))))
	options := []asciigraph.Option{
		asciigraph.Height(h - 1), asciigraph.Width(max(w-left-3, 2)), asciigraph.LowerBound(low), asciigraph.UpperBound(high),
		asciigraph.YAxisValueFormatter(c.Said),
	}
	if s.plain {
		options = append(options, asciigraph.SeriesChars(asciigraph.CreateCharSet("*")))
	}
	var out []Line
	rows := strings.Split(asciigraph.Plot(c.Values, options...), "\n")
	for i, row := range rows {
		value := high - float64(i)*(high-low)/float64(max(len(rows)-1, 1))
		cut := strings.IndexAny(row, "┤┼")
		if cut < 0 {
			continue
		}
		axis, rest := row[:cut]+"┤", row[cut+len("┤"):]
		if s.plain {
			axis = row[:cut] + "|"
		}
		out = append(out, Line{{axis, Label}, {strings.TrimRight(rest, " "), c.Band(value)}})
	}
	if len(c.Events)+len(c.Own) > 0 && len(out) > 0 {
		out = append(out, c.events(s, len([]rune(out[0][0].Text)), max(w-left-3, 2)))
	}
	return out
}

// events marks under the curve where something happened.
func (c Curve) events(s Signs, left, w int) Line {
	cells := strings.Split(strings.Repeat(" ", w), "")
	mark := func(at []int, sign string) {
		for _, i := range at {
			cells[min(max(i*(w-1)/max(len(c.Values)-1, 1), 0), w-1)] = sign
		}
	}
	mark(c.Own, s.Own)
	mark(c.Events, s.Hit)
	return Line{{strings.Repeat(" ", left), Label}, {strings.TrimRight(strings.Join(cells, ""), " "), Here}}
}
