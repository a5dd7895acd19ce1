// Package today is the lower half of Live: what the day comes to so far, what in it waits for somebody, and what happened last. Every line is a
// place to go.
package today

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/store"
	"switchboard/ui/pane"
)

// Store is what the block reads.
type Store interface {
	Today(ctx context.Context, now time.Time, low money.Cents, window time.Duration) (store.Today, error)
	Coverage(ctx context.Context) (store.Coverage, error)
}

// Desk tells the provider's time.
type Desk interface{ Now() time.Time }

// Settings are the choices of the person.
type Settings struct {
	CustomerLow  money.Cents   // a customer with less than this is low; 0 never
	ReportWindow time.Duration // how long after its end a number can be reported
}

// Today keeps what was read last.
type Today struct {
	kit   *pane.Kit
	store Store
	desk  Desk
	set   Settings

	read    pane.Loader[store.Today]
	numbers pane.Loader[store.Coverage]
	day     store.Today
	known   bool
	cover   store.Coverage
	asked   time.Time // when the day was read last
	due     bool      // it is to be read again once it is old enough
	at      int       // the line of the cursor, -1 while it is elsewhere
	drawn   []line    // what was drawn last
}

// New returns the block; nothing is read before Load.
func New(kit *pane.Kit, s Store, d Desk, set Settings) *Today {
	return &Today{kit: kit, store: s, desk: d, set: set, at: -1}
}

// topics are what the day is made of.
const topics = store.Activations | store.Customers | store.Codes | store.Listings | store.Audit

// every is how long the figures stay before they are read again, however often something changes.
const every = 5 * time.Second

// again asks for the day once more.
type again struct{ to *Today }

// Load reads the day and how the numbers are covered.
func (t *Today) Load() tea.Cmd { return tea.Batch(t.load(), t.count()) }

func (t *Today) load() tea.Cmd {
	now := t.desk.Now()
	t.asked, t.due = now, false
	s, set := t.store, t.set
	return t.read.Load(t.kit.Ctx, func(ctx context.Context) (store.Today, error) {
		return s.Today(ctx, now, set.CustomerLow, set.ReportWindow)
	})
}

func (t *Today) count() tea.Cmd { return t.numbers.Load(t.kit.Ctx, t.store.Coverage) }

// Update takes what was read, and reads again what changed: the day at most every few seconds.
func (t *Today) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case store.Topic:
		if t.asked.IsZero() { // nobody looked yet
			return nil
		}
		var cmds []tea.Cmd
		if msg.Has(store.Numbers) {
			cmds = append(cmds, t.count())
		}
		if msg.Has(topics) {
			cmds = append(cmds, t.soon())
		}
		return tea.Batch(cmds...)
	case again:
		if msg.to == t {
			return t.load()
		}
		return nil
	}
	if d, err, ok := t.read.Take(msg); ok && err == nil {
		t.day, t.known = d, true
	}
	if c, err, ok := t.numbers.Take(msg); ok && err == nil {
		t.cover = c
	}
	return nil
}

// soon reads the day now, or once what is shown is old enough.
func (t *Today) soon() tea.Cmd {
	if t.due {
		return nil
	}
	left := every - t.desk.Now().Sub(t.asked)
	if left <= 0 {
		return t.load()
	}
	t.due = true
	return pane.After(t.kit.Ctx, left, again{t})
}

// At reports whether the cursor is here.
func (t *Today) At() bool { return t.at >= 0 && t.at < len(t.drawn) }

// Move moves the cursor by a line, into the block from above too; false where it leaves the block again, or there is none.
func (t *Today) Move(d int) bool {
	t.at = min(t.at+d, len(t.drawn)-1)
	return t.At()
}

// Leave takes the cursor away.
func (t *Today) Leave() { t.at = -1 }

// Where is what the line under the cursor leads to, in words.
func (t *Today) Where() string {
	if !t.At() {
		return ""
	}
	return t.drawn[t.at].where
}

// Open goes there.
func (t *Today) Open() tea.Cmd {
	if !t.At() {
		return nil
	}
	return pane.Send(t.drawn[t.at].to)
}
