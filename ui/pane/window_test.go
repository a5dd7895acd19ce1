package pane_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// shelf is a list kept elsewhere, sorted.
type shelf struct {
	rows  []string
	reads int
	fail  error
}

func numbered(n int) *shelf {
	s := &shelf{}
	for i := range n {
		s.rows = append(s.rows, fmt.Sprintf("%06d", 2*i))
	}
	return s
}

func (s *shelf) read(_ context.Context, after string, limit int) ([]string, error) {
	s.reads++
	from := 0
	if after != "" {
		var on bool
		if from, on = slices.BinarySearch(s.rows, after); on {
			from++
		}
	}
	return slices.Clone(s.rows[from:min(from+limit, len(s.rows))]), s.fail
}

func (s *shelf) back(_ context.Context, before string, limit int) ([]string, error) {
	s.reads++
	to := len(s.rows)
	if before != "" {
		to, _ = slices.BinarySearch(s.rows, before)
	}
	return slices.Clone(s.rows[max(0, to-limit):to]), s.fail
}

func window(t *testing.T, s *shelf, twoWays bool) *pane.Window[string] {
	w := &pane.Window[string]{Kit: kit(t), List: &pane.List[string]{Key: self}, Read: s.read, Page: 10}
	if twoWays {
		w.Back = s.back
	}
	settle(t, w, w.Start())
	return w
}

// settle runs a command and everything that comes of it.
func settle(t *testing.T, w *pane.Window[string], cmd tea.Cmd) {
	t.Helper()
	for cmd != nil {
		next, err, ok := w.Take(cmd())
		if !ok || err != nil {
			t.Fatalf("taken %v, error %v", ok, err)
		}
		cmd = next
	}
}

func at(w *pane.Window[string]) string {
	row, _ := w.List.Selected()
	return row
}

func eachWay(t *testing.T, test func(t *testing.T, twoWays bool)) {
	t.Run("both ways", func(t *testing.T) { test(t, true) })
	t.Run("forwards only", func(t *testing.T) { test(t, false) })
}

func TestWindowGoesToBothEnds(t *testing.T) {
	eachWay(t, func(t *testing.T, twoWays bool) {
		s := numbered(5000)
		w := window(t, s, twoWays)
		settle(t, w, w.End())
		if at(w) != "009998" {
			t.Errorf("the end is %s", at(w))
		}
		if n := len(w.List.Rows()); n > 40 {
			t.Errorf("%d rows are held", n)
		}
		settle(t, w, w.Move(-1))
		if at(w) != "009996" {
			t.Errorf("one up from the end is %s", at(w))
		}
		settle(t, w, w.Home())
		if at(w) != "000000" {
			t.Errorf("the beginning is %s", at(w))
		}
		if before := s.reads; w.Home() != nil || s.reads != before {
			t.Error("at the beginning it read again")
		}
	})
}

// Every step lands on the row that a list held whole would land on, and what
// is held is an unbroken part of the list.
func TestWindowIsTheWholeList(t *testing.T) {
	eachWay(t, func(t *testing.T, twoWays bool) {
		dice := rand.New(rand.NewPCG(3, 9))
		s := numbered(700)
		w := window(t, s, twoWays)
		want := 0
		for range 3000 {
			d := dice.IntN(13) - 6
			switch dice.IntN(40) {
			case 0:
				settle(t, w, w.Home())
				want = 0
			case 1:
				settle(t, w, w.End())
				want = len(s.rows) - 1
			case 2:
				settle(t, w, w.Refresh())
			default:
				if dice.IntN(3) > 0 {
					d += 3 * (1 - 2*(want*3/len(s.rows)%2))
				}
				d = max(min(d, 5), -5)
				settle(t, w, w.Move(d))
				want = min(max(want+d, 0), len(s.rows)-1)
			}
			if at(w) != s.rows[want] {
				t.Fatalf("on %s, want %s", at(w), s.rows[want])
			}
			held := w.List.Rows()
			i, on := slices.BinarySearch(s.rows, held[0])
			if !on || !slices.Equal(held, s.rows[i:i+len(held)]) || len(held) > 40 {
				t.Fatalf("%d rows held from %s to %s are not one piece", len(held), held[0], held[len(held)-1])
			}
		}
	})
}

