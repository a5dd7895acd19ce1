package store

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/platfone"
)

// A purge of much is many small changes with pauses between them: whoever writes meanwhile waits
// for one, and whoever reads for none.
func TestAPurgeLeavesTheFilesToOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := open(t)
		const many, step = 2600, 500 // a step holds others up for milliseconds
		var rows []platfone.Activation
		for i := range many {
			rows = append(rows, act(fmt.Sprintf("%024x", i), epoch.Add(time.Duration(i)*time.Minute), coded(fmt.Sprint(100000+i), time.Second), ended(platfone.StatusFinalized, time.Minute)))
		}
		put(t, db, epoch, rows...)
		left := func(f *file, table, where string) int64 {
			return must[int64](t)(one(t.Context(), f.r, number, "SELECT count(*) FROM "+table+" WHERE "+where))
		}
		done := make(chan error, 1)
		go func() {
			_, err := db.Purge(t.Context(), PurgeFilter{Before: epoch.AddDate(1, 0, 0)})
			done <- err
		}()
		texts, codes, pauses := int64(many), int64(many), 0
		time.Sleep(purgeRest / 2)
		for over := false; !over; time.Sleep(purgeRest) {
			synctest.Wait()
			now, kept := left(db.cache, "activations", "sms_text <> ''"), left(db.journal, "codes", "TRUE")
			if texts-now > step || codes-kept > step {
				t.Errorf("from one pause to the next %d texts and %d codes went", texts-now, codes-kept)
			}
			texts, codes = now, kept
			if err := db.PutSetting(t.Context(), "meanwhile", fmt.Sprint(pauses)); err != nil {
				t.Errorf("meanwhile nothing could be written: %v", err)
			}
			select {
			case err := <-done:
				if over = true; err != nil {
					t.Error(err)
				}
			default:
				pauses++
			}
		}
		if texts+codes > 0 || pauses < 2*many/step-1 {
			t.Errorf("%d texts and %d codes are left after %d pauses", texts, codes, pauses)
		}
	})
}

// Each step begins where the last one ended, and none looks through what it has been through.
func TestAStepOfAPurgeBeginsWhereTheLastEnded(t *testing.T) {
	db := open(t)
	put(t, db, epoch, crowd(50)...)
	cache, args := PurgeFilter{Before: epoch}.batch(7)
	journal, more, err := PurgeFilter{Before: epoch}.codes([]string{"a"}, 7)
	if err != nil {
		t.Fatal(err)
	}
	for query, of := range map[string]struct {
		f    *file
		args []any
	}{cache: {db.cache, args}, journal: {db.journal, more}} {
		plan := strings.Join(must[[]string](t)(list(t.Context(), of.f.r, func(s scanner) (step string, err error) {
			var id, parent, unused int
			err = s.Scan(&id, &parent, &unused, &step)
			return step, err
		}, "EXPLAIN QUERY PLAN "+query, of.args...)), "; ")
		if !strings.Contains(plan, "USING INTEGER PRIMARY KEY (rowid>?") || strings.Contains(plan, "TEMP B-TREE") {
			t.Errorf("%s: %s", query, plan)
		}
	}
}
