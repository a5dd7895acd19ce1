package acceptance

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/store/config"
	"switchboard/ui/cli"
	"switchboard/ui/consoletest"
	"switchboard/ui/pane"
	"switchboard/ui/wiring"
)

func TestMain(m *testing.M) {
	time.Local = time.UTC // frames show the time of day
	for _, name := range []string{"NO_COLOR", "SWITCHBOARD_PROFILE", "SWITCHBOARD_THEME", "LC_ALL", "LC_CTYPE"} {
		os.Unsetenv(name)
	}
	os.Setenv("TERM", "xterm-256color")
	os.Setenv("LANG", "C.UTF-8")
	os.Exit(atHome(m))
}

// atHome runs the tests with a home of their own: every key is pressed, and
// some make files in Downloads.
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

// outside remembers what left the console.
type outside struct{ copied, opened []string }

func (o *outside) Copy(_ context.Context, s, what, shown string) (string, bool) {
	o.copied = append(o.copied, s)
	return what + " copied: " + shown + " (test)", false
}

func (o *outside) Open(_ context.Context, url string) (string, bool) {
	o.opened = append(o.opened, url)
	return "Opened.", false
}

func (o *outside) Notify(context.Context, pane.Notice, bool) {}

// desk is the whole console of the sandbox's profile, as wiring makes it.
type desk struct {
	*consoletest.Console
	wiring.Opened
	t    *testing.T
	ctx  context.Context
	out  *outside
	seen int // requests of before
}

// panes are the digits of the panes there are, found by pressing them.
func (d *desk) panes() []string {
	var out []string
	title := d.front()
	for _, digit := range strings.Split("1234567", "") {
		d.Press(digit)
		if now := d.front(); now == title && len(out) > 0 {
			break
		} else {
			title = now
		}
		out = append(out, digit)
	}
	d.Press("1")
	return out
}

// front is what the first line of the frame is when it names one pane only.
func (d *desk) front() string {
	d.Resize(70, 24)
	first, _, _ := strings.Cut(d.Frame(), "\n")
	return first
}

// sent are the requests since the last call that change something, as "METHOD path".
func (d *desk) sent() []string {
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

// program is the program with its things in a folder of the test.
func program(t *testing.T) wiring.Program {
	t.Helper()
	dir := t.TempDir()
	return wiring.At(config.Paths{Config: filepath.Join(dir, "config.toml"), Data: filepath.Join(dir, "data"), State: filepath.Join(dir, "state")})
}

// open shows the console of the sandbox at 120 by 40, settled, inside the bubble of t.
func open(t *testing.T, p wiring.Program, f cli.Flags, do func(*desk)) {
	t.Helper()
	f.Sandbox = true
	out := &outside{}
	err := p.Open(t.Context(), f, out, func(ctx context.Context, o wiring.Opened) error {
		d := &desk{Opened: o, t: t, ctx: ctx, out: out}
		d.Console = consoletest.New(t, o.Console, 120, 40)
		d.Sleep(5 * time.Second)
		if o.World != nil {
			d.sent()
		}
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

// inBubble is open in a bubble and a folder of its own.
func inBubble(t *testing.T, f cli.Flags, do func(*desk)) {
	t.Helper()
	p := program(t)
	synctest.Test(t, func(t *testing.T) {
		open(t, p, f, do)
		synctest.Wait()
	})
}

// lines is what LINES was paid, and what it has released and provisioned, as JSON.
func (d *desk) lines() string {
	d.t.Helper()
	ledger, ok := d.World.Ledger()["lines"].(map[string]any)
	if !ok {
		d.t.Fatal("LINES has no ledger")
	}
	raw, err := json.Marshal([]any{ledger["credit"], ledger["releases"], ledger["emergency"]})
	if err != nil {
		d.t.Fatal(err)
	}
	return string(raw)
}
