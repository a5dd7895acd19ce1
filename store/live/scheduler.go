package live

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// Priority orders the jobs that are due at the same moment; the lowest value
// goes first.
type Priority int

// The priorities, most urgent first.
const (
	Act       Priority = iota // what a person asked for, and finding out what became of it
	Waiting                   // polls of numbers that wait for a code
	Discovery                 // what other clients of the account did
	Balances                  // balances, customers, prices, catalogue
	Backfill                  // history, behind everything else
)

// Done, returned as a job's next delay, retires the job.
const Done time.Duration = -1

// Job does one unit of work and says when to do it again. With an error a
// delay above zero is kept as it is; zero asks for the scheduler's back-off.
type Job func(ctx context.Context) (next time.Duration, err error)

// Due is when the job under key runs next; zero when there is none.
func (s *Scheduler) Due(key string) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e := s.jobs[key]; e != nil {
		return e.due
	}
	return time.Time{}
}

// ran reports whether the job under key has run at least once, or is not there.
func (s *Scheduler) ran(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.jobs[key]
	return e == nil || e.ran
}

// Status is one job as the screen shows it.
type Status struct {
	Key      string
	Priority Priority
	Due      time.Time
	Running  bool
	Fails    int // failures in a row
	Err      error
}

// Scheduler runs keyed jobs when they are due, at most width at a time and the
// most urgent first. Jobs below Waiting leave one place free, so that a slow
// backfill never holds up a poll. A failing job backs off and is never given up.
type Scheduler struct {
	mu    sync.Mutex
	jobs  map[string]*entry
	width int
	busy  int // running jobs
	wake  chan struct{}
	wg    sync.WaitGroup
}

type entry struct {
	key     string
	prio    Priority
	job     Job
	due     time.Time
	running bool
	rearmed bool // due was set from outside while the job ran
	fails   int
	err     error
	ran     bool // it has run at least once
}

// NewScheduler returns a scheduler that runs at most width jobs at a time,
// width being 2 or more.
func NewScheduler(width int) *Scheduler {
	return &Scheduler{jobs: map[string]*entry{}, width: max(width, 2), wake: make(chan struct{}, 1)}
}

// Put adds or replaces the job under key, first due after delay. A job already
// running under that key ends first.
func (s *Scheduler) Put(key string, p Priority, delay time.Duration, job Job) {
	s.mu.Lock()
	e := s.jobs[key]
	if e == nil {
		e = &entry{key: key}
		s.jobs[key] = e
	}
	e.prio, e.job, e.due, e.rearmed, e.fails = p, job, time.Now().Add(delay), e.running, 0
	s.mu.Unlock()
	s.poke()
}

// Kick makes the job under key due now; it reports whether there is one. A job
// that is running runs once more.
func (s *Scheduler) Kick(key string) bool { return s.Sooner(key, 0) }

// Sooner makes the job under key due within delay, and leaves it alone when it
// already is; it reports whether there is such a job.
func (s *Scheduler) Sooner(key string, delay time.Duration) bool {
	s.mu.Lock()
	e := s.jobs[key]
	if e != nil {
		if at := time.Now().Add(delay); e.running && !e.rearmed || at.Before(e.due) {
			e.due, e.rearmed = at, e.running
		}
	}
	s.mu.Unlock()
	s.poke()
	return e != nil
}

// Drop forgets the job under key. A run in progress is let finish.
func (s *Scheduler) Drop(key string) {
	s.mu.Lock()
	delete(s.jobs, key)
	s.mu.Unlock()
}

// Status lists the jobs, soonest first.
func (s *Scheduler) Status() []Status {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]Status, 0, len(s.jobs))
	for _, e := range s.jobs {
		list = append(list, Status{e.key, e.prio, e.due, e.running, e.fails, e.err})
	}
	slices.SortFunc(list, func(a, b Status) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Key, b.Key))
	})
	return list
}

// keys are those of all jobs.
func (s *Scheduler) keys() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Collect(maps.Keys(s.jobs))
}

// Run runs jobs until ctx is done and the last of them has returned.
func (s *Scheduler) Run(ctx context.Context) {
	defer s.wg.Wait()
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
		case <-timer.C:
		}
		timer.Reset(s.start(ctx))
	}
}

// start runs what is due and there is room for, and returns how long nothing
// else can become due.
func (s *Scheduler) start(ctx context.Context) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	now, idle := time.Now(), time.Hour
	var due []*entry
	for _, e := range s.jobs {
		if e.running {
			continue
		}
		if wait := e.due.Sub(now); wait > 0 {
			idle = min(idle, wait)
		} else {
			due = append(due, e)
		}
	}
	slices.SortFunc(due, func(a, b *entry) int {
		return cmp.Or(cmp.Compare(a.prio, b.prio), a.due.Compare(b.due), cmp.Compare(a.key, b.key))
	})
	for _, e := range due {
		room := s.width
		if e.prio > Waiting {
			room--
		}
		if s.busy >= room {
			break // the job that finishes pokes us
		}
		s.busy++
		e.running = true
		s.wg.Go(func() { s.run(ctx, e, e.job) })
	}
	return idle
}

func (s *Scheduler) run(ctx context.Context, e *entry, job Job) {
	next, err := guarded(ctx, job)
	s.mu.Lock()
	s.busy--
	e.running, e.ran, e.err = false, true, err
	if err != nil {
		e.fails++
	} else {
		e.fails = 0
	}
	switch {
	case e.rearmed:
		e.rearmed = false
	case next == Done && s.jobs[e.key] == e:
		delete(s.jobs, e.key)
	case err != nil && next <= 0:
		e.due = time.Now().Add(Backoff(e.fails))
	default:
		e.due = time.Now().Add(next)
	}
	s.mu.Unlock()
	s.poke()
}

// guarded turns a panic of a job into its error: one broken answer must not
// take the screen down.
func guarded(ctx context.Context, job Job) (next time.Duration, err error) {
	defer func() {
		if r := recover(); r != nil {
			next, err = 0, fmt.Errorf("a background job stopped unexpectedly: %T", r)
		}
	}()
	return job(ctx)
}

func (s *Scheduler) poke() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Backoff is the wait after so many failures in a row: doubling from a second
// to a minute, the upper half of it drawn by lot.
func Backoff(fails int) time.Duration {
	d := min(time.Second<<min(fails, 6), time.Minute)
	return d/2 + rand.N(d/2)
}
