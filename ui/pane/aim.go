package pane

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// Aim finds the place in a list that the cursor is to go to. It may read.
type Aim func(ctx context.Context) (place string, err error)

// Go shows the list around a place, which need not be that of a row, whatever
// lies between: the cursor goes to the first row after it, to the last of all
// where there is none. The window needs Back.
func (w *Window[T]) Go(aim Aim) tea.Cmd {
	w.going, w.aim = aimed, aim
	read, soon, back, place, n := w.Read, w.Soon, w.Back, w.place, w.page()
	return w.load.Load(w.Kit.Ctx, func(ctx context.Context) (c chunk[T], err error) {
		at, err := aim(ctx)
		if err != nil {
			return c, err
		}
		c = chunk[T]{above: []string{at}, to: aimed}
		if soon != nil {
			c.rows, c.next, err = soon(ctx, at, n)
		} else {
			c.rows, err = read(ctx, at, n)
		}
		c.whole = c.next == "" && len(c.rows) < n
		if err != nil || len(c.rows) > 0 || c.next != "" {
			return c, err
		}
		rows, err := back(ctx, "", n+1)
		return capped(rows, place, n, chunk[T]{whole: true, to: tail}), err
	})
}
