package live

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"switchboard/store"
)

// chaseAt is when an open attempt is looked for after its outcome became
// unknown by reading. The fourth lies two minutes after
// the first, so that the two prove an absence.
var chaseAt = []time.Duration{2 * time.Second, 10 * time.Second, 30 * time.Second, 125 * time.Second, 600 * time.Second}

const (
	absentGap  = 120 * time.Second // between the two reads that prove an absence
	chaseAgain = 125 * time.Second // after the last of chaseAt, while nothing is proved
)

// Finding is what one read of the provider says about an open attempt.
type Finding struct {
	State  FindingState
	Sure   bool   // absent: the provider's state excludes that it happened
	Ref    string // happened: what came of it
	Reason string // for a person
	Settle func(ctx context.Context) error
}

type FindingState int

const (
	Unclear  FindingState = iota // a person decides
	Happened                     // it was done
	Absent                       // there is no trace of it
	Partial                      // what could be read shows nothing, and is not the whole: it is read again
)

// chaser looks for one open attempt until it is settled.
type chaser struct {
	e      *Engine
	d      Desk
	in     store.Intent
	since  time.Time // when the looking began
	looks  int       // in this process
	absent time.Time // the first read that found no trace, whichever process made it
}

const chaseKeys = "intent/"

func chaseKey(id int64) string { return chaseKeys + strconv.FormatInt(id, 10) }

// Chase begins to look for an attempt whose outcome is open.
func (e *Engine) Chase(in store.Intent) { e.ChaseAfter(in, chaseAt[0]) }

// ChaseAnew begins the looking anew for an attempt that was sent once more: what was found before
// proves nothing.
func (e *Engine) ChaseAnew(ctx context.Context, in store.Intent) error {
	in.Missed = time.Time{}
	err := e.db.Checked(ctx, in.ID, time.Now().Add(chaseAt[0]), in.Missed, "")
	e.Chase(in)
	return err
}

// ChaseAfter begins after a while. It leaves the looking to the process that leads, which finds
// the attempt in the journal.
func (e *Engine) ChaseAfter(in store.Intent, delay time.Duration) {
	if !e.Leading() {
		return
	}
	name, _, _ := strings.Cut(in.Op, ".")
	for _, d := range e.desks {
		if d.Provider() == name {
			c := &chaser{e: e, d: d, in: in, since: time.Now(), absent: in.Missed}
			e.sched.Put(chaseKey(in.ID), Act, delay, c.look)
		}
	}
}

// look is the job: one read, and what follows from it.
func (c *chaser) look(ctx context.Context) (time.Duration, error) {
	if now, err := c.e.db.Intent(ctx, c.in.ID); err != nil || now.State != store.StateUnknown && !now.Damaged {
		return Done, err // a person, or the answer that came after all, has settled it
	}
	found, err := c.d.Look(ctx, c.in)
	if err != nil {
		return 0, fmt.Errorf("looking up the result of %s: %w", c.in.Subject, err)
	}
	c.looks++
	now := time.Now()
	switch {
	case found.State == Happened:
		return c.end(ctx, store.StateConfirmed, found)
	case found.State == Absent && c.absent.IsZero():
		c.absent = now
	}
	if found.State == Absent && (found.Sure || now.Sub(c.absent) >= absentGap) {
		return c.end(ctx, store.StateAbsent, found)
	}
	if found.State == Unclear || found.State == Partial {
		c.absent = time.Time{}
	}
	next := c.next(now)
	due := now.Add(next)
	if found.State == Unclear && c.looks >= len(chaseAt) && now.Sub(c.since) >= chaseAt[len(chaseAt)-1] { // looks asked for between count too
		next, due = Done, time.Time{} // it stays open for a person, and is read again at the next start
	}
	if err := c.e.db.Checked(ctx, c.in.ID, due, c.absent, found.Reason); err != nil {
		return 0, fmt.Errorf("noting a look at %s: %w", c.in.Subject, err)
	}
	return next, nil
}

