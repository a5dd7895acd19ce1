package live_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/store"
	"switchboard/store/live"
)

// A console that asks nobody, because it works offline or its settings are broken, is told of what another process of
// the profile saves: it shows what is saved, not what was saved when it began.
func TestWhoeverAsksNobodySeesWhatOthersSave(t *testing.T) {
	for name, cfg := range map[string]live.Config{"offline": {Offline: true}, "broken": {Broken: "The settings are broken."}} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			synctest.Test(t, func(t *testing.T) {
				db, other := opened(t, dir), opened(t, dir)
				cfg.DB = db
				e := live.New(cfg)
				ctx, stop := context.WithCancel(t.Context())
				ended := make(chan error, 1)
				go func() { ended <- e.Run(ctx) }()
				time.Sleep(5 * time.Second)
				watch := db.Watch()
				if err := other.PutSetting(t.Context(), "sort", "left"); err != nil {
					t.Fatal(err)
				}
				soon, cancel := context.WithTimeout(t.Context(), 5*time.Second)
				defer cancel()
				if got, err := watch.Next(soon); err != nil || !got.Has(store.Settings) {
					t.Errorf("told of %v, %v", got, err)
				}
				stop()
				if err := <-ended; err != nil {
					t.Error(err)
				}
				db.Close()
				other.Close()
			})
		})
	}
}

func opened(t *testing.T, dir string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return db
}
