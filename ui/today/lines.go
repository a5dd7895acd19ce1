package today

import (
	"strings"
	"time"

	"switchboard/store"
	"switchboard/ui/chart"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// line is one line of the block and the place it leads to.
type line struct {
	said  string // painted
	to    pane.Goto
	where string // "its orders", for the footer
}

// Least is how many lines the block needs.
const Least = 8

// Lines draws the block in w by h cells; nothing where there is less room than it needs or nothing was read.
func (t *Today) Lines(w, h int) []string {
	t.drawn = nil
	if h < Least || !t.known {
		return nil
	}
	all := append(t.figures(w-3), t.notices(w-3)...)
	all = append(all, t.feed(w-3)...)
	t.drawn = all[:min(len(all), h-1)]
	t.at = min(t.at, len(t.drawn)-1)
	out := []string{t.title(w)}
	for i, l := range t.drawn {
		if i == t.at {
			out = append(out, t.kit.Styles.Chosen(t.kit.Styles.Edge()+"  "+l.said, w))
			continue
		}
		out = append(out, "   "+l.said)
	}
	return out
}

// title is the heading, with how fast codes came.
func (t *Today) title(w int) string {
	st := t.kit.Styles
	since := "since midnight"
	if len(t.day.Holes) > 0 {
		since += ", still loading"
	}
	left := " " + st.Paint(style.Heading, "TODAY") + "  " + st.Paint(style.Dim, since)
	half, ok := store.Within(t.day.Waits, 50)
	if !ok {
		return left
	}
	right := text.Own("half of the codes within ").Append(text.Left(half)).String()
	gap := w - text.Width(left) - len(right) - 1
	if gap < 2 {
		return left
	}
	return left + strings.Repeat(" ", gap) + st.Paint(style.Dim, right)
}

// figures are what the day comes to, and how it went by the hour.
func (t *Today) figures(w int) []line {
	st, sum := t.kit.Styles, t.day.Sum
	orders := pane.Goto{Pane: "history", Key: "filter:after:" + t.desk.Now().Format("2006-01-02")}
	if sum.Ordered == 0 && len(t.day.Holes) > 0 {
		return []line{{st.Paint(style.Dim, "The orders of today are being read."), orders, "today's orders"}}
	}
	if sum.Ordered == 0 {
		return []line{{st.Paint(style.Dim, "Nothing was ordered today."), orders, "today's orders"}}
	}
	figure := func(value text.Safe, role style.Role, what string) string {
		return st.Paint(role, value.String()) + " " + st.Paint(style.Dim, what)
	}
	percent := sum.Received * 100 / sum.Ordered
	parts := []string{
		figure(text.Int(sum.Ordered), style.Heading, "orders"), figure(text.Int(sum.Received), style.Heading, "codes"),
		st.Paint(t.rateRole(sum), text.Int(percent).String()+" %"),
		figure(t.kit.Cents(sum.Billed-sum.Refunded), style.Heading, "spent"), figure(t.kit.Cents(sum.Margin()), style.Heading, "kept"),
	}
	return []line{
		{pane.Cut(strings.Join(parts, "   "), w), orders, "today's orders"},
		{pane.Cut(t.sparks(), w), pane.Goto{Pane: "insights", Key: "24 h"}, "the last 24 hours in Insights"},
	}
}

func (t *Today) rateRole(sum store.Tally) style.Role {
	percent, enough := sum.Success().Rate()
	if !enough {
		return style.Text
	}
	return map[chart.Mark]style.Role{chart.Bad: style.Bad, chart.Warn: style.Warn, chart.Good: style.Good}[pane.RateInk(percent)]
}

// sparks are orders and success by the hour, and the last hour in figures.
func (t *Today) sparks() string {
	st, signs := t.kit.Styles, t.kit.Signs()
	var orders, shares []int64
	for _, h := range t.day.Hours {
		share := int64(-1)
		if h.Ordered > 0 {
			share = h.Received * 100 / h.Ordered
		}
		orders, shares = append(orders, h.Ordered), append(shares, share)
	}
	last := text.Sentence("last hour {} of {}", text.Int(t.day.LastHour.Received), text.Int(t.day.LastHour.Ordered)).String()
	return st.Paint(style.Dim, "orders ") + st.Paint(style.Info, chart.Spark(signs, orders)) + "   " +
		st.Paint(style.Dim, "success ") + st.Paint(style.Good, chart.Spark(signs, shares)) + "   " + last
}

// feed is what happened last.
func (t *Today) feed(w int) []line {
	var out []line
	for _, e := range t.day.Feed {
		when := text.Clean(e.At.In(t.desk.Now().Location()).Format("15:04"))
		if t.desk.Now().Sub(e.At) > 24*time.Hour {
			when = text.Clean(e.At.In(t.desk.Now().Location()).Format("2 Jan"))
		}
		said := text.Join("  ", when.Pad(6), text.Clean(store.OpName(e.What)).Pad(16), t.kit.Words(e.Who), text.Clean(e.Result))
		out = append(out, line{t.kit.Styles.Paint(style.Dim, said.Cut(w).String()), pane.Goto{Pane: "log", Key: e.What}, "the log"})
	}
	return out
}
