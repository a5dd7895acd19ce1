package store

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

// outcome is what became of an attempt.
type outcome struct {
	state       IntentState
	ref, reason string
	at          time.Time // when it was known
}

// outcomes are those that the journal did not take, for want of room or because another
// program holds it. They are kept in memory until it does; that one is known is kept in the
// name of the second copy too, which takes no room, for whoever comes after this process.
type outcomes struct {
	mu    sync.Mutex
	of    map[int64]outcome // by the number of the attempt
	tried time.Time
}

func (o *outcomes) put(id int64, what outcome) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.of == nil {
		o.of = map[int64]outcome{}
	}
	o.of[id] = what
}

// drop forgets an outcome that was written down, unless a later one was put in its place meanwhile.
func (o *outcomes) drop(id int64, what outcome) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.of[id] == what {
		delete(o.of, id)
	}
}

// over lays what the journal did not take yet over an entry that was read from it.
func (o *outcomes) over(i Intent) Intent {
	o.mu.Lock()
	defer o.mu.Unlock()
	if what, kept := o.of[i.ID]; kept && i.State.Open() {
		what.apply(&i)
	}
	return i
}

// due gives what is to be written down, at most once in saveEvery.
func (o *outcomes) due(now time.Time, always bool) map[int64]outcome {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.of) == 0 || !always && now.Sub(o.tried) < saveEvery {
		return nil
	}
	o.tried = now
	return maps.Clone(o.of)
}

// apply notes the outcome in an entry; a reference and a reason replace earlier ones unless empty.
func (o outcome) apply(i *Intent) {
	i.State = o.state
	if !o.state.Open() {
		i.SettledAt, i.NextCheck = o.at, time.Time{}
	}
	i.Ref, i.Reason = cmp.Or(o.ref, i.Ref), cmp.Or(o.reason, i.Reason)
}

// known lays what the journal did not take yet, from this process or from one before it, over
// entries that were read from it.
func (db *DB) known(list []Intent) []Intent {
	var named map[int64]outcome
	for i, in := range list {
		if list[i] = db.outcomes.over(in); list[i].State != StateSent || in.Damaged {
			continue
		}
		if named == nil {
			named = db.named()
		}
		if told, ok := named[in.ID]; ok {
			told.apply(&list[i])
		}
	}
	return list
}

// named are the outcomes that the names of second copies tell.
func (db *DB) named() map[int64]outcome {
	out := map[int64]outcome{}
	entries, _ := os.ReadDir(filepath.Join(db.dir, copiesFolder)) // the start has made it, and says what is wrong with it
	for _, e := range entries {
		if id, told, ok := copyOfName(e.Name()); ok && told.state != "" {
			told.at = time.Now() // when it was known, no name tells
			out[id] = told
		}
	}
	return out
}

// keepOutcome keeps an outcome that the journal did not take.
func (db *DB) keepOutcome(id int64, what outcome) {
	db.outcomes.put(id, what)
	if !what.state.Open() {
		// Where even that is denied, the next start finds out by reading.
		_ = os.Rename(db.copyPath(id), filepath.Join(db.dir, copiesFolder, what.name(id)))
	}
	db.feeds.mark(Journal | Healths)
}

// Settle writes down how an intent stands: its outcome, or that it is unknown, or that nothing
// had left and it is an intent again. ref and reason replace the earlier ones unless empty. It
// is done even when ctx has ended: an outcome that is known is never lost to a quit. Nor is it
// to a disk without room, or to a program that holds the journal: it is kept and written down
// as soon as that can be, which is no error.
func (db *DB) Settle(ctx context.Context, id int64, state IntentState, ref, reason string) error {
	what := outcome{state, ref, reason, time.Now()}
	err := db.settle(ctx, id, what)
	if Unsaved(err) {
		db.keepOutcome(id, what)
		return nil
	}
	return err
}

func (db *DB) settle(ctx context.Context, id int64, what outcome) error {
	return db.step(context.WithoutCancel(ctx), id, what.apply)
}

// settleKept writes down what the journal did not take, if it does now.
func (db *DB) settleKept(ctx context.Context, always bool) {
	for id, what := range db.outcomes.due(time.Now(), always) {
		if err := db.settle(ctx, id, what); Unsaved(err) {
			return // so would the others
		}
		db.outcomes.drop(id, what) // settled, by this or meanwhile by somebody else
	}
}

// longestRef is the longest reference that goes into a name; those of the providers are shorter.
const longestRef = 100

// name is that of the second copy of an attempt with this outcome.
func (o outcome) name(id int64) string {
	ref := o.ref
	if len(ref) > longestRef || strings.ContainsFunc(ref, func(r rune) bool {
		return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_' || r == '+')
	}) {
		ref = ""
	}
	return strconv.FormatInt(id, 10) + "." + string(o.state) + "." + ref + copyEnding
}

// copyOfName is whose second copy a file is, and the outcome that its name tells; no outcome
// has no state. It is false of what was begun and is not whole, and of what is not ours.
func copyOfName(name string) (id int64, told outcome, ok bool) {
	name, whole := strings.CutSuffix(name, copyEnding)
	parts := strings.Split(name, ".")
	id, err := strconv.ParseInt(parts[0], 10, 64)
	if !whole || err != nil || len(parts) != 1 && len(parts) != 3 {
		return 0, told, false
	}
	if len(parts) == 3 {
		if why, known := toldByNames[IntentState(parts[1])]; known {
			told = outcome{state: IntentState(parts[1]), ref: parts[2], reason: why}
		}
	}
	return id, told, true
}

// toldByNames are the outcomes that a name tells, and why they came: a name has no room for what was answered.
var toldByNames = map[IntentState]string{
	StateConfirmed: "",
	StateRejected:  "it was refused, and the journal did not take what was answered",
	StateAbsent:    "it was looked for and not found",
}

// settleNamed settles the attempts of which the name of the second copy tells what became:
// their process ended before the journal took it.
func (db *DB) settleNamed(ctx context.Context) error {
	for id, told := range db.named() {
		in, err := db.written(ctx, id)
		in = db.outcomes.over(in)
		if errors.Is(err, ErrNotFound) {
			continue // the next start puts it back
		}
		if err == nil && in.State.Open() && (in.State == StateUnknown || !db.alive(in.owner)) {
			err = db.Settle(ctx, id, told.state, told.ref, told.reason)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
