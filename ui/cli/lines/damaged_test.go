package lines_test

import (
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"switchboard/store"
	"switchboard/ui/cli"
)

// damage leaves the address of a number sent without an answer, in an entry that does not match
// its checksum, and a journal that waits for a person.
func (p *linesProgram) damage(t *testing.T, n string) {
	t.Helper()
	db, err := store.Open(t.Context(), p.rig.Dir)
	if err != nil {
		t.Fatal(err)
	}
	sent := json.RawMessage(`{"Sent": {"caller_name": "Michel Mabel", "street_address": "1 Market St", "locality": "San Francisco", "region": "CA", "postal_code": "94105"}}`)
	id, err := db.Begin(t.Context(), store.Intent{Op: "lines.e911", NaturalKey: "lines/number/" + n, Subject: n, Body: sent, Created: time.Now()}, nil)
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

const market = "1 Market St, San Francisco, CA 94105"

// An emergency address is set whatever became of the journal; what spends is not. What is known
// to be on its way to a number, from its second copy, is looked up before that number's address
// is sent again, and holds no other number.
func TestADamagedJournalHoldsNoEmergencyAddress(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		another := at(t, p.json(t, cli.OK, "numbers", "list", "--address", "missing"), 1, "e164").(string)
		p.damage(t, without)
		p.json(t, cli.OK, "e911", "set", another, "--address", market, "--caller", "Michel Mabel")
		p.json(t, cli.OK, "e911", "clear", another, "--confirm", another[len(another)-4:])
		told := p.json(t, cli.Guarded, "numbers", "release", with, "--confirm", "8397")
		if at(t, told, "error", "reason") != "journal_held" || at(t, told, "error", "mend") == nil {
			t.Errorf("%v", told)
		}
		told = p.json(t, cli.Unknown, "e911", "set", without, "--address", market, "--caller", "Michel Mabel")
		if at(t, told, "error", "reason") != "open_attempt" || at(t, told, "error", "mend") != "switchboard sync looks it up" {
			t.Errorf("%v", told)
		}
		p.json(t, cli.OK, "sync")
		p.json(t, cli.OK, "e911", "set", without, "--address", market, "--caller", "Michel Mabel")
	})
}

// Where no second copy tells what a damaged entry was about, no number waits for it.
func TestADamagedEntryWithoutACopyHoldsNoEmergencyAddress(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		p.json(t, cli.OK, "numbers", "list")
		p.damage(t, without)
		if err := os.RemoveAll(filepath.Join(p.rig.Dir, "attempts")); err != nil {
			t.Fatal(err)
		}
		p.json(t, cli.OK, "e911", "set", without, "--address", market, "--caller", "Michel Mabel")
		p.json(t, cli.OK, "e911", "clear", without, "--confirm", "4712")
		told := p.json(t, cli.Guarded, "numbers", "release", with, "--confirm", "8397")
		if at(t, told, "error", "reason") != "journal_held" {
			t.Errorf("%v", told)
		}
	})
}
