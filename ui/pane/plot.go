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
	chart.Blank: style.Text, chart.Label: style.Dim, chart.Rest: style.Behind, chart.Part: style.Info, chart.Good: style.Good,
	chart.Warn: style.Warn, chart.Bad: style.Bad, chart.Limit: style.Bad, chart.Here: style.Accent,
}

// Signs are the shapes of charts on this terminal: shaded where no colour tells a part from its whole.
func (k *Kit) Signs() chart.Signs {
	if k.Styles.Plain {
		return chart.ASCII()
	}
	signs := chart.Blocks()
	if k.Styles.Tells(inks[chart.Part], inks[chart.Rest]) {
		signs.Rest = signs.Rises[len(signs.Rises)-1]
	}
	return signs
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
			b.WriteString(k.Styles.Paint(inks[p.Mark], s))
		}
		out[i] = strings.TrimRight(b.String(), " ")
	}
	return out
}

// RateInk is how a success rate in per cent is drawn.
func RateInk(percent int) chart.Mark {
	return map[store.Fare]chart.Mark{store.Poor: chart.Bad, store.Middling: chart.Warn, store.Good: chart.Good}[store.FareOf(percent)]
}
