package e2e

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// The ways of a day: panes, sheets, their ends, lists that move, and a screen drawn anew.
var ways = []struct{ keys, shown string }{
	{"2", "CUSTOMER "}, {"j", "CUSTOMER "}, {"j", "CUSTOMER "}, {"3", "WHEN"}, {"G", "WHEN"}, {"g", "WHEN"}, {"4", "LISTINGS"}, {"5", "owned"}, {"1", "SMS live"},
	{"n", "Order a number"}, {"\x1b", "SMS live"}, {"?", "Help: "}, {"\x1b", "SMS live"}, {":", "Commands"}, {"\x1b", "SMS live"}, {"\x0c", "SMS live"},
}

// holdsFrames is what such a terminal answers when it is asked, which the emulated one does not.
const holdsFrames = "\x1b[?2026;2$y"

// walk goes these ways.
func (s *screen) walk() {
	s.t.Helper()
	for _, w := range ways {
		s.press(w.keys)
		s.shows(w.shown)
	}
}

// Every frame but the first reaches a terminal that can hold a frame back in one piece: nothing is drawn or erased beside it, and none is empty.
func TestFramesArriveWhole(t *testing.T) {
	t.Parallel()
	s := newHome(t).open(100, 30, "--sms-after", "1s")
	s.shows("SMS live", "WAITING")
	s.press(holdsFrames)
	s.walk()
	for i := range 20 {
		s.resize(80+i%3, 24+i%2)
		time.Sleep(10 * time.Millisecond) // a window that is drawn by hand
	}
	s.resize(100, 30)
	s.walk()
	raw := s.written()
	raw = raw[:strings.LastIndex(raw, ansi.ResetModeSynchronizedOutput)+len(ansi.ResetModeSynchronizedOutput)]
	s.quit()
	s.restored()
	parts := strings.Split(raw, ansi.SetModeSynchronizedOutput)
	if len(parts) < len(ways) { // a machine that has other work to do draws several in one
		t.Fatalf("%d frames were held together", len(parts)-1)
	}
	emu := vt.NewEmulator(100, 30)
	defer emu.InputPipe().(io.Closer).Close()
	go func() { _, _ = io.Copy(io.Discard, emu) }() // what it answers, which it waits for
	_, _ = emu.Write([]byte(parts[0]))
	for i, part := range parts[1:] {
		frame, beside, whole := strings.Cut(part, ansi.ResetModeSynchronizedOutput)
		_, _ = emu.Write([]byte(frame))
		if strings.TrimSpace(emu.String()) == "" {
			t.Errorf("frame %d leaves the screen empty: %q", i, frame)
		}
		if drawn := draws(beside); !whole || drawn != "" {
			t.Errorf("after frame %d, which ends %v, %q is drawn by itself", i, whole, drawn)
		}
	}
}

// draws is the first piece of what was written that changes what a screen shows, "" where none does.
func draws(written string) string {
	p := ansi.NewParser()
	for state := byte(0); written != ""; {
		seq, width, n, next := ansi.DecodeSequence(written, state, p)
		final := ansi.Cmd(p.Command()).Final()
		if width > 0 || strings.HasPrefix(seq, "\x1b[") && strings.IndexByte("JKXPLMST@", final) >= 0 {
			return seq
		}
		state, written = next, written[n:]
	}
	return ""
}
