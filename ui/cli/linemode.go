package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"syscall"

	"github.com/spf13/cobra"

	"switchboard/ui/text"
)

// lineCommand is the program without a screen to draw on: one command a line,
// the same ones, read by the same parser.
func (a *App) lineCommand() *cobra.Command {
	return &cobra.Command{
		Use: "plain", Short: "Take one command a line, for screen readers and plain terminals; exit ends it", Args: Need(0, 0, ""),
		Example: "switchboard plain\nswitchboard --sandbox plain",
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.lines(cmd) },
	}
}

// LineMode is one run of the plain mode: the profile stays open between its
// lines, and what happens meanwhile is told. Nil is none.
type LineMode struct {
	// Listed are the ids of the latest numbered list, in its order: what number N
	// of it stands for. They change only when a list is shown.
	Listed []string

	app  *App
	in   *typed
	asks bool     // a person sits at a terminal
	open *Session // nil: it could not be opened, each line tries by itself
	told teller
	name string // of the profile
	last int    // how the latest line ended

	mu  sync.Mutex
	cut context.CancelCauseFunc // ends what is under way; nil before the first line
}

// Lines is the plain mode that the command runs in, nil without.
func (a *App) Lines() *LineMode { return a.within }

// lines takes commands until there are no more. It ends as the last of them did.
func (a *App) lines(cmd *cobra.Command) error {
	if a.within != nil {
		return Misuse(errors.New("this is the plain mode already; exit ends it"))
	}
	ctx := cmd.Context()
	in, err := typing(cmd.InOrStdin())
	if err != nil {
		return fmt.Errorf("reading commands: %w", err)
	}
	_, profile, err := a.Flags.Configuration(a.Paths())
	if err != nil {
		return errors.Join(err, in.close())
	}
	m := &LineMode{app: a, in: in, asks: in.person(), name: profile.Name}
	m.told.out = &a.Out
	begun := false
	err = a.Program.Session(ctx, a.Flags, func(ctx context.Context, s *Session) error {
		begun, m.open = true, s
		defer func() { m.open = nil }()
		a.warn(ctx, s, !a.Flags.Offline, "")
		if err := a.Look(ctx, s); err != nil && ctx.Err() == nil {
			a.confess(a.problem(ctx, err)) // what is saved can be looked at all the same
		}
		return m.told.during(ctx, a, s, func() error { return m.loop(ctx) })
	})
	if !begun && ctx.Err() == nil {
		p := a.problem(ctx, err)
		a.confess(p)
		m.last, err = p.Exit, nil
		err = m.loop(ctx)
	}
	return errors.Join(err, in.close())
}

// loop takes one line after the other.
func (m *LineMode) loop(ctx context.Context) error {
	m.greet(ctx)
	if m.asks {
		defer interrupts(ctx, m.interrupted)()
	}
	for {
		err := m.turn(ctx)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, io.EOF):
			return ending(m.last)
		case err != nil:
			return fmt.Errorf("reading commands: %w", err)
		}
	}
}

// turn is one line, from its prompt to the end of what it says. An interrupt at
// any time in between is its own: there is no gap in which one is lost. io.EOF is
// that no line follows.
func (m *LineMode) turn(ctx context.Context) error {
	ctx, done := m.cuttable(ctx)
	defer done()
	line, err := m.line(ctx)
	words, odd := split(line)
	switch {
	case ctx.Err() != nil && line == "":
		m.app.Out.prompt("\n")
		return nil
	case ctx.Err() != nil:
		m.last = m.app.lineEnded(Problem{Exit: Interrupted, Message: endings[Interrupted]})
		return nil
	case odd != nil:
		m.last = m.app.lineEnded(Problem{Exit: Usage, Message: odd.Error()})
	case len(words) == 0:
	case words[0] == "exit" || words[0] == "quit":
		return io.EOF
	default:
		m.last = m.again(ctx, words)
	}
	return err
}

// line asks for a line.
func (m *LineMode) line(ctx context.Context) (string, error) {
	if !m.asks {
		m.told.quiet(nil)
	} else {
		m.told.quiet(func() string { return m.prompt(ctx) })
	}
	defer m.told.busy()
	return m.in.next(ctx)
}

// again runs one line with the options that the plain mode was begun with.
func (m *LineMode) again(ctx context.Context, words []string) int {
	a := m.app
	if words[0] == "switchboard" {
		words = words[1:]
	}
	code := run(ctx, a.Program, append(a.kept(), words...), &a.Out, a.Out.errs, m, a.commands)
	if code != OK {
		return a.lineEnded(Problem{Exit: code})
	}
	return OK
}

// cuttable is a context that an interrupt at the terminal ends, and not the program.
func (m *LineMode) cuttable(ctx context.Context) (context.Context, func()) {
	ctx, cut := context.WithCancelCause(ctx)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.cut = cut
	return ctx, func() { cut(nil) }
}

// interrupted ends what runs, or the line that is being typed.
func (m *LineMode) interrupted() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.cut != nil {
		m.cut(Signal{Number: syscall.SIGINT})
	}
}

// lineEnded says how a line ended that failed.
func (a *App) lineEnded(p Problem) int {
	if p.Message != "" {
		a.confess(p)
	}
	a.Out.Say("%s", text.Sentence("exit {}", text.Int(int64(p.Exit))))
	return p.Exit
}

// session runs do with the profile that is open, where the line asks for that
// one, or with one of its own.
func (m *LineMode) session(ctx context.Context, a *App, f Flags, do Work) error {
	if m == nil || m.open == nil || !m.same(a.Flags) {
		return a.Program.Session(ctx, f, do)
	}
	return do(ctx, m.open)
}

// same reports whether a line asks for nothing that the open session was not opened with.
func (m *LineMode) same(f Flags) bool {
	own := m.app.Flags
	return f.Profile == own.Profile && f.Sandbox == own.Sandbox && f.Offline == own.Offline && f.ReadOnly == own.ReadOnly &&
		f.MaxSpend == own.MaxSpend && f.SMSAfter == own.SMSAfter && !f.Fresh && len(f.Control) == 0
}

// typed is the one reader of what is typed, nil outside the plain mode.
func (m *LineMode) typed() *typed {
	if m == nil {
		return nil
	}
	return m.in
}

// kept are the options about whose data and keys are used, and how much may be spent.
func (a *App) kept() []string {
	var out []string
	for _, o := range [][2]string{{"--profile", a.Flags.Profile}, {"--max-spend", a.Flags.MaxSpend}} {
		if o[1] != "" {
			out = append(out, o[0], o[1])
		}
	}
	if a.Flags.SMSAfter > 0 {
		out = append(out, "--sms-after", a.Flags.SMSAfter.String())
	}
	for name, on := range map[string]bool{"--sandbox": a.Flags.Sandbox, "--offline": a.Flags.Offline, "--read-only": a.Flags.ReadOnly} {
		if on {
			out = append(out, name)
		}
	}
	return slices.Clip(out)
}

// ending is how the plain mode ends after its last command.
func ending(code int) error {
	if code == OK {
		return nil
	}
	return &Exit{Code: code, Err: errors.New("the last command failed"), Reason: reasons[code]}
}
