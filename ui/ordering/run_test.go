package ordering_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/store/act"
	"switchboard/ui/ordering"
)

// aFew writes an order of n numbers and stands before its line.
func (d *desk) aFew(n string) {
	d.t.Helper()
	d.ready("acme", "telegram", "germany")
	for range 4 {
		d.Press("shift+tab")
	}
	d.keys(n, 10*time.Millisecond)
	d.Press("enter")
	d.Sleep(time.Second)
}

// Several orders of one Enter are written down before the first is sent, each with its place, in a
// form that comes back; their run is over when what came of them was told. One alone is none.
func TestSeveralOrdersAreWrittenDown(t *testing.T) {
	for _, fails := range []bool{false, true} {
		w := newWorld()
		w.outcome = func(n int, _ act.Order) error {
			if len(w.written) != 1 {
				t.Error("an order is sent before they are written down")
			}
			if fails && n == 2 {
				return platfone.ErrNoNumbers
			}
			return nil
		}
		at(t, w, 120, 30, func(d *desk) {
			d.aFew("4")
			d.Press("enter")
			d.Sleep(2 * time.Second)
			if len(w.written) != 1 || len(w.written[0]) != 4 || w.titles[0] != "Order 4 numbers of telegram/germany" || !slices.Equal(w.ended, []int64{1}) {
				t.Fatalf("%q: %+v, ended %v", w.titles, w.written, w.ended)
			}
			for _, a := range w.written[0] {
				if _, err := act.Written(a); err != nil {
					t.Error(err)
				}
			}
			if want := []int{0, 1, 2, 3}[:len(w.sent)]; !slices.Equal(w.places, want) || len(want) < 3 {
				t.Errorf("they were sent at %v", w.places)
			}
		})
	}
	w := newWorld()
	at(t, w, 120, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.enter()
		d.count(1)
		if len(w.written) != 0 {
			t.Errorf("one order is a run: %q", w.titles)
		}
	})
}

// While several are on their way the draft is what is still to be ordered, not all of it again.
func TestTheDraftShrinksWithWhatIsOrdered(t *testing.T) {
	w := newWorld()
	w.answer = 10 * time.Second
	at(t, w, 120, 30, func(d *desk) {
		d.aFew("4")
		d.Press("enter")
		for _, left := range []int{4, 3, 2} {
			d.Sleep(5 * time.Second)
			var kept ordering.Draft
			said, _ := w.Setting(t.Context(), "order.draft")
			if err := json.Unmarshal([]byte(said), &kept); err != nil || kept.Count != left {
				t.Errorf("%d are left and the draft is of %d, %v", left, kept.Count, err)
			}
			d.Sleep(5 * time.Second)
		}
		d.Sleep(time.Minute)
	})
}

// What is left of orders that were cut off is shown as it was agreed to and sent by a new Enter alone; the
// old run is over when the new orders are written down, and not while the sheet is only looked at.
func TestTheRestOfSeveralOrdersIsAskedForAnew(t *testing.T) {
	for _, left := range []int{3, 1} {
		w := newWorld()
		at(t, w, 120, 30, func(d *desk) {
			o := act.Order{Customer: "acme", Order: platfone.NewOrder{ServiceID: "telegram", CountryID: "uk", MaxPrice: 51, Mode: platfone.FixedMarkup, Markup: 50, Quality: 70}, Of: 5}
			d.Send(d.board.counter.Rest(o, left, 7)())
			d.Sleep(2 * time.Second)
			d.count(0)
			d.Shows("for acme: at most $0.51", "70")
			d.Press("esc")
			d.Sleep(time.Second)
			if len(w.ended) != 0 {
				t.Fatal("the run is over because it was looked at")
			}
			d.Send(d.board.counter.Rest(o, left, 7)())
			d.Sleep(2 * time.Second)
			d.Press("enter")
			d.Sleep(3 * time.Second)
			d.count(left)
			if len(w.written) != 1 || len(w.written[0]) != left || !slices.Equal(w.ended, []int64{7, 1}) {
				t.Errorf("%q, ended %v", w.titles, w.ended)
			}
		})
	}
}
