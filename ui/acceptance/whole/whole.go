// Package whole is the program in tests, as wiring puts it together: a profile
// of the sandbox, its console, and the command line beside it.
package whole

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/store/config"
	"switchboard/ui/cli"
	"switchboard/ui/cli/house"
	"switchboard/ui/cli/lines"
	"switchboard/ui/cli/sms"
	"switchboard/ui/cli/trust"
	"switchboard/ui/consoletest"
	"switchboard/ui/wiring"
)

// Main runs tests with a home of their own, in a terminal that is always the
// same: every key is pressed, and some make files in Downloads.
func Main(m *testing.M) {
	time.Local = time.UTC // frames show the time of day
	for _, name := range []string{"NO_COLOR", "SWITCHBOARD_PROFILE", "SWITCHBOARD_THEME", "LC_ALL", "LC_CTYPE"} {
		os.Unsetenv(name)
	}
	os.Setenv("TERM", "xterm-256color")
	os.Setenv("LANG", "C.UTF-8")
	os.Exit(atHome(m))
}

func atHome(m *testing.M) int {
	home, err := os.MkdirTemp("", "switchboard-home")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(home)
	if err := os.Mkdir(filepath.Join(home, "Downloads"), 0o700); err != nil {
		panic(err)
	}
	os.Setenv("HOME", home)
	return m.Run()
}

// Desk is the whole console of one profile, settled, and what stands behind it.
type Desk struct {
	*consoletest.Console
	wiring.Opened
	T    testing.TB
	Ctx  context.Context
	Out  *consoletest.Desktop
	seen int // requests of before
}

// Places are a folder of the test's own.
func Places(t testing.TB) config.Paths {
	t.Helper()
	dir := t.TempDir()
	return config.Paths{Config: filepath.Join(dir, "config.toml"), Data: filepath.Join(dir, "data"), State: filepath.Join(dir, "state")}
}

// Bubble opens the sandbox of a folder of its own, in a bubble of its own time.
func Bubble(t *testing.T, f cli.Flags, do func(*Desk)) {
	t.Helper()
	p := wiring.At(Places(t))
	f.Sandbox = true
	synctest.Test(t, func(t *testing.T) {
		Open(t, p, f, do)
		synctest.Wait()
	})
}

// Open shows the console of a profile at 120 by 40, settled, inside the bubble of t.
func Open(t testing.TB, p wiring.Program, f cli.Flags, do func(*Desk)) {
	t.Helper()
	out := &consoletest.Desktop{}
	err := p.Open(t.Context(), f, out, func(ctx context.Context, o wiring.Opened) error {
		d := &Desk{Opened: o, T: t, Ctx: ctx, Out: out}
		d.Console = consoletest.New(t, o.Console, 120, 40)
		d.Sleep(5 * time.Second)
		d.Changed()
		do(d)
		if c := o.Console.Crash(); c != nil {
			t.Errorf("the console crashed: %s\n%s", c.What, c.Stack)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// Changed are the requests since the last call that change something, as
// "METHOD path".
func (d *Desk) Changed() []string {
	if d.World == nil {
		return nil
	}
	var out []string
	all := d.World.Requests()
	for _, q := range all[min(d.seen, len(all)):] {
		if q.Method != "GET" && !strings.HasSuffix(q.Path, "/api_auth") {
			out = append(out, q.Method+" "+q.Path)
		}
	}
	d.seen = len(all)
	return out
}

// Control does something in the world that no client can.
func (d *Desk) Control(name, body string) {
	d.T.Helper()
	if _, err := d.World.Control(name, []byte(body)); err != nil {
		d.T.Error(err)
	}
}

// beside is a program whose session is the one that the console has open.
type beside struct {
	cli.Program
	session *cli.Session
	closes  error // what closing the session comes to
}

// Session implements cli.Program.
func (b beside) Session(ctx context.Context, _ cli.Flags, do func(context.Context, *cli.Session) error) error {
	return errors.Join(do(ctx, b.session), b.closes)
}

// Run runs a command on the session of the console and gives its status and
// what it wrote.
func (d *Desk) Run(args ...string) (status int, out, errs string) {
	var o bytes.Buffer
	status, errs = d.RunTo(&o, nil, args...)
	return status, o.String(), errs
}

// RunTo is Run with its answer written to out, and a session of which closing comes to closes.
func (d *Desk) RunTo(out io.Writer, closes error, args ...string) (status int, errs string) {
	var e bytes.Buffer
	status = cli.Run(d.Ctx, beside{session: d.Session, closes: closes}, args, out, &e, sms.Commands, trust.Commands, lines.Commands, house.Commands)
	return status, e.String()
}
