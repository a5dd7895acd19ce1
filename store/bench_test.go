package store

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
)

// bulk makes n ended activations with codes, a second apart, the first at from, as the provider writes them.
func bulk(from, n int) []platfone.Activation {
	list := make([]platfone.Activation, n)
	for i := range list {
		at := from + i
		list[i] = act(fmt.Sprintf("%08x%016x", 1_763_700_000+at, at*2654435761), epoch.Add(time.Duration(at)*time.Second), coded(fmt.Sprint(100000+at%900000), 38*time.Second),
			ended(platfone.StatusFinalized, time.Minute), func(a *platfone.Activation) { a.CustomerID = fmt.Sprint("cust", at%200) })
		list[i].Raw = (&Activation{Activation: list[i]}).object(false)
	}
	return list
}

// large opens a store of n activations, of which live are active.
func large(b *testing.B, n, live int) *DB {
	b.Helper()
	db := openAt(b, filepath.Join(b.TempDir(), "profile"))
	for i := 0; i < n; i += 5000 {
		put(b, db, epoch, bulk(i, min(5000, n-i))...)
	}
	for i := range live {
		put(b, db, epoch, act(fmt.Sprintf("live%020x", i), epoch.Add(time.Duration(n+3600)*time.Second)))
	}
	b.ResetTimer()
	return db
}

func BenchmarkPutNew(b *testing.B) {
	db := large(b, 0, 0)
	for i := range b.N {
		b.StopTimer()
		page := bulk(i*1000, 1000)
		b.StartTimer()
		put(b, db, epoch, page...)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "µs/row")
}

func BenchmarkPutUnchanged(b *testing.B) {
	db := large(b, 0, 0)
	page := bulk(0, 1000)
	put(b, db, epoch, page...)
	b.ResetTimer()
	for range b.N {
		put(b, db, epoch.Add(time.Hour), page...)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "µs/row")
}

func BenchmarkLive(b *testing.B) {
	db := large(b, 100_000, 20)
	for range b.N {
		if n := len(must[[]Activation](b)(db.LiveActivations(b.Context(), epoch.Add(103_700*time.Second)))); n != 20 {
			b.Fatal(n)
		}
	}
}

func BenchmarkHistoryPage(b *testing.B) {
	db := large(b, 100_000, 0)
	for name, f := range map[string]ActivationFilter{
		"All":      {},
		"Customer": {Customers: []string{"cust7"}},
		"Done":     {Now: epoch.Add(200_000 * time.Second), States: []platfone.State{platfone.Done}},
		"Refunded": {Now: epoch, States: []platfone.State{platfone.Refunded}},
		"Waiting":  {Now: epoch, States: []platfone.State{platfone.Waiting}},
		"Claims":   {Now: epoch.Add(200_000 * time.Second), Reportable: true},
		"Absent":   {Terms: []string{"99999999999"}},
	} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				must[[]Activation](b)(db.History(b.Context(), f, KeyAt(epoch.Add(50_000*time.Second)), 50))
			}
		})
	}
}

func BenchmarkCustomersPage(b *testing.B) {
	db := large(b, 0, 0)
	var list []platfone.Customer
	for i := range 20_000 {
		list = append(list, customer(fmt.Sprintf("c%05d", i), money.Cents(i), epoch))
	}
	if err := db.PutCustomers(b.Context(), epoch, list...); err != nil {
		b.Fatal(err)
	}
	for name, f := range map[string]CustomerFilter{"ByID": {}, "ByLeastFree": {Sort: ByLeastFree}} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				if n := len(must[[]Customer](b)(db.Customers(b.Context(), f, "", 50))); n != 50 {
					b.Fatal(n)
				}
			}
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	db := large(b, 20_000, 0)
	dir := db.Dir()
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for range b.N {
		db, err := Open(b.Context(), dir)
		if err != nil {
			b.Fatal(err)
		}
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBegin(b *testing.B) {
	db := large(b, 0, 0)
	for i := range b.N {
		must[int64](b)(db.Begin(b.Context(), Intent{Op: "order", NaturalKey: fmt.Sprint(i)}, nil))
	}
}

func BenchmarkTake(b *testing.B) {
	l, now := large(b, 0, 0).Limits(), epoch
	for range b.N {
		now = now.Add(300 * time.Millisecond)
		must[time.Duration](b)(l.Take(b.Context(), "sms", getBudget, now))
	}
}
