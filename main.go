// Switchboard is a terminal console for people who run phone-number
// businesses: it orders numbers, shows their codes, and keeps listings and
// emergency addresses right.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/config"
	"switchboard/store/live"
	"switchboard/themes"
	"switchboard/ui"
	"switchboard/ui/activations"
	"switchboard/ui/cli"
	"switchboard/ui/clipboard"
	"switchboard/ui/demand"
	"switchboard/ui/desktop"
	"switchboard/ui/faults"
	"switchboard/ui/keybook"
	"switchboard/ui/notify"
	"switchboard/ui/ordering"
	"switchboard/ui/pane"
	"switchboard/ui/problems"
	"switchboard/ui/rail"
	"switchboard/ui/strip"
	"switchboard/ui/style"
	"switchboard/ui/text"
	"switchboard/ui/tour"
)

func main() {
	os.Unsetenv("TEA_DEBUG") // it would write a log of the screen into the working folder
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	code := cli.Run(ctx, program{config.FindPaths()}, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// program wires the parts for the command line.
type program struct{ paths config.Paths }

// session is one profile, opened: its store, its providers and its engine.
type session struct {
	db     *store.DB
	world  *sandbox.World
	engine *live.Engine
	log    *rest.Log
	label  string
	set    config.Settings
}

// open opens the profile the flags name. The caller closes the session.
func (p program) open(ctx context.Context, f cli.Flags) (*session, error) {
	name := f.Profile
	if f.Sandbox || name == "" {
		name = config.Sandbox
	}
	if err := config.CheckProfile(name); err != nil {
		return nil, &cli.Exit{Code: cli.Usage, Err: err}
	}
	if name != config.Sandbox {
		return nil, &cli.Exit{Code: cli.Usage, Err: fmt.Errorf("profile: there is no %q", name)}
	}
	s := &session{log: rest.NewLog(500), label: "SANDBOX"}
	s.set = config.Load(config.Options{Paths: p.paths, Getenv: os.LookupEnv}).Settings
	if err := s.enter(p.paths.Profile(name), f); err != nil {
		return nil, errors.Join(err, s.close())
	}
	var err error
	if s.db, err = store.Open(ctx, p.paths.Profile(name)); err != nil {
		return nil, errors.Join(err, s.close())
	}
	cfg := live.Config{DB: s.db, Offline: f.Offline, ReadOnly: f.ReadOnly}
	if s.world != nil {
		if cfg.SMS, err = s.sms(); err != nil {
			return nil, errors.Join(err, s.close())
		}
	}
	s.engine = live.New(cfg)
	return s, nil
}

// sandboxBase is where the sandbox seems to be; nothing listens there.
const sandboxBase = "http://127.0.0.1"

func (s *session) sms() (*platfone.Client, error) {
	key := rest.NewSecret(s.world.Endpoints(sandboxBase).SMS.Key)
	c, err := rest.New(rest.Config{
		Provider: platfone.Provider, Base: sandboxBase + "/api/v1/retail", Header: "X-Api-Key", Key: func() rest.Secret { return key },
		Transport: s.world, Limits: s.db.Limits(), Log: s.log, Explain: platfone.Explain,
	})
	if err != nil {
		return nil, err
	}
	return platfone.New(c), nil
}

// enter opens the sandbox's world, unless another process has it: that one
// leads, and what it stores can be read. A fresh world has no use for what
// was stored of another.
func (s *session) enter(dir string, f cli.Flags) (err error) {
	s.world, err = sandbox.New(sandbox.Options{Dir: dir, Fresh: f.Fresh, SMSAfter: f.SMSAfter})
	var locked *sandbox.Locked
	if errors.As(err, &locked) && !f.Fresh {
		return nil
	}
	if err != nil {
		return err
	}
	if f.Fresh {
		for _, name := range []string{"cache.db", "journal.db"} {
			for _, part := range []string{"", "-wal", "-shm"} {
				if err := os.Remove(filepath.Join(dir, name+part)); err != nil && !errors.Is(err, os.ErrNotExist) {
					return fmt.Errorf("beginning anew: %w", err)
				}
			}
		}
	}
	return s.control(f.Control)
}

// control tells the sandbox what the flags ask for, each "name" or "name=JSON".
func (s *session) control(said []string) error {
	for _, c := range said {
		if s.world == nil {
			return errors.New("--sandbox-control: another process has the sandbox")
		}
		name, body, _ := strings.Cut(c, "=")
		if _, err := s.world.Control(name, []byte(body)); err != nil {
			return &cli.Exit{Code: cli.Usage, Err: fmt.Errorf("--sandbox-control: %w", err)}
		}
	}
	return nil
}

func (s *session) close() error {
	var err error
	if s.world != nil {
		err = s.world.Close()
	}
	if s.db != nil {
		err = errors.Join(err, s.db.Close())
	}
	return err
}

// run keeps the engine going while do runs, and ends it afterwards.
func (s *session) run(ctx context.Context, do func(ctx context.Context) error) error {
	ctx, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- s.engine.Run(ctx) }()
	err := do(ctx)
	stop()
	return errors.Join(err, <-ended)
}

// Screen implements cli.Program.
func (p program) Screen(ctx context.Context, f cli.Flags) error {
	s, err := p.open(ctx, f)
	if err != nil {
		return err
	}
	gate := text.NewGate(os.Stdout)
	err = s.run(ctx, func(ctx context.Context) error {
		clip, err := s.clipboard(gate.Send)
		if err != nil {
			return err
		}
		notices := desktop.NewNotices(notify.Settings{}, notify.Emitter{Environ: os.Environ(), Send: gate.Send})
		m := s.console(ctx, f, desktop.New(clip, notices, os.Getenv("SSH_CONNECTION") != ""))
		defer m.Quit()
		return show(ctx, m, gate)
	})
	return errors.Join(err, s.close())
}

// show runs the screen until the person leaves it, or the program is told to end.
func show(ctx context.Context, m *ui.Model, gate io.Writer) error {
	p := demand.New(m, false, tea.WithOutput(gate), tea.WithoutSignalHandler())
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, syscall.SIGQUIT)
	defer signal.Stop(quit)
	done := make(chan struct{})
	defer close(done)
	go func() {
		select {
		case <-ctx.Done():
		case <-quit:
		case <-done:
			return
		}
		p.Send(tea.Quit())
	}()
	_, err := p.Run()
	return err
}

