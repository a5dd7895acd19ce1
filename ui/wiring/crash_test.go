package wiring

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"

	"switchboard/store"
	"switchboard/themes"
	"switchboard/ui"
	"switchboard/ui/cli"
	"switchboard/ui/keyboard"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// canary is what a crash must not tell anybody.
const canary = "canary-482913-key"

// breakAt is the variable by which this test runs itself as a program whose
// pane breaks: "update", "view" or "command".
const breakAt = "BREAK_AT"

func TestMain(m *testing.M) {
	if os.Getenv(breakAt) != "" {
		os.Exit(cli.Run(context.Background(), breaking{New()}, nil, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// breaking is the program with a console whose only pane breaks.
type breaking struct{ Program }

func (b breaking) Screen(ctx context.Context, _ cli.Flags) error {
	if os.Getenv(breakAt) == "library" {
		return show(ctx, bare{}, text.NewGate(os.Stdout), keyboard.NewReader(os.Stdin))
	}
	theme, _ := themes.Set{}.Load(themes.Mono)
	kit := &pane.Kit{Ctx: ctx, Styles: style.New(theme, false), Keys: keybook.New(nil), Now: time.Now}
	m := ui.New(ui.Options{Kit: kit, Watch: silent{}, Panes: []pane.Pane{&fragile{at: os.Getenv(breakAt)}}})
	return b.face(ctx, m, text.NewGate(os.Stdout), keyboard.NewReader(os.Stdin))
}

// bare is a screen that breaks where nothing of ours catches it.
type bare struct{}

func (bare) Init() tea.Cmd { return nil }

func (b bare) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyPressMsg); ok {
		panic("broken")
	}
	return b, nil
}

func (bare) View() tea.View { return tea.NewView("whole") }

type silent struct{}

func (silent) Next(ctx context.Context) (store.Topic, error) {
	<-ctx.Done()
	return 0, ctx.Err()
}

// fragile breaks once x was pressed, with a value that holds a secret.
type fragile struct {
	at     string
	broken bool
}

func (f *fragile) ID() string     { return "fragile" }
func (f *fragile) Title() string  { return "Fragile" }
func (f *fragile) Init() tea.Cmd  { return nil }
func (f *fragile) crash() tea.Msg { panic(errors.New(canary)) }

func (f *fragile) Update(tea.Msg) tea.Cmd { return nil }

func (f *fragile) Actions() []pane.Action {
	kit := pane.Kit{Keys: keybook.New(nil)}
	return []pane.Action{{ID: "fragile.break", Key: kit.Bind("fragile.break", "break", "x"), Do: func() tea.Cmd {
		switch f.at {
		case "update":
			f.crash()
		case "command":
			return f.crash
		}
		f.broken = true
		return nil
	}}}
}

func (f *fragile) View(int, int) string {
	if f.broken {
		f.crash()
	}
	return "whole"
}

// seen is what a terminal was sent, as far as it was waited for.
type seen struct {
	all  chan []byte
	text string
}

// until waits until the terminal was sent a text.
func (s *seen) until(t *testing.T, text string) {
	t.Helper()
	late := time.After(5 * time.Minute)
	for !strings.Contains(s.text, text) {
		select {
		case b, ok := <-s.all:
			if !ok {
				t.Fatalf("%q was never sent: %q", text, s.text)
			}
			s.text += string(b)
		case <-late:
			t.Fatalf("%q was not sent: %q", text, s.text)
		}
	}
}

// broke starts the breaking program in a terminal, and returns what it sent.
func broke(t *testing.T, at, home string) (cmd *exec.Cmd, master, tty *os.File, s *seen) {
	t.Helper()
	master, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := pty.Setsize(master, &pty.Winsize{Rows: 24, Cols: 80}); err != nil {
		t.Fatal(err)
	}
	cmd = exec.Command(os.Args[0])
	cmd.Dir = home
	cmd.Env = []string{breakAt + "=" + at, "TEA_DEBUG=1", "HOME=" + home, "XDG_STATE_HOME=" + home, "TERM=xterm-256color", "LANG=C.UTF-8"}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	s = &seen{all: make(chan []byte, 1024)}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(s.all)
		for {
			b := make([]byte, 4096)
			n, err := master.Read(b)
			s.all <- b[:n]
			if err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it has ended, unless the test has failed
		tty.Close()
		master.Close()
		for range s.all {
		}
	})
	return cmd, master, tty, s
}

// A panic leaves the terminal as it was, a file for the person alone that
// tells nothing of their data, and one line that says where it is.
func TestCrashLeavesAReport(t *testing.T) {
	for _, at := range []string{"update", "view"} {
		t.Run(at, func(t *testing.T) {
			home := t.TempDir()
			cmd, master, tty, s := broke(t, at, home)
			before, err := term.GetState(tty.Fd())
			if err != nil {
				t.Fatal(err)
			}
			s.until(t, "whole")
			if _, err := io.WriteString(master, "x"); err != nil {
				t.Fatal(err)
			}
			s.until(t, "crash-")
			s.until(t, ".txt")
			if err := cmd.Wait(); cmd.ProcessState.ExitCode() != cli.Failure {
				t.Errorf("it ended with %v", err)
			}
			after, err := term.GetState(tty.Fd())
			if err != nil || *after != *before {
				t.Errorf("the terminal was %+v and is %+v, %v", before, after, err)
			}
			left := s.text[strings.LastIndex(s.text, "\x1b[?1049l"):]
			if !strings.Contains(s.text, "\x1b[?1049l") || strings.Count(left, "crash-") != 1 || strings.Contains(left, "goroutine") {
				t.Errorf("what is left on the terminal is %q", left)
			}
			report(t, home, s.text)
		})
	}
}

// report looks at what a crash left behind.
func report(t *testing.T, home, said string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(home, "switchboard", "crash-*.txt"))
	if err != nil || len(files) != 1 {
		t.Fatalf("the reports are %v, %v", files, err)
	}
	info, err := os.Stat(files[0])
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the report is %v, %v", info.Mode(), err)
	}
	b, err := os.ReadFile(files[0])
	if err != nil || !strings.Contains(string(b), "fragile") || !strings.Contains(string(b), "switchboard ") {
		t.Errorf("the report does not say where: %v\n%s", err, b)
	}
	if strings.Contains(string(b)+said, canary) {
		t.Error("the report or the terminal tells the value")
	}
}

// The library's own log of a crash, which everybody could read, is not written, whatever the environment asks for.
func TestTheLibraryWritesNoLogOfACrash(t *testing.T) {
	home := t.TempDir()
	cmd, master, _, s := broke(t, "library", home)
	s.until(t, "whole")
	if _, err := io.WriteString(master, "x"); err != nil {
		t.Fatal(err)
	}
	s.until(t, "Caught panic")
	if err := cmd.Wait(); err == nil {
		t.Error("it ended as if nothing had happened")
	}
	if left, err := os.ReadDir(home); err != nil || len(left) != 0 {
		t.Errorf("it left %v, %v", left, err)
	}
}

// A panic in a command is told, and the console goes on.
func TestBrokenCommandIsTold(t *testing.T) {
	cmd, master, _, s := broke(t, "command", t.TempDir())
	s.until(t, "whole")
	if _, err := io.WriteString(master, "x"); err != nil {
		t.Fatal(err)
	}
	s.until(t, "Something went wrong inside")
	if _, err := io.WriteString(master, "q"); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil || strings.Contains(s.text, canary) {
		t.Errorf("it ended with %v after %q", err, s.text)
	}
}
