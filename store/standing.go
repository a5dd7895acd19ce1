package store

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// Condition names what lasts and is wrong, or out of the ordinary, for scripts
// and tests.
type Condition string

// The conditions, the worst first.
const (
	SettingsBroken Condition = "settings_broken"
	DiskFull       Condition = "disk_full"
	DiskFails      Condition = "disk_fails"
	Locked         Condition = "locked"
	JournalHeld    Condition = "journal_held"
	Blocked        Condition = "blocked"
	OnHold         Condition = "on_hold"
	KeyRefused     Condition = "key_refused"
	NoKey          Condition = "no_key"
	Offline        Condition = "offline"
	Unreachable    Condition = "unreachable"
	Trouble        Condition = "trouble"
	NumberGone     Condition = "number_gone"
	CutOff         Condition = "cut_off"
	ReadOnly       Condition = "read_only"
)

// weights orders the conditions. It is the one place that says which is worse.
var weights = []Condition{SettingsBroken, DiskFull, DiskFails, Locked, JournalHeld, Blocked, OnHold, KeyRefused, NoKey, Offline, Unreachable, Trouble, NumberGone, CutOff, ReadOnly}

// Standing is one thing that stands until something ends it. Every face shows
// the same value: the top line its Word, the list of problems all of it, the
// command line its Sentence and its Command.
type Standing struct {
	Code         Condition
	Provider     string // whose it is, "" for the program's own
	Scope        string // of a block: what is blocked
	Word         string // on the top line: "BLOCKED until 11:57"
	Sentence     string
	Gone         []Departed // the numbers it is about
	Runs         []Run      // what was cut off that it is about
	Works        string     // what still works meanwhile, a sentence; "" says nothing
	Since, Until time.Time  // zero when not known
	Mend         string     // what a person does about it in the console, in a few words; "" when nothing helps
	Again        string     // what asking again comes to, where a key is what is wrong; "" when it helps nothing
	Command      string     // the command that mends it; "" for none
	Ends         string     // when it ends, a sentence
}

// Grave reports whether it keeps acts from being carried out, or what comes from
// being kept: it is told loudly.
func (s Standing) Grave() bool { return s.weight() < slices.Index(weights, Offline) }

// Quiet reports whether it is how the person wants it, and nothing that has to end.
func (s Standing) Quiet() bool { return s.Code == ReadOnly }

func (s Standing) weight() int { return slices.Index(weights, s.Code) }

// byWeight puts the worst first; of the same kind the one that lasts longer.
func byWeight(list []Standing) {
	slices.SortStableFunc(list, func(a, b Standing) int {
		return cmp.Or(cmp.Compare(a.weight(), b.weight()), b.Until.Compare(a.Until), cmp.Compare(a.Provider, b.Provider))
	})
}

// Stand adds what is known from outside the store, such as the settings, to
// what Standing tells while the store is open.
func (db *DB) Stand(list ...Standing) {
	db.mu.Lock()
	defer db.mu.Unlock()
	db.stands = append(db.stands, list...)
}

// Standing is everything that stands now, the worst first.
func (db *DB) Standing(ctx context.Context, now time.Time) ([]Standing, error) {
	db.mu.Lock()
	out := slices.Clone(db.stands)
	db.mu.Unlock()
	if db.readOnly {
		out = append(out, unwritable(db.dir, db.denies))
	}
	if s, bad := db.badDisk(); bad {
		out = append(out, s)
	}
	hold, err := db.Hold(ctx)
	if err != nil {
		return out, err
	}
	if hold != "" {
		open, err := db.OpenIntents(ctx)
		if err != nil {
			return out, err
		}
		out = append(out, journalHeld(hold, len(open)))
	}
	blocks, err := db.Blocks(ctx, now)
	if err != nil {
		return out, err
	}
	for _, b := range blocks {
		if b.Until.Sub(b.Seen) >= longPause {
			out = append(out, blocked(b))
		}
	}
	offline := slices.ContainsFunc(out, func(s Standing) bool { return s.Code == Offline || s.Code == SettingsBroken })
	if !offline {
		out = append(out, db.withoutKey()...)
	}
	healths, err := db.Healths(ctx)
	for _, h := range healths {
		if s, stands := h.Standing(); stands && !offline { // what nobody asks now may have ended long ago
			out = append(out, s)
		}
	}
	if err != nil {
		return out, err
	}
	seen, err := db.untilSeen(ctx)
	out = append(out, seen...)
	byWeight(out)
	return out, err
}

// untilSeen is what stands until a person has seen it.
func (db *DB) untilSeen(ctx context.Context) ([]Standing, error) {
	gone, err := db.Departed(ctx)
	out := left(gone)
	if err != nil {
		return out, err
	}
	runs, err := db.CutOff(ctx)
	if len(runs) > 0 {
		out = append(out, cutOff(runs))
	}
	return out, err
}
