package pane

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// Loader runs one read at a time: a newer read cancels the older, and an
// answer that is no longer wanted is not delivered.
type Loader[T any] struct {
	gen    int
	cancel context.CancelFunc
	busy   bool
	ended  func() // counts the end of the read under way
}

type loaded[T any] struct {
	from  *Loader[T]
	gen   int
	val   T
	err   error
	quiet bool
}

// Quiet implements demand.Quiet.
func (l loaded[T]) Quiet() bool { return l.quiet }

// Load starts a read. The read must not touch the pane: it runs elsewhere.
func (l *Loader[T]) Load(ctx context.Context, read func(context.Context) (T, error)) tea.Cmd {
	return l.load(ctx, read, false)
}

// Prepare is a Load of what is not on the screen yet: no frame is drawn when it comes.
func (l *Loader[T]) Prepare(ctx context.Context, read func(context.Context) (T, error)) tea.Cmd {
	return l.load(ctx, read, true)
}

func (l *Loader[T]) load(ctx context.Context, read func(context.Context) (T, error), quiet bool) tea.Cmd {
	l.Drop()
	l.ended = counted(ctx)
	ctx, l.cancel = context.WithCancel(ctx)
	l.gen++
	l.busy = true
	gen := l.gen
	return func() tea.Msg {
		v, err := read(ctx)
		return loaded[T]{l, gen, v, err, quiet}
	}
}

// Take unwraps msg when it is the answer to the latest Load.
func (l *Loader[T]) Take(msg tea.Msg) (v T, err error, ok bool) {
	m, is := msg.(loaded[T])
	if !is || m.from != l || m.gen != l.gen {
		return v, nil, false
	}
	l.over()
	return m.val, m.err, true
}

// Busy reports whether a read is under way.
func (l *Loader[T]) Busy() bool { return l.busy }

// Drop gives a read up: its answer is not wanted any more.
func (l *Loader[T]) Drop() {
	if l.busy {
		l.gen++
		l.over()
	}
}

func (l *Loader[T]) over() {
	if l.busy {
		l.busy = false
		l.cancel()
		l.ended()
	}
}
