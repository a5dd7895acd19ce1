package sms

import (
	"errors"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
	"switchboard/testdata/proof"
)

// noLarger keeps every file of this process from growing past a size until stop is called.
func noLarger(t *testing.T, size int64) (stop func()) {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ)
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		t.Fatal(err)
	}
	set := func(l syscall.Rlimit) {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &l); err != nil {
			t.Fatal(err)
		}
	}
	set(syscall.Rlimit{Cur: uint64(size), Max: was.Max})
	return func() { set(was) }
}

// With room to open the store and none to take the lead, an act is refused for the disk: the
// program is not closing, and goes on once there is room.
func TestADiskThatFillsAtTheStartIsNamed(t *testing.T) {
	if !proof.Alone(t) {
		return
	}
	livetest.Bubble(t, sandbox.Options{}, func(t *testing.T, base *livetest.Rig) {
		r := &rig{Rig: base}
		r.Rig.DB = r.Store()
		defer r.Stop()
		info, err := os.Stat(filepath.Join(r.Dir, "journal.db-wal"))
		if err != nil {
			t.Fatal(err)
		}
		set := setup{Config: live.Config{DB: r.DB}, API: r.Platfone()}
		r.Engine, r.SMS = set.desk()
		stop := noLarger(t, info.Size())
		r.Run(4 * time.Second)
		_, err = r.Order(t.Context(), "acme", order("telegram", "uk"))
		stop()
		if !errors.Is(err, store.ErrFull) || livetest.Reason(err) != "" {
			t.Errorf("on a full disk: %v (%s)", err, livetest.Reason(err))
		}
		time.Sleep(10 * time.Second)
		if !r.Engine.Leading() {
			t.Error("with room again nobody leads")
		}
	})
}
