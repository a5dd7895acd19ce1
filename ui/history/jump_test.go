package history_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live"
	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/history"
	"switchboard/ui/pane"
)

// counting is a store that knows how many rows were read of the history.
type counting struct {
	*store.DB
	rows int
	slow time.Duration // how long a long read takes
}

func (c *counting) HistorySoon(ctx context.Context, f store.ActivationFilter, before store.Key, limit int, within time.Duration) ([]store.Activation, store.Key, error) {
	if limit > 500 {
		time.Sleep(c.slow)
	}
	list, next, err := c.DB.HistorySoon(ctx, f, before, limit, within)
	c.rows += len(list)
	return list, next, err
}

func (c *counting) HistoryAfter(ctx context.Context, f store.ActivationFilter, after store.Key, limit int) ([]store.Activation, error) {
	list, err := c.DB.HistoryAfter(ctx, f, after, limit)
	c.rows += len(list)
	return list, err
}

// year is the console over a number every three hours of a year, of two customers: one ordered
// from the beginning on, the other since half a year. Each number's last digits are its place from the newest.
func year(t *testing.T, do func(r *rig, s *counting, on func(place int))) {
	folder := t.TempDir()
	consoletest.Bubble(t, sandbox.Options{}, func(t *testing.T, base *consoletest.Rig) {
		time.Sleep(340*24*time.Hour + 14*time.Hour)
		r := &rig{Rig: base, desk: &desk{}, folder: folder}
		r.Make(live.Config{})
		r.desk.db = r.DB
		var list []platfone.Activation
		for i := range 365 * 8 {
			whose := "acme"
			if i%2 == 1 && i < 1460 {
				whose = "northwind"
			}
			a := act(i, time.Duration(i)*3*time.Hour+time.Minute, of(whose, "telegram", "uk"), ended(platfone.StatusFinalized, time.Minute))
			a.Phone = phone.E164(number(i))
			list = append(list, a)
		}
		r.put(time.Now(), list...)
		r.cover(time.Unix(1, 0), time.Now())
		s := &counting{DB: r.DB}
		p := history.New(r.Look(consoletest.Look{}), s, r.desk, r.desk, r.desk, history.Settings{})
		r.Show(120, 40, ui.Options{Panes: []pane.Pane{p}})
		do(r, s, func(place int) {
			t.Helper()
			if on, _ := p.Number(); string(on) != number(place) {
				t.Errorf("the cursor is on %s, not on %s", on, number(place))
			}
		})
	})
}

// A date, either end and a customer's first number are gone to in one step, however far away, and
// no row between is read.
func TestAnyPlaceIsOneStepAway(t *testing.T) {
	year(t, func(r *rig, s *counting, on func(place int)) {
		goes := func(name string, to int, keys ...string) {
			t.Helper()
			s.rows = 0
			r.Press(keys...)
			on(to)
			if s.rows > 500 { // a page, and one on either side
				t.Errorf("%s: %d rows were read", name, s.rows)
			}
		}
		day := func(written string) {
			t.Helper()
			r.Press("d")
			r.Type(written)
		}
		day("100d")
		goes("a hundred days ago", 800, "enter")
		goes("a newer one", 799, "up")
		goes("the newest", 0, "g")
		day(time.Now().AddDate(0, 0, -200).Format("2006-01-02"))
		goes("a day", 1597, "enter") // 14:00 is the time of day, so that four numbers of that day are newer
		goes("the oldest", 2919, "G")
		day("1999-01")
		goes("before the oldest", 2919, "enter")
		day("2001-01")
		goes("after the newest", 0, "enter")
		goes("the customer's first", 2919, "F")
		r.Press("g", "down")
		goes("another customer's first", 1459, "F")
		goes("an older one", 1460, "down")
	})
}

// What is no date is said to be none, and the list stays.
func TestADateIsADate(t *testing.T) {
	year(t, func(r *rig, _ *counting, on func(place int)) {
		r.Press("d")
		r.Type("soon")
		r.Press("enter")
		r.Shows("Date: a day, such as")
		r.Press("esc")
		on(0)
	})
}

// Filtered, the first is that of the numbers which pass.
func TestTheFirstOfWhatPasses(t *testing.T) {
	year(t, func(r *rig, _ *counting, on func(place int)) {
		r.Press("/")
		r.Type("age<100d")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Press("F")
		on(798)
	})
}

func number(place int) string { return fmt.Sprintf("+4479757%04d", place) }
