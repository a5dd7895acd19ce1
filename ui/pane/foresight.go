package pane

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/store/act"
)

// Foresight owns what the judgement says of the acts upon the rows about the
// cursor, so that a list shows them pale and with the reason before a key is
// pressed. It is read ahead, never while a frame is drawn; what is not known
// yet is not pale, since the act itself is weighed once more. K is what the acts
// of a row are made of; its zero value stands for the acts that need no row.
type Foresight[K comparable] struct {
	kit  *Kit
	near Near[K, map[string]act.Reason]
}

// NewForesight returns one that knows nothing yet. acts are those upon a row.
func NewForesight[K comparable](kit *Kit, judge act.Judge, acts func(K) []act.Act) *Foresight[K] {
	f := &Foresight[K]{kit: kit}
	f.near = Near[K, map[string]act.Reason]{Kit: kit, Read: func(ctx context.Context, k K) (map[string]act.Reason, error) {
		stops := map[string]act.Reason{}
		for _, a := range acts(k) {
			v, err := judge.Weigh(ctx, a)
			if err != nil {
				return nil, err
			}
			if r, ok := v.Stop(); ok {
				stops[a.Op()] = r
			}
		}
		return stops, nil
	}}
	return f
}

// Want says which rows the cursor is about, the nearest first.
func (f *Foresight[K]) Want(rows ...K) tea.Cmd {
	var none K
	keys := append([]K{}, rows[:min(1, len(rows))]...)
	keys = append(keys, none)
	keys = append(keys, rows[len(keys)-1:]...)
	if f.near.load.Busy() && slices.Equal(keys, f.near.want) {
		return nil // asked already: to ask again would drop that answer
	}
	return f.near.Want(keys...)
}

// Each is what f makes of each of a list.
func Each[T, K any](list []T, f func(T) K) []K {
	out := make([]K, len(list))
	for i, v := range list {
		out[i] = f(v)
	}
	return out
}

// standing are the topics with which what stands against an act changes.
const standing = store.Activations | store.Customers | store.Reports | store.Listings | store.Numbers | store.Healths | store.Settings | store.Journal | store.Limits

// Update takes the answers in, and asks anew when something that is stored has
// changed. Any message but those answers goes on to its owner.
func (f *Foresight[K]) Update(msg tea.Msg, owner func(tea.Msg) tea.Cmd) tea.Cmd {
	if t, ok := msg.(store.Topic); ok && t.Has(standing) {
		return tea.Batch(owner(msg), f.near.Age())
	}
	cmd, _, mine := f.near.Take(msg)
	if _, all := msg.(Rested); all {
		return tea.Batch(cmd, owner(msg))
	}
	if mine {
		return cmd
	}
	return owner(msg)
}

// Stop is what stands against an act upon a row, false where nothing is known to.
func (f *Foresight[K]) Stop(row K, a act.Act) (act.Reason, bool) {
	known, read := f.near.Get(row)
	r, ok := known[a.Op()]
	if !read {
		r, ok = f.all()
	}
	if ok && !r.Until.IsZero() && !f.kit.Now().Before(r.Until) {
		return act.Reason{}, false // its time is over
	}
	return r, ok
}

// all is what stands against every act, as it is known by those that need no row.
func (f *Foresight[K]) all() (act.Reason, bool) {
	var none K
	known, _ := f.near.Get(none)
	for _, r := range known {
		if r.Code.All() {
			return r, true
		}
	}
	return act.Reason{}, false
}

// Off is that in words, for an action; "" where nothing is known.
func (f *Foresight[K]) Off(row K, a act.Act) string {
	r, _ := f.Stop(row, a)
	return f.kit.Because(r)
}

// Barred is why nothing at all can be done at the provider, by the verdict on
// an act that needs no row; "" when something can.
func (f *Foresight[K]) Barred(a act.Act) string {
	var none K
	return f.Off(none, a)
}

// Because is a reason's sentence, without what is hidden from eyes that look on.
func (k *Kit) Because(r act.Reason) string {
	say := r.Told(k.Now())
	if k.Private {
		for _, h := range r.Hide {
			say = strings.ReplaceAll(say, h, "•••")
		}
	}
	return say
}
