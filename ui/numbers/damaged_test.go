package numbers_test

import (
	"database/sql"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"switchboard/store"
	"switchboard/ui/consoletest"
)

// damage leaves an open attempt about a number that does not match its
// checksum, and a journal that waits for a person.
func (r *rig) damage() {
	r.T.Helper()
	id, err := r.DB.Begin(r.T.Context(), store.Intent{Op: "lines.e911", NaturalKey: "lines/number/" + string(bare), Created: time.Now()}, nil)
	if err == nil {
		err = r.DB.MarkSent(r.T.Context(), id)
	}
	if err != nil {
		r.T.Fatal(err)
	}
	raw, err := sql.Open("sqlite3", filepath.Join(r.Dir, "journal.db"))
	if err != nil {
		r.T.Fatal(err)
	}
	defer raw.Close()
	for _, change := range []string{"UPDATE intents SET subject = 'another'", "INSERT OR REPLACE INTO meta (key, value) VALUES ('hold', 'The journal was damaged.')"} {
		if _, err := raw.Exec(change); err != nil {
			r.T.Fatal(err)
		}
	}
}

// An emergency address is set whatever became of the journal; what is lost for good is not.
func TestADamagedJournalHoldsNoEmergencyAddress(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 120, 40, func(t *testing.T, r *rig) {
		r.damage()
		r.address(bare, "1 Market St", "San Francisco", "CA", "94105")
		r.Press("P")
		r.Sleep(2 * time.Second)
		r.Shows("1 MARKET ST")
		if got := r.number(bare).Cover(); got != store.Provisioned {
			t.Errorf("the number has %v", got)
		}
		r.Press("esc")
		r.on(full)
		r.Press("x")
		r.Sleep(time.Second)
		r.Shows("The journal was damaged.")
		if n := r.sent(http.MethodDelete, ""); n != 0 {
			t.Errorf("%d releases were sent", n)
		}
	})
}
