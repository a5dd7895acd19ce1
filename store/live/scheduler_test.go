package live

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// pass lets time pass in the bubble, and what is due in it finish.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// running starts s in the bubble and returns what stops it and waits.
func running(t *testing.T, s *Scheduler) (stop func()) {
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); s.Run(ctx) }()
	return func() { cancel(); <-done }
}

func TestSchedulerKeepsTheBeat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewScheduler(2)
		defer running(t, s)()
		start := time.Now()
		var at []time.Duration
		s.Put("a", Waiting, 3*time.Second, func(context.Context) (time.Duration, error) {
			at = append(at, time.Since(start))
			if len(at) == 3 {
				return Done, nil
			}
			return 10 * time.Second, nil
		})
		pass(time.Hour)
		if want := []time.Duration{3 * time.Second, 13 * time.Second, 23 * time.Second}; !slices.Equal(at, want) {
			t.Errorf("ran at %v, want %v", at, want)
		}
		if left := s.Status(); len(left) != 0 {
			t.Errorf("a job that is done is still listed: %v", left)
		}
	})
}

func TestSchedulerBacksOffAndNeverGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewScheduler(2)
		defer running(t, s)()
		var at []time.Time
		s.Put("a", Waiting, 0, func(context.Context) (time.Duration, error) {
			at = append(at, time.Now())
			return 0, errors.New("down")
		})
		pass(time.Hour)
		for i := 1; i < len(at); i++ {
			gap, most := at[i].Sub(at[i-1]), min(time.Second<<min(i, 6), time.Minute)
			if gap < most/2 || gap > most {
				t.Errorf("wait %d was %v, want between %v and %v", i, gap, most/2, most)
			}
		}
		if n := len(at); n < 60 || n > 130 {
			t.Errorf("tried %d times in an hour, want between 60 and 130", n)
		}
		if st := s.Status(); len(st) != 1 || st[0].Fails != len(at) || st[0].Err == nil {
			t.Errorf("status %+v does not tell of %d failures", st, len(at))
		}
	})
}

func TestSchedulerKeepsTheDelayAFailedJobNames(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewScheduler(2)
		defer running(t, s)()
		runs := 0
		s.Put("a", Waiting, 0, func(context.Context) (time.Duration, error) {
			runs++
			return 24 * time.Hour, errors.New("blocked")
		})
		pass(23 * time.Hour)
		if runs != 1 {
			t.Errorf("ran %d times inside the block, want once", runs)
		}
	})
}

func TestSchedulerKeepsAPlaceForPolls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewScheduler(2)
		var mu sync.Mutex
		var order []string
		work := func(name string, takes time.Duration) Job {
			return func(context.Context) (time.Duration, error) {
				mu.Lock()
				order = append(order, name)
				mu.Unlock()
				time.Sleep(takes)
				return Done, nil
			}
		}
		s.Put("slow1", Backfill, 0, work("slow1", time.Minute))
		s.Put("slow2", Backfill, 0, work("slow2", time.Minute))
		defer running(t, s)()
		pass(time.Second)
		s.Put("poll", Waiting, 0, work("poll", time.Second))
		pass(10 * time.Second)
		mu.Lock()
		if want := []string{"slow1", "poll"}; !slices.Equal(order, want) {
			t.Errorf("ran %v, want %v: the second slow job must leave the place free", order, want)
		}
		mu.Unlock()
		pass(10 * time.Minute)
		mu.Lock()
		defer mu.Unlock()
		if len(order) != 3 {
			t.Errorf("ran %v, want all three in the end", order)
		}
	})
}

func TestSchedulerSortsWhatIsDueByPriority(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewScheduler(2)
		var order []Priority
		for _, p := range []Priority{Backfill, Balances, Discovery, Waiting, Act} {
			s.Put(string(rune('a'+int(p))), p, 0, func(context.Context) (time.Duration, error) {
				order = append(order, p)
				return Done, nil
			})
		}
		s.busy++ // one place is taken: the rest run one after the other
		defer running(t, s)()
		pass(time.Second)
		if want := []Priority{Act, Waiting}; !slices.Equal(order, want) {
			t.Errorf("ran %v, want %v and the rest waiting for the second place", order, want)
		}
	})
}

func TestSchedulerKickWhileRunningRunsOnceMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewScheduler(2)
		defer running(t, s)()
		var at []time.Duration
		start := time.Now()
		s.Put("a", Waiting, 0, func(context.Context) (time.Duration, error) {
			at = append(at, time.Since(start))
			time.Sleep(5 * time.Second)
			return time.Hour, nil
		})
		pass(time.Second)
		s.Kick("a")
		s.Kick("a")
		pass(time.Minute)
		if want := []time.Duration{0, 5 * time.Second}; !slices.Equal(at, want) {
			t.Errorf("ran at %v, want %v", at, want)
		}
		if s.Kick("nobody") {
			t.Error("a kick of nothing says it found something")
		}
	})
}

func TestSchedulerSoonerNeverPutsOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewScheduler(2)
		defer running(t, s)()
		start := time.Now()
		var ran time.Duration
		s.Put("a", Waiting, 4*time.Second, func(context.Context) (time.Duration, error) {
			ran = time.Since(start)
			return Done, nil
		})
		s.Sooner("a", 10*time.Second)
		pass(time.Minute)
		if ran != 4*time.Second {
			t.Errorf("ran after %v, want 4s", ran)
		}
	})
}

func TestSchedulerReplacesARunningJobWithoutOverlap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewScheduler(4)
		defer running(t, s)()
		inside, most := 0, 0
		job := func(context.Context) (time.Duration, error) {
			inside++
			most = max(most, inside)
			time.Sleep(5 * time.Second)
			inside--
			return Done, nil
		}
		s.Put("a", Waiting, 0, job)
		pass(time.Second)
		s.Put("a", Waiting, 0, job)
		pass(time.Minute)
		if most != 1 {
			t.Errorf("%d runs of one key at once, want one", most)
		}
	})
}

func TestSchedulerSurvivesAPanicAndWaitsForItsJobs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewScheduler(2)
		stop := running(t, s)
		finished := false
		s.Put("panics", Waiting, 0, func(context.Context) (time.Duration, error) { panic("secret") })
		s.Put("slow", Waiting, 2*time.Second, func(ctx context.Context) (time.Duration, error) {
			<-ctx.Done()
			time.Sleep(time.Second)
			finished = true
			return Done, ctx.Err()
		})
		pass(3 * time.Second)
		stop()
		if !finished {
			t.Error("Run returned before its last job did")
		}
	})
}
