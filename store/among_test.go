package store

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Of some activations those pass that a walk over the whole history finds, in its order, and their rows are its rows.
func TestAmongSomeTheSamePass(t *testing.T) {
	db, dice := open(t), rand.New(rand.NewPCG(15, 5))
	rows := texted(dice, 0, 1500)
	put(t, db, epoch, rows...)
	for range 300 {
		f := question(dice, rows)
		asked := map[string]bool{"nobody's": true}
		for range dice.IntN(1400) {
			asked[rows[dice.IntN(len(rows))].ID] = true
		}
		var ids []string
		for id := range asked {
			ids = append(ids, id)
		}
		want := must[[]Activation](t)(db.History(t.Context(), f, 0, len(rows)))
		want = slices.DeleteFunc(want, func(a Activation) bool { return !asked[a.ID] })
		keys := must[[]Key](t)(db.HistoryAmong(t.Context(), f, ids))
		got := must[[]Activation](t)(db.HistoryAt(t.Context(), keys))
		if !slices.Equal(idsOf(got), idsOf(want)) || len(keys) != len(want) {
			t.Fatalf("%+v: %d pass, not %d", f, len(got), len(want))
		}
	}
}
