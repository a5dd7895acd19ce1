package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/mattn/go-sqlite3"

	"switchboard/client/platfone"
	"switchboard/store/filter"
)

// PutActivations stores what was heard of some activations at the moment seen, all or none.
// An older observation never overwrites a newer one. Codes are added to the journal first, so
// that whatever happens next none is lost. What is unchanged costs one read.
func (db *DB) PutActivations(ctx context.Context, seen time.Time, list ...platfone.Activation) error {
	if len(list) == 0 {
		return nil
	}
	var changed Topic
	written := 0
	err := db.cache.write(ctx, func(tx *sql.Tx) error {
		all := unending(ctx)
		known, err := knownActivations(all, tx, list)
		if err != nil {
			return err
		}
		b := batch{seen: seen, known: known, tallies: tallies{}}
		for _, a := range list {
			b.observe(db.forget(a))
		}
		// The journal is always locked after the cache, never the other way round.
		added, err := db.appendCodes(ctx, b.heard) // waits for the journal no longer than ctx
		if err != nil {
			return err
		}
		if added > 0 {
			changed |= Codes
		}
		if err := b.save(all, tx); err != nil {
			return err
		}
		if written = len(b.fresh); written > 0 || len(b.touched) > 0 {
			changed |= Activations
		}
		return nil
	})
	if err != nil {
		// Codes that were added stay: they are true whatever became of the cache.
		db.feeds.mark(changed & Codes)
		if Unsaved(err) {
			db.keepUnsaved(ctx, seen, list)
		}
		return fmt.Errorf("storing activations: %w", err)
	}
	db.unsaved.stored(list)
	db.feeds.mark(changed)
	db.grown(written)
	return nil
}

func knownActivations(ctx context.Context, tx *sql.Tx, of []platfone.Activation) (map[string]*Activation, error) {
	ids := make([]string, len(of))
	for i, a := range of {
		ids[i] = a.ID
	}
	bound, err := json.Marshal(ids)
	if err != nil {
		return nil, fmt.Errorf("naming the activations: %w", err)
	}
	rows, err := list(ctx, tx, scanActivation,
		"SELECT "+activationColumns+" FROM activations WHERE id IN (SELECT value FROM json_each(?))", string(bound))
	if err != nil {
		return nil, fmt.Errorf("reading what is known: %w", err)
	}
	known := make(map[string]*Activation, len(rows))
	for i := range rows {
		rows[i].stored = true
		known[rows[i].ID] = &rows[i]
	}
	return known, nil
}

// batch is the work of one PutActivations.
type batch struct {
	seen    time.Time
	known   map[string]*Activation
	fresh   []*Activation // rows to write
	touched []Key         // rows that were only heard again
	heard   []heardCode
	tallies tallies
	waits   []*Activation // rows whose first code has just come
}

// observe decides what one observation changes.
func (b *batch) observe(a platfone.Activation) {
	known := b.known[a.ID]
	if known != nil && !a.Supersedes(known.Activation) {
		b.hear(a, known.Round, true)
		return
	}
	row := take(a, known)
	row.Seen = b.seen
	if known != nil && same(row, known) {
		// What has ended is not heard again just to note the time.
		if !known.Status.Ended() && b.seen.After(known.Seen) {
			b.touched = append(b.touched, known.Key)
		}
		return
	}
	b.hear(a, row.Round, false)
	if known != nil {
		b.tallies.add(known, -1)
	}
	b.tallies.add(&row, 1)
	timed := !row.CodeAt.IsZero() && (known == nil || known.CodeAt.IsZero())
	target := known
	if known == nil || !known.queued {
		target = new(Activation)
		b.known[a.ID] = target
		b.fresh = append(b.fresh, target)
	}
	// A row that comes twice in one list is written once, as it was told last.
	row.stored, row.queued = known != nil && known.stored, true
	*target = row
	if timed {
		b.waits = append(b.waits, target)
	}
}

func (b *batch) hear(a platfone.Activation, round int, stale bool) {
	if !a.HasCode() {
		return
	}
	late := a.Status != platfone.StatusActive && !a.ExpireAt.IsZero() && b.seen.Sub(a.ExpireAt) > lately
	b.heard = append(b.heard, heardCode{a: a, round: round, stale: stale, late: late, seen: b.seen})
}

