package wiring_test

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/cli"
	"switchboard/ui/wiring"
)

// How large the profile of the benchmarks is, and where it is kept from one run
// to the next: -rows 1000000 -kept DIR makes one that the program can be timed
// with from outside, as DIR/data.
var (
	rows = flag.Int("rows", 100_000, "how many numbers the profile of the benchmarks has")
	kept = flag.String("kept", "", "the folder of that profile, made when it is not there")
)

// lasting is a profile of many numbers, every one put as a poll puts it.
func lasting(b *testing.B) {
	b.Helper()
	dir := *kept
	if dir == "" {
		dir = b.TempDir()
	}
	for name, at := range map[string]string{"HOME": "home", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state"} {
		b.Setenv(name, filepath.Join(dir, at))
	}
	b.Setenv("SWITCHBOARD_CLIPBOARD", "off")
	profile := filepath.Join(dir, "data", "switchboard", "profiles", "default")
	if _, err := os.Stat(profile); err == nil {
		return
	}
	if err := os.MkdirAll(filepath.Dir(profile), 0o700); err != nil {
		b.Fatal(err)
	}
	db, err := store.Open(b.Context(), profile)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	now := time.Now()
	const page = 5000
	for from := 0; from < *rows; from += page {
		if err := db.PutActivations(b.Context(), now, ended(from, min(page, *rows-from), now)...); err != nil {
			b.Fatal(err)
		}
	}
	var customers []platfone.Customer
	for i := range 200 {
		customers = append(customers, platfone.Customer{ID: fmt.Sprintf("customer%d", i), Status: platfone.CustomerActive, CreatedAt: now.AddDate(-1, 0, 0)})
	}
	if err := db.PutCustomers(b.Context(), now, customers...); err != nil {
		b.Fatal(err)
	}
}

// ended are n numbers that had a code, a minute apart, the newest first.
func ended(from, n int, now time.Time) []platfone.Activation {
	list := make([]platfone.Activation, n)
	for i := range list {
		at := now.Add(-time.Duration(from+i+30) * time.Minute)
		code := fmt.Sprint(100000 + (from+i)*7919%900000)
		list[i] = platfone.Activation{
			ID: fmt.Sprintf("%024x", from+i+1), CustomerID: fmt.Sprintf("customer%d", i%200), Phone: phone.FromDigits(fmt.Sprintf("4477009%05d", (from+i)%100000)),
			CountryID: "uk", ServiceID: "telegram", SMS: platfone.SMSReceived, Status: platfone.StatusFinalized, Billing: platfone.BillingBilled, Code: code,
			Text: "Telegram code " + code, Price: money.Known(34), CustomerPrice: money.Known(60), CreatedAt: at, UpdatedAt: at.Add(time.Minute), ExpireAt: at.Add(20 * time.Minute),
		}
	}
	return list
}

// first notes when the first byte was written, and counts lines.
type first struct {
	began time.Time
	after time.Duration
	lines int
}

func (f *first) Write(p []byte) (int, error) {
	if f.after == 0 {
		f.after = time.Since(f.began)
	}
	f.lines += bytes.Count(p, []byte("\n"))
	return len(p), nil
}

// BenchmarkWholeHistory writes every number there is: rows a second, how long
// the first byte takes, and what is held of it in memory at the end.
func BenchmarkWholeHistory(b *testing.B) {
	lasting(b)
	for _, format := range []string{"--csv", "--json", "--ndjson", "--format=text"} {
		b.Run(strings.TrimLeft(format, "-"), func(b *testing.B) {
			lines, began := 0, time.Now()
			var after time.Duration
			for b.Loop() {
				out := &first{began: time.Now()}
				if code := cli.Run(b.Context(), wiring.New(), []string{"--offline", "history", format}, out, io.Discard, everything...); code != cli.OK || out.lines < *rows {
					b.Fatalf("exit %d after %d lines", code, out.lines)
				}
				lines, after = lines+out.lines, out.after
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(lines)/time.Since(began).Seconds(), "rows/s")
			b.ReportMetric(float64(after.Milliseconds()), "ms-to-first")
			b.ReportMetric(float64(m.HeapSys>>20), "MB-heap")
		})
	}
}

// BenchmarkShortCommands are those that a person or a script waits for.
func BenchmarkShortCommands(b *testing.B) {
	lasting(b)
	for _, line := range []string{"version", "code", "customers list", "history --limit 50"} {
		b.Run(strings.ReplaceAll(line, " ", "_"), func(b *testing.B) {
			for b.Loop() {
				if code := cli.Run(b.Context(), wiring.New(), append([]string{"--offline"}, strings.Fields(line)...), io.Discard, io.Discard, everything...); code != cli.OK {
					b.Fatalf("exit %d", code)
				}
			}
		})
	}
}
