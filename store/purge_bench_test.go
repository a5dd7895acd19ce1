package store

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// BenchmarkPurge deletes the codes and texts of the oldest year of a history (of a copy: -profile is left as
// it is) and tells, beside how long that takes, how long a page of the list and a small write take meanwhile
// and when nothing else happens.
func BenchmarkPurge(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		db := ownCopy(b)
		oldest := must[[]Activation](b)(db.HistoryAfter(b.Context(), ActivationFilter{}, 0, 1))[0].CreatedAt
		quiet, wrote := uses(b, db, func(n int) bool { return n < 200 })
		b.StartTimer()
		began, done := time.Now(), make(chan PurgeResult, 1)
		go func() {
			done <- must[PurgeResult](b)(db.Purge(b.Context(), PurgeFilter{Before: oldest.AddDate(1, 0, 0)}))
		}()
		var p PurgeResult
		busy, late := uses(b, db, func(int) bool {
			select {
			case p = <-done:
				return false
			default:
				return true
			}
		})
		b.ReportMetric(float64(p.Deleted)/time.Since(began).Seconds(), "rows/s")
		b.ReportMetric(float64(p.Deleted), "rows")
		for name, took := range map[string][]time.Duration{"page-quiet": quiet, "page-meanwhile": busy, "write-quiet": wrote, "write-meanwhile": late} {
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, name+"-p99-ms")
		}
	}
}

// uses reads a page and writes a setting, again and again with pauses, and tells how long each took.
func uses(b *testing.B, db *DB, on func(n int) bool) (pages, writes []time.Duration) {
	for n := 0; on(n); n++ {
		began := time.Now()
		must[[]Activation](b)(db.History(b.Context(), ActivationFilter{}, 0, 50))
		pages = append(pages, time.Since(began))
		began = time.Now()
		if err := db.PutSetting(b.Context(), "used", began.String()); err != nil {
			b.Fatal(err)
		}
		writes = append(writes, time.Since(began))
		time.Sleep(5 * time.Millisecond)
	}
	return pages, writes
}

// ownCopy is a copy of the profile that the benchmarks are given, or one of 100,000 numbers.
func ownCopy(b *testing.B) *DB {
	b.Helper()
	if *ofProfile == "" {
		return large(b, 100_000, 0)
	}
	dir := filepath.Join(b.TempDir(), "profile")
	if err := os.CopyFS(dir, os.DirFS(*ofProfile)); err != nil {
		b.Fatal(err)
	}
	return openAt(b, dir)
}
