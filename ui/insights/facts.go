package insights

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store"
)

// place is one view of one stretch of time.
type place struct {
	tab, window int
	by          int // of Money: which list
}

// facts is what one reading brought.
type facts struct {
	place
	period    store.Period
	read      time.Time // when
	trend     store.Trend
	routes    []route
	earnings  []earning
	customers []customer
	total     store.Tally
	account   platfone.Record // of the last day
	differ    []store.Difference
	loading   bool // orders of this stretch are still to be read
	whole     bool // ledger and history are here to their beginning: differences are some
	gaps      map[string][]store.Span
	progress  map[string]store.Progress
}

func (p *Pane) place() place { return p.placeOf(p.tabs.At()) }

func (p *Pane) placeOf(tab int) place {
	at := place{tab: tab, window: p.window}
	if tab == tabMoney {
		at.by = p.by
	}
	return at
}

// freshFor is how long figures of a view that is not in front stay good enough to be shown first, while they are read again; newFor is how long
// they need not be read again, if nothing has changed.
const (
	freshFor = time.Minute
	newFor   = 10 * time.Second
)

// turn shows another view or another stretch of time: at once what was read of it a moment ago, and what is read now when it comes.
func (p *Pane) turn() tea.Cmd {
	f, ok := p.kept[p.place()]
	age := p.desk.Now().Sub(f.read)
	if ok && age < freshFor {
		p.take(f)
	}
	if ok && age < newFor && f.read.After(p.moved) && !p.read.Busy() {
		return p.prepare()
	}
	return p.load()
}

// load reads what the view in front shows.
func (p *Pane) load() tea.Cmd { return p.read.Load(p.kit.Ctx, p.reading(p.place())) }

// prepare reads the next view of this stretch of time that was not read yet, so that its figures are there when it is wanted.
func (p *Pane) prepare() tea.Cmd {
	if p.ahead.Busy() {
		return nil
	}
	for i := 1; i < tabs; i++ {
		at := p.placeOf((p.tabs.At() + i) % tabs)
		if _, ok := p.kept[at]; !ok {
			return p.ahead.Prepare(p.kit.Ctx, p.reading(at))
		}
	}
	return nil
}

// reading is the read of a place.
func (p *Pane) reading(at place) func(context.Context) (facts, error) {
	s, now, span := p.store, p.desk.Now(), p.period(at.window)
	return func(ctx context.Context) (f facts, err error) {
		f.place, f.period, f.read = at, span, now
		holes, err := s.Holes(ctx, span)
		if err != nil {
			return f, err
		}
		f.loading = len(holes) > 0
		switch at.tab {
		case tabTrend:
			f.trend, err = s.Trend(ctx, store.Narrow{}, span)
		case tabRoutes:
			err = f.readRoutes(ctx, s, now)
		case tabMoney:
			err = f.readMoney(ctx, s, now)
		case tabCustomers:
			err = f.readCustomers(ctx, s)
		default:
			err = f.readCoverage(ctx, s, now)
		}
		return f, err
	}
}
