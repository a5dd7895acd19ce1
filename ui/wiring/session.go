package wiring

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/config"
	"switchboard/store/live"
	"switchboard/ui/cli"
	"switchboard/ui/settings"
)

// session is one profile, opened: its store, its providers and its engine.
type session struct {
	paths   config.Paths
	env     *config.Environment
	flags   cli.Flags
	config  *config.Config
	profile config.Profile
	set     config.Settings
	chain   *config.Keychain
	db      *store.DB
	world   *sandbox.Shared // nil in a real profile
	alone   bool            // the sandbox's world is not served to other programs
	engine  *live.Engine
	desks
	more      []Provider // beside those the program comes with
	providers []Provider // all of them, once open
	parts     []Part     // what each of them brings
	probe     func(ctx context.Context, p config.Profile, provider string, key rest.Secret) (words string, ahead time.Duration, err error)
	log       *rest.Log
	drawn     chan struct{} // closed once the first frame is drawn; at once where there is no screen
	wrong     []string      // found while opening: for the list of problems
	told      []string      // of it, what a command says as well
	anew      bool          // what was kept of the sandbox's world before is forgotten

	begin     opening
	settings  *settings.Settings // of the console
	makes     map[string]settings.Making
	linked    bool // some provider has a key
	elsewhere bool // the person went to another profile to connect accounts
}

// errNoAccount asks for a choice that nobody made: the sandbox is never used silently.
var errNoAccount = errors.New("no account is connected: switchboard connects one, switchboard --sandbox uses the built-in sandbox")

// open opens the profile the flags name. The caller closes the session.
func (p Program) open(ctx context.Context, f cli.Flags) (*session, error) {
	s := &session{
		paths: p.paths, more: p.more, probe: p.probe, env: p.env, alone: p.alone, flags: f,
		log: rest.NewLog(500), drawn: make(chan struct{}),
	}
	if !f.Screen {
		close(s.drawn)
	}
	if err := s.choose(); err != nil {
		return nil, err
	}
	dir := p.paths.Profile(s.profile.Name)
	if s.glances() {
		s.db = store.Glance(ctx, dir)
	}
	if s.strange(ctx) {
		return nil, errors.Join(&cli.Exit{Code: cli.KeyRefused, Err: errNoAccount}, s.close())
	}
	if s.profile.Sandbox {
		if err := s.enter(dir); err != nil {
			return nil, errors.Join(err, s.close())
		}
	}
	if err := s.store(ctx, dir); err != nil {
		return nil, errors.Join(err, s.close())
	}
	s.stand()
	here, err := f.Most()
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	s.engine = live.New(live.Config{
		DB: s.db, Offline: f.Offline, Broken: s.broken(), ReadOnly: f.ReadOnly || s.profile.ReadOnly, LookedAt: s.lookedAt(),
		Spend: spend(s.set.Spend, here), Beats: beats(s.set.Poll), Keeping: keeping(s.set.Keeping),
	})
	s.connect(ctx)
	return s, nil
}

// glances is that one look at what is saved of an account is all that is wanted.
func (s *session) glances() bool {
	return s.flags.Glance && s.flags.Offline && !s.flags.Screen && !s.profile.Sandbox && len(s.tables()) == 0
}

// store opens the store, where one look at it was not enough.
func (s *session) store(ctx context.Context, dir string) (err error) {
	if s.db != nil {
		return nil
	}
	if s.db, err = store.Open(ctx, dir); err != nil {
		return err
	}
	return s.db.Make(ctx, s.tables()...)
}

// choose finds out which profile is meant.
func (s *session) choose() error {
	var err error
	if s.config, s.profile, err = s.flags.Configuration(s.paths); err != nil {
		return &cli.Exit{Code: cli.Usage, Err: err}
	}
	s.env.TakeKeys(s.config)
	s.chain = config.NewKeychain(s.paths, s.env.Lookup, config.SystemKeyring{})
	s.set = s.config.Settings
	for _, problem := range append(s.config.Problems, s.profile.Problems...) {
		s.wrong = append(s.wrong, problem.Error())
	}
	// A console, a frame and what reads the cache alone show what is saved.
	if s.profile.Held != "" && !s.flags.Screen && s.flags.Snapshot == "" && !s.flags.Offline {
		return &cli.Exit{Code: cli.Usage, Err: &act.Refusal{Why: act.SettingsBroken, Say: brokenSettings(s.profile.Held), Mend: "switchboard config check"}}
	}
	return nil
}

