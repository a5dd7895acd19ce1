package desktop

import (
	"context"
	"sync"
	"time"

	"switchboard/ui/notify"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// Notices decides what is said outside the screen, and says it.
type Notices struct {
	settings notify.Settings
	emitter  notify.Emitter

	mu     sync.Mutex
	center notify.Center
	muted  time.Time
}

// NewNotices returns notices as the person has set them.
func NewNotices(s notify.Settings, e notify.Emitter) *Notices {
	return &Notices{settings: s, emitter: e}
}

// Mute keeps bell and desktop silent for a while.
func (n *Notices) Mute(until time.Time) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.muted = until
}

// tell says one thing outside the screen. What does not work out is dropped:
// the toast on screen has said it already.
func (n *Notices) tell(ctx context.Context, p pane.Notice, focused bool) {
	e := notify.Event{Kind: kind(p.Kind), Masked: text.Clean(p.Masked), Full: text.Clean(p.Full)}
	now := time.Now()
	n.mu.Lock()
	plan := notify.Decide(e, n.settings, notify.Now{Time: now, Focused: focused, Muted: n.muted})
	note, wait, show := n.center.Add(e, plan, now)
	n.mu.Unlock()
	if plan.Bell {
		_ = n.emitter.Ring()
	}
	if plan.Command {
		_ = n.emitter.Run(ctx, e.Kind, plan.Body, now)
	}
	if !show && wait > 0 {
		note, show = n.later(ctx, wait)
	}
	if show {
		_ = n.emitter.Show(note)
	}
}

// later waits until the next notice may be shown; of several that wait one takes them all.
func (n *Notices) later(ctx context.Context, wait time.Duration) (notify.Note, bool) {
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return notify.Note{}, false
	case <-t.C:
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	note, _, show := n.center.Flush(time.Now())
	return note, show
}

func kind(name string) notify.Kind {
	for k := range notify.Kinds {
		if k.String() == name {
			return k
		}
	}
	return notify.Kinds
}
