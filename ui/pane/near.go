package pane

import (
	"context"
	"maps"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Near owns what details need beyond their rows, for the rows about the
// cursor. What belongs to the next row is read while the person looks at this
// one, so that a step down draws a whole detail in one frame instead of a
// short one and, a moment later, a long one.
type Near[K comparable, V any] struct {
	Kit  *Kit
	Read func(ctx context.Context, k K) (V, error)

	known   map[K]V
	old     map[K]bool // known, but to be read again
	want    []K
	load    Loader[map[K]V]
	moved   time.Time // when the cursor last stepped
	hurried int       // steps in a row that came close together
	resting bool      // a look whether it stands still is on its way
}

const (
	reach = 2                     // how many rows to each side of the cursor are read ahead
	kept  = 64                    // how many rows are remembered before those far away are forgotten
	calm  = 18 * time.Millisecond // steps closer together are hurried
	held  = 3                     // so many in a row are a held key: what it flies over is not read
)

// rested says that the cursor may stand still by now.
type rested struct{ of any }

// Want says what is needed now, the most urgent first.
// While a key is held nothing is read until it is let go.
func (n *Near[K, V]) Want(keys ...K) tea.Cmd {
	stepped := len(keys) > 0 && len(n.want) > 0 && keys[0] != n.want[0]
	n.want = keys
	if len(n.known) > kept {
		far := func(k K) bool { return !slices.Contains(keys, k) }
		maps.DeleteFunc(n.known, func(k K, _ V) bool { return far(k) })
		maps.DeleteFunc(n.old, func(k K, _ bool) bool { return far(k) })
	}
	if !stepped {
		return n.next()
	}
	now := n.Kit.Now()
	if n.hurried++; now.Sub(n.moved) >= calm {
		n.hurried = 0
	}
	n.moved = now
	if n.hurried >= held {
		return n.rest()
	}
	return n.next()
}

// rest looks a moment later whether the cursor stands still.
func (n *Near[K, V]) rest() tea.Cmd {
	if n.resting {
		return nil
	}
	n.resting = true
	ctx := n.Kit.Ctx
	return func() tea.Msg {
		t := time.NewTimer(calm)
		defer t.Stop()
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
			return rested{n}
		}
	}
}

// next reads what is missing: the most urgent alone, since somebody looks at its place, then the others together.
func (n *Near[K, V]) next() tea.Cmd {
	var missing []K
	for i, k := range n.want {
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
	read := n.Read
	return n.load.Load(n.Kit.Ctx, func(ctx context.Context) (map[K]V, error) {
		got := make(map[K]V, len(missing))
		for _, k := range missing {
			v, err := read(ctx, k)
			if err != nil {
				return nil, err
			}
			got[k] = v
		}
		return got, nil
	})
}

// Take takes in the answer to a read, and goes on with what is still missing.
func (n *Near[K, V]) Take(msg tea.Msg) (tea.Cmd, error, bool) {
	if r, ok := msg.(rested); ok && r.of == any(n) {
		n.resting = false
		if n.Kit.Now().Sub(n.moved) < calm {
			return n.rest(), nil, true
		}
		return n.next(), nil, true
	}
	got, err, ok := n.load.Take(msg)
	if !ok || err != nil {
		return nil, err, ok
	}
	if n.known == nil {
		n.known = map[K]V{}
	}
	for k, v := range got {
		n.known[k] = v
		delete(n.old, k)
	}
	return n.next(), nil, true
}

// Get is what is known for a row.
func (n *Near[K, V]) Get(k K) (V, bool) {
	v, ok := n.known[k]
	return v, ok
}

// Age says that what is known may have changed: it is read again, and shown until then.
func (n *Near[K, V]) Age() tea.Cmd {
	n.old = make(map[K]bool, len(n.known))
	for k := range n.known {
		n.old[k] = true
	}
	return n.next()
}

// Near are the row under the cursor and those close by, nearest first; none when there is no row.
func (l *List[T]) Near() []T {
	i := l.Index()
	if i < 0 {
		return nil
	}
	out := []T{l.rows[i]}
	for d := 1; d <= reach; d++ {
		for _, j := range []int{i + d, i - d} {
			if j >= 0 && j < len(l.rows) {
				out = append(out, l.rows[j])
			}
		}
	}
	return out
}
