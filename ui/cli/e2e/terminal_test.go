package e2e

import (
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// inShell starts the console from a shell that controls jobs, as a person does.
func (h *home) inShell(w, rows int) *screen {
	h.t.Helper()
	shell, err := exec.LookPath("bash")
	if err != nil {
		h.t.Skip("there is no bash here")
	}
	h.env = append(h.env, "PS1=$ ")
	s := h.startCommand(w, rows, exec.Command(shell, "--norc", "--noprofile", "--noediting", "-i"))
	s.shows("$")
	s.press(binary + " --sandbox; echo left $?\n")
	s.shows("1 Live", "? help")
	console := s.job()
	h.t.Cleanup(func() { _ = syscall.Kill(console, syscall.SIGKILL) }) // it would outlive the shell; most tests have it end
	return s
}

// raw reports whether the terminal hands over every key as it is pressed.
func (s *screen) rawMode() bool { return s.settings().Lflag&unix.ICANON == 0 }

// job is the process group in front of the terminal.
func (s *screen) job() int {
	s.t.Helper()
	g, err := unix.IoctlGetInt(int(s.pty.Fd()), unix.TIOCGPGRP)
	if err != nil {
		s.t.Fatal(err)
	}
	return g
}

// stopped checks that the shell, told of the nth stop, has the terminal as it gave it away, then has the console come back.
func (s *screen) stopped(nth int) {
	s.t.Helper()
	s.until("the shell", func(string) bool { return !s.alternate() && strings.Count(s.written(), "Stopped") >= nth })
	if s.rawMode() && s.settings().Lflag&unix.ISIG == 0 {
		s.t.Error("the shell gets the terminal in raw mode")
	}
	s.off("1004", "2004")
	s.press("echo all is $((40+2))\n")
	s.shows("all is 42")
	s.press("fg\n")
	s.until("the console again", func(shown string) bool { return s.alternate() && strings.Contains(shown, "SANDBOX") })
	if !s.rawMode() {
		s.t.Error("the console came back without raw mode")
	}
}

// off checks that modes were switched off as often as on.
func (s *screen) off(modes ...string) {
	s.t.Helper()
	all := s.written()
	for _, m := range modes {
		if on, off := strings.LastIndex(all, "\x1b[?"+m+"h"), strings.LastIndex(all, "\x1b[?"+m+"l"); on > off {
			s.t.Errorf("mode %s is still on", m)
		}
	}
}

// leaves leaves the console, which ends well. What is typed before the shell asks for it may still be the console's.
func (s *screen) leaves() {
	s.t.Helper()
	s.press("q")
	s.until("the shell", func(string) bool { return !s.alternate() && strings.HasSuffix(s.written(), "$ ") })
	s.press("echo left $?\n")
	s.shows("left 0")
}

func TestSuspendsAndComesBack(t *testing.T) {
	t.Parallel()
	s := newHome(t).inShell(100, 30)
	s.press("\x1a")
	s.stopped(1)
	s.press("?") // over a sheet as well
	s.shows("Help")
	s.press("\x1a")
	s.stopped(2)
	s.shows("Help: ") // drawn again: what comes in one go with Escape is for a sheet that is closing
	s.press("\x1b")
	s.until("the list", func(shown string) bool { return !strings.Contains(shown, "Help: ") })
	s.press(":suspend\r")
	s.stopped(3)
	if err := syscall.Kill(s.job(), syscall.SIGTSTP); err != nil {
		t.Fatal(err)
	}
	s.stopped(4)
	s.press("2")
	s.shows("CUSTOMER")
	s.leaves()
	s.off("1004", "1049")
}

// A stop that no program can see coming leaves the terminal to the shell as it was; back in front the console has every
// key again and draws over what the shell wrote.
func TestStoppedFromOutsideComesBack(t *testing.T) {
	t.Parallel()
	s := newHome(t).inShell(100, 30)
	for nth := 1; nth <= 2; nth++ {
		if err := syscall.Kill(s.job(), syscall.SIGSTOP); err != nil {
			t.Fatal(err)
		}
		s.until("the shell", func(string) bool { return strings.Count(s.written(), "Stopped") >= nth })
		s.press("\necho all is $((40+2))\n") // what the terminal was asked before may answer into the line
		s.until("the answer", func(string) bool { return strings.Count(s.written(), "all is 42") >= nth })
		s.press("fg\n")
		s.until("the console again", func(shown string) bool {
			return s.rawMode() && strings.Contains(shown, "SANDBOX") && !strings.Contains(shown, "Stopped") && !strings.Contains(shown, "all is")
		})
	}
	s.press("2")
	s.shows("CUSTOMER")
	s.press("\x1a") // a stop of its own after them
	s.until("the shell", func(string) bool { return !s.alternate() && strings.Count(s.written(), "Stopped") >= 3 })
	s.press("fg\n")
	s.until("the console again", func(shown string) bool { return s.alternate() && strings.Contains(shown, "CUSTOMER") })
	s.leaves()
}

// What was pressed in one go comes in one piece over a slow line.
func TestEscapeBeforeALetterIsEscape(t *testing.T) {
	t.Parallel()
	for _, keys := range []string{"\x1b\x1bq", "\x1bq", "\x1b[27u\x1b[27uq", "\x1b\x1b\x1b\x1b\x03"} {
		s := newHome(t).open(100, 30)
		s.shows("1 Live", "? help")
		s.press("?")
		s.shows("Help")
		s.press(keys)
		if code := s.ends(); code != 0 {
			t.Errorf("%q ended the program with %d", keys, code)
		}
		s.restored()
	}
}

func TestCtrlCOfAnotherLayoutLeaves(t *testing.T) {
	t.Parallel()
	for _, keys := range []string{"\x1b[1089;5u", "\x1b[1089::99;5u", "\x03"} {
		s := newHome(t).open(100, 30)
		s.shows("1 Live", "? help")
		s.press("?")
		s.shows("Help")
		s.press(keys)
		if code := s.ends(); code != 0 {
			t.Errorf("%q ended the program with %d", keys, code)
		}
		s.restored()
		if !strings.Contains(s.written(), "\x1b[>5u") {
			t.Error("alternate keys were not asked for")
		}
	}
}

func TestWithoutAShellNothingIsSuspended(t *testing.T) {
	t.Parallel()
	s := newHome(t).open(100, 30)
	s.shows("1 Live", "? help")
	s.press("\x1a")
	s.shows("There is no shell here to come back from")
	s.press("q")
	s.ends()
	s.restored()
}
