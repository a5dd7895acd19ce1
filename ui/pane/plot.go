package pane

import (
	"strings"

	"switchboard/store"
	"switchboard/ui/chart"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// inks are the roles of what a chart shows.
var inks = map[chart.Mark]style.Role{
	chart.Blank: style.Text, chart.Label: style.Dim, chart.Rest: style.Faint, chart.Part: style.Info, chart.Good: style.Good,
	chart.Warn: style.Warn, chart.Bad: style.Bad, chart.Limit: style.Bad, chart.Here: style.Accent,
}

// Signs are the shapes of charts on this terminal.
func (k *Kit) Signs() chart.Signs {
	if k.Styles.Plain {
		return chart.ASCII()
	}
	return chart.Blocks()
}

// Plot paints the lines of a chart, each at most w cells wide. What the cursor
// is on is said in words beside it: a chart alone tells nothing to who cannot see it.
func (k *Kit) Plot(lines []chart.Line, w int) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		var b strings.Builder
		room := w
		for _, p := range l {
			s := cut(p.Text, room)
			room -= text.Width(s)
			word := strings.TrimRight(s, " ")
			b.WriteString(k.Styles.Paint(inks[p.Mark], word) + s[len(word):])
		}
		out[i] = strings.TrimRight(b.String(), " ")
	}
	return out
}

// RateInk is how a success rate in per cent is drawn.
func RateInk(percent int) chart.Mark {
	return map[store.Fare]chart.Mark{store.Poor: chart.Bad, store.Middling: chart.Warn, store.Good: chart.Good}[store.FareOf(percent)]
}
