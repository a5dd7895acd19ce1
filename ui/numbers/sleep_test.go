package numbers_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/themes"
	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/keybook"
	"switchboard/ui/numbers"
	"switchboard/ui/pane"
	"switchboard/ui/style"
)

// counted is a store that counts how often every number is read, which takes it a second.
type counted struct {
	*store.DB
	reads atomic.Int64
}

func (c *counted) Numbers(ctx context.Context) ([]store.Number, error) {
	c.reads.Add(1)
	time.Sleep(time.Second)
	return c.DB.Numbers(ctx)
}

// beside is a console on another pane, with a sleeping Numbers pane of n numbers beside it.
func beside(t *testing.T, n int, test func(t *testing.T, c *consoletest.Console, s *counted)) {
	t.Helper()
	over(t, n, func(kit *pane.Kit, s *counted) ui.Options {
		return ui.Options{Panes: []pane.Pane{consoletest.Blank{Name: "other", Head: "Other", Body: "elsewhere"}, numbers.New(kit, s, idle{}, nil)}}
	}, func(t *testing.T, m *ui.Model, s *counted) {
		c := consoletest.New(t, m, 120, 40)
		c.Sleep(5 * time.Second)
		test(t, c, s)
		c.Sleep(5 * time.Second)
	})
}

// over is a console over a store of n numbers that takes a second to read them all.
func over(t *testing.T, n int, options func(*pane.Kit, *counted) ui.Options, test func(t *testing.T, m *ui.Model, s *counted)) {
	t.Helper()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		db, err := store.Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		put(t, db, n)
		theme, _ := themes.Set{}.Load("terminal")
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		kit := &pane.Kit{Ctx: ctx, Styles: style.New(theme, false), Keys: keybook.New(nil), Now: time.Now}
		s := &counted{DB: db}
		o := options(kit, s)
		o.Kit, o.Watch = kit, db.Watch()
		m := ui.New(o)
		defer m.Quit()
		test(t, m, s)
	})
}

func put(t *testing.T, db *store.DB, n int) {
	t.Helper()
	list := make([]oneuc.Number, n)
	for i := range list {
		list[i] = oneuc.Number{E164: phone.E164(fmt.Sprintf("+1661%07d", 2_000_000+i)), State: oneuc.InService, Features: []string{"local"}, Created: time.Now()}
	}
	if err := db.PutNumbers(t.Context(), time.Now(), list...); err != nil {
		t.Fatal(err)
	}
}

func TestNumbersAreNotReadUntilSomebodyLooks(t *testing.T) {
	beside(t, 300, func(t *testing.T, c *consoletest.Console, s *counted) {
		c.Shows("2 Numbers 99+")
		put(t, s.DB, 301)
		c.Sleep(5 * time.Second)
		if n := s.reads.Load(); n != 0 {
			t.Fatalf("every number was read %d times for a badge", n)
		}
		before := time.Now()
		c.Press("2")
		c.Shows("+1 661 200 0000", "+1 661 200 0020")
		c.Hides("100 owned")
		if took := time.Since(before); took >= time.Second {
			t.Errorf("the first screen of them came after %v", took)
		}
		c.Sleep(2 * time.Second)
		c.Shows("301 owned")
		c.Press("1", "2")
		if n := s.reads.Load(); n != 1 {
			t.Errorf("every number was read %d times", n)
		}
	})
}

// A console that opens on them paints the first of them before all are read.
func TestTheFirstFrameWaitsForTheFirstNumbersAlone(t *testing.T) {
	over(t, 300, func(kit *pane.Kit, s *counted) ui.Options {
		return ui.Options{Panes: []pane.Pane{numbers.New(kit, s, idle{}, nil)}}
	}, func(t *testing.T, m *ui.Model, s *counted) {
		before := time.Now()
		m.Fill()
		if took := time.Since(before); took >= time.Second {
			t.Errorf("the first frame waits %v", took)
		}
		c := consoletest.New(t, m, 120, 40)
		c.Shows("+1 661 200 0000", "+1 661 200 0020")
		c.Sleep(2 * time.Second)
		c.Shows("300 owned")
		if n := s.reads.Load(); n != 1 {
			t.Errorf("every number was read %d times", n)
		}
	})
}

func TestTheFirstNumbersAreNotShownOutOfOrder(t *testing.T) {
	beside(t, 300, func(t *testing.T, c *consoletest.Console, s *counted) {
		if err := s.ToggleFavourite(t.Context(), "number", "+16612000250"); err != nil {
			t.Fatal(err)
		}
		c.Sleep(3 * time.Second)
		c.Press("2")
		c.Hides("+1 661 200")
		c.Sleep(2 * time.Second)
		c.Shows("+1 661 200 0250")
	})
}

func TestTheCommandsFindNumbersThatNobodyLookedAt(t *testing.T) {
	beside(t, 300, func(t *testing.T, c *consoletest.Console, s *counted) {
		c.Press(":")
		c.Type("2000250")
		c.Hides("+1 661 200 0250")
		c.Sleep(2 * time.Second)
		c.Shows("Numbers: +1 661 200 0250")
		c.Press("enter")
		c.Sleep(time.Second)
		c.Shows("▌  +1 661 200 0250")
	})
}

func TestANumberIsShownOnceItWasRead(t *testing.T) {
	beside(t, 300, func(t *testing.T, c *consoletest.Console, s *counted) {
		c.Send(pane.Goto{Pane: "numbers", Key: "+16612000250"})
		c.Sleep(2 * time.Second)
		c.Shows("▌  +1 661 200 0250")
	})
}

func TestManyChangesAreReadTogether(t *testing.T) {
	beside(t, 300, func(t *testing.T, c *consoletest.Console, s *counted) {
		c.Press("2")
		c.Sleep(5 * time.Second)
		before := s.reads.Load()
		for i := range 40 { // one every quarter of a second
			put(t, s.DB, 301+i)
			c.Sleep(250 * time.Millisecond)
		}
		c.Sleep(3 * time.Second)
		if n := s.reads.Load() - before; n > 7 {
			t.Errorf("in 13 seconds every number was read %d times", n)
		}
		c.Shows("340 owned")
	})
}

func TestCoverageIsCountedWithoutTheNumbers(t *testing.T) {
	db, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	put(t, db, 20)
	for i := range 3 {
		d := oneuc.Document{"id": fmt.Appendf(nil, `"+1661200000%d"`, i), "e911": []byte(`{"street_address":"1 A ST","status":"PROVISIONED"}`), "state": []byte(`"in_service"`)}
		if err := db.PutDocument(t.Context(), time.Now(), d); err != nil {
			t.Fatal(err)
		}
	}
	all, err := db.Numbers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got, err := db.Coverage(t.Context())
	if want := store.CoverageOf(all); err != nil || fmt.Sprint(got) != fmt.Sprint(want) || len(got.Missing) != 17 || len(got.Shared) != 1 {
		t.Errorf("%+v, %v, of the numbers %+v", got, err, want)
	}
}
