package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/testdata/proof"
)

// compacting names the folder in which this test binary, started again by a test, brings older
// files up to date and to their compact form until it is killed.
const compacting = "SWITCHBOARD_TEST_COMPACT"

func compacts(dir string) error {
	db, err := Open(context.Background(), dir)
	if err != nil {
		return err
	}
	if _, err := db.Compact(context.Background()); err != nil {
		return err
	}
	return db.Close()
}

// twice are files of an older version with n activations, each with the object that it came as beside
// its columns, as it was kept then. Of every third the columns do not say all.
func twice(t *testing.T, version, n int) (dir string, rows []platfone.Activation) {
	t.Helper()
	rows = bulk(1_000_000, n)
	for i := 0; i < n; i += 3 {
		rows[i].Raw = []byte(fmt.Sprintf(`{"activation_id":%q,"more":"than the columns say"}`, rows[i].ID))
	}
	now := open(t)
	put(t, now, epoch, rows...)
	dir = profileOf(t, version, 1, "wal")
	db := pool(filepath.Join(dir, "cache.db"), map[string][]string{"mode": {"rw"}}, 1)
	defer db.Close()
	if _, err := db.Exec("ATTACH ? AS now; INSERT INTO activations SELECT * FROM now.activations; DETACH now", filepath.Join(now.Dir(), "cache.db")); err != nil {
		t.Fatal(err)
	}
	for _, a := range rows {
		if _, err := db.Exec("INSERT INTO activation_raw SELECT k, ? FROM activations WHERE id = ?", string(a.Raw), a.ID); err != nil {
			t.Fatal(err)
		}
	}
	return dir, rows
}

// asTheyCame looks for every object as it came.
func asTheyCame(t *testing.T, db *DB, rows []platfone.Activation) {
	t.Helper()
	for _, a := range rows {
		if got := must[Activation](t)(db.Activation(t.Context(), a.ID)); string(got.Raw) != string(a.Raw) || got.Code != a.Code {
			t.Fatalf("%s is %s, not %s", a.ID, got.Raw, a.Raw)
		}
	}
}

// Objects that the columns say whole go, the others stay, each reads as it came; once is enough.
func TestObjectsAreKeptOnce(t *testing.T) {
	dir, rows := twice(t, 1, 1800)
	db := openAt(t, dir)
	if n := must[int](t)(db.Compact(t.Context())); n != 1200 {
		t.Errorf("%d objects went, not 1,200", n)
	}
	asTheyCame(t, db, rows)
	if n := must[int](t)(db.Compact(t.Context())); n != 0 {
		t.Errorf("once more %d went", n)
	}
}

// Killed at any moment, files of any version come to the compact form, and no object is lost.
func TestAKilledCompactionLosesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	exe := must[string](t)(os.Executable())
	dice := rand.New(rand.NewPCG(proof.Seed(t, 1), 15))
	kills, early := proof.Size(t, 10), 0
	versions := older(t, "cache")
	var dir string
	var rows []platfone.Activation
	for i := range kills {
		if i%5 == 0 {
			if dir != "" {
				whole(t, dir, rows)
			}
			dir, rows = twice(t, versions[dice.IntN(len(versions))], 3000)
		}
		cmd := exec.CommandContext(t.Context(), exe)
		cmd.Env = append(os.Environ(), compacting+"="+dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Duration(10+dice.IntN(120))*time.Millisecond, func() { _ = cmd.Process.Kill() })
		if cmd.Wait() != nil {
			early++
		}
	}
	whole(t, dir, rows)
	if early == 0 {
		t.Error("none was killed before its end")
	}
	proof.Figure(t, "kills", early)
}

// whole brings files to their compact form and looks for all that they held.
func whole(t *testing.T, dir string, rows []platfone.Activation) {
	t.Helper()
	db := openAt(t, dir)
	must[int](t)(db.Compact(t.Context()))
	left := must[[]string](t)(list(t.Context(), db.cache.r, text, "SELECT raw FROM activation_raw WHERE k IN (SELECT k FROM activations WHERE customer_id LIKE 'cust%')"))
	for _, raw := range left {
		if !strings.Contains(raw, "more") {
			t.Fatalf("kept twice: %s", raw)
		}
	}
	if len(left) != (len(rows)+2)/3 {
		t.Errorf("%d objects are kept beside their columns, not a third of %d", len(left), len(rows))
	}
	asTheyCame(t, db, rows)
	if wrong := must[[]string](t)(db.Check(t.Context())); len(wrong) != 0 {
		t.Errorf("check says %q", wrong)
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}
