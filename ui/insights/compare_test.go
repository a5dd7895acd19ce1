package insights_test

import (
	"fmt"
	"testing"
	"time"

	"switchboard/store"
	"switchboard/ui/consoletest"
)

// Where all of the time before is here it is compared, in signs and in words.
func TestTrendIsCompared(t *testing.T) {
	fill := func(t *testing.T, db *store.DB) {
		now := time.Now()
		list := append(orders(0, 30, 15, 2*24*time.Hour, 20*time.Second, "acme", "telegram", "uk"),
			orders(100, 20, 15, 32*24*time.Hour, 20*time.Second, "acme", "telegram", "uk")...)
		if err := db.PutActivations(t.Context(), now, list...); err != nil {
			t.Fatal(err)
		}
		if err := db.Cover(t.Context(), "history", time.Unix(1, 0), now); err != nil {
			t.Fatal(err)
		}
	}
	inBubble(t, 120, 40, fill, func(c *consoletest.Console, _ *book, _ *store.DB) {
		c.Shows("30 orders ↑ 50 %", "50 % success ↓ 25", "against the 30 days before: 50 % more orders, success 25 points lower, as much kept")
	})
}

// A time before with a few orders is not compared with, neither in words nor by arrows.
func TestTrendIsNotComparedWithNearlyNothing(t *testing.T) {
	for _, c := range []struct{ before, now int }{{9, 30}, {12, 252}} {
		fill := func(t *testing.T, db *store.DB) { fillTwo(t, db, c.before, c.now) }
		inBubble(t, 120, 40, fill, func(con *consoletest.Console, _ *book, _ *store.DB) {
			con.Shows(fmt.Sprintf("%d orders ", c.now), fmt.Sprintf("%d orders in the 30 days before: too few to compare", c.before))
			con.Hides("orders ↑", "success ↑", "success ↓", "kept ↑", "kept ↓")
		})
	}
}

// fillTwo saves some orders of these 30 days and of the 30 before.
func fillTwo(t *testing.T, db *store.DB, before, now int) {
	list := append(orders(0, now, now/2, 2*24*time.Hour, 20*time.Second, "acme", "telegram", "uk"),
		orders(1000, before, before, 32*24*time.Hour, 20*time.Second, "acme", "telegram", "uk")...)
	if err := db.PutActivations(t.Context(), time.Now(), list...); err != nil {
		t.Fatal(err)
	}
	if err := db.Cover(t.Context(), "history", time.Unix(1, 0), time.Now()); err != nil {
		t.Fatal(err)
	}
}
