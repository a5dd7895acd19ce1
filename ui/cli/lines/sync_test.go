package lines_test

import (
	"strings"
	"testing"
	"time"

	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/ui/cli"
)

// A profile that has a key for the numbers alone is synced, and says what has none.
func TestSyncOfOneServiceAlone(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		got := p.json(t, cli.OK, "sync")
		if at(t, got, "numbers") != 60.0 || at(t, got, "unknown") != 0.0 {
			t.Errorf("%v", got)
		}
		if said := p.text(t, cli.OK, "sync"); !strings.Contains(said, "SMS has no key") {
			t.Errorf("%q", said)
		}
	})
}

// spendBudget uses up what this program allows itself of LINES.
func (p *linesProgram) spendBudget(t *testing.T) {
	t.Helper()
	db, err := store.Open(t.Context(), p.dir)
	if err != nil {
		t.Fatal(err)
	}
	budget := rest.Budget{Name: "account", PerMinute: 100}
	for range budget.Allowed() {
		if _, err := db.Limits().Take(t.Context(), "lines", budget, time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// The program's own budget is told as its own, keeps no command from what is saved, and where
// nothing is saved it is not told that there is nothing.
func TestTheOwnBudgetKeepsNoReadFromWhatIsSaved(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		p.json(t, cli.OK, "numbers", "show", with)
		p.spendBudget(t)
		const keeps = "this program keeps to 90 calls of this kind a minute to LINES"
		if said := p.text(t, cli.OK, "numbers", "show", with); !strings.Contains(said, keeps) || !strings.Contains(said, "Showing what was saved") || strings.Contains(said, "asks to wait") {
			t.Errorf("%q", said)
		}
		p.json(t, cli.OK, "numbers", "list")
		p.dir = t.TempDir()
		p.spendBudget(t)
		for _, args := range [][]string{{"numbers", "show", with}, {"numbers", "list"}} {
			told := p.json(t, cli.Limited, args...)
			if say := at(t, told, "error", "message").(string); !strings.Contains(say, keeps) {
				t.Errorf("%v: %s", args, say)
			}
			if after, ok := at(t, told, "error", "retry_after").(float64); !ok || after > 62 {
				t.Errorf("%v: %v", args, told)
			}
		}
		told := p.json(t, cli.Limited, "numbers", "set", with, "--cnam", "NEW NAME")
		if say := at(t, told, "error", "message").(string); !strings.Contains(say, keeps) {
			t.Error(say)
		}
	})
}
