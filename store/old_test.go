package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"switchboard/testdata/proof"
)

// upgrading names the folder in which this test binary, started again by a
// test, brings an older profile up to date.
const upgrading = "SWITCHBOARD_TEST_UPGRADE"

func upgrade(dir string) error {
	db, err := Open(context.Background(), dir)
	if err != nil {
		return err
	}
	return db.Close()
}

// older are the versions of a file that lie in testdata/old, newest last. A
// schema that gets a new step leaves one more behind: a small profile as the
// version before it wrote it, as a dump of SQL with its two marks.
func older(t *testing.T, name string) (versions []int) {
	t.Helper()
	f := file{name: name}
	steps := must[[]string](t)(f.steps())
	for v := 1; v < len(steps); v++ {
		if _, err := os.Stat(dumped(name, v)); err != nil {
			t.Errorf("schema %d of the %s has no file: %v", v, name, err)
			continue
		}
		versions = append(versions, v)
	}
	return versions
}

// versions are those of the two files of a profile.
type versions struct{ cache, journal int }

// profiles are the older profiles: each version of a file beside the newest of the other, for each is
// brought up to date by itself, and the oldest of both.
func profiles(t *testing.T) []versions {
	t.Helper()
	caches, journals := older(t, "cache"), older(t, "journal")
	all := []versions{{caches[0], journals[0]}}
	for _, v := range caches {
		all = append(all, versions{v, journals[len(journals)-1]})
	}
	for _, v := range journals[:len(journals)-1] {
		all = append(all, versions{caches[len(caches)-1], v})
	}
	return all
}

func dumped(name string, version int) string {
	return filepath.Join("..", "testdata", "old", fmt.Sprintf("%s-%d.sql", name, version))
}

// lay makes a file of an older version in a folder, with its changes in a log
// beside it ("wal") or, as where several computers share the disk, written over
// it after a copy ("delete").
func lay(t *testing.T, dir, name string, version int, mode string) {
	t.Helper()
	text, err := os.ReadFile(dumped(name, version))
	if err != nil {
		t.Fatal(err)
	}
	db := pool(filepath.Join(dir, name+".db"), map[string][]string{"mode": {"rwc"}}, 1)
	defer db.Close()
	if _, err := db.Exec(string(text) + "PRAGMA journal_mode = " + mode); err != nil {
		t.Fatal(err)
	}
}

// profileOf is a folder with files of these versions.
func profileOf(t *testing.T, cache, journal int, mode string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "profile")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	lay(t, dir, "cache", cache, mode)
	lay(t, dir, "journal", journal, mode)
	return dir
}

// asItWas looks for all that the older profile held.
func asItWas(t *testing.T, db *DB) {
	t.Helper()
	for i := range 12 {
		id, code := fmt.Sprintf("%024x", i), fmt.Sprint(100000+i)
		if got := codesOf(t, db, id); !equalStrings(got, []string{code}) {
			t.Errorf("codes of %s: %v", id, got)
		}
		if a, err := db.Activation(t.Context(), id); err != nil || a.Code != code || a.CustomerID != "acme" {
			t.Errorf("%s: %+v, %v", id, a, err)
		}
	}
	if rows := must[[]Activation](t)(db.History(t.Context(), ActivationFilter{}, 0, 50)); len(rows) != 13 {
		t.Errorf("%d activations", len(rows))
	}
	for id, want := range map[int64]IntentState{1: StateSent, 2: StateConfirmed} {
		if in, err := db.Intent(t.Context(), id); err != nil || in.Damaged || in.State != want {
			t.Errorf("attempt %d: %+v, %v", id, in, err)
		}
	}
	if v := must[string](t)(db.Setting(t.Context(), "sort")); v != "left" {
		t.Errorf("the setting is %q", v)
	}
	if list := must[[]Customer](t)(db.Customers(t.Context(), CustomerFilter{}, "", 10)); len(list) != 1 || list[0].ID != "acme" {
		t.Errorf("customers %+v", list)
	}
	if wrong := must[[]string](t)(db.Check(t.Context())); len(wrong) != 0 {
		t.Errorf("check says %q", wrong)
	}
}

// Two steps of one number, made side by side, would be run in an order that one of them was not
// made for, and a file that has had one of them would miss the other.
func TestStepsAreNumberedOneByOne(t *testing.T) {
	for _, name := range []string{"cache", "journal"} {
		for i, step := range must[[]string](t)((&file{name: name}).steps()) {
			if want := fmt.Sprintf("%04d_", i+1); !strings.HasPrefix(filepath.Base(step), want) {
				t.Errorf("step %d of the %s is %s, want a name that begins with %s", i+1, name, step, want)
			}
		}
	}
}

func TestOlderSchemasAreBroughtUpToDate(t *testing.T) {
	for _, v := range profiles(t) {
		t.Run(fmt.Sprintf("cache-%d-journal-%d", v.cache, v.journal), func(t *testing.T) {
			db := openAt(t, profileOf(t, v.cache, v.journal, "wal"))
			asItWas(t, db)
			put(t, db, epoch, act("new", epoch, coded("1", 0)))
		})
	}
}

// Whether the program is killed or the power goes while a schema is brought up
// to date: the next start goes on, and nothing is lost.
func TestALossOfPowerInAnUpgradeLosesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a process")
	}
	preload, images := proof.Disk(t), proof.Size(t, 25)
	dice := rand.New(rand.NewPCG(proof.Seed(t, 1), 9))
	for _, mode := range []string{"wal", "delete"} {
		for _, v := range profiles(t) {
			dir := profileOf(t, v.cache, v.journal, mode)
			before := databases(t, dir)
			steps := watched(t, preload, upgrading, dir)
			for i := range images {
				n := dice.IntN(len(steps) + 1)
				files, _ := proof.Cut(before, steps, n, dice)
				t.Run(fmt.Sprintf("%s-cache-%d-journal-%d-%d-after-%d", mode, v.cache, v.journal, i, n), func(t *testing.T) { asItWas(t, booted(t, files)) })
				if t.Failed() {
					return
				}
			}
			proof.Figure(t, "interrupted upgrades", images)
		}
	}
}

// databases are the contents of the databases of a folder and of their logs.
func databases(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for _, e := range must[[]os.DirEntry](t)(os.ReadDir(dir)) {
		if strings.Contains(e.Name(), ".db") && !strings.HasSuffix(e.Name(), "-shm") {
			files[e.Name()] = must[[]byte](t)(os.ReadFile(filepath.Join(dir, e.Name())))
		}
	}
	return files
}