func TestWindowRefreshKeepsTheRow(t *testing.T) {
	eachWay(t, func(t *testing.T, twoWays bool) {
		s := numbered(300)
		w := window(t, s, twoWays)
		for range 60 {
			settle(t, w, w.Move(2))
		}
		was := at(w)
		for i := range 20 { // rows come in above and below, and one goes
			s.rows = append(s.rows, fmt.Sprintf("%06d", 10*i+1))
		}
		slices.Sort(s.rows)
		settle(t, w, w.Refresh())
		if at(w) != was {
			t.Errorf("new rows moved the cursor from %s to %s", was, at(w))
		}
		for i := 0; i < 400; i++ {
			settle(t, w, w.Move(-1))
		}
		if at(w) != s.rows[0] {
			t.Errorf("the way back up ends at %s", at(w))
		}
	})
}

// A list that loses rows does not keep the window from its beginning.
func TestWindowAfterALoss(t *testing.T) {
	eachWay(t, func(t *testing.T, twoWays bool) {
		s := numbered(300)
		w := window(t, s, twoWays)
		settle(t, w, w.End())
		s.rows = s.rows[:5]
		settle(t, w, w.Refresh())
		if len(w.List.Rows()) != 5 || !w.Whole() {
			t.Errorf("%d rows are held of 5, whole: %v", len(w.List.Rows()), w.Whole())
		}
		s.rows = nil
		settle(t, w, w.Refresh())
		if len(w.List.Rows()) != 0 || !w.Whole() {
			t.Error("an empty list is not empty")
		}
	})
}

func TestWindowStartsAnew(t *testing.T) {
	s := numbered(300)
	w := window(t, s, true)
	settle(t, w, w.Move(5))
	settle(t, w, w.Start())
	if at(w) != "000010" {
		t.Errorf("a row that is still there was left for %s", at(w))
	}
	s.rows = []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"}
	settle(t, w, w.Start())
	if at(w) != "a" {
		t.Errorf("another list begins at %s", at(w))
	}
}

func TestWindowKeepsItsRowsWhenAReadFails(t *testing.T) {
	s := numbered(300)
	w := window(t, s, true)
	s.fail = errors.New("the disk is gone")
	_, err, ok := w.Take(w.Refresh()())
	if !ok || !errors.Is(err, s.fail) || len(w.List.Rows()) != 10 {
		t.Errorf("took %v with %v, %d rows are left", ok, err, len(w.List.Rows()))
	}
	if _, _, ok := w.Take("something else"); ok {
		t.Error("a message of another's was taken")
	}
}

// Pages that come and go above the cursor do not make what is in sight jump.
func TestWindowScrollsByOneRow(t *testing.T) {
	eachWay(t, func(t *testing.T, twoWays bool) {
		s := numbered(300)
		cell := func(s string) pane.Cell { return pane.Cell{Text: text.Clean(s)} }
		table := pane.Table[string]{Kit: kit(t), Columns: []pane.Column[string]{{Title: "N", Min: 6, Cell: cell}}}
		table.Key = self
		w := &pane.Window[string]{Kit: table.Kit, List: &table.List, Read: s.read, Page: 10}
		if twoWays {
			w.Back = s.back
		}
		settle(t, w, w.Start())
		line := func() int {
			return slices.IndexFunc(table.Body(20, 6), func(l string) bool { return strings.Contains(l, "▌") })
		}
		line()
		for i := range 200 {
			settle(t, w, w.Move(1))
			if got, want := line(), min(i+1, 5); got != want {
				t.Fatalf("%d rows down the cursor is on line %d, want %d", i+1, got, want)
			}
		}
		for i := range 190 {
			settle(t, w, w.Move(-1))
			if got, want := line(), max(4-i, 0); got != want {
				t.Fatalf("%d rows up the cursor is on line %d, want %d", i+1, got, want)
			}
		}
	})
}

