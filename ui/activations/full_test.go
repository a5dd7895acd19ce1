package activations_test

import (
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"switchboard/store"
	"switchboard/testdata/proof"
)

// full makes this process's disk take nothing until it is let go.
func full(t *testing.T) (room func()) {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ)
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 0, Max: was.Max}); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
			t.Fatal(err)
		}
	}
}

// A code that comes while the disk takes nothing is on its row, announced, and copied by one key; it is saved once there is room.
func TestACodeOnAFullDiskIsShownAnnouncedAndCopied(t *testing.T) {
	if !proof.Alone(t) {
		return
	}
	inBubble(t, setup{w: 120, h: 40, smsAfter: 37 * time.Second}, func(r *rig) {
		r.Press("c", "c") // what the world began with, but one
		r.Press("n")
		r.choose("acme", "telegram", "uk")
		r.Press("enter")
		r.Sleep(2 * time.Second)
		r.Shows("▌  WAITING")
		told := len(r.Out.Notices)
		room := full(t)
		defer room()
		r.Sleep(45 * time.Second)
		r.Shows("▌  CODE")
		if len(r.Out.Notices) == told {
			t.Error("nobody was told that a code came")
		}
		r.Press("q")
		r.Shows("Quit while codes are not saved?", "in memory alone", "copy them first with c")
		r.Press("esc")
		before := len(r.Out.Copied)
		r.Press("c")
		r.Settle()
		if len(r.Out.Copied) != before+1 {
			t.Fatal("c copied nothing")
		}
		code := r.Out.Copied[before]
		if row := rowOf(r.Frame(), "▌"); !strings.Contains(row, code) {
			t.Errorf("%q was copied, the row shows %q", code, row)
		}
		for range 2 { // the other that came meanwhile, and the one that was saved before
			r.Press("c")
			r.Sleep(time.Second)
		}
		r.Shows("The disk is full: that "+r.Out.Copied[len(r.Out.Copied)-1], "was copied is not kept.") // which one is in the clipboard now
		room()
		r.Sleep(time.Minute)
		live, err := r.DB.LiveActivations(r.T.Context(), time.Now())
		if err != nil {
			t.Fatal(err)
		}
		var kept []store.Code
		for _, a := range live {
			if a.Code == code {
				kept, err = r.DB.Codes(r.T.Context(), a.ID)
			}
		}
		if err != nil || len(kept) != 1 || kept[0].ID <= 0 || kept[0].Copied.IsZero() {
			t.Errorf("with room again it is %+v, %v", kept, err)
		}
	})
}
