package store

import (
	"testing"
	"time"

	"switchboard/client/platfone"
)

// Counts of a month rest on a history that was read without a gap, however long ago; of a new
// store they rest on nothing.
func TestWhatCountsRestOn(t *testing.T) {
	day := 24 * time.Hour
	for name, c := range map[string]struct {
		spans [][2]time.Duration // from and to, before now
		want  Counted
	}{
		"nothing":       {nil, Counted{}},
		"the newest":    {[][2]time.Duration{{day, 0}}, Counted{Active: true}},
		"a month":       {[][2]time.Duration{{31 * day, time.Minute}}, Counted{Active: true, Month: true}},
		"yesterday's":   {[][2]time.Duration{{40 * day, day}}, Counted{Active: true, Month: true}},
		"a hole":        {[][2]time.Duration{{40 * day, 9 * day}, {5 * day, 0}}, Counted{Active: true}},
		"long ago only": {[][2]time.Duration{{90 * day, 40 * day}}, Counted{Active: true}},
	} {
		db, now := open(t), time.Now()
		for _, s := range c.spans {
			if err := db.Cover(t.Context(), "history", now.Add(-s[0]), now.Add(-s[1])); err != nil {
				t.Fatal(err)
			}
		}
		if got := must[Counted](t)(db.Counted(t.Context())); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
		put(t, db, now, act("a1", now))
		if err := db.PutCustomers(t.Context(), now, platfone.Customer{ID: "acme"}); err != nil {
			t.Fatal(err)
		}
		if got := must[Customer](t)(db.Customer(t.Context(), "acme")); got.Read != c.want {
			t.Errorf("%s: a customer says %+v, want %+v", name, got.Read, c.want)
		}
		if err := db.NoteRead(t.Context(), ListOfActive); err != nil {
			t.Fatal(err)
		}
		if got := must[Count](t)(db.ActiveCount(t.Context())); got != (Count{1, true}) {
			t.Errorf("%s: once those that run were read, %+v run", name, got)
		}
	}
}
