package store

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/testdata/proof"
)

// workshop names the folder in which this test binary, started again by a test, works until it is killed.
const workshop = "SWITCHBOARD_TEST_WORKSHOP"

func TestMain(m *testing.M) {
	if dir := os.Getenv(workshop); dir != "" {
		work(dir)
		return
	}
	for job, do := range map[string]func(string) error{powered: records, upgrading: upgrade, failing: onFailingDisk, pressing: presses, compacting: compacts} {
		dir := os.Getenv(job)
		if dir == "" {
			continue
		}
		if err := do(dir); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// work stores codes and intents and says each one aloud once the store has taken it.
func work(dir string) {
	ctx, run := context.Background(), os.Getpid()
	db, err := Open(ctx, dir)
	if err != nil {
		fmt.Println("error", err)
		return
	}
	for i := 0; ; i++ {
		id := fmt.Sprintf("%d-%d", run, i)
		if err := db.PutActivations(ctx, time.Now(), act(id, time.Now(), coded("c"+id, time.Second))); err != nil {
			fmt.Println("error", err)
			return
		}
		fmt.Println("code", id)
		intent, err := db.Begin(ctx, Intent{Op: "order", NaturalKey: id}, nil)
		if err == nil {
			fmt.Println("intent", intent)
			err = db.MarkSent(ctx, intent)
		}
		if err == nil {
			fmt.Println("sent", intent)
			err = db.Settle(ctx, intent, StateConfirmed, id, "")
		}
		if err != nil {
			fmt.Println("error", err)
			return
		}
		fmt.Println("confirmed", intent)
	}
}

// What the store said it has taken is there after a kill at any moment.
func TestKilledProcessLosesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	dir := filepath.Join(t.TempDir(), "profile")
	said := map[string]bool{}
	kills := proof.Size(t, 12)
	dice := rand.New(rand.NewPCG(proof.Seed(t, 1), 1))
	for range kills {
		for _, line := range killed(t, dir, 5+dice.IntN(30)) {
			if strings.HasPrefix(line, "error") {
				t.Fatal(line)
			}
			said[line] = true
		}
	}
	if len(said) < kills {
		t.Fatalf("only %d lines in %d runs", len(said), kills)
	}
	db := openAt(t, dir)
	if wrong := must[[]string](t)(db.Check(t.Context())); len(wrong) != 0 {
		t.Errorf("check says %q", wrong)
	}
	for line := range said {
		kept(t, db, line)
		if id, ok := strings.CutPrefix(line, "code "); ok {
			if a, err := db.Activation(t.Context(), id); err != nil || a.Code != "c"+id {
				t.Errorf("%s: %v", line, err)
			}
		}
	}
	proof.Figure(t, "kills", kills)
	proof.Figure(t, "acknowledged", len(said))
}

// stood are the states in which an intent may be once a step was taken.
var stood = map[string][]IntentState{
	"intent":    {StateIntent, StateSent, StateConfirmed},
	"sent":      {StateSent, StateConfirmed},
	"confirmed": {StateConfirmed},
}

// kept looks for one thing that the store said it has taken.
func kept(t *testing.T, db *DB, line string) {
	t.Helper()
	what, id, _ := strings.Cut(line, " ")
	if what == "code" {
		if got := codesOf(t, db, id); !equalStrings(got, []string{"c" + id}) {
			t.Errorf("%s: codes %v", line, got)
		}
		return
	}
	var n int64
	if _, err := fmt.Sscan(id, &n); err != nil {
		t.Fatal(err)
	}
	in, err := db.Intent(t.Context(), n)
	if err != nil || in.Damaged || !slices.Contains(stood[what], in.State) {
		t.Errorf("%s: %+v, %v", line, in, err)
	}
}

// killed runs the work in another process, kills it after it has said so many lines and
// returns all that it said.
func killed(t *testing.T, dir string, after int) []string {
	t.Helper()
	return killedAt(t, workshop, dir, after)
}

// killedAt is killed for a job named by its variable of the environment.
func killedAt(t *testing.T, job, dir string, after int) []string {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe)
	cmd.Env = append(os.Environ(), job+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for s := bufio.NewScanner(out); s.Scan(); {
		if lines = append(lines, s.Text()); len(lines) == after {
			_ = cmd.Process.Kill() // what it says until it is dead counts as well
		}
	}
	_ = cmd.Wait() // it was killed: that is not news
	return lines
}
