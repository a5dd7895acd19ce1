package wiring

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"switchboard/store/config"
	"switchboard/themes"
	"switchboard/ui"
	"switchboard/ui/cli"
	"switchboard/ui/keyboard"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
	"switchboard/ui/welcome"
)

// Screen implements cli.Program: the console, again and again while the person
// asks for another profile, with the welcome first where nothing is connected.
func (p Program) Screen(ctx context.Context, f cli.Flags) error {
	f.Screen = true
	collectLater()
	gate := text.NewGate(os.Stdout)
	var begin opening
	for {
		again, next, err := p.console(ctx, f, gate, begin)
		var none *cli.Exit
		switch {
		case errors.As(err, &none) && errors.Is(none.Err, errNoAccount):
			choice, err := p.welcome(ctx, f, gate)
			if err != nil || choice == welcome.Quit {
				return err
			}
			if f.Sandbox = choice == welcome.Sandbox; !f.Sandbox {
				f.Profile, next = config.Default, opening{accounts: true}
			}
		case err != nil || again == nil:
			return err
		default:
			f.Sandbox, f.Fresh, f.Profile = again.Profile == config.Sandbox, false, again.Profile
		}
		begin = next
	}
}

// console opens a profile and shows it until the person leaves.
func (p Program) console(ctx context.Context, f cli.Flags, gate *text.Gate, begin opening) (again *pane.Reopen, next opening, err error) {
	err = p.with(ctx, f, func(ctx context.Context, s *session) error {
		outside, notices, err := s.desktop(gate.Send)
		if err != nil {
			return err
		}
		if s.db.Abrupt() {
			_ = gate.Send(text.Restore()) // what the last run may have left behind; a terminal that is gone shows itself soon
		}
		defer s.deliveries(ctx)()
		s.begin = begin
		typed := keyboard.NewReader(os.Stdin)
		m, err := s.console(ctx, &peripherals{outside, notices, gate.Shown, typed.Typed})
		if err != nil {
			return err
		}
		m.Fill()
		err = p.face(ctx, m, gate, typed)
		again, next = m.Again(), s.next()
		return err
	})
	return again, next, err
}

// face shows a console until the person leaves it, or it breaks.
func (p Program) face(ctx context.Context, m *ui.Model, gate *text.Gate, typed *keyboard.Reader) error {
	defer m.Quit()
	err := show(ctx, m, gate, typed)
	if c := m.Crash(); c != nil {
		return p.report(c)
	}
	// The terminal may be gone and a signal may have ended the context: what was typed is kept all the same.
	if lost := m.Keep(context.WithoutCancel(ctx)); lost != nil {
		err = errors.Join(err, fmt.Errorf("what was half written could not be kept: %w", lost))
	}
	return err
}

// welcome asks a person without accounts what they want.
func (p Program) welcome(ctx context.Context, f cli.Flags, gate *text.Gate) (welcome.Choice, error) {
	look := config.Load(config.Options{Paths: p.paths, Getenv: os.LookupEnv}).Settings.Look
	theme, _ := themes.Set{Dir: p.paths.Themes()}.Load(style.Choose(look.Theme, f.NoColor, os.Getenv))
	kit := &pane.Kit{Ctx: ctx, Styles: style.New(theme, style.ASCII(look.ASCII, os.Getenv)), Now: time.Now}
	m := welcome.New(kit, fromHome(p.paths.Data), fromHome(p.paths.Config))
	err := show(ctx, m, gate, keyboard.NewReader(os.Stdin))
	return m.Chosen(), err
}

// report writes what a crash left behind, readable by the person alone, and
// says in one line where it is.
func (p Program) report(c *ui.Crash) error {
	path, err := cli.WriteCrash(p.paths.State, c.What, c.Stack)
	if err != nil {
		return fmt.Errorf("the console ended: %s; no report could be written: %w", c.What, err)
	}
	return fmt.Errorf("the console ended: %s; a report without your data is in %s", c.What, path)
}
