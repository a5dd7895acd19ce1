package wiring_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/cli"
)

// filled is the whole history of the sandbox's profile after fills in a home of
// its own.
func filled(t *testing.T, lines ...string) string {
	t.Helper()
	alone(t)
	for _, line := range lines {
		if code, _, errs := ask(t, append([]string{"sandbox", "fill"}, strings.Fields(line)...)...); code != cli.OK && !strings.Contains(line, "--timeout") {
			t.Fatalf("%s: %d %s", line, code, errs)
		}
	}
	_, out, errs := ask(t, "history", "--csv", "--profile", "default", "--offline")
	if n := strings.Count(out, "\n"); n != 3001 {
		t.Fatalf("%d lines of history: %s", n, errs)
	}
	return out
}

const sameFill = "--activations 3000 --customers 40 --until 2026-11-01 --profile default"

func TestAFillIsTheSameForItsSeedHoweverOftenItWasInterrupted(t *testing.T) {
	first := filled(t, sameFill)
	if again := filled(t, sameFill); again != first {
		t.Error("the same seed makes another history")
	}
	if again := filled(t, sameFill+" --timeout 60ms", sameFill+" --timeout 90ms", sameFill, sameFill); again != first {
		t.Error("a fill that was interrupted and begun again is another history")
	}
	if other := filled(t, sameFill+" --seed 2"); other == first {
		t.Error("another seed makes the same history")
	}
	for _, state := range []string{"done", "expired", "canceled", "refunded"} {
		if !strings.Contains(first, ","+state+",") {
			t.Errorf("no number is %s", state)
		}
	}
}

// The history from its other end has the same rows, and a customer's first is one command away.
func TestTheHistoryOldestFirst(t *testing.T) {
	newest := strings.Split(strings.TrimSpace(filled(t, sameFill)), "\n")[1:]
	code, out, errs := ask(t, "history", "--csv", "--no-header", "--oldest", "--profile", "default", "--offline")
	oldest := strings.Split(strings.TrimSpace(out), "\n")
	if slices.Reverse(oldest); code != cli.OK || !slices.Equal(oldest, newest) {
		t.Errorf("%d: %d rows from the other end are not the same as %d: %s", code, len(oldest), len(newest), errs)
	}
	first := strings.Split(newest[len(newest)-1], ",")
	code, out, errs = ask(t, "history", "--csv", "--no-header", "--oldest", "--limit", "1", "--profile", "default", "--offline")
	if code != cli.OK || !strings.HasPrefix(out, first[0]+",") || strings.Count(out, "\n") != 1 {
		t.Errorf("%d: the first is %q, not %q: %s", code, out, first, errs)
	}
}

// Two invented histories in one profile would be one that nobody asked for.
func TestAFillIsNotMixedWithAnotherOne(t *testing.T) {
	first := filled(t, sameFill)
	for _, other := range []string{"--seed 2", "--customers 41", "--activations 3001", "--until 2026-11-02"} {
		code, _, errs := ask(t, append([]string{"sandbox", "fill"}, strings.Fields(sameFill+" "+other)...)...)
		for _, part := range []string{"profile default is being filled, or was, with 3000 activations of 40 customers, seed 1, until 2026-11-01", "To begin anew, remove /", "/default"} {
			if code != cli.Usage || !strings.Contains(errs, part) {
				t.Errorf("%s: %d, not %q in %s", other, code, part, errs)
			}
		}
	}
	if _, now, _ := ask(t, "history", "--csv", "--profile", "default", "--offline"); now != first {
		t.Error("a fill that was refused changed the history")
	}
}

// The sandbox's own profile begins anew with --fresh.
func TestASandboxFilledBeforeBeginsAnewWithFresh(t *testing.T) {
	alone(t)
	fill := func(more ...string) (int, string) {
		code, _, errs := ask(t, append([]string{"sandbox", "fill", "--activations", "300", "--customers", "5", "--until", "2026-11-01"}, more...)...)
		return code, errs
	}
	if code, errs := fill(); code != cli.OK {
		t.Fatalf("%d %s", code, errs)
	}
	if code, errs := fill("--seed", "2"); code != cli.Usage || !strings.Contains(errs, "To begin anew, add --fresh") {
		t.Errorf("%d %s", code, errs)
	}
	if code, errs := fill("--seed", "2", "--fresh"); code != cli.OK {
		t.Errorf("%d %s", code, errs)
	}
	if _, out, errs := ask(t, "history", "--csv", "--sandbox", "--offline"); strings.Count(out, "\n") != 301 {
		t.Errorf("%d lines, %s", strings.Count(out, "\n"), errs)
	}
}

func TestAFillStaysOutOfAProfileWithAnAccount(t *testing.T) {
	provided(t)
	code, _, errs := ask(t, "sandbox", "fill", "--activations", "10", "--profile", "default")
	if code != cli.Usage || !strings.Contains(errs, "profile default has an account of sms: invented rows are never mixed with your own") {
		t.Errorf("%d %s", code, errs)
	}
}

func TestAFillStaysOutOfRowsItDidNotMake(t *testing.T) {
	alone(t)
	dir := filepath.Join(os.Getenv("XDG_DATA_HOME"), "switchboard", "profiles", "default")
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), dir)
	if err == nil {
		err = db.PutCustomers(context.Background(), time.Now(), platfone.Customer{ID: "acme", Status: platfone.CustomerActive})
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	code, _, errs := ask(t, "sandbox", "fill", "--activations", "10", "--profile", "default")
	if code != cli.Usage || !strings.Contains(errs, "invented rows are never mixed with others") {
		t.Errorf("%d %s", code, errs)
	}
	for _, wrong := range []string{"--activations=0", "--customers=-1", "--until=tomorrow", "--until=2999-01-01"} {
		name, _, _ := strings.Cut(wrong, "=")
		if code, _, errs := ask(t, "sandbox", "fill", wrong); code != cli.Usage || !strings.Contains(errs, name+":") {
			t.Errorf("%s: %d %s", wrong, code, errs)
		}
	}
}

// Nothing of a filled history is told to be missing.
func TestAFilledHistoryIsWhole(t *testing.T) {
	alone(t)
	if code, _, errs := ask(t, "sandbox", "fill", "--activations", "300", "--customers", "5", "--until", "2026-11-01", "--profile", "default"); code != cli.OK {
		t.Fatalf("%d %s", code, errs)
	}
	code, out, errs := ask(t, "insights", "--from", "2026-10-01", "--to", "2026-11-01", "--offline", "--profile", "default")
	if code != cli.OK || strings.Contains(errs, "not all saved") || len(out) == 0 {
		t.Errorf("%d %q %s", code, out, errs)
	}
}
