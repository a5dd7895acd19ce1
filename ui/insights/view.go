package insights

import (
	"strings"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// View implements pane.Pane.
func (p *Pane) View(w, h int) string {
	lines := p.top(w)
	h -= len(lines)
	var body []string
	switch {
	case p.err != nil:
		body = []string{"", " " + p.kit.Styles.Paint(style.Bad, text.Clean(store.Said(p.err)).Cut(w-2).String())}
	case !p.loaded:
	case p.tabs.At() == tabCoverage:
		for _, l := range p.coverage(w - 1) {
			body = append(body, " "+l)
		}
	case p.f.tab != p.tabs.At():
	case p.tabs.At() == tabTrend:
		body = p.trend(w, h)
	default:
		body = p.list(w, h)
	}
	return strings.Join(append(lines, pane.Stack(h, body)), "\n")
}

// top is the views, the stretch of time, and what the figures are made of.
func (p *Pane) top(w int) []string {
	st := p.kit.Styles
	tabs := p.kit.Under(" "+p.tabs.Line(w-1), p.count(), w)
	var parts []string
	for i := range own() + 1 {
		switch {
		case i == own() && p.custom.From.IsZero():
		case i == p.window:
			parts = append(parts, st.Paint(style.Accent, "["+p.short(i)+"]"))
		default:
			parts = append(parts, st.Paint(style.Dim, " "+p.short(i)+" "))
		}
	}
	right := strings.Join(parts, " ")
	if p.tabs.At() == tabCoverage {
		return []string{tabs}
	}
	if text.Width(tabs)+text.Width(right)+2 < w {
		return []string{tabs + strings.Repeat(" ", w-text.Width(tabs)-text.Width(right)-1) + right}
	}
	now := st.Paint(style.Accent, "["+p.short(p.window)+"]") // no room for all of them: the one in force
	return []string{tabs + strings.Repeat(" ", max(w-text.Width(tabs)-text.Width(now)-1, 1)) + now}
}

// count is how many rows the view in front has.
func (p *Pane) count() text.Safe {
	switch p.tabs.At() {
	case tabRoutes:
		return text.Count(int64(len(p.routes.Rows())), "route", "routes")
	case tabMoney:
		return text.Count(int64(len(p.earnings.Rows())), "line", "lines")
	case tabCustomers:
		return text.Count(int64(len(p.customers.Rows())), "customer", "customers")
	}
	return text.Safe{}
}

// nothing is said where nothing was ordered.
func (p *Pane) nothing(w int) []string {
	st := p.kit.Styles
	if p.f.loading {
		return []string{"", " " + st.Paint(style.Text, "The orders of this time are not all read yet."), " " + st.Paint(style.Dim, pane.Cut("Coverage shows what is still loading.", w-2))}
	}
	return []string{"", " " + st.Paint(style.Text, "Nothing was ordered in this time."), " " + st.Paint(style.Dim, pane.Cut("w changes the time, W chooses dates.", w-2))}
}

// list is the table in front with what is said about it.
func (p *Pane) list(w, h int) []string {
	var rows int
	var table func(w, h int) []string
	var said []string
	say := func(role style.Role, s text.Safe) {
		for _, l := range s.Wrap(w - 2) {
			said = append(said, " "+p.kit.Styles.Paint(role, l.String()))
		}
	}
	switch p.tabs.At() {
	case tabRoutes:
		rows, table = len(p.routes.Rows()), p.routes.View
		if r, ok := p.routes.Selected(); ok && r.few == 0 {
			say(style.Text, forecast(r.day, text.Join("/", text.Clean(r.ServiceID), text.Clean(r.CountryID))))
		}
		say(style.Dim, forecast(p.f.account, text.Own("all orders")))
		say(style.Dim, text.Sentence("in all {}, {} ({}), from this machine's records", text.Count(p.f.total.Ordered, "order", "orders"),
			text.Count(p.f.total.Received, "code", "codes"), text.Percent(p.f.total.Received, p.f.total.Ordered)))
	case tabMoney:
		rows, table = len(p.earnings.Rows()), p.earnings.View
		for _, l := range p.flow(w - 2) {
			said = append(said, " "+l)
		}
		say(style.Dim, p.differences())
		if h >= 26 {
			table = func(w, h int) []string { return append(append(p.daily(w, 4), ""), p.earnings.View(w, h-8)...) }
		}
	case tabCustomers:
		rows, table = len(p.customers.Rows()), p.customers.View
		say(style.Text, p.lows())
	}
	if rows == 0 {
		return p.nothing(w)
	}
	room := h - len(said) - 1
	if room < 3 {
		return table(w, h)
	}
	return append(strings.Split(pane.Stack(room, table(w, room)), "\n"), append([]string{p.kit.Rule(w)}, said...)...)
}
