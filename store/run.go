package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Run are acts that a person wanted together, while they are carried out or after
// their program ended in the middle of them.
type Run struct {
	ID    int64
	Title string // what was wanted, for a person: "Close 12 numbers"
	File  string // whose rows they are, "" of acts that are written down
	Begun time.Time
	Total int
	Acts  []RunAct // of a file only what was begun
	Lost  int      // acts of which a damaged journal has lost the lines, so that they may have been done
}

// RunAct is one of the acts of a run, and what the journal has of it.
type RunAct struct {
	N      int // its place among them
	Op     string
	Body   json.RawMessage
	Intent int64       // 0: nothing of it was begun
	Sent   time.Time   // when the attempt was handed to the transport; zero: nothing was
	State  IntentState // of the attempt, "" of none and of one whose line was lost or is damaged
	Ref    string      // what the attempt brought, as in its Intent
	Reason string      // why it was not done, is not known, or is not as it was wanted
}

// BeginRun writes down what is about to be done together, before anything of it is.
func (db *DB) BeginRun(ctx context.Context, r Run) (int64, error) {
	owner := ""
	if db.self != nil {
		owner = db.self.id
	}
	err := db.journal.writeWithin(ctx, journalPatience, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "INSERT INTO runs (title, total, file, owner, created) VALUES (?, ?, ?, ?, ?)",
			r.Title, r.Total, r.File, owner, unix(time.Now()))
		if err != nil {
			return err
		}
		if r.ID, err = res.LastInsertId(); err != nil {
			return err
		}
		put, err := tx.PrepareContext(ctx, "INSERT INTO run_acts (run, n, op, body) VALUES (?, ?, ?, ?)")
		if err != nil {
			return err
		}
		defer put.Close()
		for _, a := range r.Acts {
			if _, err := put.ExecContext(ctx, r.ID, a.N, a.Op, string(a.Body)); err != nil {
				return err
			}
		}
		return nil
	})
	return r.ID, wrap(err, "writing down what is done together")
}

// EndRun forgets a run that came to its end, or of which a person knows that it did not.
func (db *DB) EndRun(ctx context.Context, id int64) error {
	err := db.commit(ctx, db.journal, Journal, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM run_acts WHERE run = ?", id)
		if err == nil {
			_, err = tx.ExecContext(ctx, "DELETE FROM runs WHERE id = ?", id)
		}
		return err
	})
	return wrap(err, "forgetting a run that is over")
}

