package e2e

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"switchboard/testdata/proof"
)

// However the program is told to end, the terminal is as it was.
func TestRestoredAfterSignals(t *testing.T) {
	t.Parallel()
	times, dice := proof.Size(t, 1), rand.New(rand.NewPCG(proof.Seed(t, 1), 55))
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT} {
		t.Run(signal.String(), func(t *testing.T) {
			for range times {
				s := newHome(t).open(80, 24)
				s.shows("SMS live")
				time.Sleep(time.Duration(dice.IntN(times*20)) * time.Millisecond)
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
			}
		})
	}
	proof.Figure(t, "signals", 4*times)
}

// What a kill leaves on the terminal the next start takes away, before it draws; after an orderly end there is nothing to take away.
func TestTheStartAfterAKillRepairsTheTerminal(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	before := func() string { // the program's own screen
		s := h.open(80, 24)
		s.shows("SMS live")
		drawn, _, _ := strings.Cut(s.written(), "\x1b[?1049h")
		if err := s.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		s.ends()
		if !s.alternate() {
			t.Error("a kill leaves the terminal as it was: the test shows nothing")
		}
		return drawn
	}
	repairs := []string{"\x1b[?1049l", "\x1b[?25h", "\x1b[?1000l", "\x1b[?1002l", "\x1b[?1003l", "\x1b[?1004l", "\x1b[?1006l", "\x1b[?2004l", "\x1b[?2026l", "\x1b[<9u", "\x1b[>4m", "\x1b[?7h", "\x1b[m"}
	if drawn := before(); strings.Contains(drawn, repairs[0]) {
		t.Errorf("the first start repairs something: %q", drawn)
	}
	drawn := before()
	for _, want := range repairs {
		if !strings.Contains(drawn, want) {
			t.Errorf("after a kill %q is not written before the screen: %q", want, drawn)
		}
	}
	s := h.open(80, 24)
	s.shows("SMS live")
	s.quit()
	s.restored()
	s = h.open(80, 24)
	s.shows("SMS live")
	if drawn, _, _ := strings.Cut(s.written(), "\x1b[?1049h"); strings.Contains(drawn, repairs[0]) {
		t.Errorf("after an orderly end something is repaired: %q", drawn)
	}
}

// A program whose terminal is gone does not go on.
func TestLostTerminal(t *testing.T) {
	times, late, dice := proof.Size(t, 1), 0, rand.New(rand.NewPCG(proof.Seed(t, 1), 56))
	for i := range times {
		s := newHome(t).open(80, 24)
		s.shows("SMS live")
		if i > 0 { // in the middle of something
			s.press([]string{"n", "2", "?", ":cust", "/a", ","}[dice.IntN(6)])
			time.Sleep(time.Duration(dice.IntN(300)) * time.Millisecond)
		}
		s.tty.Close()
		s.pty.Close()
		lost := time.Now()
		s.ends()
		if time.Since(lost) > 2*time.Second {
			late++
		}
		if spent := s.cmd.ProcessState.UserTime() + s.cmd.ProcessState.SystemTime(); spent > 5*time.Second {
			t.Errorf("it took %v of the processor", spent)
		}
	}
	proof.Figure(t, "lost terminals", times)
	proof.Figure(t, "of them ended after more than two seconds", late)
}

// An order that is half typed when the program ends is there at the next start, however it ended.
func TestAHalfTypedOrderOutlivesTheProgram(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*screen){
		"Ctrl-C":        func(s *screen) { s.press("\x03") },
		"SIGTERM":       func(s *screen) { _ = s.cmd.Process.Signal(syscall.SIGTERM) },
		"SIGHUP":        func(s *screen) { _ = s.cmd.Process.Signal(syscall.SIGHUP) },
		"lost terminal": func(s *screen) { s.tty.Close(); s.pty.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			s := h.open(100, 30)
			s.shows("SMS live", "CODE")
			s.press("n")
			s.shows("Order a number", "acme")
			s.press("bluekite\r")
			s.shows("Service")
			s.press("whatsapp\r")
			s.shows("WhatsApp")
			s.press("germ")
			s.shows("germ")
			end(s)
			s.ends()
			s = h.open(100, 30)
			s.shows("SMS live", "CODE")
			s.press("n")
			s.shows("Order a number", "bluekite", "WhatsApp", "germ")
			s.press("\x03")
			s.ends()
		})
	}
}

// Two keys to leave by, one of them from inside a sheet.
func TestLeaving(t *testing.T) {
	t.Parallel()
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

// Where nothing can be written every command says so and names the folder, as the doctor does; what is saved is shown.
func TestAFolderThatCannotBeWrittenIsBlamed(t *testing.T) {
	t.Parallel()
	p := serve(t, "--no-limits")
	h := connected(t, p)
	if got := h.bare("customers", "list"); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	dir := filepath.Join(h.dir, "data", "switchboard", "profiles", "default")
	nobody := os.Getuid()
	if nobody == 0 { // may write everywhere: another user tries
		nobody = 65534
		for _, open := range []string{filepath.Dir(binary), filepath.Dir(h.dir)} {
			if err := os.Chmod(open, 0o711); err != nil {
				t.Fatal(err)
			}
		}
		if err := filepath.WalkDir(h.dir, func(path string, _ os.DirEntry, err error) error {
			return errors.Join(err, os.Lchown(path, nobody, nobody))
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
	as := func(args ...string) result {
		cmd := h.command(args...)
		var out, errs strings.Builder
		cmd.Stdout, cmd.Stderr = &out, &errs
		if os.Getuid() == 0 {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(nobody), Gid: uint32(nobody)}}
		}
		_ = cmd.Run() // the status says it
		return result{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
	}
	for _, args := range [][]string{{"customers", "credit", "acme", "+1", "-y"}, {"sync"}, {"e911", "clear", "+12065551792", "--confirm", "1792", "-y"}} {
		if got := as(args...); got.code == 0 || !strings.Contains(got.err, "can be written in "+dir) || strings.Contains(got.err, "another Switchboard") {
			t.Errorf("%v: %+v", args, got)
		}
	}
	if got := as("customers", "list"); got.code != 0 || !strings.Contains(got.out, "acme") || !strings.Contains(got.err, "can be written in "+dir) {
		t.Errorf("what is saved: %+v", got)
	}
	if got := as("doctor", "--offline"); !strings.Contains(got.out, "READ ONLY: Nothing can be written in ~/data") {
		t.Errorf("the doctor: %+v", got)
	}
}
