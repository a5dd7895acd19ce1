package pane

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

// library counts what is read of it.
type library struct {
	edition int
	read    []string
	fails   bool
}

func (l *library) near() *Near[string, string] {
	return &Near[string, string]{Kit: &Kit{Ctx: context.Background(), Now: time.Now}, Read: func(_ context.Context, k string) (string, error) {
		l.read = append(l.read, k)
		if l.fails {
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
	synctest.Test(t, readsAhead)
}

func readsAhead(t *testing.T) {
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
	time.Sleep(calm)
	cmd := n.Want("c", "d", "b")
	if v, ok := n.Get("c"); !ok || v != "c0" {
		t.Errorf("after a step %q is known", v)
	}
	if step(t, n, cmd); !slices.Equal(l.read, []string{"b", "c", "a", "d"}) {
		t.Errorf("%q was read", l.read)
	}
	for i := range 2 * kept {
		time.Sleep(calm)
		step(t, n, n.Want(fmt.Sprint("row ", i)))
	}
	if len(n.known) > kept+1 {
		t.Errorf("%d rows are remembered", len(n.known))
	}
}

func TestNearReadsNothingUnderAHeldKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &library{}
		n := l.near()
		step(t, n, n.Want("a"))
		for _, k := range strings.Split("bcd", "") { // the first steps are ones like any other
			step(t, n, n.Want(k))
			time.Sleep(16 * time.Millisecond)
		}
		var later tea.Cmd
		for _, k := range strings.Split("efghi", "") {
			if cmd := n.Want(k); cmd != nil {
				if later != nil {
					t.Fatal("two things are under way")
				}
				later = cmd
			}
			time.Sleep(16 * time.Millisecond)
		}
		begun := time.Now()
		for later != nil && len(l.read) < 5 {
			later, _, _ = n.Take(later())
		}
		if got := strings.Join(l.read, ""); got != "abcdi" {
			t.Errorf("%q was read", got)
		}
		if took := time.Since(begun); took > 2*calm {
			t.Errorf("what the cursor stopped on was read after %v", took)
		}
		if v, _ := n.Get("i"); v != "i0" {
			t.Errorf("%q is known", v)
		}
	})
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
	l := &library{fails: true}
	n := l.near()
	if next, err, ok := n.Take(n.Want("a")()); !ok || err == nil || next != nil {
		t.Errorf("a failed read gave %v, %v, and goes on: %v", ok, err, next != nil)
	}
	l.fails = false
	if step(t, n, n.Want("a")); l.read[len(l.read)-1] != "a" {
		t.Error("it is not read again")
	}
}

func TestNearRowsAreNearestFirst(t *testing.T) {
	l := List[string]{Key: func(s string) string { return s }}
	if got := l.Near(); got != nil {
		t.Errorf("an empty list has %q", got)
	}
	l.Set(strings.Split("abcdefg", ""))
	for at, want := range map[string]string{"a": "abc", "b": "bcad", "d": "decfb", "g": "gfe"} {
		if l.Select(at); strings.Join(l.Near(), "") != want {
			t.Errorf("near %s are %q, not %q", at, l.Near(), want)
		}
	}
}
