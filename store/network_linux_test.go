package store

import (
	"errors"
	"strings"
	"syscall"
	"testing"

	"switchboard/client/platfone"
)

// elsewhere has the tests' own disk taken for one of another computer.
func elsewhere(t *testing.T) {
	t.Helper()
	var s syscall.Statfs_t
	if err := syscall.Statfs(t.TempDir(), &s); err != nil {
		t.Fatal(err)
	}
	kind := uint32(s.Type)
	if networkDisks[kind] {
		return
	}
	networkDisks[kind] = true
	t.Cleanup(func() { delete(networkDisks, kind) })
}

// On another computer's disk the store is kept locked: that is told once, what is saved is
// read and copied, what was purged is in no file, and a second program is told why it waits.
func TestOnANetworkDiskTheStoreIsKeptLocked(t *testing.T) {
	elsewhere(t)
	db := open(t)
	if notes := db.Notes(); len(notes) != 1 || !strings.Contains(notes[0], "network disk") {
		t.Errorf("told: %q", notes)
	}
	done := ended(platfone.StatusFinalized, 1)
	put(t, db, epoch, act("a", epoch, coded("zebra1", 1), done), act("b", epoch, coded("zebra2", 1), done, func(a *platfone.Activation) { a.CustomerID = "other" }))
	copied := openAt(t, must[string](t)(db.Backup(t.Context(), t.TempDir())))
	if n := len(must[[]Code](t)(copied.Codes(t.Context(), "a"))); n != 1 {
		t.Errorf("%d codes in the backup", n)
	}
	must[PurgeResult](t)(db.Purge(t.Context(), PurgeFilter{Customer: "acme"}))
	if grep(t, db.Dir(), "zebra1") > 0 || grep(t, db.Dir(), "zebra2") == 0 {
		t.Error("not exactly the customer's codes are gone")
	}
	if second, err := Open(t.Context(), db.Dir()); !errors.Is(err, ErrLocked) && (err == nil || !strings.Contains(err.Error(), "another program keeps it locked")) {
		t.Errorf("a second program: %v, %v", second, err)
	}
	if n := len(must[[]Code](t)(db.Codes(t.Context(), "b"))); n != 1 {
		t.Errorf("after the second program %d codes", n)
	}
}
