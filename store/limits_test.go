package store

import (
	"errors"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"switchboard/client/rest"
)

var historyBudget = rest.Budget{Name: "history", PerMinute: 6}

func TestBudgetIsSharedByProcesses(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	a, b := openAt(t, dir).Limits(), openAt(t, dir).Limits()
	budget := rest.Budget{Name: "get", PerMinute: 30}
	var taken atomic.Int64
	var wg sync.WaitGroup
	for i := range 40 {
		l := a
		if i%2 == 1 {
			l = b
		}
		wg.Go(func() {
			wait, err := l.Take(t.Context(), "sms", budget, epoch)
			if err != nil {
				t.Error(err)
			}
			if wait == 0 {
				taken.Add(1)
			}
		})
	}
	wg.Wait()
	if taken.Load() != 27 {
		t.Errorf("%d calls of 30 a minute were let through, want 27", taken.Load())
	}
}

func TestNoMinuteHoldsMoreThanAllowed(t *testing.T) {
	l := open(t).Limits()
	var starts []time.Time
	for now := epoch; now.Before(epoch.Add(5 * time.Minute)); {
		wait := must[time.Duration](t)(l.Take(t.Context(), "sms", historyBudget, now))
		if wait == 0 {
			starts = append(starts, now)
			wait = 3 * time.Second
		}
		now = now.Add(wait)
	}
	for i := range starts {
		n := 0
		for _, s := range starts[i:] {
			if s.Sub(starts[i]) < time.Minute {
				n++
			}
		}
		if n > historyBudget.Allowed() {
			t.Errorf("%d calls in the minute after %v", n, starts[i])
		}
	}
	if len(starts) < 20 {
		t.Errorf("only %d calls in five minutes", len(starts))
	}
}

func TestBudgetSurvivesARestart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	db := openAt(t, dir)
	for range historyBudget.Allowed() {
		if wait := must[time.Duration](t)(db.Limits().Take(t.Context(), "sms", historyBudget, epoch)); wait != 0 {
			t.Fatal("refused too early")
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	l := openAt(t, dir).Limits()
	if wait := must[time.Duration](t)(l.Take(t.Context(), "sms", historyBudget, epoch.Add(time.Second))); wait != time.Minute {
		t.Errorf("wait %v after the restart, want a minute", wait)
	}
	if wait := must[time.Duration](t)(l.Take(t.Context(), "trust", historyBudget, epoch)); wait != 0 {
		t.Error("another provider shares the budget")
	}
}

func TestClockSetBack(t *testing.T) {
	l := open(t).Limits()
	for range historyBudget.Allowed() {
		if _, err := l.Take(t.Context(), "sms", historyBudget, epoch.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if wait := must[time.Duration](t)(l.Take(t.Context(), "sms", historyBudget, epoch)); wait != 0 {
		t.Errorf("wait %v for calls an hour ahead", wait)
	}
}

func TestNotedBudgetIsEmpty(t *testing.T) {
	l := open(t).Limits()
	for _, until := range []time.Duration{40 * time.Second, 20 * time.Second} {
		if err := l.Note(t.Context(), "sms", rest.Budget{Name: "free"}, epoch.Add(until)); err != nil {
			t.Fatal(err)
		}
	}
	if wait := must[time.Duration](t)(l.Take(t.Context(), "sms", rest.Budget{Name: "free"}, epoch)); wait != 40*time.Second {
		t.Errorf("wait %v, want 40s", wait)
	}
	if wait := must[time.Duration](t)(l.Take(t.Context(), "sms", rest.Budget{Name: "free"}, epoch.Add(40*time.Second))); wait != 0 {
		t.Errorf("wait %v afterwards", wait)
	}
}

func TestBlocks(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	db := openAt(t, dir)
	block := func(scope string, until time.Duration, estimated bool) {
		t.Helper()
		err := db.Limits().Block(t.Context(), rest.Block{Provider: "sms", Scope: scope, Until: epoch.Add(until), Reason: scope, Estimated: estimated, Seen: epoch})
		if err != nil {
			t.Fatal(err)
		}
	}
	block("create", 24*time.Hour, false)
	block("create", time.Minute, false) // a shorter one does not shorten it
	block("account", time.Hour, true)
	block("account", time.Minute, false) // what the provider says replaces a guess
	block("get", time.Second, false)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = openAt(t, dir)
	list := must[[]rest.Block](t)(db.Limits().Blocked(t.Context(), "sms", epoch.Add(2*time.Second)))
	if len(list) != 2 || list[0].Scope != "account" || !list[0].Until.Equal(epoch.Add(time.Minute)) || list[0].Estimated ||
		list[1].Scope != "create" || !list[1].Until.Equal(epoch.Add(24*time.Hour)) {
		t.Fatalf("in force: %+v", list)
	}
	if other := must[[]rest.Block](t)(db.Limits().Blocked(t.Context(), "lines", epoch)); len(other) != 0 {
		t.Errorf("another provider is blocked: %v", other)
	}
	if err := db.Unblock(t.Context(), "sms", "create"); err != nil {
		t.Fatal(err)
	}
	if list := must[[]rest.Block](t)(db.Blocks(t.Context(), epoch.Add(2*time.Second))); len(list) != 1 || list[0].Scope != "account" {
		t.Errorf("after letting go: %v", list)
	}
}

var getBudget = rest.Budget{Name: "get", PerMinute: 300}

// A person who lets go of a pause has it asked again at once: nothing else keeps it.
func TestLettingGoOfAPauseFreesItsBudget(t *testing.T) {
	db, now := open(t), time.Now()
	l := db.Limits()
	until := now.Add(time.Hour)
	if err := errors.Join(l.Block(t.Context(), rest.Block{Provider: "sms", Scope: "get", Until: until}), l.Note(t.Context(), "sms", getBudget, until)); err != nil {
		t.Fatal(err)
	}
	if err := db.Unblock(t.Context(), "sms", "get"); err != nil {
		t.Fatal(err)
	}
	if wait := must[time.Duration](t)(l.Take(t.Context(), "sms", getBudget, now)); wait != 0 {
		t.Errorf("it still waits %v", wait)
	}
}

// How long a budget is used up is told without spending from it; a second more than the
// minute, as the ledger keeps it.
func TestWaitIsToldWithoutSpending(t *testing.T) {
	db := open(t)
	for range historyBudget.Allowed() {
		if wait, own, err := db.Wait(t.Context(), "sms", historyBudget, epoch); wait != 0 || own || err != nil {
			t.Fatalf("while there is some left: %v, %v, %v", wait, own, err)
		}
		if wait := must[time.Duration](t)(db.Limits().Take(t.Context(), "sms", historyBudget, epoch)); wait != 0 {
			t.Fatalf("the budget is smaller than it says: %v", wait)
		}
	}
	if wait, own, err := db.Wait(t.Context(), "sms", historyBudget, epoch.Add(20*time.Second)); wait != 41*time.Second || !own || err != nil {
		t.Errorf("used up 20 s ago: %v, %v, %v", wait, own, err)
	}
	if wait, _, err := db.Wait(t.Context(), "sms", historyBudget, epoch.Add(61*time.Second)); wait != 0 || err != nil {
		t.Errorf("a minute later: %v, %v", wait, err)
	}
}
