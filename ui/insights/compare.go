package insights

import (
	"strings"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// totals are the figures of the whole stretch, each with how it changed.
func (p *Pane) totals(w int) string {
	t := p.f.trend
	st := p.kit.Styles
	figure := func(value text.Safe, what text.Literal, change string) string {
		s := st.Paint(style.Heading, value.String()) + " " + st.Paint(style.Dim, string(what))
		if change != "" {
			s += " " + change
		}
		return s
	}
	sum, before := t.Sum, t.Before
	parts := []string{
		figure(text.Int(sum.Ordered), "orders", p.arrow(t, sum.Ordered, before.Ordered)),
		figure(text.Int(sum.Received), "codes", ""),
		figure(text.Percent(sum.Received, sum.Ordered), "success", p.points(t)),
		figure(p.kit.Cents(sum.Billed-sum.Refunded), "spent", ""),
		figure(p.kit.Cents(sum.Margin()), "kept", p.arrow(t, int64(sum.Margin()), int64(before.Margin()))),
	}
	for gap := "     "; len(gap) > 1; gap = gap[1:] {
		if line := " " + strings.Join(parts, gap); text.Width(line) <= w {
			return line
		}
	}
	for len(parts) > 1 {
		parts = parts[:len(parts)-1]
		if line := " " + strings.Join(parts, "  "); text.Width(line) <= w {
			return line
		}
	}
	return " " + parts[0]
}

// points is by how many tenths of a percent the success of now is above that of before.
func points(now, before store.Tally) int64 { return thousandths(now) - thousandths(before) }

func thousandths(t store.Tally) int64 { return t.Received * 1000 / max(t.Ordered, 1) }

// muchMore is how many times as many orders are too many for a comparison: "9,896 % more" says that the business began, which the person knows.
const muchMore = 20

// few reports whether the time before had too few orders to compare with.
func few(t store.Trend) bool {
	return t.Before.Ordered < platfone.SuccessFrom || t.Before.Ordered*muchMore < t.Sum.Ordered
}

func comparable(t store.Trend) bool { return t.Whole && !few(t) }

// arrow is the sign and the size of a change in per cent, "" when there is nothing to compare with.
func (p *Pane) arrow(t store.Trend, now, before int64) string {
	if !comparable(t) || before <= 0 {
		return ""
	}
	return p.sign(money.Change(now, before), " %")
}

func (p *Pane) points(t store.Trend) string {
	if !comparable(t) {
		return ""
	}
	return p.sign(points(t.Sum, t.Before), "")
}

func (p *Pane) sign(change int64, unit string) string {
	switch {
	case change > 0:
		return p.kit.Styles.Paint(style.Good, p.kit.Styles.Up+" "+text.Points(change).String()+unit)
	case change < 0:
		return p.kit.Styles.Paint(style.Bad, p.kit.Styles.Down+" "+text.Points(-change).String()+unit)
	}
	return p.kit.Styles.Paint(style.Dim, "=")
}

// changed says the same in words.
func (p *Pane) changed(t store.Trend) text.Safe {
	long := p.long(p.f.window)
	switch {
	case len(t.Holes) > 0:
		return text.Sentence("orders from before {} are still loading: these figures are not whole yet", day(t.Holes[len(t.Holes)-1].High))
	case !t.Whole:
		return text.Sentence("older orders are loading: no comparison with the {} before yet", long)
	case t.Before.Ordered == 0:
		return text.Sentence("nothing was ordered in the {} before", long)
	case few(t):
		return text.Sentence("{} in the {} before: too few to compare", text.Count(t.Before.Ordered, "order", "orders"), long)
	}
	parts := []text.Safe{more(money.Change(t.Sum.Ordered, t.Before.Ordered), "orders", "fewer", "as many")}
	switch d := points(t.Sum, t.Before); {
	case d > 0:
		parts = append(parts, text.Sentence("success {} points higher", text.Points(d)))
	case d < 0:
		parts = append(parts, text.Sentence("success {} points lower", text.Points(-d)))
	default:
		parts = append(parts, text.Own("the same success"))
	}
	if before := t.Before.Margin(); before > 0 {
		parts = append(parts, more(money.Change(int64(t.Sum.Margin()), int64(before)), "kept", "less", "as much"))
	}
	return text.Sentence("against the {} before: {}", long, text.Join(", ", parts...))
}

// more says a change in per cent; what is counted becomes fewer, an amount less.
func more(tenths int64, what, less, same text.Literal) text.Safe {
	switch {
	case tenths > 0:
		return text.Sentence("{} more {}", text.Tenths(tenths), text.Own(what))
	case tenths < 0:
		return text.Sentence("{} {} {}", text.Tenths(-tenths), text.Own(less), text.Own(what))
	}
	return text.Sentence("{} {}", text.Own(same), text.Own(what))
}

// change is by how much a customer's orders rose or fell.
func change(now, before int64) text.Safe {
	switch d := now - before; {
	case d > 0:
		return text.Own("+").Append(text.Int(d))
	case d < 0:
		return text.Own("-").Append(text.Int(-d))
	}
	return text.Own("=")
}