// next is the wait until the next read: the next of chaseAt, and never later
// than what would prove an absence.
func (c *chaser) next(now time.Time) time.Duration {
	wait := chaseAgain
	for _, at := range chaseAt {
		if due := c.since.Add(at); due.After(now) {
			wait = due.Sub(now)
			break
		}
	}
	if !c.absent.IsZero() {
		wait = min(wait, max(c.absent.Add(absentGap).Sub(now), time.Second))
	}
	return wait
}

// end settles the attempt for good.
func (c *chaser) end(ctx context.Context, state store.IntentState, found Finding) (time.Duration, error) {
	ctx = context.WithoutCancel(ctx)
	if found.Settle != nil {
		if err := found.Settle(ctx); err != nil {
			return 0, err
		}
	}
	if err := c.e.db.Settle(ctx, c.in.ID, state, found.Ref, found.Reason); err != nil {
		return 0, fmt.Errorf("writing down the result of %s: %w", c.in.Subject, err)
	}
	a := Attempt{Op: c.in.Op, Subject: c.in.Subject}
	if state == store.StateConfirmed {
		c.e.Audit(ctx, a, c.in.Log(found.Ref, true))
	} else {
		c.e.Audit(ctx, a, store.FoundNotDone+found.Reason)
	}
	return Done, nil
}

// takeUp looks for what is open: at once and for all of it when this process has just begun to
// lead, else for what another process left behind, has begun or wants looked for now.
func (e *Engine) takeUp(ctx context.Context, begun bool) error {
	open, err := e.db.TakeUp(ctx)
	if err != nil {
		return fmt.Errorf("taking up what is still open: %w", err)
	}
	for _, in := range open {
		due := e.sched.Due(chaseKey(in.ID))
		wait := max(0, time.Until(in.NextCheck))
		switch {
		case begun:
			e.ChaseAfter(in, 0)
		case !due.IsZero():
			if !in.NextCheck.IsZero() && wait == 0 {
				e.sched.Sooner(chaseKey(in.ID), 0)
			}
		case in.Checks == 0:
			e.Chase(in)
		case !in.NextCheck.IsZero():
			e.ChaseAfter(in, wait)
		}
	}
	return e.db.LogCutOff(ctx)
}

// decided is what is known of an attempt about which a person has nothing to decide.
var decided = map[store.IntentState]string{
	store.StateIntent: "nothing of it was sent", store.StateSent: "its answer is awaited", store.StateConfirmed: "it was done",
	store.StateRejected: "it was not done", store.StateAbsent: "it was not done",
}

// MayDecide says why a person has nothing to decide about an attempt, nil where reading cannot settle it.
func (e *Engine) MayDecide(in store.Intent) error {
	if in.State != store.StateUnknown && !in.Damaged {
		return &Refusal{Why: ReasonRule, Say: "There is nothing to decide about " + in.Subject + ": " + decided[in.State] + "."}
	}
	return nil
}

// Decide settles by a person's word an attempt that reading cannot settle: it
// made ref, or with "" nothing.
func (e *Engine) Decide(ctx context.Context, intent int64, ref string) error {
	in, err := e.db.Intent(ctx, intent)
	if err != nil {
		return err
	}
	if err := e.MayDecide(in); err != nil {
		return err
	}
	state, result := store.StateConfirmed, "a person found it"
	if ref == "" {
		state, result = store.StateAbsent, "a person found that it was not done"
	}
	if err := e.db.Settle(ctx, intent, state, ref, result); err != nil {
		return err
	}
	e.StopLooking(intent)
	e.Audit(ctx, Attempt{Op: in.Op, Subject: in.Subject}, result)
	return nil
}

// StopLooking ends the looking for an attempt whose outcome was told.
func (e *Engine) StopLooking(intent int64) { e.sched.Drop(chaseKey(intent)) }

// Recheck looks for an open attempt now, whatever its next look would be.
func (e *Engine) Recheck(ctx context.Context, intent int64) error {
	if err := e.MayAsk(); err != nil {
		return err
	}
	if e.sched.Kick(chaseKey(intent)) {
		return nil
	}
	in, err := e.db.Intent(ctx, intent)
	if err != nil || in.State != store.StateUnknown {
		return err
	}
	if !e.Leading() {
		return e.db.CheckSoon(ctx, intent, time.Now())
	}
	e.ChaseAfter(in, 0)
	return nil
}