const insertActivation = `INSERT INTO activations (id, customer_id, phone, formatted, service_id, country_id, sms_status,
	activation_status, billing_status, report_status, sms_code, sms_text, sms_fold, price, customer_price, expire_at, updated_at,
	created_at, cancelable_after, retriable, round, code_at, raw_sum, seen, k)
	VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`

const updateActivation = `UPDATE activations SET id = ?, customer_id = ?, phone = ?, formatted = ?, service_id = ?, country_id = ?,
	sms_status = ?, activation_status = ?, billing_status = ?, report_status = ?, sms_code = ?, sms_text = ?, sms_fold = ?, price = ?,
	customer_price = ?, expire_at = ?, updated_at = ?, created_at = ?, cancelable_after = ?, retriable = ?, round = ?, code_at = ?,
	raw_sum = ?, seen = ? WHERE k = ?`

// save writes what observe decided.
func (b *batch) save(ctx context.Context, tx *sql.Tx) error {
	if err := b.write(ctx, tx); err != nil {
		return err
	}
	for _, k := range b.touched {
		if _, err := tx.ExecContext(ctx, "UPDATE activations SET seen = ? WHERE k = ?", unix(b.seen), int64(k)); err != nil {
			return fmt.Errorf("noting when an activation was read: %w", err)
		}
	}
	if err := putWaits(ctx, tx, b.waits); err != nil {
		return err
	}
	return b.tallies.save(ctx, tx)
}

func (b *batch) write(ctx context.Context, tx *sql.Tx) error {
	// In their order in the table they fill its pages.
	slices.SortStableFunc(b.fresh, func(x, y *Activation) int { return cmp.Compare(x.Key, y.Key) })
	var stmts [4]*sql.Stmt
	for i, query := range []string{insertActivation, updateActivation,
		"INSERT INTO activation_raw VALUES (?, ?) ON CONFLICT DO UPDATE SET raw = excluded.raw", "DELETE FROM activation_raw WHERE k = ?"} {
		stmt, err := tx.PrepareContext(ctx, query)
		if err != nil {
			return fmt.Errorf("preparing to write activations: %w", err)
		}
		defer stmt.Close()
		stmts[i] = stmt
	}
	for _, row := range b.fresh {
		put := row.insert
		stmt := stmts[0]
		if row.stored {
			put, stmt = row.update, stmts[1]
		}
		err := put(ctx, stmt)
		switch told := row.told(); {
		case err != nil:
		case !told:
			_, err = stmts[2].ExecContext(ctx, int64(row.Key), string(row.Raw))
		case row.stored:
			_, err = stmts[3].ExecContext(ctx, int64(row.Key))
		}
		if err != nil {
			return fmt.Errorf("writing activation %s: %w", row.ID, err)
		}
	}
	return nil
}

// args are the columns of a row in the order of both statements.
func (a *Activation) args() []any {
	return []any{a.ID, a.CustomerID, string(a.Phone), a.Formatted, a.ServiceID, a.CountryID, string(a.SMS), string(a.Status),
		string(a.Billing), string(a.Report), a.Code, a.Text, folded(a.Text), cents(a.Price), cents(a.CustomerPrice), unix(a.ExpireAt),
		unix(a.UpdatedAt), unix(a.CreatedAt), unix(a.CancelableAfter), a.Retriable, a.Round, unix(a.CodeAt), a.rawSum, unix(a.Seen),
		int64(a.Key)}
}

// insert writes a new row. If its key is taken it gets the next one.
func (a *Activation) insert(ctx context.Context, stmt *sql.Stmt) error {
	for {
		_, err := stmt.ExecContext(ctx, a.args()...)
		var e sqlite3.Error
		if !errors.As(err, &e) || e.ExtendedCode != sqlite3.ErrConstraintPrimaryKey {
			return err
		}
		a.Key++
	}
}

func (a *Activation) update(ctx context.Context, stmt *sql.Stmt) error {
	_, err := stmt.ExecContext(ctx, a.args()...)
	return err
}

// folded is the text without accents for the search, NULL where it would be the text itself.
func folded(s string) any {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return filter.Fold(s)
		}
	}
	return nil
}
