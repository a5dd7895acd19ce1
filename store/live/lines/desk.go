// Package lines is the engine's desk of OneUC's phone-number API: numbers owned
// and for sale, what is on file about them, and their emergency addresses.
package lines

import (
	"context"
	"errors"
	"sync"
	"time"

	"switchboard/client/money"
	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/live"
)

// The keys of the desk's standing jobs.
const (
	linesListKey = "lines/list"
	linesReadKey = "lines/documents"
)

// Lines is the desk of OneUC's phone-number API: numbers owned and for sale,
// their properties and their emergency addresses. It is there without a key as
// well; then it refuses everything and says so.
type Lines struct {
	live.Access
	e     *live.Engine
	api   *oneuc.Client
	db    *store.DB
	sched *live.Scheduler
	spent live.Memo[money.Cents]
	queue []phone.E164 // documents to read behind everything else; the job's own

	mu      sync.Mutex
	offered map[phone.E164]offer // what searches found
	soFar   int                  // rows of a list that is being read; 0 while none is
}

// New makes the desk and registers it with the engine; api is nil without a key.
func New(e *live.Engine, api *oneuc.Client) *Lines {
	l := &Lines{e: e, api: api, db: e.DB(), sched: e.Jobs(), Access: live.NewAccess(e, oneuc.Provider, func() bool { return api != nil }, api.Pardon, "LINES has no key: connect it in the settings."),
		offered: map[phone.E164]offer{}}
	e.Register(l)
	e.On(geocodedKeys, func(n string) { l.watch(phone.E164(n)) })
	return l
}

func (l *Lines) First() []string { return []string{linesListKey} }

func (l *Lines) Open(ctx context.Context) error {
	if l.api == nil {
		return l.Health.Absent(ctx)
	}
	l.sched.Put(linesListKey, live.Balances, time.Second, l.listBeat)
	l.sched.Put(linesReadKey, live.Backfill, 2*time.Second, l.documentsBeat)
	return l.watchGeocoded(ctx)
}

func (l *Lines) Wake() {
	l.Pardon()
	l.sched.Kick(linesListKey)
	l.sched.Kick(linesReadKey)
}

// Hear implements live.Hearing.
func (l *Lines) Hear(ctx context.Context) error {
	_, err := l.api.Numbers(ctx, oneuc.Filter{PageSize: 1})
	return l.Heard(ctx, err)
}

// Refresh reads the list of numbers again now.
func (l *Lines) Refresh(ctx context.Context) error {
	if err := l.Ask(ctx); err != nil {
		return err
	}
	l.e.Kick(linesListKey, 0)
	return nil
}

// numberKey is the key under which only one act upon a number may be open: a
// purchase, a release, its properties or its emergency address.
func numberKey(n phone.E164) string { return "lines/number/" + string(n) }

// notFound reports that the provider does not know a number of this account. It says so in a
// word of its own: a "not found" without one is some other server's, and about no number.
func notFound(err error) bool {
	var e *rest.Error
	return errors.As(err, &e) && !e.Local && e.Name != "" && (e.Kind == rest.NotFound || e.Kind == rest.Gone) && !e.Unknown()
}

// doubtful makes an error that leaves the outcome open of one that says the
// number is in another state than was thought: perhaps this very act put it
// there.
func doubtful(err error) error {
	var e *rest.Error
	if !errors.As(err, &e) || e.Kind != rest.Conflict || e.Local {
		return err
	}
	open := *e
	open.Kind, open.Sent, open.Err = rest.Unanswered, true, err
	return &open
}
