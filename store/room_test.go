package store

import "testing"

// A program that fills a long history holds more of it; a console goes on holding little.
func TestRoomIsMadeForWhoAsks(t *testing.T) {
	db := open(t)
	held := func(f *file) int64 { return must[int64](t)(one(t.Context(), f.w, number, "PRAGMA cache_size")) }
	for _, f := range db.files() {
		if before := held(f); before != -8192 {
			t.Errorf("a console's %s is held in %d", f.name, before)
		}
	}
	if err := db.MakeRoom(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, f := range db.files() {
		if after := held(f); after != -65536 {
			t.Errorf("who made room holds the %s in %d", f.name, after)
		}
	}
}
