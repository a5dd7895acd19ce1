package pane

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// edge reads the next page when the cursor has come near the end of what is
// held. While something is being read it waits: the edges are looked at again then.
func (w *Window[T]) edge() tea.Cmd {
	if w.load.Busy() || !w.ready {
		return nil
	}
	at, n, near := w.List.Index(), len(w.List.Rows()), max(w.page()/2, w.List.tall)
	switch {
	case !w.whole && at >= n-near:
		return w.down()
	case len(w.above) > 0 && at < near:
		return w.up()
	}
	return nil
}

func (w *Window[T]) down() tea.Cmd {
	after := lastOf(w.above)
	if rows := w.List.Rows(); len(rows) > 0 {
		after = w.place(rows[len(rows)-1])
	}
	return w.read(after, w.page(), below)
}

func (w *Window[T]) up() tea.Cmd {
	rows := w.List.Rows()
	if w.Back == nil || len(rows) == 0 {
		return w.retrace()
	}
	before, back, place, n := w.place(rows[0]), w.Back, w.place, w.page()
	return w.load.Load(w.Kit.Ctx, func(ctx context.Context) (chunk[T], error) {
		rows, err := back(ctx, before, n+1)
		return capped(rows, place, n, chunk[T]{to: upon}), err
	})
}

// capped makes a chunk of rows of which one too many was asked for: that one
// tells that there are more before it, and where they end.
func capped[T any](rows []T, place func(T) string, n int, c chunk[T]) chunk[T] {
	c.rows = rows
	if len(rows) > n {
		c.above, c.rows = []string{place(rows[0])}, rows[1:]
	}
	return c
}

// retrace reads the page before the held rows from the place where it began.
// When rows have moved so that the two do not meet, the page replaces them.
func (w *Window[T]) retrace() tea.Cmd {
	read, place, n := w.Read, w.place, w.page()
	up, end := len(w.above)-1, lastOf(w.above)
	above := w.above[:up:up] // what is added later goes elsewhere
	after := lastOf(above)
	return w.load.Load(w.Kit.Ctx, func(ctx context.Context) (chunk[T], error) {
		rows, err := read(ctx, after, 2*n)
		for i, r := range rows {
			if place(r) == end {
				return chunk[T]{rows: rows[:i+1], above: above, to: upon}, err
			}
		}
		return chunk[T]{rows: rows, above: above, whole: len(rows) < 2*n, to: stay}, err
	})
}

// walk reads down to the end, holding the last page and the places passed.
func (w *Window[T]) walk() tea.Cmd {
	read, place, n := w.Read, w.place, w.page()
	above, held := append([]string(nil), w.above...), w.List.Rows()
	return w.load.Load(w.Kit.Ctx, func(ctx context.Context) (chunk[T], error) {
		c := chunk[T]{rows: append([]T(nil), held...), above: above, to: tail}
		for !c.whole {
			after := lastOf(c.above)
			if len(c.rows) > 0 {
				after = place(c.rows[len(c.rows)-1])
			}
			rows, err := read(ctx, after, walkPage)
			if err != nil {
				return c, err
			}
			c.rows, c.whole = append(c.rows, rows...), len(rows) < walkPage
			for len(c.rows) >= 2*n {
				c.above, c.rows = append(c.above, place(c.rows[n-1])), c.rows[n:]
			}
		}
		return c, nil
	})
}

// trimTop lets go of the first pages when too many are held.
func (w *Window[T]) trimTop() {
	rows, n := w.List.Rows(), w.page()
	for len(rows) > windowKeep*n {
		w.above = append(w.above, w.place(rows[n-1]))
		rows = rows[n:]
		w.List.top -= n // what is in sight stays in sight
	}
	if w.Back != nil && len(w.above) > 1 {
		w.above = w.above[len(w.above)-1:]
	}
	w.set(rows)
}

// trimBottom lets go of the last rows when too many are held.
func (w *Window[T]) trimBottom() {
	rows, most := w.List.Rows(), windowKeep*w.page()
	if len(rows) > most {
		w.set(rows[:most])
		w.whole = false
	}
}
