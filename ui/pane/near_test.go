package pane

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// library counts what is read of it.
type library struct {
	edition int
	read    []string
	fails   string
}

func (l *library) near() *Near[string, string] {
	return &Near[string, string]{Kit: &Kit{Ctx: context.Background()}, Read: func(_ context.Context, k string) (string, error) {
		l.read = append(l.read, k)
		if l.fails == k {
			return "", fmt.Errorf("%s is torn", k)
		}
		return fmt.Sprint(k, l.edition), nil
	}}
}

// step runs one read and returns what follows from it.
func step(t *testing.T, n *Near[string, string], cmd tea.Cmd) tea.Cmd {
	t.Helper()
	if cmd == nil {
		t.Fatal("nothing is read")
	}
	next, _, ok := n.Take(cmd())
	if !ok {
		t.Fatal("the answer is not taken")
	}
	return next
}

func TestNearReadsAheadOfTheCursor(t *testing.T) {
	l := &library{}
	n := l.near()
	next := step(t, n, n.Want("b", "c", "a"))
	if got := strings.Join(l.read, ""); got != "b" {
		t.Errorf("%q was read first, not only what the cursor stands on", got)
	}
	if next = step(t, n, next); next != nil {
		t.Error("something more is read when all is known")
	}
	if got := strings.Join(l.read, ""); got != "bca" {
		t.Errorf("%q was read", got)
	}
	cmd := n.Want("c", "d", "b")
	if v, ok := n.Get("c"); !ok || v != "c0" {
		t.Errorf("after a step %q is known", v)
	}
	if step(t, n, cmd); !slices.Equal(l.read, []string{"b", "c", "a", "d"}) {
		t.Errorf("%q was read", l.read)
	}
}

// A cursor that runs down a list finds every detail there, and few reads were made for it.
func TestNearReadsManyRowsTogether(t *testing.T) {
	l := &library{}
	n := l.near()
	list := List[string]{Key: func(s string) string { return s }}
	var rows []string
	for i := range 300 {
		rows = append(rows, fmt.Sprint("row ", i))
	}
	list.Set(rows)
	loads, loud := 0, 0
	for i := range rows {
		cmd := n.Want(list.Near()...)
		if i > 0 {
			if _, ok := n.Get(rows[i]); !ok {
				t.Fatalf("%s is not known when the cursor comes to it", rows[i])
			}
		}
		for cmd != nil {
			msg := cmd()
			if loads++; !msg.(interface{ Quiet() bool }).Quiet() {
				loud++
			}
			cmd, _, _ = n.Take(msg)
		}
		list.Move(1)
	}
	if len(l.read) != len(rows) || loads > 300/8 || loud != 1 {
		t.Errorf("%d rows were read in %d loads, %d of them for the screen", len(l.read), loads, loud)
	}
	if len(n.known) > kept+2*reach+1 {
		t.Errorf("%d rows are remembered", len(n.known))
	}
}

func TestNearShowsTheOldUntilTheNewIsRead(t *testing.T) {
	l := &library{}
	n := l.near()
	step(t, n, step(t, n, n.Want("a", "b")))
	l.edition = 1
	stale := n.Age()
	if v, _ := n.Get("a"); v != "a0" {
		t.Errorf("%q is shown before the new is read", v)
	}
	l.edition = 2
	next := n.Age() // it changed once more while it was read
	if _, _, ok := n.Take(stale()); ok {
		t.Error("an answer from before the change counts")
	}
	for next != nil {
		next = step(t, n, next)
	}
	for _, k := range []string{"a", "b"} {
		if v, _ := n.Get(k); v != k+"2" {
			t.Errorf("%q is shown at the end", v)
		}
	}
}

func TestNearTriesAgainAfterAFailure(t *testing.T) {
	l := &library{fails: "a"}
	n := l.near()
	if next, err, ok := n.Take(n.Want("a")()); !ok || err == nil || next != nil {
		t.Errorf("a failed read gave %v, %v, and goes on: %v", ok, err, next != nil)
	}
	l.fails = ""
	next := step(t, n, n.Want("a", "b", "c"))
	l.fails = "b"
	if again, err, ok := n.Take(next()); !ok || err == nil || again != nil {
		t.Errorf("a read that failed in part gave %v, %v, and goes on: %v", ok, err, again != nil)
	}
	if _, ok := n.Get("c"); !ok {
		t.Error("one row that cannot be read keeps the others from being known")
	}
	l.fails = ""
	step(t, n, n.Want("a", "b", "c"))
	if v, _ := n.Get("b"); v != "b0" || strings.Join(l.read, "") != "aabcb" {
		t.Errorf("%q is known after %q were read", v, l.read)
	}
}

func TestNearRowsAreNearestFirst(t *testing.T) {
	l := List[string]{Key: func(s string) string { return s }}
	if got := l.Near(); got != nil {
		t.Errorf("an empty list has %q", got)
	}
	l.Set(strings.Split("abcdefg", ""))
	for at, want := range map[string]string{"a": "abcdefg", "b": "bcadefg", "d": "decfbga", "g": "gfedcba"} {
		if l.Select(at); strings.Join(l.Near(), "") != want {
			t.Errorf("near %s are %q, not %q", at, l.Near(), want)
		}
	}
}

func TestNearReadsNothingForRowsThatPass(t *testing.T) {
	l := &library{}
	n := l.near()
	first := n.Want("a", "b", "c")
	n.Kit.Passing = true
	if n.Want("b", "c", "d") != nil || n.Want("c", "d", "e") != nil {
		t.Error("a row is read that only passes")
	}
	if next := step(t, n, first); next != nil { // was asked for before
		t.Error("what was read for the first row leads to reads for those that pass")
	}
	if n.Age() != nil {
		t.Error("a change has rows read that pass")
	}
	n.Kit.Passing = false
	cmd, _, ok := n.Take(Rested{Rows: RestedAt})
	if !ok || step(t, n, cmd) != nil || strings.Join(l.read, "") != "ac" {
		t.Errorf("once the cursor rests %q was read, not its row alone", l.read)
	}
	cmd, _, _ = n.Take(Rested{Rows: RestedNear})
	if step(t, n, cmd); strings.Join(l.read, "") != "acde" {
		t.Errorf("a moment later %q was read", l.read)
	}
}
