package history

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
)

// historyName is what the store calls the history.
const historyName = store.ListOfOrders

// beginning is before everything the provider can hold.
var beginning = time.Unix(1, 0)

// row is an activation, a hole in the local copy, or the line under the last
// row that asks for older pages.
type row struct {
	store.Activation
	hole  store.Span
	older bool
}

// olderKey is the key of the line that asks for older pages.
const olderKey = "older"

func (r row) key() string {
	switch {
	case r.older:
		return olderKey
	case r.ID == "":
		return "hole " + strconv.FormatInt(r.hole.High.Unix(), 10)
	}
	return r.ID
}

// place orders rows as the store does: newest first.
func (r row) place() string {
	switch {
	case r.older:
		return olderKey
	case r.ID == "":
		return strconv.FormatInt(int64(holeKey(r.hole)), 10)
	}
	return strconv.FormatInt(int64(r.Key), 10)
}

// holeKey is where a hole begins, as a place in the list (store.Key).
func holeKey(s store.Span) store.Key { return store.Key(s.High.Unix() << 20) }

// most is how many rows the view of what can be reported holds: more cannot
// have ended within its time.
const most = 2000

// turn is how long a search looks before it shows what it has found so far.
const turn = 20 * time.Millisecond

// searchPage is how many rows of a search are read at once: each has to be looked for.
const searchPage = 100

// reader reads the long view in front, as it is now.
func (p *Pane) reader() func(ctx context.Context, after string, limit int) ([]row, error) {
	read := p.sooner(time.Hour)
	return func(ctx context.Context, after string, limit int) ([]row, error) {
		list, _, err := read(ctx, after, limit)
		return list, err
	}
}

// sooner is reader that comes back with what it has found within a time. Where it goes on is said
// as the key to look below, and the key of the row above.
func (p *Pane) sooner(within time.Duration) func(ctx context.Context, after string, limit int) ([]row, string, error) {
	s, f, now, holes := p.store, p.filter(), p.desk.Now(), p.tabs.At() == tabAll
	return func(ctx context.Context, after string, limit int) ([]row, string, error) {
		if after == olderKey {
			return nil, "", nil
		}
		below, shown, _ := strings.Cut(after, "/")
		from, _ := strconv.ParseInt(below, 10, 64)
		above, err := strconv.ParseInt(shown, 10, 64)
		if err != nil {
			above = from
		}
		list, next, err := s.HistorySoon(ctx, f, store.Key(from), limit, within)
		if err != nil {
			return nil, "", err
		}
		on, last := "", store.Key(above)
		if len(list) > 0 {
			last = list[len(list)-1].Key
		}
		if next > 0 {
			on = fmt.Sprintf("%d/%d", next, last)
		}
		if !holes {
			return rows(list), on, nil
		}
		gaps, err := s.Gaps(ctx, historyName, beginning, now.Add(-store.ExpectedAfter))
		if err != nil {
			return nil, "", err
		}
		return merge(list, gaps, f, store.Key(above), next == 0 && len(list) < limit), on, nil
	}
}

// backer reads the long view in front against its order.
func (p *Pane) backer() func(ctx context.Context, before string, limit int) ([]row, error) {
	s, f, now, holes := p.store, p.filter(), p.desk.Now(), p.tabs.At() == tabAll
	return func(ctx context.Context, before string, limit int) ([]row, error) {
		after, _ := strconv.ParseInt(before, 10, 64) // the line that asks for older pages is at the end
		list, err := s.HistoryAfter(ctx, f, store.Key(after), limit+1)
		if err != nil || !holes {
			return rows(list[max(0, len(list)-limit):]), err
		}
		gaps, err := s.Gaps(ctx, historyName, beginning, now.Add(-store.ExpectedAfter))
		if err != nil {
			return nil, err
		}
		var above store.Key
		if len(list) > limit { // the first tells which holes are not on this page
			above, list = list[0].Key, list[1:]
		}
		out := merge(list, gaps, f, above, true)
		if after == 0 {
			return out, nil
		}
		end := slices.IndexFunc(out, func(r row) bool { return r.older || r.ID == "" && holeKey(r.hole) <= store.Key(after) })
		if end < 0 {
			end = len(out)
		}
		return out[:end], nil
	}
}

