package live

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"switchboard/client/money"
	"switchboard/store"
	"switchboard/store/act"
)

// width is how many jobs run at once.
const width = 6

// Config is what an Engine works with.
type Config struct {
	DB      *store.DB
	Offline bool // nothing is asked and nothing is sent
	// Broken says that nothing may be asked or sent with these settings, and why, in a sentence; "" for sound ones.
	Broken   string
	ReadOnly bool // everything is asked, nothing is sent
	// LookedAt is the option or the variable that says so; "" is the profile's own setting.
	LookedAt string
	Spend    Spend
	Beats    Beats
	Keeping  Keeping
}

// Engine keeps one profile's store true. What it knows of a provider is a desk
// that registered with it.
type Engine struct {
	cfg     Config
	db      *store.DB
	sched   *Scheduler
	desks   []Desk
	healths []*Health    // of the desks
	acted   atomic.Int64 // how much was carried out
	open    Memo[[]store.Intent]

	mu       sync.Mutex
	running  bool // what is asked for is done
	leading  bool
	settled  chan struct{} // closed when the first turn is over
	stop     context.Context
	acts     sync.WaitGroup
	standing []string           // the jobs of whoever leads
	requests map[string]request // what other processes may ask the leading one for
}

// Desk is what the engine asks of a provider's part, which is a package of its own.
type Desk interface {
	// Provider is the name in limits, health and the beginning of its intents' Op.
	Provider() string
	// Open puts the desk's standing jobs on the scheduler. This process has just begun to lead.
	Open(ctx context.Context) error
	// Look finds out, by reading alone, what became of an attempt.
	Look(ctx context.Context, in store.Intent) (Finding, error)
	// Wake makes what is waiting for a retry due now, and lets a refused key be tried once more.
	Wake()
	// May says why nothing of the kind of an act can be sent now, whatever else is said of it: the
	// program, the key, the connection, a pause or a limit is against it. It reads the store alone.
	May(ctx context.Context, a act.Act) error
	// Judge adds to a verdict what else stands against an act, what has to be said before it and what
	// will be different after it. It reads the store alone and sends nothing.
	Judge(ctx context.Context, a act.Act, v *act.Verdict) error
	// Carry carries an act out that was weighed and agreed to; the engine alone calls it.
	Carry(ctx context.Context, a act.Act) (act.Outcome, error)
	// Spent is the most that comes of what was spent at this provider since a moment, in all
	// processes: what has no answer yet counts with the most it may cost.
	Spent(ctx context.Context, since time.Time) (money.Cents, error)
	// First names the jobs that fill the lists a person sees first.
	First() []string
}

// New makes an engine. Nothing is asked before Run.
func New(cfg Config) *Engine {
	e := &Engine{
		cfg: cfg, db: cfg.DB, sched: NewScheduler(width),
		settled: make(chan struct{}), requests: map[string]request{},
	}
	e.On(wakeName, e.wake)
	return e
}

// Register adds a desk. It is called before Run.
func (e *Engine) Register(d Desk) { e.desks = append(e.desks, d) }

// DB is the store that is kept.
func (e *Engine) DB() *store.DB { return e.db }

// Jobs is where desks put what they do later and again.
func (e *Engine) Jobs() *Scheduler { return e.sched }

// Run asks and acts until ctx is done, then waits for its jobs and for the acts under way. Of
// the processes of a profile one leads: it polls and does what is due; every other acts, reads
// what it is asked for, and sees what the others wrote, which is all that it does offline.
func (e *Engine) Run(ctx context.Context) error {
	defer e.announce()
	if e.cfg.Offline || e.cfg.Broken != "" || e.db.ReadOnly() {
		e.announce()
		e.follow(ctx)
		return nil
	}
	working, end := context.WithCancel(ctx)
	var jobs sync.WaitGroup
	jobs.Go(func() { e.sched.Run(working) })
	e.mu.Lock()
	e.running, e.stop = true, ctx
	e.mu.Unlock()
	err := e.turns(ctx)
	e.mu.Lock()
	e.running, e.leading = false, false
	e.mu.Unlock()
	end()
	jobs.Wait()
	e.acts.Wait()
	err = errors.Join(err, e.db.ReleaseLead())
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return nil // told to end before there was anything to end
	}
	return err
}

// announce lets those go on who wait for the beginning.
func (e *Engine) announce() {
	e.mu.Lock()
	defer e.mu.Unlock()
	select {
	case <-e.settled:
	default:
		close(e.settled)
	}
}

// Ready waits until this process can ask and act, and says why it cannot. A
// command line calls it before its first command.
func (e *Engine) Ready(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-e.settled:
	}
	return e.MayAsk()
}

// Leading reports whether this process polls for the profile.
func (e *Engine) Leading() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.leading
}

// MayAsk says why nothing can be asked now, nil when it can.
func (e *Engine) MayAsk() error {
	switch {
	case e.cfg.Broken != "":
		return &Refusal{Why: ReasonSettings, Say: e.cfg.Broken}
	case e.db != nil && e.db.ReadOnly():
		return e.unwritable()
	case e.cfg.Offline:
		return &Refusal{Why: ReasonOffline, Say: "Working offline: showing what was saved, nothing is asked or sent."}
	case !e.runs():
		return &Refusal{Why: ReasonClosing, Say: "Switchboard is closing: nothing is asked and nothing is sent."}
	}
	return nil
}

// unwritable is the refusal of everything while the store takes no writes, and why it does not.
func (e *Engine) unwritable() *Refusal {
	st, _ := e.db.Unwritable()
	r := act.Code(st.Code).Of().Refusal()
	r.Say = st.Sentence + " " + st.Ends
	if st.Code == store.ReadOnly {
		r.Mend = "make the folder and its disk writable"
	}
	return r
}

func (e *Engine) runs() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.running
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
	if e.db == nil {
		return ""
	}
	return e.db.Unkeyed(provider)
}

// MaySend says why nothing that changes the world can be sent now.
func (e *Engine) MaySend() error {
	if e.cfg.Broken != "" || e.db.ReadOnly() { // before read-only, which a mistake makes the profile too
		return e.MayAsk()
	}
	if e.cfg.ReadOnly {
		return act.Looking(e.cfg.LookedAt).Refusal()
	}
	return e.MayAsk()
}

// Enter counts an act in, so that Run waits for it, and ties it to Run's end.
func (e *Engine) Enter(ctx context.Context) (context.Context, func(), error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.running {
		return nil, nil, &Refusal{Why: ReasonClosing, Say: "Switchboard is closing: nothing was sent."}
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
