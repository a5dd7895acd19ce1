package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// However the program is told to end, the terminal is as it was.
func TestRestoredAfterSignals(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT} {
		t.Run(signal.String(), func(t *testing.T) {
			s := newHome(t).open(80, 24)
			s.shows("SMS live")
			if err := s.cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			if exit := s.ends(); exit < 0 {
				t.Errorf("the signal itself ended the program: %v", s.cmd.ProcessState)
			}
			s.restored()
			if strings.Contains(s.written(), "goroutine ") {
				t.Errorf("it left a trace:\n%s", s.text())
			}
		})
	}
}

// A program whose terminal is gone does not go on.
func TestLostTerminal(t *testing.T) {
	s := newHome(t).open(80, 24)
	s.shows("SMS live")
	s.tty.Close()
	s.pty.Close()
	s.ends()
}

// Two keys to leave by, one of them from inside a sheet.
func TestLeaving(t *testing.T) {
	s := newHome(t).open(80, 24)
	s.shows("SMS live")
	s.press("n")
	s.shows("Order a number")
	s.press("q")
	s.shows("q_")
	s.press("\x03")
	if exit := s.ends(); exit != 0 {
		t.Errorf("the program ended with %d", exit)
	}
	s.restored()
}

// Where the console cannot be shown it says so in a sentence.
func TestNoConsole(t *testing.T) {
	h := newHome(t)
	none := h.run()
	if none.code != 2 || !strings.Contains(none.err, "terminal") || none.out != "" {
		t.Errorf("without a terminal: %+v", none)
	}
	h.env = append(h.env, "TERM=dumb")
	s := h.open(80, 24)
	if exit := s.ends(); exit != 2 {
		t.Errorf("with TERM=dumb it ended with %d", exit)
	}
	s.shows("TERM=dumb")
	s.restored()
}

// What cannot be stored is told in one sentence, and is no crash.
func TestUnusableStore(t *testing.T) {
	for name, spoil := range map[string]func(t *testing.T, h *home){
		"the folder is a file": func(t *testing.T, h *home) {
			write(t, filepath.Join(h.dir, "data"), "not a folder")
		},
		"the folder cannot be written": func(_ *testing.T, h *home) {
			h.env = append(h.env, "XDG_DATA_HOME=/proc")
		},
		"the database is another program's": func(t *testing.T, h *home) {
			write(t, filepath.Join(h.profile(), "journal.db"), strings.Repeat("this is not a database. ", 400))
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			spoil(t, h)
			got := h.run("--snapshot", "80x24")
			if got.code != 1 || strings.Count(got.err, "\n") != 1 || strings.Contains(got.err, "goroutine") || len(got.err) > 400 {
				t.Errorf("it ended with %d and says %q", got.code, got.err)
			}
			s := h.open(80, 24)
			if exit := s.ends(); exit != 1 {
				t.Errorf("in a terminal it ended with %d", exit)
			}
			s.restored()
		})
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// The smallest window has a view too, and a larger one a larger.
func TestTinyWindow(t *testing.T) {
	s := newHome(t).open(10, 3)
	s.until("a view", func(shown string) bool { return strings.TrimSpace(shown) != "" })
	s.press("q")
	if exit := s.ends(); exit != 0 {
		t.Errorf("the program ended with %d", exit)
	}
	s.restored()
}

func TestSnapshot(t *testing.T) {
	got := newHome(t).run("--snapshot", "120x40")
	if lines := strings.Count(got.out, "\n"); got.code != 0 || lines != 40 || got.err != "" {
		t.Errorf("it ended with %d and printed %d lines, and says %q", got.code, lines, got.err)
	}
	if !strings.Contains(got.out, "SANDBOX") || !strings.Contains(got.out, "Live") {
		t.Errorf("the frame is\n%s", got.out)
	}
}
