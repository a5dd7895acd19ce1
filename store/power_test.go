package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/testdata/proof"
)

// powered names the folder in which this test binary, started again by a
// test, works while everything it does to its files is written down.
const powered = "SWITCHBOARD_TEST_POWER"

// records stores codes and intents, purges now and then, closes and opens
// again, and says aloud in the log what the store has taken.
func records(dir string) error {
	log, err := os.OpenFile(os.Getenv(proof.DiskLog), os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	for round := range 4 {
		if err := recordRound(dir, log, round); err != nil {
			return err
		}
	}
	return nil
}

func recordRound(dir string, log *os.File, round int) error {
	ctx := context.Background()
	db, err := Open(ctx, dir)
	if err != nil {
		return err
	}
	for _, f := range db.files() { // the log moves into the file often, so that the power goes there too
		if _, err := f.w.Exec("PRAGMA wal_autocheckpoint = 30"); err != nil {
			return err
		}
	}
	for i := range 30 {
		if err := recordOne(ctx, db, log, fmt.Sprintf("%d-%d", round, i)); err != nil {
			return err
		}
	}
	old := act(fmt.Sprintf("old%d", round), time.Now().Add(-100*24*time.Hour), coded("old", time.Second), ended(platfone.StatusFinalized, time.Minute))
	if err := db.PutActivations(ctx, time.Now(), old); err != nil {
		return err
	}
	if _, err := db.Purge(ctx, PurgeFilter{Before: time.Now().Add(-50 * 24 * time.Hour)}); err != nil {
		return err
	}
	return db.Close()
}

// recordOne carries one number and one act through, each step said aloud.
func recordOne(ctx context.Context, db *DB, log *os.File, id string) error {
	var n int64
	for _, step := range []struct {
		do  func() error
		say func() string
	}{
		{func() error {
			return db.PutActivations(ctx, time.Now(), act(id, time.Now(), coded("c"+id, time.Second)))
		}, func() string { return "code " + id }},
		{func() (err error) {
			n, err = db.Begin(ctx, Intent{Op: "order", NaturalKey: id}, nil)
			return err
		}, func() string { return fmt.Sprintf("intent %d", n) }},
		{func() error { return db.MarkSent(ctx, n) }, func() string { return fmt.Sprintf("sent %d", n) }},
		{func() error { return db.Settle(ctx, n, StateConfirmed, id, "") }, func() string { return fmt.Sprintf("confirmed %d", n) }},
	} {
		if err := step.do(); err != nil {
			return err
		}
		if err := proof.Say(log, step.say()); err != nil {
			return err
		}
	}
	return nil
}

// The power goes at any moment, and of what was not synced some is on the
// disk, some is not and some is torn: what the store said it has taken is
// there, and both files are whole.
func TestALossOfPowerLosesNothingThatWasTaken(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a process")
	}
	steps := recorded(t, proof.Disk(t))
	images := proof.Size(t, 150)
	dice := rand.New(rand.NewPCG(proof.Seed(t, 1), 18))
	for i := range images {
		n := 1 + dice.IntN(len(steps))
		files, said := proof.Cut(nil, steps, n, dice)
		t.Run(fmt.Sprintf("%d-after-%d", i, n), func(t *testing.T) { bootable(t, files, said) })
		if t.Failed() {
			return
		}
	}
	proof.Figure(t, "crash images", images)
}

// recorded runs the work once and reads what it did to its files.
func recorded(t *testing.T, preload string) []proof.Step {
	t.Helper()
	steps := watched(t, preload, powered, filepath.Join(t.TempDir(), "profile"))
	count := map[byte]int{}
	for _, s := range steps {
		count[s.Op]++
	}
	if count['W'] < 500 || count['S'] < 100 || count['A'] < 400 {
		t.Fatalf("the disk was not stood in for: %v", count)
	}
	return steps
}

// watched runs a job of this test binary in a folder and reads what it did to
// its files.
func watched(t *testing.T, preload, job, dir string) []proof.Step {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(t.TempDir(), "log")
	cmd := exec.CommandContext(t.Context(), exe)
	cmd.Env = append(os.Environ(), job+"="+dir, proof.DiskLog+"="+log, preload)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	steps, err := proof.Steps(log)
	if err != nil {
		t.Fatal(err)
	}
	return steps
}

// booted opens what was left on the disk, and finds nothing wrong with it.
func booted(t *testing.T, files map[string][]byte) *DB {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "profile")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	unclean(t, dir)
	db := openAt(t, dir)
	if wrong, err := db.Check(t.Context()); err != nil || len(wrong) != 0 {
		t.Errorf("check says %q, %v", wrong, err)
	}
	return db
}

// bootable opens what was left on the disk and looks for all that was said.
func bootable(t *testing.T, files map[string][]byte, said []string) {
	t.Helper()
	db := booted(t, files)
	for _, line := range said {
		kept(t, db, line)
	}
}
