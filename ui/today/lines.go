package today

import (
	"strings"
	"time"

	"switchboard/client/money"
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
	parts := []string{
		figure(text.Int(sum.Ordered), style.Heading, "orders"), figure(text.Int(sum.Received), style.Heading, "codes"),
		st.Paint(t.rateRole(sum), text.Percent(sum.Received, sum.Ordered).String()),
		figure(t.kit.Cents(sum.Billed-sum.Refunded), style.Heading, "spent"), figure(t.kit.Cents(sum.Margin()), style.Heading, "kept"),
	}
	return []line{
		{pane.Cut(strings.Join(parts, "   "), w), orders, "today's orders"},
		{pane.Cut(t.sparks(w), w), pane.Goto{Pane: "insights", Key: "24 h"}, "the last 24 hours in Insights"},
	}
}

func (t *Today) rateRole(sum store.Tally) style.Role {
	percent, enough := sum.Success().Rate()
	if !enough {
		return style.Text
	}
	return map[chart.Mark]style.Role{chart.Bad: style.Bad, chart.Warn: style.Warn, chart.Good: style.Good}[pane.RateInk(percent)]
}

// sparks are orders and success by the hour, as many hours back as there is room for, and the last hour in figures.
func (t *Today) sparks(w int) string {
	st, signs := t.kit.Styles, t.kit.Signs()
	last := text.Sentence("last hour {} of {}", text.Int(t.day.LastHour.Received), text.Int(t.day.LastHour.Ordered)).String()
	const orderly, lucky, gap = "orders ", "success ", "   "
	room := max((w-text.Width(orderly+gap+lucky+gap+last))/2, 0)
	var orders, shares []int64
	for _, h := range t.day.Hours[max(len(t.day.Hours)-room, 0):] {
		share := int64(-1)
		if h.Ordered > 0 {
			share = money.Share(h.Received, h.Ordered)
		}
		orders, shares = append(orders, h.Ordered), append(shares, share)
	}
	return st.Paint(style.Dim, orderly) + st.Paint(style.Info, chart.Spark(signs, orders)) + gap +
		st.Paint(style.Dim, lucky) + st.Paint(style.Good, chart.Spark(signs, shares)) + gap + last
}

// feed is what happened last; what a result has no room for is in the log, where its line leads.
func (t *Today) feed(w int) []line {
	var out []line
	when, wide, ops, who := make([]text.Safe, len(t.day.Feed)), 6, 0, 0
	for i, e := range t.day.Feed {
		form := text.FormClock
		if t.desk.Now().Sub(e.At) > 24*time.Hour {
			form = text.FormDay
		}
		when[i] = t.kit.When(e.At, form)
		wide, ops, who = max(wide, when[i].Width()), max(ops, text.Width(store.OpName(e.What))), max(who, t.kit.Words(e.Who).Width())
	}
	for i, e := range t.day.Feed {
		said := text.Join("  ", when[i].Pad(wide), text.Clean(store.OpName(e.What)).Pad(min(ops, w/4)), t.kit.Words(e.Who).Pad(min(who, w/3)), text.Clean(e.Result))
		out = append(out, line{t.kit.Styles.Paint(style.Dim, said.Cut(w).String()), pane.Goto{Pane: "log", Key: e.What}, "the log"})
	}
	return out
}
