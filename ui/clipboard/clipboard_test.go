package clipboard

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/ui/text"
)

// place is a machine with helpers that are shell scripts; what they are given lands in the file got.
type place struct {
	t    *testing.T
	dir  string
	sent []string
	fail error
}

const (
	works = `cat > "$DIR/got-$(basename "$0")"; echo "$@" > "$DIR/args"`
	fails = `echo "Error: Can't open display: :99" >&2; exit 1`
	mute  = `exit 1`
	hangs = `{ echo x; sleep 60; } > "$DIR/alive" & wait`
	stays = `cat > "$DIR/got-$(basename "$0")"; sleep 3 & exit 0` // serves the clipboard from the background, as xclip does
)

func newPlace(t *testing.T, helpers map[string]string) *place {
	t.Helper()
	p := &place{t: t, dir: t.TempDir()}
	for name, body := range helpers {
		script := "#!/bin/sh\nPATH=/bin:/usr/bin\n" + body + "\n"
		if err := os.WriteFile(filepath.Join(p.dir, name), []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

func (p *place) clipboard(c Config, env ...string) *Clipboard {
	p.t.Helper()
	if c.GOOS == "" {
		c.GOOS = "linux"
	}
	c.Environ = append([]string{"PATH=" + p.dir, "DIR=" + p.dir}, env...)
	c.Send = func(s text.Signal) error {
		p.sent = append(p.sent, s.String())
		return p.fail
	}
	b, err := New(c)
	if err != nil {
		p.t.Fatal(err)
	}
	return b
}

func (p *place) got(name string) string {
	b, err := os.ReadFile(filepath.Join(p.dir, "got-"+name))
	if err != nil {
		return ""
	}
	return string(b)
}

const osc = "\x1b]52;c;NDgyOTEz\x1b\\" // 482913

func TestRoutes(t *testing.T) {
	noTerminal := errors.New("input/output error")
	for _, c := range []struct {
		name    string
		helpers map[string]string
		config  Config
		env     []string
		fail    error
		route   string
		known   bool
		taken   string // the helper that got the text
		sent    []string
		err     string
	}{
		{name: "wayland", helpers: map[string]string{"wl-copy": works, "xclip": works}, env: []string{"WAYLAND_DISPLAY=w", "DISPLAY=:0"}, route: "wl-copy", known: true, taken: "wl-copy"},
		{name: "x11", helpers: map[string]string{"wl-copy": works, "xclip": works}, env: []string{"DISPLAY=:0"}, route: "xclip", known: true, taken: "xclip"},
		{name: "first helper fails", helpers: map[string]string{"xclip": fails, "xsel": works}, env: []string{"DISPLAY=:0"}, route: "xsel", known: true, taken: "xsel"},
		{name: "all helpers fail", helpers: map[string]string{"xclip": fails}, env: []string{"DISPLAY=:0"}, route: "OSC 52", sent: []string{osc}},
		{name: "no helper", env: []string{"DISPLAY=:0"}, route: "OSC 52", sent: []string{osc}},
		{name: "no desktop", helpers: map[string]string{"xclip": works}, route: "OSC 52", sent: []string{osc}},
		{name: "mac", helpers: map[string]string{"pbcopy": works}, config: Config{GOOS: "darwin"}, route: "pbcopy", known: true, taken: "pbcopy"},
		{name: "wsl", helpers: map[string]string{"clip.exe": works, "xclip": works}, env: []string{"WSL_DISTRO_NAME=x", "DISPLAY=:0"}, route: "clip.exe", known: true, taken: "clip.exe"},
		{name: "ssh", helpers: map[string]string{"xclip": works}, env: []string{"SSH_TTY=/dev/pts/1", "DISPLAY=:10"}, route: "xclip", known: true, taken: "xclip", sent: []string{osc}},
		{name: "ssh whose display is gone", helpers: map[string]string{"xclip": fails}, env: []string{"SSH_TTY=/dev/pts/1", "DISPLAY=:10"}, route: "OSC 52", sent: []string{osc}},
		{name: "ssh without a display", helpers: map[string]string{"xclip": works}, env: []string{"SSH_TTY=/dev/pts/1"}, route: "OSC 52", sent: []string{osc}},
		{name: "tmux that may be attached from elsewhere", helpers: map[string]string{"xclip": works, "tmux": works}, env: []string{"TMUX=y", "DISPLAY=:0"}, route: "xclip", known: true, taken: "xclip", sent: []string{osc}},
		{name: "ssh connection", helpers: map[string]string{"xclip": works}, env: []string{"SSH_CONNECTION=1 2 3 4", "DISPLAY=:10"}, route: "xclip", known: true, taken: "xclip", sent: []string{osc}},
		{name: "container", helpers: map[string]string{"xclip": works}, config: Config{Container: true}, env: []string{"DISPLAY=:0"}, route: "xclip", known: true, taken: "xclip", sent: []string{osc}},
		{name: "ssh in tmux", helpers: map[string]string{"tmux": works}, env: []string{"SSH_TTY=x", "TMUX=y", "TERM=screen"}, route: "OSC 52, tmux", taken: "tmux", sent: []string{osc}},
		{name: "ssh in tmux that fails", helpers: map[string]string{"tmux": fails}, env: []string{"SSH_TTY=x", "TMUX=y"}, route: "OSC 52", sent: []string{osc}},
		{name: "ssh in screen", env: []string{"SSH_TTY=x", "STY=1.x"}, route: "OSC 52", sent: []string{"\x1bP\x1b]52;c;NDgyOTEz\a\x1b\\"}},
		{name: "terminal gone, tmux there", helpers: map[string]string{"tmux": works}, env: []string{"SSH_TTY=x", "TMUX=y"}, fail: noTerminal, route: "tmux", known: true, taken: "tmux", sent: []string{osc}},
		{name: "terminal gone, own command", helpers: map[string]string{"mine": works}, config: Config{Command: []string{"mine"}}, env: []string{"SSH_TTY=x"}, fail: noTerminal, route: "mine", known: true, taken: "mine", sent: []string{osc}},
		{name: "terminal gone", env: []string{"SSH_TTY=x"}, fail: noTerminal, route: "OSC 52", sent: []string{osc}, err: "the terminal cannot be written to: input/output error"},
		{name: "native only", helpers: map[string]string{"xclip": fails}, config: Config{Method: Native}, env: []string{"DISPLAY=:0"}, err: "xclip: Can't open display: :99"},
		{name: "native without helpers", config: Config{Method: Native}, err: "no clipboard program is installed (xclip, xsel)"},
		{name: "native mute", helpers: map[string]string{"xclip": mute}, config: Config{Method: Native}, err: "xclip failed without saying why (exit status 1)"},
		{name: "osc52 only", helpers: map[string]string{"xclip": works}, config: Config{Method: OSC52}, env: []string{"DISPLAY=:0"}, route: "OSC 52", sent: []string{osc}},
		{name: "tmux only", helpers: map[string]string{"tmux": works}, config: Config{Method: Tmux}, route: "tmux", known: true, taken: "tmux"},
		{name: "tmux absent", config: Config{Method: Tmux}, err: "tmux is not installed", route: "tmux"},
		{name: "command only", helpers: map[string]string{"mine": works}, config: Config{Method: Command, Command: []string{"mine", "-x"}}, route: "mine", known: true, taken: "mine"},
		{name: "off", helpers: map[string]string{"xclip": works}, config: Config{Method: Off}, env: []string{"DISPLAY=:0"}, err: "copying is switched off"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPlace(t, c.helpers)
			p.fail = c.fail
			r := p.clipboard(c.config, c.env...).Copy(t.Context(), "482913")
			said := ""
			if r.Err != nil {
				said = r.Err.Error()
			}
			if said != c.err || r.Err == nil && r.Route != c.route || r.Known != c.known {
				t.Errorf("got %+v", r)
			}
			if c.taken != "" && p.got(c.taken) != "482913" {
				t.Errorf("%s got %q", c.taken, p.got(c.taken))
			}
			if !slices.Equal(p.sent, c.sent) {
				t.Errorf("terminal got %q, want %q", p.sent, c.sent)
			}
		})
	}
}

func TestTmuxHandsTheTextOn(t *testing.T) {
	p := newPlace(t, map[string]string{"tmux": works})
	p.clipboard(Config{Method: Tmux}).Copy(t.Context(), "x")
	args, err := os.ReadFile(filepath.Join(p.dir, "args"))
	if err != nil || strings.TrimSpace(string(args)) != "load-buffer -w -" {
		t.Errorf("tmux was called with %q, %v", args, err)
	}
}

func TestHungHelperIsKilledWithWhatItStarted(t *testing.T) {
	p := newPlace(t, map[string]string{"xclip": hangs})
	fifo := filepath.Join(p.dir, "alive")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	alive, err := os.OpenFile(fifo, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer alive.Close()
	r := p.clipboard(Config{Method: Native, Limit: 200 * time.Millisecond}, "DISPLAY=:0").Copy(t.Context(), strings.Repeat("x", 1<<20))
	if r.Err == nil || r.Err.Error() != "xclip did not answer within 200ms" {
		t.Errorf("got %+v", r)
	}
	if err := alive.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, alive); err != nil {
		t.Errorf("what the hung helper started lives on: %v", err)
	}
}

func TestHelperThatStaysIsNotWaitedFor(t *testing.T) {
	p := newPlace(t, map[string]string{"xclip": stays})
	r := p.clipboard(Config{Method: Native, Limit: time.Minute}, "DISPLAY=:0").Copy(t.Context(), "482913")
	if !r.Known || p.got("xclip") != "482913" {
		t.Errorf("got %+v, helper got %q", r, p.got("xclip"))
	}
}

func TestCanceledCopyStops(t *testing.T) {
	p := newPlace(t, map[string]string{"xclip": hangs})
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if r := p.clipboard(Config{Method: Native, Limit: time.Minute}, "DISPLAY=:0").Copy(ctx, "x"); !errors.Is(r.Err, context.Canceled) {
		t.Errorf("got %+v", r)
	}
}

func TestLongTextIsCutForTheTerminal(t *testing.T) {
	p := newPlace(t, nil)
	r := p.clipboard(Config{Method: OSC52}).Copy(t.Context(), strings.Repeat("x", 200_000))
	if !r.Cut || len(p.sent) != 1 || len(p.sent[0]) > 100_000 {
		t.Errorf("cut %v, %d bytes sent", r.Cut, len(p.sent[0]))
	}
}

func TestClipExeGetsItsEncoding(t *testing.T) {
	if got := encode("clip.exe", "48 29"); got != "48 29" {
		t.Errorf("ASCII became %q", got)
	}
	if got := encode("clip.exe", "aż"); got != "a\x00\x7c\x01" {
		t.Errorf("aż became %q", got)
	}
	if got := encode("xclip", "ż"); got != "ż" {
		t.Errorf("for another helper ż became %q", got)
	}
}

func TestWrongSettingsAreNamed(t *testing.T) {
	for _, c := range []Config{{Method: "telepathy"}, {Method: Command}} {
		if _, err := New(c); err == nil || !strings.HasPrefix(err.Error(), "clipboard is") {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestContainer(t *testing.T) {
	none := func(string) string { return "" }
	for want, got := range map[bool]bool{
		true:  Container(none, func(p string) bool { return p == "/run/.containerenv" }) && Container(func(k string) string { return map[string]string{"container": "podman"}[k] }, func(string) bool { return false }),
		false: Container(none, func(string) bool { return false }),
	} {
		if got != want {
			t.Errorf("container is %v, want %v", got, want)
		}
	}
}

func TestWords(t *testing.T) {
	code := text.Clean("482913")
	for want, r := range map[string]Result{
		"Copied 482913: telegram, acme, +34 … 388 (wl-copy)":                                   {Route: "wl-copy", Known: true},
		"Sent 482913 to your terminal's clipboard":                                             {Route: "OSC 52"},
		"Could not copy 482913: xclip cannot open the display":                                 {Err: errors.New("xclip cannot open the display")},
		"Sent 482913 to your terminal's clipboard. It was too long and has been cut to 100 kB": {Route: "OSC 52", Cut: true},
	} {
		if got := Words(text.Clean("telegram, acme, +34 … 388"), code, r).String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestTheLibraryComesFirstAndIsNotWaitedForForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hang := make(chan struct{})
		defer close(hang)
		for what, c := range map[string]struct {
			system func(string) error
			known  bool
			says   string
		}{
			"works": {func(s string) error {
				if s != "482913" {
					t.Errorf("the library was given %q", s)
				}
				return nil
			}, true, ""},
			"fails": {func(string) error { return errors.New("exit status 1") }, false, "no clipboard program is installed"},
			"hangs": {func(string) error { <-hang; return nil }, false, "did not answer within"},
		} {
			b, err := New(Config{Method: Native, GOOS: "linux", Environ: []string{"PATH=", "DISPLAY=:0"}, Limit: 20 * time.Millisecond, System: c.system})
			if err != nil {
				t.Fatal(err)
			}
			r := b.Copy(t.Context(), "482913")
			if r.Known != c.known || (c.says != "") != (r.Err != nil) || r.Err != nil && !strings.Contains(r.Err.Error(), c.says) {
				t.Errorf("%s: %+v", what, r)
			}
		}
	})
}

func TestEveryRouteIsTriedAndReadBack(t *testing.T) {
	keeps := `case "$*" in *-o*|*show-buffer*) cat "$DIR/got-$(basename "$0")";; *) cat > "$DIR/got-$(basename "$0")";; esac`
	p := newPlace(t, map[string]string{"xclip": keeps, "tmux": keeps, "xsel": works, "mine": works})
	tried := p.clipboard(Config{Command: []string{"mine"}}, "DISPLAY=:0", "TMUX=y").Try(t.Context(), "482913")
	want := []Tried{
		{"xclip", "works: it was read back"}, {"xsel", "took it, and something else was read back"}, {"tmux", "works: it was read back"},
		{"mine", "took it; it cannot be read back"}, {"OSC 52", "sent to the terminal; no terminal says whether it took it"},
	}
	if !slices.Equal(tried, want) {
		t.Errorf("got %q, want %q", tried, want)
	}
	tried = p.clipboard(Config{Method: Native}, "WAYLAND_DISPLAY=w").Try(t.Context(), "482913")
	if want := []Tried{{"wl-copy", "is not installed"}}; !slices.Equal(tried, want) {
		t.Errorf("got %q, want %q", tried, want)
	}
}
