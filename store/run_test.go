package store

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What was wanted together is told once its program ended in the middle of it: what is done, what
// not, what is unknown and what was never tried; while the program goes on it is nobody's business.
func TestARunThatIsCutOffIsTold(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	first := must[*DB](t)(Open(t.Context(), dir))
	r := Run{Title: "Close 5 numbers", Total: 5}
	for i := range 5 {
		r.Acts = append(r.Acts, RunAct{N: i, Op: "sms.cancel", Body: json.RawMessage(`{"ID":"a"}`)})
	}
	run := must[int64](t)(first.BeginRun(t.Context(), r))
	for n, end := range []IntentState{StateConfirmed, StateRejected, StateSent, StateIntent} {
		id := must[int64](t)(first.Begin(t.Context(), Intent{Op: "sms.cancel", NaturalKey: string(rune('a' + n)), Subject: "x", Run: run, Nth: n}, nil))
		if end == StateIntent {
			continue // nothing of it was sent
		}
		if err := first.MarkSent(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if end != StateSent {
			if err := first.Settle(t.Context(), id, end, "", "a code came"); err != nil {
				t.Fatal(err)
			}
		}
	}
	if all := must[[]Run](t)(first.CutOff(t.Context())); len(all) != 0 {
		t.Fatalf("it goes on, and %+v is told", all)
	}
	other := must[*DB](t)(Open(t.Context(), dir))
	defer other.Close()
	if all := must[[]Run](t)(other.CutOff(t.Context())); len(all) != 0 {
		t.Fatalf("another process has it, and %+v is told", all)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	all := must[[]Run](t)(other.CutOff(t.Context()))
	const stands = "1 done, 1 not done, 1 not known yet, 2 not tried"
	if len(all) != 1 || all[0].Stands() != stands || len(all[0].Acts) != 5 {
		t.Fatalf("%+v", all)
	}
	for i, a := range all[0].Acts {
		if left := i > 2; a.Left() != left {
			t.Errorf("act %d is left: %v", i, a.Left())
		}
	}
	for range 2 {
		if err := other.LogCutOff(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if log := must[[]Event](t)(other.AuditLog(t.Context(), 0, 10)); len(log) != 1 || log[0].Who != r.Title || !strings.Contains(log[0].Result, stands) {
		t.Errorf("the log has %+v", log)
	}
	if err := other.EndRun(t.Context(), run); err != nil {
		t.Fatal(err)
	}
	if left := must[[]Run](t)(other.CutOff(t.Context())); len(left) != 0 {
		t.Errorf("seen, and %+v is told", left)
	}
}

// Of a file only what was begun is noted; the rest of its rows were not tried.
func TestARunOfAFileCountsItsRows(t *testing.T) {
	db := open(t)
	run := must[int64](t)(db.BeginRun(t.Context(), Run{Title: "Import", File: "a.csv", Total: 300}))
	id := must[int64](t)(db.Begin(t.Context(), Intent{Op: "lines.e911", NaturalKey: "a", Run: run, Nth: 7}, nil))
	if err := db.MarkSent(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	acts := must[[]RunAct](t)(db.actsOf(t.Context(), run))
	if got := (Run{Total: 300, Acts: acts}).Stands(); got != "1 not known yet, 299 not tried" || len(acts) != 1 || acts[0].N != 7 {
		t.Errorf("%q of %+v", got, acts)
	}
	for file, goesOn := range map[string]bool{"/a.csv": true, "standard input": false, "": false} {
		if said := (Run{Title: "Import", File: file}).Told(); strings.Contains(said, "The same file") != goesOn {
			t.Errorf("%q: %s", file, said)
		}
	}
}

// An act whose line the journal has lost, or cannot be believed, may have been done: it is not offered to be sent again.
func TestAnActWhoseLineIsLostIsNotTriedAgain(t *testing.T) {
	db := open(t)
	run := must[int64](t)(db.BeginRun(t.Context(), Run{Title: "Close 3 numbers", Total: 3}))
	for n := range 3 {
		id := must[int64](t)(db.Begin(t.Context(), Intent{Op: "sms.cancel", NaturalKey: string(rune('a' + n)), Run: run, Nth: n}, nil))
		if err := db.MarkSent(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	for _, harm := range []string{"DELETE FROM intents WHERE natural_key = 'a'", "UPDATE intents SET state = 'absent' WHERE natural_key = 'b'"} {
		if err := db.journal.write(t.Context(), func(tx *sql.Tx) error {
			_, err := tx.ExecContext(t.Context(), harm)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	acts := must[[]RunAct](t)(db.actsOf(t.Context(), run))
	for i, a := range acts {
		if a.Fate() != FateUnknown || a.Left() || a.Lost() != (i < 2) {
			t.Errorf("act %d is %s, left %v: %+v", i, a.Fate(), a.Left(), a)
		}
	}
}

// Of several runs that are cut off one after the other each is logged; while none is, nothing is written.
func TestEachRunThatIsCutOffIsLogged(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	db := must[*DB](t)(Open(t.Context(), dir))
	defer db.Close()
	for n := range 2 {
		gone := must[*DB](t)(Open(t.Context(), dir))
		must[int64](t)(gone.BeginRun(t.Context(), Run{Title: "Close 2 numbers", Total: 2}))
		if err := errors.Join(db.LogCutOff(t.Context()), gone.Close(), db.LogCutOff(t.Context())); err != nil {
			t.Fatal(err)
		}
		if log := must[[]Event](t)(db.AuditLog(t.Context(), 0, 10)); len(log) != n+1 {
			t.Fatalf("%d runs were cut off, and the log has %+v", n+1, log)
		}
	}
}

// An address that is on file and not active, or not as it was sent, is not told as done, by the run or by what was done today.
func TestAnAddressFiledWithTroubleIsNotDone(t *testing.T) {
	db := open(t)
	run := must[int64](t)(db.BeginRun(t.Context(), Run{Title: "Set 4 addresses", Total: 4}))
	for n, ref := range []string{"PROVISIONED", "GEOCODED", "PROVISIONED; not as sent: unit", "by hand"} {
		id := must[int64](t)(db.Begin(t.Context(), Intent{Op: "lines.e911", NaturalKey: string(rune('a' + n)), Run: run, Nth: n}, nil))
		if err := errors.Join(db.MarkSent(t.Context(), id), db.Settle(t.Context(), id, StateConfirmed, ref, "")); err != nil {
			t.Fatal(err)
		}
	}
	acts := must[[]RunAct](t)(db.actsOf(t.Context(), run))
	if got := (Run{Total: 4, Acts: acts}).Stands(); got != "2 done, 2 done with a problem" {
		t.Error(got)
	}
	for i, want := range []string{"", "not active yet", "another unit is on file", ""} {
		if a := acts[i]; a.Left() || (a.Reason == "") != (want == "") || !strings.Contains(a.Reason, want) {
			t.Errorf("act %d is left %v: %q", i, a.Left(), a.Reason)
		}
	}
	for i, a := range acts { // the log and the run tell the same
		if d := (Deed{Intent: Intent{Op: a.Op, State: a.State, SentAt: a.Sent, Ref: a.Ref}}); (d.Outcome() == "done") != (a.Fate() == FateDone) || (d.Outcome() == "done: "+a.Reason) != (a.Fate() == FateAmiss) {
			t.Errorf("act %d is %s, and the log says %s", i, a.Fate(), d.Outcome())
		}
	}
	deeds := must[[]Deed](t)(db.Deeds(t.Context(), time.Time{}, time.Time{}))
	if len(deeds) != 4 || deeds[0].Outcome() != "done" || deeds[1].Outcome() != "done: another unit is on file than was sent" {
		t.Errorf("%+v", deeds)
	}
}

// Of acts whose lines a damaged journal has lost nobody says that they were not tried; of the rows of
// a file that only counts for one that was begun before the damage.
func TestWhatADamagedJournalLostOfARunIsNotUntried(t *testing.T) {
	db := open(t)
	cut := func(file string) Run {
		t.Helper()
		must[int64](t)(db.BeginRun(t.Context(), Run{Title: "Close 5 numbers", Total: 5, File: file, Acts: []RunAct{{N: 0, Op: "sms.cancel"}, {N: 1, Op: "sms.cancel"}}}))
		if err := db.journal.write(t.Context(), func(tx *sql.Tx) error {
			_, err := tx.ExecContext(t.Context(), "UPDATE runs SET owner = ''")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		all := must[[]Run](t)(db.CutOff(t.Context()))
		return all[len(all)-1]
	}
	if r := cut(""); r.Stands() != "3 not known yet, 2 not tried" || !strings.Contains(r.Told(), "has lost 3 of them") {
		t.Error(r.Told())
	}
	if r := cut("/a.csv"); r.Stands() != "5 not tried" || strings.Contains(r.Told(), "lost") {
		t.Error(r.Told())
	}
	if err := db.journal.write(t.Context(), func(tx *sql.Tx) error {
		return putMeta(t.Context(), tx, tornKey, time.Now().Add(time.Second).UTC().Format(time.RFC3339))
	}); err != nil {
		t.Fatal(err)
	}
	if r := cut("/a.csv"); r.Stands() != "3 not known yet, 2 not tried" || !strings.Contains(r.Told(), "The same file goes on") {
		t.Error(r.Told())
	}
}

// A journal that is salvaged without all the lines of its runs says so, and one that is salvaged with them does not.
func TestASalvageNotesThatRunsAreTorn(t *testing.T) {
	for _, harmed := range []bool{true, false} {
		dir := filepath.Join(t.TempDir(), "profile")
		fill(t, dir, 300)
		db := openAt(t, dir)
		r := Run{Title: "Close 200 numbers", Total: 200}
		for n := range r.Total {
			r.Acts = append(r.Acts, RunAct{N: n, Op: "sms.cancel", Body: json.RawMessage(`{"ID":"` + strings.Repeat("x", 200) + `mark"}`)})
		}
		must[int64](t)(db.BeginRun(t.Context(), r))
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		unclean(t, dir)
		path := filepath.Join(dir, "journal.db")
		mark := map[bool]string{true: "xmark", false: "Your code is 100150"}[harmed]
		wreck(t, path, int64(bytes.Index(must[[]byte](t)(os.ReadFile(path)), []byte(mark)))/4096*4096, 4096)
		all := must[[]Run](t)(openAt(t, dir).CutOff(t.Context()))
		if len(all) != 1 || (all[0].Lost > 0) != harmed {
			t.Errorf("harmed %v: %d runs, %s", harmed, len(all), all[0].Told())
		}
	}
}
