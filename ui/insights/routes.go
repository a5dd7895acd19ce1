package insights

import (
	"cmp"
	"context"
	"slices"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/chart"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// route is how a service did in a country, and how close it is to a block.
type route struct {
	store.PairRecord
	day platfone.Record // of the last 24 hours
	few int64           // not one route: so many with hardly any orders, together
}

func (f *facts) readRoutes(ctx context.Context, s Store, now time.Time) error {
	list, err := s.Routes(ctx, f.period.From, f.period.To)
	if err != nil {
		return err
	}
	day, err := s.Routes(ctx, now.Add(-platfone.SuccessWindow), time.Time{})
	if err != nil {
		return err
	}
	lately := make(map[[2]string]platfone.Record, len(day))
	for _, r := range day {
		lately[[2]string{r.ServiceID, r.CountryID}] = r.Record
	}
	var few route
	for _, r := range list {
		f.total = f.total.Add(r.Tally)
		if r.Ordered < platfone.SuccessFrom && len(list) > manyRoutes {
			few.few++
			few.Tally = few.Tally.Add(r.Tally)
			continue
		}
		f.routes = append(f.routes, route{PairRecord: r, day: lately[[2]string{r.ServiceID, r.CountryID}]})
	}
	slices.SortStableFunc(f.routes, func(a, b route) int { return cmp.Compare(b.Ordered, a.Ordered) })
	if few.few > 0 {
		f.routes = append(f.routes, few)
	}
	f.account, err = s.SuccessWindow(ctx, now.Add(-platfone.SuccessWindow), "", "")
	return err
}

// manyRoutes is how many routes are listed one by one whatever their orders.
const manyRoutes = 12

// gaugeWidth is how many cells the bar of a success rate takes.
const gaugeWidth = 10

// gauge is a success rate as a bar; under ten orders there is none.
func (p *Pane) gauge(r route) pane.Cell {
	if r.Tally.Ordered < platfone.SuccessFrom {
		return pane.Cell{Text: text.Own("")}
	}
	roles := map[chart.Mark]style.Role{chart.Bad: style.Bad, chart.Warn: style.Warn, chart.Good: style.Info}
	return pane.Cell{Text: text.Clean(chart.Gauge(p.kit.Signs(), r.Tally.Received, r.Tally.Ordered, gaugeWidth)),
		Role: roles[pane.RateInk(int(money.Share(r.Tally.Received, r.Tally.Ordered)))]}
}

// name is the service of a route, or what the few orders of many routes are called.
func (r route) name() text.Safe {
	if r.few > 0 {
		return text.Sentence("{} with fewer than 10 orders", text.Count(r.few, "route", "routes"))
	}
	return text.Clean(r.ServiceID)
}

func (p *Pane) routeColumns() []pane.Column[route] {
	plain := func(s text.Safe) pane.Cell { return pane.Cell{Text: s} }
	return []pane.Column[route]{
		{Title: "SERVICE", Stays: true, Min: 10, Name: true, Grow: true, Cell: func(r route) pane.Cell { return plain(r.name()) }},
		{Title: "COUNTRY", Stays: true, Min: 7, Cell: func(r route) pane.Cell { return plain(text.Clean(r.CountryID)) }},
		{Title: "SUCCESS", Min: gaugeWidth, Drop: 5, Cell: p.gauge},
		{Title: "GOT A CODE (95 % RANGE)", Min: 23, Cell: func(r route) pane.Cell { return plain(share(r.Tally.Received, r.Tally.Ordered)) }},
		{Title: "TIME TO CODE", Min: 12, Drop: 3, Cell: func(r route) pane.Cell { return pane.Cell{Text: times(r.PairRecord), Role: style.Dim} }},
		{Title: "PER CODE", Min: 8, Right: true, Drop: 4, Cell: func(r route) pane.Cell {
			return pane.Cell{Text: p.kit.Money(r.CostPerCode()), Role: style.Dim}
		}},
		{Title: "ACCEPTED/DECLINED", Min: 17, Right: true, Drop: 6, Cell: func(r route) pane.Cell {
			return pane.Cell{Text: text.Sentence("{}/{}", text.Int(r.Tally.Approved), text.Int(r.Tally.Declined)), Role: style.Dim}
		}},
		{Title: "MARGIN", Min: 9, Right: true, Drop: 2, Cell: func(r route) pane.Cell { return plain(p.kit.Cents(r.Tally.Margin())) }},
		{Title: "SUCCESS 24 H", Min: 15, Drop: 1, Cell: func(r route) pane.Cell {
			if r.few > 0 {
				return plain(text.Own(""))
			}
			said, role := risk(r.day)
			return pane.Cell{Text: said, Role: role}
		}},
	}
}

// times are how long half of the codes took, and nine in ten.
func times(r store.PairRecord) text.Safe {
	if r.Timed == 0 {
		return text.Own("-")
	}
	return text.Sentence("{} / {}", text.Left(r.Median), text.Left(r.Tenth))
}

// risk says how close a record is to the provider's limit.
func risk(r platfone.Record) (text.Safe, style.Role) {
	percent, ok := r.Rate()
	rate := text.Percents(percent).PadLeft(5).Append(text.Own("  "))
	switch {
	case !ok && r.Caution() == platfone.Ask:
		return text.Own("       next!"), style.Bad
	case !ok:
		return text.Own("       too few"), style.Dim
	case r.Caution() == platfone.Stopped:
		return rate.Append(text.Own("blocked")), style.Bad
	case r.Caution() == platfone.Ask:
		if r.After(1).Blocked() {
			return rate.Append(text.Own("next!")), style.Bad
		}
		return rate.Append(text.Own("close")), style.Warn
	case r.Caution() == platfone.Warn:
		return rate.Append(text.Own("low")), style.Warn
	}
	return rate.Append(text.Own("safe")), style.Text
}

func routeRole(r route) style.Role {
	if r.Ordered < platfone.SuccessFrom || r.few > 0 {
		return style.Dim
	}
	return style.Text
}

// forecast says in words what the next orders of a record may bring.
func forecast(r platfone.Record, who text.Safe) text.Safe {
	counted := text.Sentence("{}: {} of {} got a code in 24 h", who, text.Int(int64(r.Received)), text.Int(int64(r.Ordered)))
	limit := text.Int(platfone.SuccessPercent)
	switch room := r.Headroom(); {
	case r.Blocked():
		return counted.Append(text.Sentence("; that is under {} %: orders are blocked for a day", limit))
	case room == 0:
		next := r.After(1)
		return counted.Append(text.Sentence("; the next failure takes it to {}, under {} %", text.Percent(int64(next.Received), int64(next.Ordered)), limit))
	default:
		return counted.Append(text.Sentence("; {} more failures until a 24-hour block", text.Int(int64(room))))
	}
}
