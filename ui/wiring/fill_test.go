package wiring_test

import (
	"context"
	"os"
	"path/filepath"
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
