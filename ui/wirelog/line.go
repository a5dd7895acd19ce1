package wirelog

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"switchboard/client/money"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/filter"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// line is one thing that happened, or one request.
type line struct {
	at                time.Time
	what, who, result string
	tone              style.Role     // of what came of it
	ex                *rest.Exchange // nil: an event of the log
	event             store.Event
	place             string // where reading goes on after this line
	customer          string
	became            string      // what came of an act, without the reason
	money             money.Price // what an act moved
}

func (l line) key() string {
	if l.ex != nil {
		return "x" + strconv.FormatInt(l.ex.ID, 10)
	}
	return "a" + strconv.FormatInt(l.event.ID, 10)
}

func ofEvent(e store.Event) line {
	return line{at: e.At, what: store.OpName(e.What), who: e.Who, result: e.Result, event: e, tone: eventTone(e)}
}

func ofExchange(x rest.Exchange) line {
	l := line{at: x.At, what: x.Op, who: rest.Screen(x.Provider), ex: &x, tone: exchangeTone(x)}
	switch {
	case x.Status > 0 && x.Err != "":
		l.result = fmt.Sprintf("%d  %s", x.Status, x.Err)
	case x.Err != "":
		l.result = x.Err
	default:
		l.result = fmt.Sprintf("%d in %s", x.Status, took(x.Took))
	}
	return l
}

func took(d time.Duration) string {
	if d < time.Second {
		return strconv.FormatInt(d.Milliseconds(), 10) + " ms"
	}
	return strconv.FormatFloat(d.Seconds(), 'f', 1, 64) + " s"
}

// who is about whom a line is, hidden in private mode.
func (p *Pane) who(l line) text.Safe {
	if l.ex != nil {
		return text.Clean(l.who)
	}
	if n, err := phone.Parse(l.who); err == nil {
		return p.kit.Phone(n)
	}
	return p.kit.Name(l.who)
}

func grammar(services []string) filter.Grammar {
	g := store.GrammarOf("log")
	g.Fields[0].Values = services
	return g
}

// narrowing says how a line answers a filter.
var narrowing = filter.Rows[line]{
	Text: func(l line) filter.Text {
		words := []string{l.what, l.result, l.event.What, l.customer}
		if l.ex != nil {
			words = append(words, l.ex.Method+" "+l.ex.Route)
		}
		return filter.TextOf(l.who, words...)
	},
	Word: func(l line, field string) ([]string, bool) {
		switch {
		case field == "customer":
			return []string{l.customer}, true
		case field == "what":
			return []string{l.what}, true
		case field != "service":
			return nil, false
		case l.ex != nil:
			return []string{l.ex.Provider}, true
		}
		provider, _, _ := strings.Cut(l.event.What, ".")
		return []string{provider}, true
	},
	Is: func(l line, what string) (is, answered bool) { return l.problem(), what == "problem" },
	At: func(l line) time.Time { return l.at },
}

// reader reads the view in front, as it is now.
func (p *Pane) reader() func(ctx context.Context, after string, limit int) ([]line, error) {
	r := reading{store: p.store, wire: p.wire, filter: p.box.Filter(), tab: p.tabs.At(), now: p.kit.Now()}
	if r.tab == tabActs {
		return r.deeds
	}
	return r.read
}

// reading merges events and requests, newest first.
type reading struct {
	store  Store
	wire   Wire
	filter filter.Query
	tab    int
	now    time.Time
}

// place is where a reading goes on: below an event, and among the requests
// below a moment and an id.
type place struct {
	event int64 // 0: from the newest on
	nano  int64
	ex    int64
}

func (p place) String() string { return fmt.Sprintf("%d %d %d", p.event, p.nano, p.ex) }

func placed(s string) (p place) {
	if n, err := fmt.Sscanf(s, "%d %d %d", &p.event, &p.nano, &p.ex); n != 3 || err != nil {
		return place{}
	}
	return p
}

// scanPage is how many events are read at once.
const scanPage = 500

func (r reading) read(ctx context.Context, after string, limit int) ([]line, error) {
	at := placed(after)
	requests := r.requests(at)
	var out []line
	take := func(l line) {
		if l.place = at.String(); narrowing.Pass(r.filter, l) {
			out = append(out, l)
		}
	}
	upTo := func(t time.Time) {
		for len(requests) > 0 && !requests[0].At.Before(t) && len(out) < limit {
			at.nano, at.ex = requests[0].At.UnixNano(), requests[0].ID
			take(ofExchange(requests[0]))
			requests = requests[1:]
		}
	}
	for r.tab != tabRequests && len(out) < limit {
		list, err := r.store.AuditLog(ctx, at.event, scanPage)
		if err != nil {
			return nil, err
		}
		for _, e := range list {
			if upTo(e.At); len(out) >= limit {
				return out, nil
			}
			at.event = e.ID
			if take(ofEvent(e)); len(out) >= limit {
				return out, nil
			}
		}
		if len(list) < scanPage {
			break
		}
	}
	upTo(time.Time{})
	return out, nil
}

// requests are those below a place, newest first.
func (r reading) requests(at place) []rest.Exchange {
	if r.tab == tabHappened {
		return nil
	}
	list := r.wire.List()
	slices.SortStableFunc(list, func(a, b rest.Exchange) int { return b.At.Compare(a.At) })
	if at.nano == 0 {
		return list
	}
	for i, x := range list {
		if x.ID == at.ex {
			return list[i+1:]
		}
		if x.At.UnixNano() < at.nano {
			return list[i:]
		}
	}
	return nil
}
