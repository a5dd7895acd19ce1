package chart

import (
	"strings"

	"switchboard/ui/text"
)

// Bar is one value as a bar across, with its name before it and its figure behind.
type Bar struct {
	Name, Said string
	Value      int64
	Mark       Mark
}

// Bars draws bars under one another in w cells, the longest as long as there is room for, up to most cells.
func Bars(s Signs, bars []Bar, w, most int) []Line {
	name, said := 0, 0
	var max64 int64 = 1
	for _, b := range bars {
		name, said = max(name, text.Width(b.Name)), max(said, text.Width(b.Said))
		max64 = max(max64, b.Value)
	}
	room := min(max(w-name-said-2, 1), most)
	out := make([]Line, 0, len(bars))
	for _, b := range bars {
		line := Line{{text.Clean(b.Name).Pad(name).String() + " ", Label}}
		line = line.add(Gauge(s, b.Value, max64, room), b.Mark)
		out = append(out, line.add(" "+b.Said, Blank))
	}
	return out
}

// Gauge is a share of a whole as a bar of at most w cells; what is there at all is seen.
func Gauge(s Signs, part, whole int64, w int) string {
	if part <= 0 || whole <= 0 || w <= 0 {
		return ""
	}
	full := int64(len(s.Grows))
	n := max(min(part, whole)*int64(w)*full/whole, 1)
	out := strings.Repeat(s.Grows[full-1], int(n/full))
	if rest := n % full; rest > 0 {
		out += s.Grows[rest-1]
	}
	return out
}

// Spark is a row of values as one line of cells; below nothing is not known.
func Spark(s Signs, values []int64) string {
	var most int64 = 1
	for _, v := range values {
		most = max(most, v)
	}
	marks := s.Rises
	if s.plain {
		marks = strings.Split("_.-:=+*#", "")
	}
	var b strings.Builder
	for _, v := range values {
		if v < 0 {
			b.WriteByte(' ')
			continue
		}
		b.WriteString(marks[min(v*int64(len(marks))/most, int64(len(marks))-1)])
	}
	return b.String()
}
