package insights

import (
	"cmp"
	"context"
	"slices"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// route is how a service did in a country, and how close it is to a block.
type route struct {
	store.PairRecord
	day platfone.Record // of the last 24 hours
}

func (f *facts) readRoutes(ctx context.Context, s Store, from, now time.Time) error {
	list, err := s.Routes(ctx, from, time.Time{})
	if err != nil {
		return err
	}
	day := list
	if f.span != 0 {
		if day, err = s.Routes(ctx, now.Add(-platfone.SuccessWindow), time.Time{}); err != nil {
			return err
		}
	}
	lately := make(map[[2]string]platfone.Record, len(day))
	for _, r := range day {
		lately[[2]string{r.ServiceID, r.CountryID}] = r.Record
	}
	for _, r := range list {
		f.total = f.total.Add(r.Tally)
		f.routes = append(f.routes, route{r, lately[[2]string{r.ServiceID, r.CountryID}]})
	}
	slices.SortStableFunc(f.routes, func(a, b route) int { return cmp.Compare(b.Ordered, a.Ordered) })
	f.account, err = s.SuccessWindow(ctx, now.Add(-platfone.SuccessWindow), "", "")
	return err
}

func (p *Pane) routeColumns() []pane.Column[route] {
	plain := func(s text.Safe) pane.Cell { return pane.Cell{Text: s} }
	return []pane.Column[route]{
		{Title: "SERVICE", Min: 10, Grow: true, Cell: func(r route) pane.Cell { return plain(text.Clean(r.ServiceID)) }},
		{Title: "COUNTRY", Min: 7, Cell: func(r route) pane.Cell { return plain(text.Clean(r.CountryID)) }},
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
	rate := text.Int(int64(percent)).PadLeft(3).Append(text.Own(" %  "))
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
	if r.Ordered < platfone.SuccessFrom {
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
		return counted.Append(text.Sentence("; the next failure takes it to {} %, under {} %", text.Int(int64(next.Received*100/max(next.Ordered, 1))), limit))
	default:
		return counted.Append(text.Sentence("; {} more failures until a 24-hour block", text.Int(int64(room))))
	}
}
