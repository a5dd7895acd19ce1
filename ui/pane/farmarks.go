package pane

import (
	"context"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/text"
)

// MostMarks is how many rows can be marked at once.
const MostMarks = 500_000

// FarMarks marks rows of a Window that are not in memory, and reads them back.
type FarMarks[T any] struct {
	Kit    *Kit
	Window *Window[T]
	Is     func(T) bool // whether a row can be acted upon; nil is every one
	// Pick reads the rows with some keys that are in the list now, in its order.
	Pick func(ctx context.Context, keys []string) ([]T, error)
	Many text.Literal // what rows are called

	mark  Loader[[]string]
	pick  Loader[[]T]
	found atomic.Int64
	then  func(rows []T) tea.Cmd
}

// Mark implements Marker.
func (f *FarMarks[T]) Mark() { f.Window.List.Mark() }

// MarkRange implements Marker: of the rows that are held.
func (f *FarMarks[T]) MarkRange() { f.Window.List.MarkRange() }

// MarkAll implements Marker: of the rows that are held.
func (f *FarMarks[T]) MarkAll() { f.Window.List.MarkAll() }

// Hidden implements Marker. Which of the marked rows are not in the list is known once they are read.
func (f *FarMarks[T]) Hidden() int { return 0 }

// All marks every row of the list. Those that are not held are read, page
// after page, while the person goes on.
func (f *FarMarks[T]) All() tea.Cmd {
	if f.Window.Whole() {
		f.Window.List.MarkAll()
		return nil
	}
	read, place, key, is := f.Window.Read, f.Window.place, f.Window.List.Key, f.Is
	f.found.Store(0)
	return f.mark.Load(f.Kit.Ctx, func(ctx context.Context) (keys []string, err error) {
		for after := ""; len(keys) <= MostMarks; {
			rows, err := read(ctx, after, walkPage)
			if err != nil {
				return nil, err
			}
			for _, r := range rows {
				if is == nil || is(r) {
					keys = append(keys, key(r))
				}
			}
			f.found.Store(int64(len(keys)))
			if len(rows) < walkPage {
				break
			}
			after = place(rows[len(rows)-1])
		}
		return keys, nil
	})
}

// Ticking reports whether rows are being marked: how many is drawn each second.
func (f *FarMarks[T]) Ticking() bool { return f.mark.Busy() }

// Said is how many rows are marked, or have been so far.
func (f *FarMarks[T]) Said() text.Safe {
	switch n := f.Window.List.Marks(); {
	case f.mark.Busy():
		return text.Own("marking ").Append(text.Int(f.found.Load()))
	case n > 0:
		return text.Int(int64(n)).Append(text.Own(" marked"))
	}
	return text.Safe{}
}

// Marks implements Marker: what is being marked can be taken off.
func (f *FarMarks[T]) Marks() int {
	if f.mark.Busy() {
		return max(f.Window.List.Marks(), 1)
	}
	return f.Window.List.Marks()
}

// Unmark takes every mark off, and ends the marking that is under way.
func (f *FarMarks[T]) Unmark() bool {
	busy := f.mark.Busy()
	f.mark.Drop()
	return f.Window.List.Unmark() || busy
}

// Held reports whether every marked row is in memory.
func (f *FarMarks[T]) Held() bool { return f.Window.List.Hidden() == 0 }

// Rows reads the marked rows of the list and gives them to what is to be done with them.
func (f *FarMarks[T]) Rows(do func(rows []T) tea.Cmd) tea.Cmd {
	keys := f.Window.List.MarkedKeys()
	f.then = func(rows []T) tea.Cmd {
		if len(rows) == 0 {
			return SayWhile("None of the marked "+string(f.Many)+" passes the filter. Esc takes the marks off.", func() bool { return f.Marks() == len(keys) })
		}
		return do(rows)
	}
	pick := f.Pick
	return f.pick.Load(f.Kit.Ctx, func(ctx context.Context) ([]T, error) { return pick(ctx, keys) })
}

// Take takes the answer to a read of these marks; ok is false for anything else.
func (f *FarMarks[T]) Take(msg tea.Msg) (cmd tea.Cmd, ok bool) {
	if keys, err, ok := f.mark.Take(msg); ok {
		switch {
		case err != nil:
			return Fail(err), true
		case len(keys) > MostMarks:
			return Say("More than " + text.Int(MostMarks).String() + " " + string(f.Many) + " pass: a filter makes them fewer. None was marked."), true
		}
		f.Window.List.MarkKeys(keys)
		return nil, true
	}
	if rows, err, ok := f.pick.Take(msg); ok {
		if err != nil {
			return Fail(err), true
		}
		return f.then(rows), true
	}
	return nil, false
}