// Snapshot implements cli.Program.
func (p program) Snapshot(ctx context.Context, f cli.Flags, w, h int) (string, error) {
	s, err := p.open(ctx, f)
	if err != nil {
		return "", err
	}
	ctx, stop := context.WithTimeout(ctx, 5*time.Second)
	defer stop()
	var frame string
	err = s.run(ctx, func(ctx context.Context) error {
		frame = ui.Snapshot(ctx, s.console(ctx, f, nil), w, h)
		return nil
	})
	return frame, errors.Join(err, s.close())
}

// Session implements cli.Program.
func (p program) Session(ctx context.Context, f cli.Flags, do func(context.Context, *cli.Session) error) error {
	s, err := p.open(ctx, f)
	if err != nil {
		return err
	}
	err = s.run(ctx, func(ctx context.Context) error {
		return do(ctx, &cli.Session{DB: s.db, SMS: s.engine, Log: s.log, Spend: s.set.Spend, Copy: s.copyOutside})
	})
	return errors.Join(err, s.close())
}

// copyOutside copies for a command, whose standard output may be anybody's:
// what goes to the terminal goes by standard error.
func (s *session) copyOutside(ctx context.Context, value, what, shown string) (string, bool) {
	gate := text.NewGate(os.Stderr)
	send := func(signal text.Signal) error {
		if !term.IsTerminal(os.Stderr.Fd()) {
			return errors.New("there is no terminal to send it to")
		}
		return gate.Send(signal)
	}
	clip, err := s.clipboard(send)
	if err != nil {
		return err.Error(), true
	}
	return desktop.New(clip, nil, true).Copy(ctx, value, what, shown)
}

func (s *session) clipboard(send func(text.Signal) error) (*clipboard.Clipboard, error) {
	c := s.set.Copying
	return clipboard.New(clipboard.Config{
		Method: c.Clipboard, Command: c.Command, Environ: os.Environ(), GOOS: runtime.GOOS, Send: send, Container: inContainer(),
	})
}

// console makes the screen of a session.
func (s *session) console(ctx context.Context, f cli.Flags, outside ui.Outside) *ui.Model {
	theme, _ := themes.Set{}.Load(style.Choose("", f.NoColor, os.Getenv))
	kit := &pane.Kit{Ctx: ctx, Styles: style.New(theme, style.ASCII("", os.Getenv)), Keys: keybook.New(nil), Now: time.Now}
	counter := ordering.New(kit, s.db, s.engine, ordering.Settings{CopyNumber: true})
	look := problems.New(kit, s.db, nil)
	set := activations.Settings{AutoCopy: "single", UndoWindow: 4 * time.Second}
	extra := []pane.Action{look.Action()}
	if s.world != nil {
		set.Card = tour.New(kit, s.db)
		extra = append(extra, faults.Actions(s.world)...)
	}
	panes := []pane.Pane{activations.New(kit, s.db, s.engine, counter, set)}
	return ui.New(ui.Options{
		Kit: kit, Watch: s.db.Watch(), Panes: panes, Strip: strip.New(kit, s.db), Rail: rail.New(kit, s.db, look), Outside: outside,
		Label: s.label, Sandbox: s.world != nil, Start: f.Pane, Extra: extra,
	})
}

func inContainer() bool {
	return clipboard.Container(os.Getenv, func(path string) bool {
		_, err := os.Stat(path)
		return err == nil
	})
}
