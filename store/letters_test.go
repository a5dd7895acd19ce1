package store

import (
	"context"
	options "flag"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// ofProfile is the folder of a profile that the benchmark of the search reads, such as one that
// `switchboard sandbox fill` made; without it one of 100,000 numbers is made.
var ofProfile = options.String("profile", "", "the folder of a profile for BenchmarkLetters")

// processor is the time this process has used of it.
func processor(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// typed are the needles of a person who looks for rows of a history: every letter of numbers,
// codes, customers, services, words, two words, and of what is not there.
func typed(b *testing.B, db *DB) (all []string) {
	b.Helper()
	rows := must[[]Activation](b)(db.History(b.Context(), ActivationFilter{}, 0, 1))
	for i := range 6 { // rows from all of the history
		more := must[[]Activation](b)(db.History(b.Context(), ActivationFilter{HasCode: true}, KeyAt(rows[0].CreatedAt.AddDate(0, 0, -i*150)), 1))
		rows = append(rows, more...)
	}
	var whole []string
	for _, a := range rows[1:] {
		whole = append(whole, a.Phone.Digits(), a.CustomerID, a.Code, a.ServiceID+" "+a.CountryID, a.CustomerID+" "+a.ServiceID)
	}
	for _, w := range append(whole, "verification", "kod", "99999999999", "nobody at all", "zzzz") {
		for i := range w {
			all = append(all, w[:i+1])
		}
	}
	return all
}

// BenchmarkLetters types each needle letter by letter: a page as the history reads it, by way of
// the signatures and by looking at every row.
func BenchmarkLetters(b *testing.B) {
	db := (*DB)(nil)
	if *ofProfile != "" {
		db = openAt(b, *ofProfile)
	} else {
		db = large(b, 100_000, 0)
	}
	if err := db.sealAll(b.Context(), partRows); err != nil {
		b.Fatal(err)
	}
	needles := typed(b, db)
	for name, read := range map[string]func(context.Context, ActivationFilter) error{
		"signatures": func(ctx context.Context, f ActivationFilter) error {
			_, err := db.History(ctx, f, 0, 100)
			return err
		},
		"counted": func(ctx context.Context, f ActivationFilter) error {
			_, err := db.CountHistory(ctx, f, 10_000)
			return err
		},
		"every row": func(ctx context.Context, f ActivationFilter) error {
			_, err := db.history(ctx, f, 0, 100, "k < ?", " ORDER BY k DESC LIMIT ?")
			return err
		},
	} {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			used := processor(b)
			for b.Loop() {
				for _, n := range needles {
					began := time.Now()
					if err := read(b.Context(), ActivationFilter{Now: epoch, Terms: strings.Fields(n)}); err != nil {
						b.Fatal(err)
					}
					took = append(took, time.Since(began))
				}
			}
			used = (processor(b) - used) / time.Duration(len(took))
			slices.Sort(took)
			ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
			b.ReportMetric(ms(took[len(took)/2]), "p50-ms")
			b.ReportMetric(ms(took[len(took)*95/100]), "p95-ms")
			b.ReportMetric(ms(took[len(took)-1]), "worst-ms")
			b.ReportMetric(ms(used), "cpu-ms/letter")
		})
	}
}
