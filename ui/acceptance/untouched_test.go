package acceptance

import (
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/testdata/proof"
	"switchboard/ui/cli"
)

// held is what the program keeps in memory, in bytes, and how many goroutines run.
func held() (bytes uint64, running int) {
	synctest.Wait()
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc, runtime.NumGoroutine()
}

// waiting tops the numbers that wait up to twenty, as another client of the
// account orders them.
func (d *desk) waiting(t *testing.T) {
	t.Helper()
	for range 20 {
		d.Press("N")
		d.Sleep(500 * time.Millisecond)
		d.Press("enter")
		d.Sleep(time.Second)
		d.Press("esc", "esc")
	}
}

// A console that nobody touches, with numbers that wait and end and codes that
// come, keeps what it keeps.
func TestUntouchedHoursKeepTheirMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("simulated hours take seconds")
	}
	minutes := proof.Size(t, 15)
	inBubble(t, cli.Flags{}, func(d *desk) {
		d.Press("1")
		d.waiting(t)
		d.Sleep(time.Minute)
		before, running := held()
		for range minutes {
			d.Sleep(time.Minute)
		}
		after, now := held()
		if after > before+before/50+1<<20 { // the sandbox writes its log and its history in the same memory
			t.Errorf("%d bytes after the first minute, %d after %d minutes", before, after, minutes)
		}
		if now > running+4 {
			t.Errorf("%d goroutines after the first minute, %d after %d minutes", running, now, minutes)
		}
		proof.Figure(t, "untouched minutes", minutes)
		t.Logf("%d bytes after the first minute, %d at the end", before, after)
	})
}
