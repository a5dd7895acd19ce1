package live

import (
	"testing"

	"switchboard/store"
	"switchboard/store/act"
)

// Acts that are written down keep their places among those that cannot be done. Another import of a file ends
// the notice of one that was cut off; one of standard input need not be of the same.
func TestWhatIsWrittenDownKeepsItsPlace(t *testing.T) {
	dir := t.TempDir()
	first, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	e := &Engine{db: first}
	e.BeginRun(t.Context(), "Close", []act.Act{act.Cancel{ID: "1"}, nil, act.Cancel{ID: "3"}})
	e.BeginFile(t.Context(), "E911", "standard input", 3)
	e.BeginFile(t.Context(), "E911", "/rows.csv", 3)
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	e = &Engine{db: db}
	e.BeginFile(t.Context(), "E911", "standard input", 3)
	e.BeginFile(t.Context(), "E911", "/rows.csv", 3)
	left, err := db.CutOff(t.Context())
	if err != nil || len(left) != 2 || left[0].Total != 2 || len(left[0].Acts) != 2 || left[0].Acts[1].N != 2 || left[1].File != "standard input" {
		t.Errorf("cut off: %+v, %v", left, err)
	}
}