// attempted notes which attempt one of the acts of a run has come to.
func attempted(ctx context.Context, tx *sql.Tx, i Intent) error {
	if i.Run == 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO run_acts (run, n, op, body, intent) SELECT id, ?2, ?3, '', ?4 FROM runs WHERE id = ?1
		ON CONFLICT (run, n) DO UPDATE SET intent = excluded.intent`, i.Run, i.Nth, i.Op, i.ID)
	return err
}

// CutOff are the runs whose program ended in the middle of them, oldest first.
func (db *DB) CutOff(ctx context.Context) ([]Run, error) {
	owners := map[int64]string{}
	all, err := list(ctx, db.journal.r, func(s scanner) (r Run, err error) {
		var owner string
		err = s.Scan(&r.ID, &r.Title, &r.File, &owner, moment{&r.Begun}, &r.Total)
		owners[r.ID] = owner
		return r, err
	}, "SELECT id, title, file, owner, created, total FROM runs ORDER BY id")
	torn, e := db.torn(ctx)
	err = cmp.Or(err, e)
	var out []Run
	for _, r := range all {
		if err == nil && !db.holds(owners[r.ID]) {
			r.Acts, err = db.actsOf(ctx, r.ID)
			if r.File == "" || !r.Begun.After(torn) {
				r.Lost = max(r.Total-len(r.Acts), 0)
			}
			out = append(out, r)
		}
	}
	return out, wrap(err, "reading what was cut off")
}

// tornKey is under what the journal keeps when it was salvaged without some of the lines of its runs.
const tornKey = "runs.torn"

// torn is that moment; zero of a journal that has all of them.
func (db *DB) torn(ctx context.Context) (time.Time, error) {
	at, err := getMeta(ctx, db.journal.r, tornKey)
	if at == "" || err != nil {
		return time.Time{}, err
	}
	return time.Parse(time.RFC3339, at)
}

// holds reports whether the process with an id has the store open, also while it was stopped: its run goes on with it.
func (db *DB) holds(id string) bool {
	return db.self != nil && id == db.self.id || id != "" && filepath.Base(id) == id && held(filepath.Join(processesIn(db.dir), id))
}

// actsOf are the acts of a run with what the journal has of each. A line that was lost or is damaged proves nothing.
func (db *DB) actsOf(ctx context.Context, run int64) ([]RunAct, error) {
	acts, err := list(ctx, db.journal.r, func(s scanner) (a RunAct, err error) {
		var body string
		err = s.Scan(&a.N, &a.Op, &body, &a.Intent)
		a.Body = json.RawMessage(body)
		return a, err
	}, "SELECT n, op, body, intent FROM run_acts WHERE run = ? ORDER BY n", run)
	if err != nil {
		return nil, err
	}
	lines, err := list(ctx, db.journal.r, scanIntent, "SELECT "+intentColumns+" FROM intents WHERE id IN (SELECT intent FROM run_acts WHERE run = ?)", run)
	if err != nil {
		return nil, err
	}
	of := make(map[int64]Intent, len(lines))
	for _, in := range db.known(lines) {
		of[in.ID] = in
	}
	for i := range acts {
		a := &acts[i]
		switch in, ok := of[a.Intent]; {
		case ok && !in.Damaged:
			a.Sent, a.State, a.Ref, a.Reason = in.SentAt, in.State, in.Ref, cmp.Or(in.Amiss(), in.Reason)
		case a.Intent > 0:
			a.Reason = "The journal has lost what came of it"
		}
	}
	return acts, nil
}

// LogCutOff writes into the log, once, what was cut off and how far it had come.
func (db *DB) LogCutOff(ctx context.Context) error {
	untold, err := one(ctx, db.journal.r, number, "SELECT EXISTS (SELECT 1 FROM runs WHERE told = 0)")
	if err != nil || untold == 0 {
		return wrap(err, "looking for what was cut off")
	}
	all, err := db.CutOff(ctx)
	if err != nil || len(all) == 0 {
		return err
	}
	err = db.commit(ctx, db.journal, Journal|Audit, func(tx *sql.Tx) error {
		for _, r := range all {
			res, err := tx.ExecContext(ctx, "UPDATE runs SET told = 1 WHERE id = ? AND told = 0", r.ID)
			if err != nil {
				return err
			}
			n, err := res.RowsAffected()
			if err != nil {
				return err
			}
			if n == 0 {
				continue // it was told before
			}
			if err := addEvent(ctx, tx, opCutOff, r.Title, "Switchboard ended in the middle of it: "+r.Stands()); err != nil {
				return err
			}
		}
		return nil
	})
	return wrap(err, "noting what was cut off")
}

// opCutOff is the log's name of a run that was cut off.
const opCutOff = "run.cut"

// Lost reports whether it was begun and the journal has lost what came of it.
func (a RunAct) Lost() bool { return a.Intent > 0 && a.State == "" }

// Fate is what became of it.
func (a RunAct) Fate() Fate {
	switch {
	case a.Lost():
		return FateUnknown
	case a.Intent == 0:
		return FateUntried
	}
	return Intent{Op: a.Op, State: a.State, SentAt: a.Sent, Ref: a.Ref}.Fate()
}

// Left reports whether it is still to be done: nothing of it was sent, or it is proved that nothing came of that.
func (a RunAct) Left() bool { return a.Fate() == FateUntried || a.State == StateAbsent }

// Stands is how far it came, in words: "4 done, 1 not known yet, 7 not tried".
func (r Run) Stands() string {
	count, begun := map[Fate]int{}, 0
	for _, a := range r.Acts {
		if f := a.Fate(); f != FateUntried {
			count[f]++
			begun++
		}
	}
	count[FateUnknown] += r.Lost
	count[FateUntried] = max(r.Total-begun-r.Lost, 0)
	var parts []string
	for _, f := range Fates() {
		if n := count[f]; n > 0 {
			parts = append(parts, strconv.Itoa(n)+" "+string(f))
		}
	}
	return strings.Join(parts, ", ")
}
