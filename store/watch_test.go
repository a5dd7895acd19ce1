package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// pending is what a watch would tell now.
func pending(w *Watch) Topic {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.dirty
}

func TestWatchLosesNothing(t *testing.T) {
	db := open(t)
	watch := db.Watch()
	var writers sync.WaitGroup
	for i := range 4 {
		writers.Go(func() {
			for j := range 10 {
				put(t, db, epoch, act(fmt.Sprintf("%d-%d", i, j), epoch))
			}
		})
	}
	finished := make(chan struct{})
	go func() { writers.Wait(); close(finished) }()
	// The reader that always reads after it was told sees the last row in the end.
	for seen := 0; seen < 40; {
		if _, err := watch.Next(t.Context()); err != nil {
			t.Fatal(err)
		}
		seen = len(must[[]Activation](t)(db.History(t.Context(), ActivationFilter{}, 0, 100)))
	}
	<-finished
}

func TestWatchTellsWhatChanged(t *testing.T) {
	db := open(t)
	first, second := db.Watch(), db.Watch()
	put(t, db, epoch, act("a1", epoch))
	if err := db.PutSetting(t.Context(), "a", "b"); err != nil {
		t.Fatal(err)
	}
	for _, w := range []*Watch{first, second} {
		if topics := must[Topic](t)(w.Next(t.Context())); topics != Activations|Settings {
			t.Errorf("topics %b", topics)
		}
	}
	put(t, db, epoch, act("a1", epoch, coded("1", time.Second)))
	if topics := must[Topic](t)(first.Next(t.Context())); topics != Activations|Codes {
		t.Errorf("topics %b", topics)
	}
	first.Close()
	put(t, db, epoch, act("a2", epoch))
	if topics := pending(first); topics != 0 {
		t.Errorf("a closed watch collects %b", topics)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := first.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("a canceled wait: %v", err)
	}
}

func TestUnchangedIsNotTold(t *testing.T) {
	db := open(t)
	done := act("a1", epoch, coded("1", time.Second), ended("finalized", time.Minute))
	put(t, db, epoch, done)
	watch := db.Watch()
	put(t, db, epoch.Add(time.Hour), done)
	if topics := pending(watch); topics != 0 {
		t.Errorf("topics %b for a row that ended and is heard again", topics)
	}
	put(t, db, epoch, act("a2", epoch))
	must[Topic](t)(watch.Next(t.Context()))
	put(t, db, epoch.Add(time.Minute), act("a2", epoch))
	if topics := must[Topic](t)(watch.Next(t.Context())); topics != Activations {
		t.Errorf("topics %b for a live row that is heard again", topics)
	}
	if a := must[Activation](t)(db.Activation(t.Context(), "a2")); a.Seen != epoch.Add(time.Minute) {
		t.Errorf("seen %v", a.Seen)
	}
}

func TestAnotherProcessIsNoticed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	leader := openAt(t, dir)
	for _, how := range []func(context.Context, string) (*DB, error){Open, OpenReadOnly} {
		db, err := how(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		watch := db.Watch()
		none := func(when string) {
			t.Helper()
			if _, err := db.Refresh(t.Context()); err != nil {
				t.Fatal(err)
			}
			if topics := pending(watch); topics != 0 {
				t.Errorf("topics %b %s", topics, when)
			}
		}
		none("before anything happened")
		put(t, leader, epoch, act(fmt.Sprintf("%p", db), epoch))
		if _, err := db.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		if topics := must[Topic](t)(watch.Next(t.Context())); !topics.Has(Activations) || topics.Has(Codes) {
			t.Errorf("topics %b", topics)
		}
		none("after it was told")
		if err := leader.Audit(t.Context(), "order", "acme", "done"); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		if topics := must[Topic](t)(watch.Next(t.Context())); !topics.Has(Audit) || topics.Has(Activations) {
			t.Errorf("topics %b", topics)
		}
	}
	// One's own writes are told at once and not again.
	watch := leader.Watch()
	put(t, leader, epoch, act("own", epoch))
	must[Topic](t)(watch.Next(t.Context()))
	if _, err := leader.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	if topics := pending(watch); topics != 0 {
		t.Errorf("topics %b for one's own write", topics)
	}
}

func TestStoreWorksInABubble(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	synctest.Test(t, func(t *testing.T) {
		db, err := Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		watch, told := db.Watch(), make(chan Topic, 1)
		go func() {
			topics, _ := watch.Next(t.Context())
			told <- topics
		}()
		synctest.Wait()
		put(t, db, time.Now(), act("a1", time.Now()))
		if topics := <-told; topics != Activations {
			t.Errorf("topics %b", topics)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	})
}
