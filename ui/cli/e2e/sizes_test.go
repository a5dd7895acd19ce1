package e2e

import (
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/creack/pty"

	"switchboard/testdata/proof"
)

var figures = regexp.MustCompile(`[0-9]+`)

// resize gives the program's terminal another size. What is shown meanwhile is for no
// eye: the emulated screen keeps the size that comes last.
func (s *screen) resize(w, rows int) {
	s.t.Helper()
	if err := pty.Setsize(s.pty, &pty.Winsize{Rows: uint16(rows), Cols: uint16(w)}); err != nil {
		s.t.Fatal(err)
	}
}

// Windows of any size, one after the other while codes come: the program goes on, and the
// last frame is what it draws from nothing.
func TestAnySizeOfTheWindow(t *testing.T) {
	n, dice := proof.Size(t, 200), rand.New(rand.NewPCG(proof.Seed(t, 1), 77))
	h := newHome(t)
	s := h.open(100, 30, "--sms-after", "1s")
	s.shows("SMS live", "WAITING")
	for range n {
		s.resize(1+dice.IntN(500), 1+dice.IntN(200))
		time.Sleep(time.Duration(dice.IntN(10)) * time.Millisecond) // a window that is drawn by hand
	}
	s.resize(100, 30)
	s.press("2")
	s.shows("SANDBOX", "CUSTOMER ", "? help")
	plain := func(shown string) string { return figures.ReplaceAllString(shown, "0") }
	drawn := len(s.written())
	before := plain(s.text())
	s.press("\x0c") // draws all anew
	s.until("the same frame drawn from nothing", func(shown string) bool {
		same := len(s.written()) > drawn+1000 && plain(shown) == before
		before = plain(shown)
		return same
	})
	if exit := s.quit(); exit != 0 {
		t.Errorf("the program ended with %d", exit)
	}
	s.restored()
	if left, err := filepath.Glob(h.file("state", "switchboard", "crash-*")); err != nil || len(left) > 0 {
		t.Errorf("left is %v, %v", left, err)
	}
	proof.Figure(t, "sizes", n)
}