// A list of what is newest follows it from wherever it was begun anew.
func TestAListBegunAnewFollowsTheNewest(t *testing.T) {
	l := pane.List[string]{Key: func(s string) string { return s }, Newest: true}
	at := func(want string) {
		t.Helper()
		if got, _ := l.Selected(); got != want {
			t.Errorf("the cursor is on %q, not %q", got, want)
		}
	}
	l.Set([]string{"b"})
	l.Rewind()
	l.Set([]string{"a", "b"})
	at("a")
	l.Move(1)
	l.Set([]string{"z", "a", "b"})
	at("b")
	l.Rewind()
	l.Set([]string{"y", "z", "a", "b"})
	at("y")
}

// A change in the store, heard while the way to an end is being read, does not
// lose that way.
func TestARefreshDoesNotLoseTheWay(t *testing.T) {
	eachWay(t, func(t *testing.T, twoWays bool) {
		s := numbered(100)
		w := window(t, s, twoWays)
		late := w.End()
		now := w.Refresh()
		if _, _, ok := w.Take(late()); ok {
			t.Error("both reads count")
		}
		settle(t, w, now)
		if got := at(w); got != s.rows[99] {
			t.Errorf("the cursor is on %s, not on the last row", got)
		}
		w.Home()
		settle(t, w, w.Refresh())
		if got := at(w); got != s.rows[0] {
			t.Errorf("the cursor is on %s, not on the first row", got)
		}
	})
}

// A list whose order is heard of after its first rows begins at its top, unless somebody moved about in it already.
func TestWindowBeginsAtItsTop(t *testing.T) {
	s := &shelf{rows: []string{"b", "c"}}
	w := window(t, s, true)
	s.rows = []string{"a", "b", "c"}
	w.Begin()
	settle(t, w, w.Refresh())
	if got := at(w); got != "a" {
		t.Errorf("the cursor is on %s", got)
	}
	settle(t, w, w.Move(1))
	s.rows = []string{"A", "a", "b", "c"}
	settle(t, w, w.Begin())
	if got := at(w); got != "b" {
		t.Errorf("the cursor was on b, and is on %s", got)
	}
}

// What is slow to find is shown as it is found, and looked for no more once another list is wanted.
func TestWindowShowsWhatIsFoundSoFar(t *testing.T) {
	s := numbered(30)
	w := &pane.Window[string]{Kit: kit(t), List: &pane.List[string]{Key: self}, Read: s.read, Page: 10}
	ended := 0
	w.Soon = func(ctx context.Context, after string, limit int) ([]string, string, error) {
		if ctx.Err() != nil {
			ended++
			return nil, "", ctx.Err()
		}
		rows, err := s.read(ctx, after, min(limit, 3))
		if len(rows) < 3 {
			return rows, "", err
		}
		return rows, rows[2], err
	}
	cmd, _, _ := w.Take(w.Start()())
	if n := len(w.List.Rows()); n != 3 || !w.Looking() || w.Whole() || cmd == nil {
		t.Fatalf("after the first look: %d rows, looking %v, whole %v", n, w.Looking(), w.Whole())
	}
	before := s.reads
	again := w.Start()
	if msg := cmd(); s.reads != before || ended != 1 {
		t.Errorf("%d reads for a list that nobody wants any more", s.reads-before)
	} else if _, _, ok := w.Take(msg); ok {
		t.Error("and its answer was taken")
	}
	settle(t, w, again)
	if got := w.List.Rows(); len(got) != 30 || !slices.Equal(got, s.rows) || w.Looking() {
		t.Errorf("%d rows held, looking %v", len(got), w.Looking())
	}
}
