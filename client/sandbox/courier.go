package sandbox

import (
	"context"
	"sync"
	"time"

	"switchboard/client/sandbox/retail"
)

const (
	hookWait  = 5 * time.Second        // for one delivery
	hookGrace = 200 * time.Millisecond // after it the next delivery leaves although this one is on its way
	hookTries = 4                      // the first and three more
	hookPause = 10 * time.Second       // before the second try, twice that before the third
)

// courier takes the events of the SMS provider to one hook: each when it is due, whether or not
// anybody asks the world for something, and nobody waits for it.
type courier struct {
	world *World
	hook  Hook
	wake  chan struct{} // something happened in the world
	stop  context.CancelFunc
	done  chan struct{}
	out   sync.WaitGroup // deliveries on their way

	mu    sync.Mutex
	calls []*hookCall // not taken yet, oldest first
}

// SetHook has the SMS provider's events sent to h from now on, in the place of
// an earlier hook.
func (w *World) SetHook(h Hook) error {
	if err := h.check(); err != nil {
		return err
	}
	if err := w.begin(); err != nil {
		return err
	}
	w.dismiss()
	ctx, stop := context.WithCancel(context.Background())
	k := &courier{world: w, hook: h, wake: make(chan struct{}, 1), stop: stop, done: make(chan struct{})}
	w.retail.Listen(true)
	w.mu.Lock()
	w.courier = k
	w.mu.Unlock()
	go k.run(ctx)
	return nil
}

// ClearHook ends the sending; what was not taken yet is dropped.
func (w *World) ClearHook() {
	if w.dismiss() {
		w.retail.Listen(false)
	}
}

// dismiss ends the courier, if there is one, and waits for it.
func (w *World) dismiss() bool {
	w.mu.Lock()
	k := w.courier
	w.courier = nil
	w.mu.Unlock()
	if k == nil {
		return false
	}
	k.stop()
	<-k.done
	return true
}

// nudge tells the courier that there may be something new.
func (w *World) nudge() {
	w.mu.Lock()
	k := w.courier
	w.mu.Unlock()
	if k == nil {
		return
	}
	select {
	case k.wake <- struct{}{}:
	default: // it has been told
	}
}

func (k *courier) run(ctx context.Context) {
	defer close(k.done)
	defer k.out.Wait()
	for {
		for _, c := range k.due(time.Now()) {
			k.take(ctx, c)
		}
		timer := time.NewTimer(k.idle(time.Now()))
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-k.wake:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// due takes every call that is due, the new ones after those that wait.
func (k *courier) due(now time.Time) []*hookCall {
	var events []retail.Event
	_ = k.world.read(func() { events = k.world.retail.Events() }) // one that is closed has none
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, e := range events {
		k.calls = append(k.calls, newCall(e))
	}
	var due, later []*hookCall
	for _, c := range k.calls {
		if c.due.After(now) {
			later = append(later, c)
		} else {
			due = append(due, c)
		}
	}
	k.calls = later
	return due
}

// idle is how long nothing will be due by itself.
func (k *courier) idle(now time.Time) time.Duration {
	const longest = time.Hour
	next := longest
	if at, ok := k.world.retail.Next(); ok {
		next = min(next, at.Sub(k.world.clock.Now()))
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, c := range k.calls {
		next = min(next, c.due.Sub(now))
	}
	return max(next, 0)
}

// take sends one call. It waits a moment, so that a quick receiver is told in order; a slow one
// does not keep the next event from leaving.
func (k *courier) take(ctx context.Context, c *hookCall) {
	taken := make(chan struct{})
	k.out.Go(func() {
		defer close(taken)
		if k.world.send(ctx, k.hook, c) != nil && ctx.Err() == nil {
			k.again(c)
		}
	})
	grace := time.NewTimer(hookGrace)
	defer grace.Stop()
	select {
	case <-taken:
	case <-grace.C:
	case <-ctx.Done():
	}
}

// again keeps a call that was not taken for later, three times.
func (k *courier) again(c *hookCall) {
	if c.tries++; c.tries >= hookTries {
		return
	}
	c.due = time.Now().Add(time.Duration(c.tries) * hookPause)
	k.mu.Lock()
	k.calls = append(k.calls, c)
	k.mu.Unlock()
	select {
	case k.wake <- struct{}{}:
	default:
	}
}
