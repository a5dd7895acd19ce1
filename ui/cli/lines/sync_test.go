package lines_test

import (
	"strings"
	"testing"
	"time"

	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/ui/cli"
)

// A profile that has a key for the numbers alone is synced, and says what has none.
func TestSyncOfOneServiceAlone(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		got := p.json(t, cli.OK, "sync")
		if at(t, got, "numbers") != 60.0 || at(t, got, "unknown") != 0.0 || at(t, got, "customers") != nil || at(t, got, "active") != nil || at(t, got, "listings") != nil {
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
	db, err := store.Open(t.Context(), p.rig.Dir)
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
		p.rig.Dir = t.TempDir()
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

// cut changes a number while the connection breaks before the provider hears of it.
func (p *linesProgram) cut(t *testing.T) {
	t.Helper()
	p.json(t, cli.OK, "numbers", "show", with)
	if err := p.rig.World.Inject(sandbox.Fault{Provider: "lines", Method: "POST", Kind: sandbox.Reset}); err != nil {
		t.Fatal(err)
	}
	p.json(t, cli.Unknown, "numbers", "set", with, "--cnam", "NEW NAME")
}

// What was sent and got no answer is found out by one sync, which waits as long as the proof takes and says meanwhile
// what it waits for.
func TestSyncWaitsForTheProof(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		p.cut(t)
		began := time.Now()
		said := p.text(t, cli.OK, "sync")
		if took := time.Since(began); took < 2*time.Minute || took > 4*time.Minute {
			t.Errorf("the proof took %v", took)
		}
		if !strings.Contains(said, "checking whether") || !strings.Contains(said, "looked for again at") {
			t.Errorf("it says %q", said)
		}
		if got := p.json(t, cli.OK, "attempts"); len(got.([]any)) != 0 {
			t.Errorf("still open: %v", got)
		}
		p.json(t, cli.OK, "numbers", "set", with, "--cnam", "NEW NAME")
	})
}

// The looks of two processes count together: what one began to look for and could not prove in its time, the next
// has proved at once when the two minutes are over.
func TestTheLooksOfTwoProcessesCountTogether(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		p.cut(t)
		p.json(t, cli.NoCode, "sync", "--timeout", "20s")
		time.Sleep(2 * time.Minute)
		began := time.Now()
		p.json(t, cli.OK, "sync")
		if took := time.Since(began); took > 30*time.Second {
			t.Errorf("the second took %v, as if the first had not looked", took)
		}
	})
}
