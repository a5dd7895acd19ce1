package pane

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// The sizes of a Window, in rows and pages.
const (
	windowPage  = 200
	windowKeep  = 4    // pages held at most
	walkPage    = 1000 // read at once on the way to the end
	windowLeast = 20   // rows that are looked for at once
)

// Window shows a list that is longer than is worth holding: a few pages
// around the cursor are in memory, and the next are read as the cursor nears
// an edge. The cursor follows its row by key, as in any List.
type Window[T any] struct {
	Kit  *Kit
	List *List[T]
	// Read reads at most limit rows after the place of a row, "" from the first on.
	Read func(ctx context.Context, after string, limit int) ([]T, error)
	// Soon, where it is set, reads in the place of Read what may be slow to find: it may come back early with fewer rows, and with the place that it
	// goes on from. It is asked again from there until the page is full, or another list is wanted.
	Soon func(ctx context.Context, after string, limit int) (rows []T, next string, err error)
	// Back reads at most limit rows before a place, in the list's order; "" reads the last ones.
	// When it is nil, places passed on the way down lead back up, and the end is walked to.
	Back func(ctx context.Context, before string, limit int) ([]T, error)
	// Place is what Read and Back know a row by; nil is the list's key.
	Place func(T) string
	Page  int // rows to a page; 0 is 200

	load  Loader[chunk[T]]
	going landing  // where the read under way takes the cursor
	above []string // places of rows that lie before the held ones; the last is the very next
	whole bool     // the last row held is the last there is
	ready bool
	next  string // where a read that came back early goes on
	aim   Aim    // of the read under way that takes the cursor to a place
}

// chunk is what a read brought and what is to be done with it.
type chunk[T any] struct {
	rows  []T
	above []string
	whole bool
	to    landing
	next  string
}

// landing says where new rows go and the cursor with them.
type landing int

const (
	stay  landing = iota // instead of the rows held; the cursor stays on its row
	first                // the same, but a cursor whose row is gone goes to the first
	head                 // the same, the cursor goes to the first
	tail                 // the same, the cursor goes to the last
	aimed                // the same, the cursor goes to the first after a place
	below                // after the rows held
	upon                 // before the rows held
)

// Start reads the list from its first row: it is another list now. The cursor
// stays on its row if that is on the first page.
func (w *Window[T]) Start() tea.Cmd { return w.restart(first) }

// Begin is a Start of a list nobody has moved about in yet: the cursor goes to
// the first row. Once it was moved it is a Start.
func (w *Window[T]) Begin() tea.Cmd {
	if w.List.moved {
		return w.Start()
	}
	return w.restart(head)
}

func (w *Window[T]) restart(to landing) tea.Cmd {
	w.going = to
	return w.read("", w.page(), to)
}

// read reads the page after a place, as far as it is found soon.
func (w *Window[T]) read(after string, n int, to landing) tea.Cmd {
	read, soon := w.Read, w.Soon
	return w.load.Load(w.Kit.Ctx, func(ctx context.Context) (c chunk[T], err error) {
		c.to = to
		if soon != nil {
			c.rows, c.next, err = soon(ctx, after, n)
		} else {
			c.rows, err = read(ctx, after, n)
		}
		c.whole = c.next == "" && len(c.rows) < n
		return c, err
	})
}

// Looking reports whether the list is still being looked for.
func (w *Window[T]) Looking() bool { return w.next != "" }

// Refresh reads the held rows again, because something changed.
func (w *Window[T]) Refresh() tea.Cmd {
	if w.load.Busy() { // what the person asked for is not to be lost to a change in the store
		switch w.going {
		case first, head:
			return w.restart(w.going)
		case tail:
			return w.End()
		case aimed:
			return w.Go(w.aim)
		}
	}
	if !w.ready {
		return w.Start()
	}
	read, above, after, n := w.Read, w.above, lastOf(w.above), max(len(w.List.Rows()), w.page())
	return w.load.Load(w.Kit.Ctx, func(ctx context.Context) (chunk[T], error) {
		rows, err := read(ctx, after, n)
		if len(rows) == 0 && err == nil && len(above) > 0 {
			above = nil
			rows, err = read(ctx, "", n)
		}
		return chunk[T]{rows: rows, above: above, whole: len(rows) < n, to: stay}, err
	})
}

// Move moves the cursor by d rows and reads on when it nears an edge.
func (w *Window[T]) Move(d int) tea.Cmd {
	switch {
	case d <= -Far:
		return w.Home()
	case d >= Far:
		return w.End()
	}
	w.List.Move(d)
	return w.edge()
}

// Home moves the cursor to the first row of all.
func (w *Window[T]) Home() tea.Cmd {
	if len(w.above) > 0 {
		return w.restart(head)
	}
	w.List.Move(-len(w.List.Rows()))
	return nil
}

// End moves the cursor to the last row of all.
func (w *Window[T]) End() tea.Cmd {
	w.List.Move(len(w.List.Rows()))
	if w.whole || !w.ready {
		return nil
	}
	w.going = tail
	if w.Back != nil {
		back, place, n := w.Back, w.place, w.page()
		return w.load.Load(w.Kit.Ctx, func(ctx context.Context) (chunk[T], error) {
			rows, err := back(ctx, "", n+1)
			return capped(rows, place, n, chunk[T]{whole: true, to: tail}), err
		})
	}
	return w.walk()
}

// Take takes the answer to a read of this window; ok is false for anything else.
func (w *Window[T]) Take(msg tea.Msg) (cmd tea.Cmd, err error, ok bool) {
	c, err, ok := w.load.Take(msg)
	if ok {
		w.going = stay
	}
	if !ok || err != nil {
		return nil, err, ok
	}
	w.ready, w.next = true, c.next
	switch rows := w.List.Rows(); c.to {
	case below:
		w.whole = c.whole
		w.set(append(append([]T(nil), rows...), c.rows...))
		w.trimTop()
	case upon:
		w.above = c.above
		w.set(append(append([]T(nil), c.rows...), rows...))
		w.List.top += len(c.rows) // what is in sight stays in sight
		w.trimBottom()
	default:
		w.land(c)
	}
	if held := len(w.List.Rows()); w.next != "" {
		return w.read(w.next, max(w.page()-held, windowLeast), below), nil, true
	}
	return w.edge(), nil, true
}

func (w *Window[T]) land(c chunk[T]) {
	had := w.List.at
	w.above, w.whole = c.above, c.whole
	w.set(c.rows)
	switch {
	case c.to == tail:
		w.List.Move(len(c.rows))
	case c.to == head, c.to == aimed, c.to == first && w.List.at != had:
		w.List.Rewind()
	}
}

func (w *Window[T]) set(rows []T) { w.List.Set(rows) }

// Ready reports whether anything was read yet.
func (w *Window[T]) Ready() bool { return w.ready }

// Whole reports whether every row of the list is held.
func (w *Window[T]) Whole() bool { return w.ready && w.whole && len(w.above) == 0 }

func (w *Window[T]) page() int {
	if w.Page > 0 {
		return w.Page
	}
	return windowPage
}

func (w *Window[T]) place(row T) string {
	if w.Place != nil {
		return w.Place(row)
	}
	return w.List.Key(row)
}

func lastOf(places []string) string {
	if n := len(places); n > 0 {
		return places[n-1]
	}
	return ""
}
