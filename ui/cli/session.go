package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/config"
	"switchboard/ui/text"
)

// Session is one profile, open: what is saved of it, and the desks that ask
// its providers and act.
type Session struct {
	DB     *store.DB
	Engine Engine
	// Desks are what the commands of each provider ask, in the order of the list of providers.
	Desks []Desk
	// Acted counts what was carried out; nil without an engine.
	Acted func() int64
	Log   *rest.Log // what was asked and answered, for --debug
	Told  []string  // what was found while it was opened, and every command says
	// Copy puts a value on the clipboard and says what became of it; shown is
	// how the value may appear in those words.
	Copy func(ctx context.Context, s, what, shown string) (words string, bad bool)
}

// Engine is what every command asks of the engine. Its refusals have
// Refused() (why string, until time.Time).
type Engine interface {
	// Judge weighs every act and carries it out.
	act.Judge
	// Ready waits until the engine may ask, or says why it may not.
	Ready(ctx context.Context) error
	// Sure asks a provider where it is in doubt whether it answers; unheard asks where nothing was heard of it yet, too.
	Sure(ctx context.Context, provider string, unheard bool)
	// Decide settles by a person's word an attempt that reading cannot settle: it made ref, or with "" nothing. MayDecide
	// says why that is none.
	MayDecide(in store.Intent) error
	Decide(ctx context.Context, intent int64, ref string) error
	// BeginRun writes down acts that are wanted together before the first is carried out, BeginFile the rows of a file;
	// EndRun forgets them once they are told.
	BeginRun(ctx context.Context, title string, acts []act.Act) (context.Context, int64)
	BeginFile(ctx context.Context, what, file string, rows int) (within context.Context, over func())
	EndRun(ctx context.Context, id int64) error
}

// Work is what a command does with an open session.
type Work func(ctx context.Context, s *Session) error

// shared declares the options every command takes besides the profile's.
func (a *App) shared(cmd *cobra.Command) {
	f, all := &a.Flags, cmd.PersistentFlags()
	all.BoolVar(&f.JSON, "json", false, "write data as one JSON value, errors too")
	all.BoolVar(&f.NDJSON, "ndjson", false, "write data as one JSON object a line, as it comes")
	all.BoolVar(&f.CSV, "csv", false, "write data as comma-separated values")
	all.StringVar(&f.Format, "format", "", "how data is written: "+FormatNames())
	all.BoolVar(&f.NoHeader, "no-header", false, "leave the heading of text and CSV out")
	all.StringVar(&f.Columns, columnsFlag, "", "what text and CSV have of each record, such as id,price; help json names the fields")
	all.BoolVarP(&f.Quiet, "quiet", "q", false, "write the bare values alone: ids, codes")
	all.BoolVarP(&f.Yes, "yes", "y", false, "do not ask before spending; needed where there is no terminal")
	all.StringVar(&f.Confirm, "confirm", "", "what has to be typed before something that cannot be undone, such as a number's last four digits")
	all.BoolVar(&f.DryRun, "dry-run", false, "say what an act would do and what stands against it, and send nothing")
	all.StringVar(&f.MaxSpend, "max-spend", "", "the most one act of this command may cost, in dollars; several orders of --count in all")
	all.DurationVar(&f.Timeout, "timeout", 0, "how long the command may take, such as 30s")
	all.BoolVar(&f.Debug, "debug", false, "write each call to a provider and its answer to standard error")
	all.DurationVar(&f.SMSAfter, "sms-after", 0, "in the sandbox: how long after the order an SMS comes")
	all.StringArrayVar(&f.Control, "sandbox-control", nil, "in the sandbox: a control and its JSON, such as fault={...}, before anything else")
	_ = cmd.RegisterFlagCompletionFunc(columnsFlag, a.offerColumns)
	for _, name := range []string{"sms-after", "sandbox-control"} {
		all.Lookup(name).Hidden = true
	}
}

// begin holds the shared options to what they can be.
func (a *App) begin(cmd *cobra.Command, args []string) error {
	f := &a.Flags
	if why := config.Homeless(os.Getenv); why != "" {
		return Misuse(errors.New(why))
	}
	var wrong []error
	if f.Timeout < 0 {
		wrong = append(wrong, Misuse(errors.New("--timeout: a time such as 30s, not less than 0")))
	}
	if f.DryRun {
		wrong = append(wrong, undry(cmd))
	}
	if err := config.CheckProfile(f.Profile); err != nil && f.Profile != "" {
		wrong = append(wrong, Misuse(fmt.Errorf("--profile: %w", err)))
	}
	if f.SMSAfter < 0 {
		wrong = append(wrong, Misuse(errors.New("--sms-after: a time such as 8s, not less than 0")))
	}
	if len(f.Control) > 0 && !f.Sandbox && f.Profile != config.Sandbox {
		wrong = append(wrong, Misuse(errors.New("--sandbox-control: only together with --sandbox")))
	}
	_, most := a.Flags.Most()
	format, err := a.format()
	if err := errors.Join(append(wrong, most, err, a.timesOption(format))...); err != nil {
		return err
	}
	a.Out.Format, a.Out.NoHeader, a.Out.given = format, f.NoHeader, a.telling(cmd, args)
	if err := a.columnsOption(cmd, format); err != nil {
		return err
	}
	a.Out.clock = clock{asked: text.Times(f.Time)}
	if a.Out.person && a.Out.Plain() {
		a.Out.clock.set = sync.OnceValue(a.times)
	}
	return nil
}

// Online runs do with a session that may ask and act.
func (a *App) Online(cmd *cobra.Command, do Work) error {
	return a.Open(cmd, a.Flags, do)
}

