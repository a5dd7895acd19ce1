// Package chart draws figures as lines of cells, and as SVG. It knows no colours: each piece of a line says what it means, and whoever shows it
// chooses the paint. What is drawn in block characters has a twin in ASCII, and the figure stands beside every shape.
package chart

import (
	"strings"

	"switchboard/ui/text"
)

// Mark is what a piece of a chart means.
type Mark int

// The marks.
const (
	Blank Mark = iota
	Label      // an axis or the name of a bar
	Rest       // what belongs to a whole and not to its part
	Part       // the part that counts
	Good
	Warn
	Bad
	Limit // a line that is not to be crossed
	Here  // where the cursor is
)

// Piece is a stretch of a line with one meaning.
type Piece struct {
	Text string
	Mark Mark
}

// Line is one line of cells.
type Line []Piece

// String is the line without its meanings, for terminals and files that show text alone.
func (l Line) String() string {
	var b strings.Builder
	for _, p := range l {
		b.WriteString(p.Text)
	}
	return strings.TrimRight(b.String(), " ")
}

// add appends cells, joining what means the same.
func (l Line) add(cells string, m Mark) Line {
	if n := len(l); n > 0 && l[n-1].Mark == m {
		l[n-1].Text += cells
		return l
	}
	return append(l, Piece{cells, m})
}

// Signs are the shapes a chart is made of.
type Signs struct {
	Rises      []string // parts of a full cell from below, the full one last
	Grows      []string // the same from the left
	Rest       string   // a cell of a whole outside its part
	Level      string   // a value on a scale
	Limit      string
	Under, Hit string // below nothing; an event under a curve
	Own        string // what one did oneself under a curve
	plain      bool
}

// Blocks are the signs of a terminal that has Unicode.
func Blocks() Signs {
	return Signs{
		Rises: []string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}, Grows: []string{"▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"},
		Rest: "░", Level: "━", Limit: "╌", Under: "▁", Hit: "▲", Own: "◇",
	}
}

// ASCII are the signs of every other.
func ASCII() Signs {
	return Signs{Rises: []string{"_", "#"}, Grows: []string{"#"}, Rest: ":", Level: "=", Limit: "-", Under: "_", Hit: "^", Own: "o", plain: true}
}

// grid is where the columns of a chart stand: per values each, step cells apart, left cells after the margin.
type grid struct{ left, n, per, step int }

// fit lays n values out in w cells beside an axis of left cells: as wide as there is room for, several to a column where there is not.
func fit(n, left, w int) grid {
	room := max(w-left-1, 1)
	g := grid{left: left, per: (n + room - 1) / room}
	g.per = max(g.per, 1)
	g.n = (n + g.per - 1) / g.per
	g.step = min(max(room/max(g.n, 1), 1), mostStep)
	return g
}

// mostStep is how many cells one value takes at most.
const mostStep = 7

// width is how many cells of a step are drawn: the last one stays free where there are several.
func (g grid) width() int { return max(g.step-1, 1) }

// column is where the i-th value stands, -1 for none.
func (g grid) column(i int) int {
	if i < 0 {
		return -1
	}
	return i / g.per
}

// joined adds up the values of each column.
func (g grid) joined(values []int64) []int64 {
	out := make([]int64, g.n)
	for i, v := range values {
		out[i/g.per] += v
	}
	return out
}

// axis begins a line with its label.
func (g grid) axis(label string) Line {
	return Line{{text.Clean(label).PadLeft(g.left).String() + " ", Label}}
}

// foot is the line under the columns: their names where they have room.
func (g grid) foot(name func(i int) string) Line {
	cells := []rune(strings.Repeat(" ", g.n*g.step+12))
	free := 0
	write := func(col int) {
		if col < 0 || col >= g.n {
			return
		}
		label := []rune(name(col * g.per))
		from := col * g.step
		if from >= free && from+len(label) <= len(cells) {
			copy(cells[from:], label)
			free = from + len(label) + 2
		}
	}
	every := max(1, (g.n+4)/5)
	for every*g.step < 8 {
		every++
	}
	for col := 0; col < g.n; col += every {
		write(col)
	}
	return append(g.axis(""), Piece{strings.TrimRight(string(cells[:min(len(cells), g.n*g.step+8)]), " "), Label})
}
