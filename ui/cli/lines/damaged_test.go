package lines_test

import (
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"switchboard/store"
	"switchboard/ui/cli"
)

// damage leaves an open attempt about a number that does not match its
// checksum, and a journal that waits for a person.
func (p *linesProgram) damage(t *testing.T, n string) {
	t.Helper()
	db, err := store.Open(t.Context(), p.rig.Dir)
	if err != nil {
		t.Fatal(err)
	}
	id, err := db.Begin(t.Context(), store.Intent{Op: "lines.e911", NaturalKey: "lines/number/" + n, Subject: n, Created: time.Now()}, nil)
	if err == nil {
		err = db.MarkSent(t.Context(), id)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := sql.Open("sqlite3", filepath.Join(p.rig.Dir, "journal.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	for _, change := range []string{"UPDATE intents SET subject = 'another'", "INSERT OR REPLACE INTO meta (key, value) VALUES ('hold', 'The journal was damaged.')"} {
		if _, err := raw.Exec(change); err != nil {
			t.Fatal(err)
		}
	}
}

// An emergency address is set whatever became of the journal; what spends is not.
func TestADamagedJournalHoldsNoEmergencyAddress(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		p.json(t, cli.OK, "numbers", "list")
		p.damage(t, without)
		p.json(t, cli.OK, "e911", "set", without, "--address", "1 Market St, San Francisco, CA 94105", "--caller", "Michel Mabel")
		p.json(t, cli.OK, "e911", "clear", without, "--confirm", "4712")
		told := p.json(t, cli.Guarded, "numbers", "release", with, "--confirm", "8397")
		if at(t, told, "error", "reason") != "journal_held" || at(t, told, "error", "mend") == nil {
			t.Errorf("%v", told)
		}
	})
}
