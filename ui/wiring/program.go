// Package wiring puts the parts together: a profile's store, clients, engine
// and panes, opened and closed in order. It is the other half of main and the
// one package that knows every other.
package wiring

import (
	"context"
	"errors"

	"io/fs"
	"os"
	"strings"
	"time"

	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/config"
	"switchboard/ui"
	"switchboard/ui/cli"
	"switchboard/ui/pane"
)

// Program implements cli.Program.
type Program struct {
	paths config.Paths
	env   *config.Environment
	more  []Provider // beside those the program comes with
	alone bool       // its sandbox is not served to other programs
}

// New returns the program; it reads where things lie from the environment, and
// takes the keys out of it before anything is started.
func New() Program {
	p := At(config.FindPaths())
	p.env.Ours = true
	p.env.TakeKeys(config.Load(config.Options{Paths: p.paths, Getenv: os.LookupEnv}))
	return p
}

// At returns the program with its things at the given places.
func At(paths config.Paths) Program { return Program{paths: paths, env: &config.Environment{}} }

// Paths implements cli.Placed.
func (p Program) Paths() config.Paths { return p.paths }

const (
	answering = 5 * time.Second  // how long a snapshot waits for what is asked of the providers at the start
	drawing   = 30 * time.Second // and then for what the console reads of what is saved
)

// Snapshot implements cli.Program. Where a provider takes its time it shows what is saved.
func (p Program) Snapshot(ctx context.Context, f cli.Flags, w, h int) (string, error) {
	var frame string
	err := p.with(ctx, f, func(ctx context.Context, s *session) error {
		asked, enough := context.WithTimeout(ctx, answering)
		s.engine.Filled(asked)
		enough()
		ctx, stop := context.WithTimeout(ctx, drawing)
		defer stop()
		ctx, reads := pane.Counting(ctx)
		m, err := s.console(ctx, nil)
		if err == nil {
			frame = ui.Snapshot(ctx, m, reads, w, h)
		}
		return err
	})
	return frame, err
}

// Session implements cli.Program.
func (p Program) Session(ctx context.Context, f cli.Flags, do func(context.Context, *cli.Session) error) error {
	return p.with(ctx, f, func(ctx context.Context, s *session) error {
		return do(ctx, s.commands())
	})
}

// commands are what a command works with.
func (s *session) commands() *cli.Session {
	return &cli.Session{
		DB: s.db, Engine: s.engine, Log: s.log, Copy: s.copyOutside, Acted: s.engine.Acted, Desks: s.asked(), Told: s.told,
	}
}

// asked is what commands ask of each provider.
func (s *session) asked() []cli.Desk {
	var out []cli.Desk
	for i, p := range s.providers {
		part := s.parts[i]
		out = append(out, cli.Desk{Provider: p.ID, Asks: part.Asks, Lists: part.Lists, Look: part.Look, Whole: part.Whole,
			Unlinked: func() bool { return s.world == nil && s.profile.Held == "" && !s.connected(p.ID) }})
	}
	return out
}

// Commands are the commands of every provider there is.
func (p Program) Commands() []cli.Commands {
	var out []cli.Commands
	for _, one := range p.all() {
		if one.Commands != nil {
			out = append(out, one.Commands)
		}
	}
	return out
}

// with opens the profile the flags name, keeps its engine going while do runs, and closes it.
func (p Program) with(ctx context.Context, f cli.Flags, do func(context.Context, *session) error) error {
	s, err := p.open(ctx, f)
	if err != nil {
		return err
	}
	return errors.Join(s.run(ctx, do), s.close())
}

// Variable implements cli.Examiner.
func (p Program) Variable(name string) (string, bool) { return p.env.Lookup(name) }

// Reach implements cli.Examiner: the cheapest read there is of a provider.
func (p Program) Reach(ctx context.Context, profile config.Profile, provider string, key rest.Secret) (time.Duration, error) {
	chain := config.NewKeychain(p.paths, p.env.Lookup, config.SystemKeyring{})
	_, ahead, err := p.ask(ctx, profile, provider, key, chain.Session(profile, provider))
	return ahead, err
}

// Standing implements cli.Examiner.
func (p Program) Standing(ctx context.Context, profile config.Profile) ([]store.Standing, error) {
	var own []store.Standing
	if profile.Held != "" {
		own = append(own, store.BrokenSettings(profile.Held))
	}
	dir := p.paths.Profile(profile.Name)
	if _, err := os.Stat(dir); err != nil {
		return own, nil // nothing was saved yet
	}
	db, err := store.Open(ctx, dir)
	if err != nil {
		return own, err
	}
	db.Stand(own...)
	db.TryWriting(ctx)
	list, err := db.Standing(ctx, time.Now())
	return list, errors.Join(err, db.Close())
}

// Polls implements cli.Examiner.
func (p Program) Polls(ctx context.Context, profile config.Profile) (pid int, err error) {
	dir := p.paths.Profile(profile.Name)
	if _, err := os.Stat(dir); err != nil {
		return 0, nil // nothing was saved yet
	}
	db, err := store.Open(ctx, dir)
	if err != nil {
		return 0, err
	}
	pid, err = db.Leader(ctx)
	return pid, errors.Join(err, db.Close())
}

// CheckStore implements cli.Examiner.
func (p Program) CheckStore(ctx context.Context, profile config.Profile) ([]string, error) {
	dir := p.paths.Profile(profile.Name)
	if _, err := os.Stat(dir); err != nil {
		return nil, fs.ErrNotExist
	}
	db, err := store.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	wrong, err := db.Check(ctx)
	return wrong, errors.Join(err, db.Close())
}

// RenewCache implements cli.Examiner.
func (p Program) RenewCache(ctx context.Context, profile config.Profile, agree func() error) (string, error) {
	dir := p.paths.Profile(profile.Name)
	if _, err := os.Stat(dir); err != nil {
		return "", nil // nothing was saved yet
	}
	return store.Renew(ctx, dir, agree)
}

// Clip implements cli.Examiner.
func (p Program) Clip(ctx context.Context, s string) (string, error) {
	c := config.Load(config.Options{Paths: p.paths, Getenv: os.LookupEnv})
	p.env.TakeKeys(c)
	clip, err := clipboardOf(c.Settings.Copying, p.env.Environ(), toTerminal)
	if err != nil {
		return "", err
	}
	var said []string
	for _, t := range clip.Try(ctx, s) {
		said = append(said, t.Route+" "+t.Says)
	}
	return strings.Join(said, "; "), nil
}
