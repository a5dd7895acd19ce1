package live

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"switchboard/store"
)

// refreshEvery is how often the store is asked for what another process wrote;
// every leaseEvery-th time, a process that does not lead tries to.
const (
	refreshEvery = time.Second
	leaseEvery   = 5
)

// width is how many jobs run at once.
const width = 6

// Config is what an Engine works with.
type Config struct {
	DB      *store.DB
	Offline bool // nothing is asked and nothing is sent
	// Broken says that nothing may be asked or sent with these settings, and why, in a sentence; "" for sound ones.
	Broken string
	// Keyless says of a provider whose key cannot be had why that is, in a sentence without its end; nil, or "", is
	// that nobody ever gave one.
	Keyless  func(provider string) string
	ReadOnly bool // everything is asked, nothing is sent
	Spend    Spend
}

// Engine keeps one profile's store true. What it knows of a provider is a desk
// that registered with it.
type Engine struct {
	cfg      Config
	db       *store.DB
	sched    *Scheduler
	desks    []Desk
	spending sync.Mutex // from the look at what was spent until an order is on disk: two are not to fit into what is left of a day both

	acted atomic.Bool // something was carried out

	mu      sync.Mutex
	leading bool
	other   int           // the process that leads while this one does not
	settled chan struct{} // closed when it is first known who leads
	stop    context.Context
	acts    sync.WaitGroup
	linked  map[string]int64 // the last attempt that came to nothing, by natural key
}

// desk is what the engine asks of a provider's part, which is a package of its own.
type Desk interface {
	// provider is the name in limits, health and the beginning of its intents' Op.
	Provider() string
	// open puts the desk's jobs on the scheduler. This process has just begun to lead.
	Open(ctx context.Context) error
	// look finds out, by reading alone, what became of an attempt.
	Look(ctx context.Context, in store.Intent) (Finding, error)
	// wake makes what is waiting for a retry due now.
	Wake()
	// first names the jobs that fill the lists a person sees first.
	First() []string
}

// New makes an engine. Nothing is asked before Run.
func New(cfg Config) *Engine {
	e := &Engine{
		cfg: cfg, db: cfg.DB, sched: NewScheduler(width),
		settled: make(chan struct{}), linked: map[string]int64{},
	}
	return e
}

// Register adds a desk. It is called before Run.
func (e *Engine) Register(d Desk) { e.desks = append(e.desks, d) }

// DB is the store that is kept.
func (e *Engine) DB() *store.DB { return e.db }

// Jobs is where desks put what they do later and again.
func (e *Engine) Jobs() *Scheduler { return e.sched }

// Run polls and keeps the store until ctx is done, then waits for its jobs and
// for the acts under way. While another process leads the profile it only
// waits for its turn; offline it does nothing at all.
func (e *Engine) Run(ctx context.Context) error {
	if e.cfg.Offline || e.cfg.Broken != "" {
		e.announce()
		<-ctx.Done()
		return nil
	}
	defer e.announce()
	led, err := e.wait(ctx)
	if led && err == nil {
		err = errors.Join(e.lead(ctx), e.db.ReleaseLead())
	}
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return nil // told to end before there was anything to end
	}
	return err
}

// wait waits until this process leads; false is that ctx ended first.
func (e *Engine) wait(ctx context.Context) (bool, error) {
	for n := 0; ; n++ {
		if n%leaseEvery == 0 {
			led, err := e.db.Lead(ctx)
			if err != nil {
				return false, fmt.Errorf("taking the lead of the profile: %w", err)
			}
			if led {
				return true, nil
			}
			e.mu.Lock()
			e.other = e.db.Leader()
			e.mu.Unlock()
			e.announce()
		}
		if !pause(ctx, refreshEvery) {
			return false, nil
		}
		if err := e.db.Refresh(ctx); err != nil && ctx.Err() == nil {
			return false, fmt.Errorf("looking for what another process wrote: %w", err)
		}
	}
}

func (e *Engine) lead(ctx context.Context) error {
	if err := e.recover(ctx); err != nil {
		return err
	}
	e.sched.Put("store/refresh", Waiting, refreshEvery, func(ctx context.Context) (time.Duration, error) {
		return refreshEvery, e.db.Refresh(ctx)
	})
	for _, d := range e.desks {
		if err := d.Open(ctx); err != nil {
			return fmt.Errorf("opening the desk %s: %w", d.Provider(), err)
		}
	}
	e.mu.Lock()
	e.leading, e.stop = true, ctx
	e.mu.Unlock()
	e.announce()
	e.sched.Run(ctx)
	e.mu.Lock()
	e.leading = false
	e.mu.Unlock()
	e.acts.Wait()
	return nil
}

// announce lets those go on who wait to know who leads.
func (e *Engine) announce() {
	e.mu.Lock()
	defer e.mu.Unlock()
	select {
	case <-e.settled:
	default:
		close(e.settled)
	}
}

// Ready waits until it is known whether this process leads, and is nil when it
// does. A command line calls it before its first command.
func (e *Engine) Ready(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-e.settled:
	}
	return e.MayAsk()
}

// Leading reports whether this process polls and spends for the profile.
func (e *Engine) Leading() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.leading
}

// Wake asks everything again that waits for a retry: the key was replaced, the
// machine woke up, or a person does not want to wait.
func (e *Engine) Wake() {
	for _, d := range e.desks {
		d.Wake()
	}
}

// MayAsk says why nothing can be asked now, nil when it can.
func (e *Engine) MayAsk() error {
	switch {
	case e.cfg.Broken != "":
		return &Refusal{Why: ReasonSettings, Say: e.cfg.Broken}
	case e.cfg.Offline:
		return &Refusal{Why: ReasonOffline, Say: "Working offline: showing what was saved, nothing is asked or sent."}
	case !e.Leading():
		return &Refusal{Why: ReasonFollower, Say: e.follows()}
	}
	return nil
}

func (e *Engine) follows() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.other > 0 {
		return fmt.Sprintf("Another Switchboard (process %d) polls and spends for this profile; this one only reads.", e.other)
	}
	return "This Switchboard does not poll and spend for the profile."
}

// Keyless refuses what needs a key that is not there: say is for the case that
// nobody ever gave one.
func (e *Engine) Keyless(provider, say string) error {
	if why := e.Unkeyed(provider); why != "" {
		say = why + "."
	}
	return &Refusal{Why: ReasonNoKey, Say: say}
}

// Unkeyed is why the key of a provider cannot be had; "" when nobody ever gave one.
func (e *Engine) Unkeyed(provider string) string {
	if e.cfg.Keyless == nil {
		return ""
	}
	return e.cfg.Keyless(provider)
}

// MaySend says why nothing that changes the world can be sent now.
func (e *Engine) MaySend() error {
	if e.cfg.Broken != "" { // before read-only, which it makes the profile too
		return e.MayAsk()
	}
	if e.cfg.ReadOnly || e.db.ReadOnly() {
		return &Refusal{Why: ReasonReadOnly, Say: "This profile is read-only: changes are off."}
	}
	return e.MayAsk()
}

// Enter counts an act in, so that Run waits for it, and ties it to Run's end.
func (e *Engine) Enter(ctx context.Context) (context.Context, func(), error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.leading {
		return nil, nil, &Refusal{Why: ReasonFollower, Say: "Switchboard is closing: nothing was sent."}
	}
	e.acts.Add(1)
	ctx, cancel := context.WithCancel(ctx)
	unhook := context.AfterFunc(e.stop, cancel)
	return ctx, func() { unhook(); cancel(); e.acts.Done() }, nil
}

// pause waits for d; false is that ctx ended first.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
