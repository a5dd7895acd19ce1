package pane

import (
	"context"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"
)

// Near owns what details need beyond their rows, for the rows about the
// cursor. What belongs to the next rows is read while the person looks at this
// one, so that a step down draws a whole detail in one frame instead of a
// short one and, a moment later, a long one.
type Near[K comparable, V any] struct {
	Kit  *Kit
	Read func(ctx context.Context, k K) (V, error)

	known map[K]V
	old   map[K]bool // known, but to be read again
	want  []K
	most  int // how many of those are to be known now
	load  Loader[map[K]V]
}

const (
	reach  = 12        // how many rows to each side of the cursor are read together: waking up for each costs more than reading it
	urgent = 1 + 2*2   // how many of the nearest must be known: the cursor's and two to each side
	kept   = 4 * reach // how many are remembered before those far away are forgotten
)

// Rested tells that the key that moved about seems to have been let go: what was not read while rows passed is read now, for so many rows.
type Rested struct{ Rows int }

// The rows of a Rested: a key that comes unevenly seems to rest many times, so that those beside the cursor's are read
// a moment later.
const (
	RestedAt   = 1
	RestedNear = 2 + 2*reach // with what needs no row
)

// Want says what is needed now, the nearest first.
func (n *Near[K, V]) Want(keys ...K) tea.Cmd {
	n.want = keys
	if len(n.known) > kept {
		far := func(k K) bool { return !slices.Contains(keys, k) }
		maps.DeleteFunc(n.known, func(k K, _ V) bool { return far(k) })
		maps.DeleteFunc(n.old, func(k K, _ bool) bool { return far(k) })
	}
	return n.next(len(keys))
}

// next reads what is missing: what the cursor stands on alone, since somebody
// looks at its place; otherwise, once one of the nearest is missing, all that
// is missing of the first most. While rows pass it waits for the one that is stopped at.
func (n *Near[K, V]) next(most int) tea.Cmd {
	n.most = most
	if n.Kit.Passing {
		return nil
	}
	var missing []K
	for i, k := range n.want[:min(most, len(n.want))] {
		if i == urgent && len(missing) == 0 {
			return nil
		}
		if _, known := n.known[k]; known && !n.old[k] {
			continue
		}
		missing = append(missing, k)
		if i == 0 {
			break
		}
	}
	if len(missing) == 0 {
		return nil
	}
	read, load := n.Read, n.load.Prepare
	if missing[0] == n.want[0] {
		load = n.load.Load
	}
	return load(n.Kit.Ctx, func(ctx context.Context) (map[K]V, error) {
		got := make(map[K]V, len(missing))
		var failed error
		for _, k := range missing {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			// The reads are short: watching each for being canceled would cost more than it saves.
			v, err := read(context.WithoutCancel(ctx), k)
			if err != nil {
				failed = err
				continue
			}
			got[k] = v
		}
		return got, failed
	})
}

// Take takes in the answer to a read, and goes on with what is still missing.
// What could not be read is tried again when the cursor moves.
func (n *Near[K, V]) Take(msg tea.Msg) (tea.Cmd, error, bool) {
	if r, ok := msg.(Rested); ok {
		return n.next(r.Rows), nil, true
	}
	got, err, ok := n.load.Take(msg)
	if !ok {
		return nil, nil, false
	}
	if n.known == nil {
		n.known = map[K]V{}
	}
	for k, v := range got {
		n.known[k] = v
		delete(n.old, k)
	}
	if err != nil {
		return nil, err, true
	}
	return n.next(n.most), nil, true
}

// Get is what is known for a row.
func (n *Near[K, V]) Get(k K) (V, bool) {
	v, ok := n.known[k]
	return v, ok
}

// Age says that what is known may have changed: what is near is read again,
// the rest when the cursor comes to it. Until then it is shown as it was.
func (n *Near[K, V]) Age() tea.Cmd {
	n.old = make(map[K]bool, len(n.known))
	for k := range n.known {
		n.old[k] = true
	}
	return n.next(urgent)
}

// Near are the row under the cursor and those about it, nearest first; none when there is no row.
func (l *List[T]) Near() []T {
	i := l.Index()
	if i < 0 {
		return nil
	}
	out := append(make([]T, 0, 1+2*reach), l.rows[i])
	for d := 1; d <= reach; d++ {
		for _, j := range []int{i + d, i - d} {
			if j >= 0 && j < len(l.rows) {
				out = append(out, l.rows[j])
			}
		}
	}
	return out
}
