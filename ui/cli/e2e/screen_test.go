package e2e

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// screen is the program in a terminal.
type screen struct {
	t      *testing.T
	pty    *os.File // the terminal's side
	tty    *os.File // the program's side, kept open to look at its settings
	cmd    *exec.Cmd
	before term.State
	exited chan struct{} // it has ended, and all that it wrote is on the screen
	deaf   chan struct{} // nobody reads any more what is written

	mu      sync.Mutex
	emu     *vt.Emulator
	raw     bytes.Buffer
	alt     bool
	changed chan struct{}
}

// open starts the console of the sandbox in a window of w by h cells.
func (h *home) open(w, rows int, args ...string) *screen {
	h.t.Helper()
	return h.start(w, rows, append([]string{"--sandbox"}, args...)...)
}

// start starts the program in a window as it stands.
func (h *home) start(w, rows int, args ...string) *screen {
	h.t.Helper()
	return h.startCommand(w, rows, h.command(args...))
}

// startCommand starts any program in a window.
func (h *home) startCommand(w, rows int, cmd *exec.Cmd) *screen {
	t := h.t
	t.Helper()
	master, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	s := &screen{t: t, pty: master, tty: tty, exited: make(chan struct{}), deaf: make(chan struct{}), changed: make(chan struct{}), emu: vt.NewEmulator(w, rows)}
	if err := pty.Setsize(master, &pty.Winsize{Rows: uint16(rows), Cols: uint16(w)}); err != nil {
		t.Fatal(err)
	}
	s.before = s.settings()
	s.emu.SetCallbacks(vt.Callbacks{
		AltScreen: func(on bool) { s.alt = on },
	})
	// Margins of a window that was taller before are no margins of this one: the emulator would go beyond its last line.
	s.emu.RegisterCsiHandler('r', func(margins ansi.Params) (ignored bool) {
		bottom, _, _ := margins.Param(1, 0)
		return bottom > s.emu.Height()
	})
	s.cmd = cmd
	s.cmd.Env, s.cmd.Dir = h.environ(), h.dir
	s.cmd.Stdin, s.cmd.Stdout, s.cmd.Stderr = tty, tty, tty
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var readers sync.WaitGroup
	readers.Go(s.listen)
	readers.Go(s.answer)
	go func() {
		_ = s.cmd.Wait() // the tests look at ProcessState
		s.drain()
		close(s.exited)
	}()
	t.Cleanup(func() {
		_ = s.cmd.Process.Kill()
		<-s.exited
		tty.Close()
		master.Close()
		s.emu.InputPipe().(io.Closer).Close()
		readers.Wait()
	})
	return s
}

// lastWord is written after a program has ended; no terminal shows it.
const lastWord = "\x1b]7770;over\x1b\\"

// drain waits until all that the program wrote has been read: an end is known before that.
func (s *screen) drain() {
	if _, err := io.WriteString(s.tty, lastWord); err != nil {
		return // the terminal is gone, and with it what was not read
	}
	for {
		s.mu.Lock()
		over, changed := bytes.Contains(s.raw.Bytes(), []byte(lastWord)), s.changed
		s.mu.Unlock()
		if over {
			return
		}
		select {
		case <-changed:
		case <-s.deaf:
			return
		}
	}
}

// listen shows on the emulated screen what the program writes.
func (s *screen) listen() {
	defer close(s.deaf)
	b := make([]byte, 4096)
	for {
		n, err := s.pty.Read(b)
		s.mu.Lock()
		s.raw.Write(b[:n])
		_, _ = s.emu.Write(b[:n])
		close(s.changed)
		s.changed = make(chan struct{})
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// answer passes on what the emulated terminal says to the program.
func (s *screen) answer() {
	_, _ = io.Copy(s.pty, s.emu)
}

func (s *screen) settings() term.State {
	t, err := term.GetState(s.tty.Fd())
	if err != nil {
		s.t.Fatal(err)
	}
	return *t
}

// text is what the screen shows, and written all that was ever written.
func (s *screen) text() (shown string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.emu.String()
}

func (s *screen) written() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.raw.String()
}

// until waits until the screen is as it should be.
func (s *screen) until(what string, ok func(shown string) bool) string {
	s.t.Helper()
	deadline := time.After(patience)
	for {
		s.mu.Lock()
		shown, changed := s.emu.String(), s.changed
		s.mu.Unlock()
		if ok(shown) {
			return shown
		}
		select {
		case <-changed:
		case <-s.exited:
			if shown = s.text(); ok(shown) {
				return shown
			}
			s.t.Fatalf("the program ended before %s; it shows:\n%s", what, shown)
		case <-deadline:
			s.t.Fatalf("%s did not come; the screen shows:\n%s", what, shown)
		}
	}
}

// shows waits for texts to be on the screen together.
func (s *screen) shows(texts ...string) string {
	s.t.Helper()
	return s.until(strings.Join(texts, " and "), func(shown string) bool {
		for _, text := range texts {
			if !strings.Contains(shown, text) {
				return false
			}
		}
		return true
	})
}

// press types keys.
func (s *screen) press(keys string) {
	s.t.Helper()
	if _, err := io.WriteString(s.pty, keys); err != nil {
		s.t.Fatal(err)
	}
}

// ends waits for the end of the program and returns its exit code; -1 is that
// a signal ended it.
func (s *screen) ends() int {
	s.t.Helper()
	select {
	case <-s.exited:
	case <-time.After(patience):
		s.t.Fatalf("the program did not end; it shows:\n%s", s.text())
	}
	return s.cmd.ProcessState.ExitCode()
}

// restored checks that the terminal is as it was before the program: its
// settings, its main screen, its cursor, and every mode that was switched on
// switched off again. The program's last bytes may come after its end.
func (s *screen) restored() {
	s.t.Helper()
	for deadline := time.After(patience); ; {
		s.mu.Lock()
		left, changed := s.left(), s.changed
		s.mu.Unlock()
		if left == "" {
			break
		}
		select {
		case <-changed:
		case <-deadline:
			written := s.written()
			s.t.Fatalf("%s; last was written %q; the screen shows:\n%s", left, written[max(0, len(written)-600):], s.text())
		}
	}
	if after := s.settings(); after != s.before {
		s.t.Errorf("the terminal's settings were %+v and are %+v", s.before, after)
	}
}

// left is what the program has not put back on the terminal; "" is nothing.
func (s *screen) left() string {
	if s.alt {
		return "the alternate screen is still shown"
	}
	written := s.raw.String()
	last := func(mode, way string) int { return strings.LastIndex(written, "\x1b[?"+mode+way) }
	// A terminal has one cursor: that the emulator keeps one for each screen says nothing.
	if last("25", "l") > last("25", "h") {
		return "the cursor is still hidden"
	}
	for _, mode := range []string{"1000", "1002", "1003", "1004", "1006", "2004"} {
		if last(mode, "h") > last(mode, "l") {
			return "mode " + mode + " is still on"
		}
	}
	return ""
}

func (s *screen) alternate() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.alt
}
