package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// leastLibrary is the first SQLite without the write-ahead log's corruption race.
const leastLibrary = 3_051_003

// library tells which SQLite is linked in.
var library = sqlite3.Version

func checkLibrary() error {
	if name, n, _ := library(); n < leastLibrary {
		return &Refusal{"this computer", "SQLite " + name + " can damage a store; 3.51.3 is the least that is used", ErrLibrary}
	}
	return nil
}

func isNotDatabase(err error) bool { return sqliteCode(err) == sqlite3.ErrNotADB }

// turnedWords are in what SQLite says of a sum that no amount of money comes to, and of a schema in whose own text a bit
// has turned: no statement of ours names what is not there.
var turnedWords = []string{"integer overflow", "no such column", "no such table"}

// isDamage reports whether SQLite found a file to be broken.
func isDamage(err error) bool {
	return errors.Is(err, ErrDamaged) || sqliteCode(err) == sqlite3.ErrCorrupt || err != nil && slices.ContainsFunc(turnedWords, func(w string) bool { return strings.Contains(err.Error(), w) })
}

func sqliteCode(err error) sqlite3.ErrNo {
	var e sqlite3.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return 0
}

// quickCheck looks for damage to the structure of the named tables, of all without any. The
// error wraps ErrDamaged. It reads through the writer, which sees what the readers will.
func (f *file) quickCheck(ctx context.Context, q querier, tables ...string) error {
	queries := []string{"PRAGMA quick_check(1)"}
	if len(tables) > 0 {
		queries = queries[:0]
		for _, t := range tables {
			queries = append(queries, "PRAGMA quick_check("+t+")")
		}
	}
	for _, query := range queries {
		said, err := one(ctx, q, text, query)
		if isDamage(err) || isNotDatabase(err) {
			return fmt.Errorf("checking the %s: %w: %v", f.name, ErrDamaged, bare(err))
		}
		if err != nil {
			return fmt.Errorf("checking the %s: %w", f.name, err)
		}
		if said != "ok" {
			return fmt.Errorf("checking the %s: %w: %s", f.name, ErrDamaged, said)
		}
	}
	return nil
}

// HeldUntil ends what Check says of a journal that is held.
const HeldUntil = " Nothing that costs money is sent until switchboard db confirm."

// Check reads both files through and verifies every checksum. It returns one sentence for
// each thing that is wrong; a million rows take seconds.
func (db *DB) Check(ctx context.Context) ([]string, error) {
	var wrong []string
	for _, f := range db.files() {
		err := f.quickCheck(ctx, f.r)
		if err == nil && f == db.cache {
			err = f.figuresHold(ctx, f.r)
		}
		if errors.Is(err, ErrDamaged) {
			wrong = append(wrong, err.Error())
			continue
		}
		if err != nil {
			return wrong, err
		}
	}
	for what, damaged := range map[string]func(context.Context) (int, error){"journal entries": db.damagedIntents, "codes": db.damagedCodes} {
		n, err := damaged(ctx)
		if err != nil {
			return wrong, err
		}
		if n > 0 {
			wrong = append(wrong, fmt.Sprintf("%d %s do not match their checksum", n, what))
		}
	}
	n, err := db.turnedBalances(ctx)
	if err != nil {
		return wrong, err
	}
	if n > 0 {
		wrong = append(wrong, fmt.Sprintf("%d balances do not match what was heard: they are not known until the provider is asked again", n))
	}
	hold, err := db.Hold(ctx)
	if hold != "" {
		wrong = append(wrong, hold+HeldUntil)
	}
	return wrong, err
}

// background is a check that runs behind a store that is already in use.
type background struct {
	cancel context.CancelFunc
	done   chan struct{}
}

func (b *background) start(work func(context.Context)) {
	ctx, cancel := context.WithCancel(context.Background())
	b.cancel, b.done = cancel, make(chan struct{})
	go func() {
		defer close(b.done)
		work(ctx)
	}()
}

func (b *background) stop() {
	if b.cancel == nil {
		return
	}
	b.cancel()
	<-b.done
	b.cancel = nil
}