// loadClaims reads what can be reported, all at once. A filter narrows it
// here: there is never much of it.
func (p *Pane) loadClaims() tea.Cmd {
	s, f, narrowed := p.store, p.filter(), !p.box.Filter().Empty()
	at := f.Now
	if f.Window > 0 {
		at = at.Add(platfone.ReportWindow - f.Window)
	}
	return p.readClaims.Load(p.kit.Ctx, func(ctx context.Context) ([]row, error) {
		list, err := s.Reportable(ctx, at, most)
		if err != nil || !narrowed {
			return rows(list), err
		}
		found, err := s.History(ctx, f, 0, most)
		if err != nil {
			return nil, err
		}
		pass := make(map[string]bool, len(found))
		for _, a := range found {
			pass[a.ID] = true
		}
		return rows(slices.DeleteFunc(list, func(a store.Activation) bool { return !pass[a.ID] })), nil
	})
}

func rows(list []store.Activation) []row {
	out := make([]row, len(list))
	for i, a := range list {
		out[i] = row{Activation: a}
	}
	return out
}

// merge puts the holes between the activations, newest first, and under the
// last of them the line that asks for more.
func merge(list []store.Activation, gaps []store.Span, f store.ActivationFilter, before store.Key, last bool) []row {
	out := make([]row, 0, len(list)+len(gaps)+1)
	next := len(gaps) - 1
	hole := func(above store.Key) {
		for ; next >= 0 && holeKey(gaps[next]) > above; next-- {
			g := gaps[next]
			if before > 0 && holeKey(g) >= before || !f.To.IsZero() && !g.Low.Before(f.To) || !f.From.IsZero() && !g.High.After(f.From) {
				continue
			}
			out = append(out, row{hole: g})
		}
	}
	for _, a := range list {
		hole(a.Key)
		out = append(out, row{Activation: a})
	}
	if !last {
		return out
	}
	hole(0)
	if len(gaps) > 0 {
		out = append(out, row{older: true})
	}
	return out
}

// fill is how far the filling of the past has come.
type fill struct {
	done, total int64
	holes       int
	read        bool
	month       bool // the last thirty days are here
}

func (p *Pane) loadFill() tea.Cmd {
	s, now := p.store, p.desk.Now()
	return p.readFill.Load(p.kit.Ctx, func(ctx context.Context) (fill, error) {
		progress, err := s.Progress(ctx, historyName)
		if err != nil {
			return fill{}, err
		}
		gaps, err := s.Gaps(ctx, historyName, beginning, now.Add(-store.ExpectedAfter))
		if err != nil {
			return fill{}, err
		}
		counted, err := s.Counted(ctx)
		return fill{progress.Done, progress.Total, len(gaps), true, counted.Month}, err
	})
}

// more is what a detail needs of an activation beside its row.
type more struct {
	codes  []store.Code
	report store.Report
	whole  store.Activation // with the object as it was received
}

// loadMore reads what the details of the selected activation and of those beside it need.
func (p *Pane) loadMore() tea.Cmd {
	t := p.list()
	if t == nil {
		return nil
	}
	var ids []string
	var rows []subject
	for i, r := range t.Near() {
		if r.ID != "" {
			ids, rows = append(ids, r.ID), append(rows, subject{r.ID, r.CustomerID})
		} else if i == 0 {
			return nil
		}
	}
	return tea.Batch(p.near.Want(ids...), p.foresight.Want(rows...))
}

// subject is what the acts upon a row are about.
type subject struct{ id, customer string }

// acts are those that the pane offers for a number, and without one.
func (s subject) acts() []act.Act {
	if s == (subject{}) {
		return []act.Act{act.Order{}}
	}
	return []act.Act{act.Report{ID: s.id}, act.Order{Customer: s.customer}}
}

func (p *Pane) readMore(ctx context.Context, id string) (m more, err error) {
	if m.codes, err = p.store.Codes(ctx, id); err != nil {
		return m, err
	}
	if m.report, err = p.store.Report(ctx, id); err != nil && !errors.Is(err, store.ErrNotFound) {
		return m, err
	}
	m.whole, err = p.store.Activation(ctx, id)
	return m, err
}

// extra is what was read of an activation beside its row, empty until it was.
func (p *Pane) extra(a store.Activation) more {
	m, _ := p.near.Get(a.ID)
	return m
}