// broken is what is said of the settings while nothing may be asked with them.
func (s *session) broken() string {
	if s.profile.Held == "" {
		return ""
	}
	return "The settings are broken: " + brokenSettings(s.profile.Held)
}

// brokenSettings says what follows from a mistake in the settings.
func brokenSettings(mistake string) string {
	return store.Ended(mistake) + " Until that is fixed no provider is asked and nothing is sent; switchboard config check lists every mistake."
}

// enter opens the sandbox's world, or the way to whichever process has it. A
// fresh world has no use for what was stored of another.
func (s *session) enter(dir string) (err error) {
	if s.flags.Fresh {
		if others := store.Running(dir); len(others) > 0 {
			return inUse(others[0])
		}
	}
	options := sandbox.Options{
		Dir: dir, Members: s.members(), Fresh: s.flags.Fresh, SMSAfter: s.flags.SMSAfter, Later: s.flags.Screen, Alone: s.alone,
		Log: os.Getenv(sandbox.LogVariable),
	}
	if store.Begun(dir) { // what somebody begins from now on is of the world that is opened here
		options.Forget = func() error {
			s.anew = true
			if !s.flags.Fresh {
				s.told = append(s.told, "The sandbox's world was damaged or gone: a new one was begun, and what was saved of the one before was removed with it.")
			}
			return store.Forget(dir)
		}
	}
	s.world, err = sandbox.Share(options)
	var locked *sandbox.Locked
	if errors.As(err, &locked) {
		return inUse(locked.PID)
	}
	if err != nil {
		return err
	}
	s.wrong = append(s.wrong, s.told...)
	return s.control()
}

// inUse refuses to begin a sandbox anew under another process.
func inUse(pid int) error {
	who := "another Switchboard"
	if pid != 0 {
		who += fmt.Sprintf(" (process %d)", pid)
	}
	return cli.Guard("in_use", "%s uses the sandbox: end it before beginning anew with --fresh. Nothing was removed", who)
}

// noted is the store with what the sandbox's world has to tell, which is
// known once it was asked for something.
type noted struct {
	*store.DB
	world *sandbox.Shared
}

// Notes implements problems.Store.
func (n noted) Notes() []string {
	notes := n.DB.Notes()
	if n.world == nil {
		return notes
	}
	aside, err := n.world.SetAside()
	if aside == "" {
		return notes
	}
	said := "The sandbox's world could not be read and was put aside as " + filepath.Base(aside)
	if err != nil {
		return append(notes, said+": close Switchboard and start it again, which begins a new one.")
	}
	return append(notes, said+"; a new one was begun.")
}

// control tells the sandbox what the flags ask for, each "name" or "name=JSON".
func (s *session) control() error {
	for _, c := range s.flags.Control {
		name, body, _ := strings.Cut(c, "=")
		if _, err := s.world.Control(name, []byte(body)); err != nil {
			return &cli.Exit{Code: cli.Usage, Err: fmt.Errorf("--sandbox-control: %w", err)}
		}
	}
	return nil
}

// run keeps the engine going while do runs, and ends it afterwards. It begins
// once drawn is closed: the first frame is painted from the store, and nothing
// is to compete with it.
func (s *session) run(ctx context.Context, do func(ctx context.Context, s *session) error) error {
	ctx, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() {
		select {
		case <-ctx.Done():
		case <-s.drawn:
		}
		ended <- s.engine.Run(ctx)
	}()
	err := do(ctx, s)
	stop()
	return errors.Join(err, <-ended)
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

// tables are those of providers that keep some of their own.
func (s *session) tables() []store.Table {
	var out []store.Table
	for _, p := range s.more {
		out = append(out, p.Tables...)
	}
	return out
}

// members are the parts of the built-in world that it does not have by itself.
func (s *session) members() []sandbox.Member {
	var out []sandbox.Member
	for _, p := range s.more {
		if p.Member != nil {
			out = append(out, p.Member())
		}
	}
	return out
}
