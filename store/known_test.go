package store

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"switchboard/client/phone"
	"switchboard/client/platfone"
)

// Whose codes can be deleted is known by whose they are: by no text that names them, and while the
// cache is empty by the codes that the journal keeps.
func TestWhoseCodesAreSaved(t *testing.T) {
	db := open(t)
	const named, other = phone.E164("+48500000000"), phone.E164("+48500000001")
	a := act("a", epoch, coded("111111", time.Second), ended(platfone.StatusFinalized, time.Minute), func(a *platfone.Activation) {
		a.Text = "Call " + string(named) + " for help"
	})
	put(t, db, epoch, a, act("b", epoch, func(a *platfone.Activation) { a.CustomerID, a.Phone = "codeless", other }))
	check := func(db *DB, customers map[string]bool, numbers map[phone.E164]bool) {
		t.Helper()
		for id, want := range customers {
			if got := must[bool](t)(db.KnowsCustomer(t.Context(), id)); got != want {
				t.Errorf("customer %q is known: %t, not %t", id, got, want)
			}
		}
		for n, want := range numbers {
			if got := must[bool](t)(db.KnowsRented(t.Context(), n)); got != want {
				t.Errorf("%s is known: %t, not %t", n, got, want)
			}
		}
	}
	check(db, map[string]bool{"acme": true, "codeless": true, "acm": false}, map[phone.E164]bool{a.Phone: true, other: true, named: false})
	dir := db.Dir()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(filepath.Join(dir, "cache.db"+end)); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	check(openAt(t, dir), map[string]bool{"acme": true, "codeless": false}, map[phone.E164]bool{a.Phone: true, other: false, named: false})
}