// Local runs do with what is saved: nobody is asked.
func (a *App) Local(cmd *cobra.Command, do Work) error {
	f := a.Flags
	f.Offline = true
	return a.Open(cmd, f, do)
}

// Glance runs do with what is saved, which it only reads.
func (a *App) Glance(cmd *cobra.Command, do Work) error {
	f := a.Flags
	f.Offline, f.Glance = true, true
	return a.Open(cmd, f, do)
}

// Reads runs do with a session that may ask, and where it may not with one
// that only reads what is saved.
func (a *App) Reads(cmd *cobra.Command, do Work) error {
	f := a.Flags
	f.Glance = f.Offline
	return a.Open(cmd, f, do)
}

// collectLater lets twice as much lie about unused as is used: a command that only writes what is
// saved makes most of its memory anew for each row, and ends soon. A person's own GOGC stands.
func collectLater() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200)
	}
}

// Within is the context of a command that has no session, for as long as it may take.
func (a *App) Within(cmd *cobra.Command) (context.Context, context.CancelFunc) {
	if a.Flags.Timeout > 0 {
		return context.WithTimeout(cmd.Context(), a.Flags.Timeout)
	}
	return cmd.Context(), func() {}
}

// Open runs do with a session of the profile that f names.
func (a *App) Open(cmd *cobra.Command, f Flags, do Work) error {
	if f.Glance && a.within == nil {
		collectLater()
	}
	ctx := cmd.Context()
	if f.Timeout > 0 {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, f.Timeout)
		defer stop()
	}
	var ran bool
	var did error
	a.acts, a.acted = false, false
	began, unsent := time.Now(), false
	err := a.within.session(ctx, a, f, func(ctx context.Context, s *Session) error {
		defer a.debug(s, began)
		a.warn(ctx, s, !f.Offline, asked(cmd))
		before, sent := s.carried(), s.sent()
		a.Out.acted = func() bool { return s.carried() > before }
		ran, did = true, do(ctx, s)
		unsent = a.acts && s.sent() == sent
		did = a.unread(ctx, s, !f.Offline, did)
		a.warnUnkept(s, !f.Offline)
		a.acted, a.Out.acted = a.Out.acted(), nil
		a.unsent = unsent && !a.acted
		return did
	})
	err = a.result(ran, did, err)
	if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) && outran(err, a.acted) {
		return &Exit{Code: NoCode, Err: outOfTime(err, f.Timeout, unsent, a.acted), Reason: TimedOut}
	}
	return err
}

// outOfTime says that the time was over, how far several had come then, and of a command that is to act
// whether that was before anything was sent, or after the act.
func outOfTime(err error, limit time.Duration, unsent, acted bool) error {
	part := (*partly)(nil)
	switch several := errors.As(err, &part); {
	case several && unsent:
		return fmt.Errorf("%s: not done within %s; nothing was sent", part.words, limit)
	case several:
		return fmt.Errorf("%s: not done within %s", part.words, limit)
	case acted:
		return fmt.Errorf("it is done; what was to follow was not done within %s", limit)
	case unsent:
		return fmt.Errorf("not done within %s; nothing was sent", limit)
	}
	return fmt.Errorf("not done within %s", limit)
}

// sent is how many attempts this process has sent so far.
func (s *Session) sent() int64 {
	if s.DB == nil {
		return 0
	}
	return s.DB.Sent()
}

// carried is how much was carried out so far.
func (s *Session) carried() int64 {
	if s.Acted == nil {
		return 0
	}
	return s.Acted()
}

// debug tells what was asked and answered since began, oldest first, without a secret.
func (a *App) debug(s *Session, began time.Time) {
	if !a.Flags.Debug || s.Log == nil {
		return
	}
	list := s.Log.List()
	for i := len(list) - 1; i >= 0; i-- {
		x := list[i]
		if x.At.Before(began) {
			continue
		}
		line := fmt.Sprintf("%s %s %s %s %d %dms", x.At.Format("15:04:05.000"), x.Provider, x.Method, x.Route, x.Status, x.Took.Milliseconds())
		if x.Err != "" {
			line += " " + x.Err
		}
		fmt.Fprintln(a.Out.errs, text.Clean(line))
	}
}

// Group is a command that only has commands.
func Group(use, short string, commands ...*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{Use: use, Short: short, RunE: func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return Misuse(unknownCommand(cmd, args, ""))
		}
		var names []string
		for _, c := range commands {
			names = append(names, c.Name())
		}
		return Misuse(fmt.Errorf("%s: one of %s", cmd.CommandPath(), strings.Join(names, ", ")))
	}}
	cmd.AddCommand(commands...)
	return cmd
}

// Need holds a command to at least least and at most most arguments; what
// names them. most < 0 is any number.
func Need(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return Misuse(fmt.Errorf("%s needs %s", cmd.CommandPath(), what))
		case most == 0 && len(args) > 0:
			return Misuse(fmt.Errorf("%s takes no arguments", cmd.CommandPath()))
		case most >= 0 && len(args) > most:
			return Misuse(fmt.Errorf("%s takes %s and nothing more", cmd.CommandPath(), what))
		}
		return nil
	}
}

// None holds a command to no arguments.
func None(cmd *cobra.Command, args []string) error { return Need(0, 0, "")(cmd, args) }

// Percent reads a whole number of percent, with or without the sign.
func Percent(flag, s string) (int, error) {
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(s), "%"))
	if err != nil {
		return 0, Misuse(fmt.Errorf("%s: a whole number of percent, such as 20", flag))
	}
	return n, nil
}
