package insights

import (
	"strings"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/chart"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// axis is how many cells stand before every chart of the trend.
const axis = 7

// trend draws the view: figures and what changed, then as many charts as there is room for.
func (p *Pane) trend(w, h int) []string {
	t := p.f.trend
	if t.Sum.Ordered == 0 {
		return p.nothing(w)
	}
	out := []string{p.totals(w)}
	said := " " + p.kit.Styles.Paint(style.Dim, p.changed(t).Cut(w-2).String())
	here := " " + p.here(w-2)
	if h < 8 {
		return append(out, said, here)
	}
	out = append(out, said, "")
	bars, levels, foot := 3, 0, 0
	switch {
	case h >= 29:
		bars, levels, foot = min(h-20, 16), 5, 4
	case h >= 22:
		bars, levels, foot = 6, 4, 3
	case h >= 16:
		bars, levels = 5, 3
	}
	title := "ORDERS AND CODES A DAY"
	if t.Hourly {
		title = "ORDERS AND CODES AN HOUR"
	}
	out = append(out, p.titled(title, here, w)...)
	out = append(out, p.plot(p.orders(t), w, bars)...)
	if h >= 24 {
		out = append(out, "")
	}
	if levels > 0 {
		out = append(out, " "+p.kit.Styles.Paint(style.Heading, "SUCCESS")+"  "+
			p.kit.Styles.Paint(style.Dim, text.Sentence("orders that got a code; under {} % orders are blocked for 24 hours", text.Int(platfone.SuccessPercent)).Cut(w-12).String()))
		out = append(out, p.kit.Plot(p.success(t).Lines(p.kit.Signs(), w-1, levels), w)...)
	}
	if foot > 0 {
		out = append(out, "")
		out = append(out, p.below(t, w, foot)...)
	}
	return out
}

// titled is a heading with the words of the cursor at its right where there is room, else under it.
func (p *Pane) titled(title, words string, w int) []string {
	head := " " + p.kit.Styles.Paint(style.Heading, title)
	if gap := w - text.Width(head) - text.Width(words) - 1; gap > 1 {
		return []string{head + strings.Repeat(" ", gap) + words}
	}
	return []string{head, words}
}

func (p *Pane) plot(c chart.Columns, w, h int) []string {
	return p.kit.Plot(c.Lines(p.kit.Signs(), w-1, h), w)
}

// orders are the columns of what was ordered, and of what got a code.
func (p *Pane) orders(t store.Trend) chart.Columns {
	c := chart.Columns{At: p.part, Left: axis, Said: func(v int64) string { return text.Int(v).String() }, Name: func(i int) string { return partName(t, i) }}
	for _, part := range t.Parts {
		c.Whole, c.Part = append(c.Whole, part.Ordered), append(c.Part, part.Received)
	}
	return c
}

func (p *Pane) success(t store.Trend) chart.Levels {
	l := chart.Levels{Limit: platfone.SuccessPercent, Least: 1, Band: pane.RateInk, Left: axis}
	for _, part := range t.Parts {
		l.Hits, l.Of = append(l.Hits, part.Received), append(l.Of, part.Ordered)
	}
	return l
}

// margins is the money kept, part by part.
func (p *Pane) margins(t store.Trend) chart.Columns {
	c := chart.Columns{At: -1, Left: axis, Said: func(v int64) string { return p.kit.Cents(money.Cents(v)).String() }, Name: func(i int) string { return partName(t, i) }}
	for _, part := range t.Parts {
		c.Whole = append(c.Whole, int64(part.Margin()))
	}
	return c
}

// below is the money kept beside the times of codes; in a narrow window the times alone, in words.
func (p *Pane) below(t store.Trend, w, h int) []string {
	if w < 76 {
		return []string{" " + p.kit.Styles.Paint(style.Text, quick(t).Cut(w-2).String())}
	}
	kept := p.margins(t)
	kept.At, kept.Name = p.part, nil
	lw := w * 58 / 100
	left := append([]string{" " + p.kit.Styles.Paint(style.Heading, p.keptTitle(t))}, p.plot(kept, lw, h)...)
	right := append([]string{p.kit.Styles.Paint(style.Heading, "TIME TO A CODE")}, p.kit.Plot(chart.Bars(p.kit.Signs(), times4(t.Waits), w-lw-3, 24), w-lw-3)...)
	out := make([]string, max(len(left), len(right)))
	for i := range out {
		l, r := "", ""
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		out[i] = l + strings.Repeat(" ", max(lw+2-text.Width(l), 1)) + r
	}
	return out
}

func (p *Pane) keptTitle(t store.Trend) string {
	if t.Hourly {
		return "MONEY KEPT AN HOUR"
	}
	return "MONEY KEPT A DAY"
}

// times4 are the codes that were timed, in four spans of time.
func times4(waits []store.Wait) []chart.Bar {
	bars := []chart.Bar{{Name: "0:00-0:30"}, {Name: "0:30-1:00"}, {Name: "1:00-2:00"}, {Name: "over 2:00"}}
	var all int64
	for _, w := range waits {
		i := 3
		switch {
		case w.Took <= 30*time.Second:
			i = 0
		case w.Took <= time.Minute:
			i = 1
		case w.Took <= 2*time.Minute:
			i = 2
		}
		bars[i].Value += w.N
		all += w.N
	}
	if all == 0 {
		return nil
	}
	for i := range bars {
		bars[i].Mark, bars[i].Said = chart.Part, text.Percent(bars[i].Value, all).String()
	}
	return bars
}

// quick says how fast codes came.
func quick(t store.Trend) text.Safe {
	half, ok := store.Within(t.Waits, 50)
	if !ok {
		return text.Own("no time to a code is known")
	}
	most, _ := store.Within(t.Waits, 90)
	return text.Sentence("half of the codes within {}, nine in ten within {}", text.Left(half), text.Left(most))
}

// here says in words what is under the cursor.
func (p *Pane) here(w int) string {
	t := p.f.trend
	if p.part < 0 || p.part >= len(t.Parts) {
		return ""
	}
	if unread(t, p.part) {
		return p.kit.Styles.Paint(style.Dim, text.Sentence("{}   not read yet", text.Clean(partName(t, p.part))).Cut(w).String())
	}
	part := t.Parts[p.part]
	words := text.Sentence("{}   {}   {}", text.Clean(partName(t, p.part)), text.Count(part.Ordered, "order", "orders"), text.Count(part.Received, "code", "codes"))
	ink := style.Text
	if part.Ordered > 0 {
		percent := int(money.Share(part.Received, part.Ordered))
		words = words.Append(text.Sentence("   {}", text.Percents(percent)))
		ink = map[chart.Mark]style.Role{chart.Bad: style.Bad, chart.Warn: style.Warn, chart.Good: style.Text}[pane.RateInk(percent)]
	}
	return p.kit.Styles.Paint(ink, words.Append(text.Sentence("   kept {}", p.kit.Cents(part.Margin()))).Cut(w).String())
}

// unread reports whether nothing can be said of a part: no order of it is saved, and not all of it was read.
func unread(t store.Trend, i int) bool { return t.Parts[i].Ordered == 0 && !t.Read(i) }

// partName names a part of a trend.
func partName(t store.Trend, i int) string { return momentName(t, t.Moments[i]) }

// momentName names the part of a trend that begins then.
func momentName(t store.Trend, at time.Time) string {
	if t.Hourly {
		return at.Format("15:04")
	}
	return at.Format("2 Jan")
}
