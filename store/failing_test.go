package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"switchboard/testdata/proof"
)

// failing names the folder in which this test binary, started again by a test,
// works on a disk that fails from some call on.
const failing = "SWITCHBOARD_TEST_FAILING_DISK"

// onFailingDisk works until the disk fails, and goes on for a while: it ends in
// error only if what it had to say at that moment was not true.
func onFailingDisk(dir string) error {
	log, err := os.OpenFile(os.Getenv(proof.DiskLog)+".said", os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	ctx := context.Background()
	db, err := Open(ctx, dir)
	if err != nil {
		return nil // it says so, and nothing was taken
	}
	defer db.Close()
	for i := range 12 {
		err := recordOne(ctx, db, log, fmt.Sprintf("f%d", i))
		if err != nil && !Unsaved(err) && !errors.Is(err, ErrReadOnly) {
			return fmt.Errorf("the disk is not blamed: %w", err)
		}
		if err != nil {
			return shownAllTheSame(ctx, db)
		}
	}
	return nil
}

// shownAllTheSame asks what a person sees while nothing can be saved.
func shownAllTheSame(ctx context.Context, db *DB) error {
	if _, err := db.History(ctx, ActivationFilter{}, 0, 10); err != nil {
		return fmt.Errorf("reading while the disk fails: %w", err)
	}
	if s, bad := db.badDisk(); !bad || !s.Grave() {
		return fmt.Errorf("nothing says that the disk fails: %+v", s)
	}
	first, err := db.Activation(ctx, "first")
	if err != nil {
		return fmt.Errorf("reading a number while the disk fails: %w", err)
	}
	if err := db.PutActivations(ctx, time.Now(), act(first.ID, first.CreatedAt, coded("778899", 3*time.Second))); err == nil {
		return nil // it could be saved after all
	}
	codes, err := db.Uncopied(ctx, 50)
	if err != nil {
		return fmt.Errorf("asking for codes while the disk fails: %w", err)
	}
	for _, c := range codes {
		if c.Code == "778899" {
			return nil
		}
	}
	return errors.New("a code that came while the disk fails is not shown")
}

// The n-th write or sync fails and all after it: nothing is called done that is
// not on the disk, what is known can be read, the disk is blamed, and a code is
// shown.
func TestADiskThatFailsIsNeverBelieved(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	preload, most := proof.Disk(t), proof.Size(t, 30)
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, kind := range []string{"sync", "write"} {
		for n := 1; n <= most; n++ {
			dir, log := filepath.Join(t.TempDir(), "profile"), filepath.Join(t.TempDir(), "log")
			seeded(t, dir)
			cmd := exec.CommandContext(t.Context(), exe)
			cmd.Env = append(os.Environ(), failing+"="+dir, proof.DiskLog+"="+log, fmt.Sprintf("%s=%s:%d", proof.DiskFail, kind, n), preload)
			out, err := cmd.CombinedOutput()
			if err != nil || bytes.Contains(out, []byte("panic")) {
				t.Fatalf("%s %d: %v\n%s", kind, n, err, out)
			}
			takenIsThere(t, dir, log+".said")
			tried++
		}
	}
	proof.Figure(t, "failing disks", tried)
}

// seeded is a profile in which a number waits.
func seeded(t *testing.T, dir string) {
	t.Helper()
	db := openAt(t, dir)
	put(t, db, time.Now(), act("first", time.Now()))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// takenIsThere opens the profile on a disk that works and looks for all that
// was said.
func takenIsThere(t *testing.T, dir, said string) {
	t.Helper()
	steps, err := proof.Steps(said)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	db := openAt(t, dir)
	defer db.Close()
	if wrong, err := db.Check(t.Context()); err != nil || len(wrong) != 0 {
		t.Errorf("check says %q, %v", wrong, err)
	}
	for _, s := range steps {
		kept(t, db, string(s.Data))
	}
}
