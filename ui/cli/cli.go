// Package cli is the command line: it opens the console, and does the same
// things without a screen. Data goes to standard output, words to standard
// error, and the exit code says what became of it.
package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"switchboard/store"
	"switchboard/ui/text"
)

// The exit codes.
const (
	OK          = 0
	Failure     = 1
	Usage       = 2
	KeyRefused  = 3
	NotFound    = 4
	Limited     = 5
	PriceMoved  = 6
	NoCode      = 7
	Choice      = 8
	Guarded     = 9
	Unknown     = 10
	NotAsSent   = 11 // it was done, and what is on file is not active, or not what was sent
	HungUp      = 129
	Interrupted = 130
	Unread      = 141
	Terminated  = 143
)

// Flags are the options every command takes.
type Flags struct {
	Profile  string
	Sandbox  bool
	Fresh    bool
	Offline  bool
	ReadOnly bool
	NoColor  bool
	Time     string // how moments are written; "" is as the settings say
	Pane     string
	Snapshot string
	Screen   bool // a person looks: the first frame comes before everything else
	Glance   bool // offline: what is saved is read once, and nothing is written

	JSON, NDJSON, CSV, Quiet bool // how data is written
	Format                   string
	NoHeader                 bool
	Columns                  string // which fields of a record are written, with commas between; "" is the usual ones
	Yes                      bool   // a person has agreed beforehand
	Confirm                  string // what was typed for an act that cannot be undone
	DryRun                   bool   // an act is weighed and told, and not done
	MaxSpend                 string
	Timeout                  time.Duration
	Debug                    bool
	SMSAfter                 time.Duration // of the sandbox: how long after an order its SMS comes
	Control                  []string      // what the sandbox is told first, each name=JSON
}

// Program is what the command line drives.
type Program interface {
	// Screen opens the console until the person leaves it.
	Screen(ctx context.Context, f Flags) error
	// Snapshot is one settled frame as plain text.
	Snapshot(ctx context.Context, f Flags, w, h int) (string, error)
	// Session opens a profile, keeps its engine going while do runs, and closes it.
	Session(ctx context.Context, f Flags, do func(context.Context, *Session) error) error
}

// Exit is an error that chooses the exit code.
type Exit struct {
	Code   int
	Err    error
	Reason string // the word for programs; "" for the code's own
}

func (e *Exit) Error() string { return e.Err.Error() }

// Unwrap is what went wrong.
func (e *Exit) Unwrap() error { return e.Err }

// Run does what the arguments say, with the commands it is given, and returns
// the exit code.
func Run(ctx context.Context, p Program, args []string, out, errs io.Writer, commands ...Commands) int {
	return run(ctx, p, args, out, errs, nil, commands)
}

// run is Run, of a line of the plain mode if within is one.
func run(ctx context.Context, p Program, args []string, out, errs io.Writer, within *LineMode, commands []Commands) int {
	a := &App{Program: p, args: args, commands: commands, within: within, Out: newOutput(out, errs, isTerminal(out))}
	if within != nil {
		a.Out.person = within.app.Out.person
	}
	if gate, ok := a.Out.errs.(*text.Gate); ok {
		a.Out.bar = watched(gate, errs, within)
	}
	cmd := a.tree()
	cmd.SetArgs(debit(cmd, args))
	cmd.SetOut(&a.Out)
	cmd.SetErr(a.Out.errs)
	err := cmd.ExecuteContext(ctx)
	return a.end(ctx, cmp.Or(err, a.unhelped))
}

// App is one run of the command line: what a command is made of. The commands
// of each provider, and those about the program, lie in folders of their own.
type App struct {
	Program Program
	Flags   Flags
	Out     Output

	args         []string
	short        *store.Incomplete // a list that was read as far as one reading goes
	saidUnasked  string            // what was said of it last
	saidAwaiting string            // why nothing comes for now, as it was said last
	warned       []string          // what stands and was told already
	unasked      error             // the program's own budget, which kept a read from the provider
	unhelped     error             // why there is no help on what it was wanted of
	version      bool              // only the version is asked for
	basis        *Basis            // what the answer rests on where nobody is asked; nil where that is not told
	acts         bool              // the command is to send something
	unsent       bool              // it ended before anything was sent
	tooSlow      bool              // a read after an act took too long
	acted        bool              // something was carried out: what follows does not change the exit code
	commands     []Commands
	only         string    // of the program's commands the one that is made; "" is all of them
	within       *LineMode // nil outside the plain mode
	hears        []Hears
	gives        map[*cobra.Command]reflect.Type
	kinds        map[*cobra.Command]map[string]any // the same, by the first argument
	without      map[*cobra.Command]listing        // the same, where an option is not given
	checks       map[*pflag.Flag]func(string) error
}

// Command makes a command: the record that it tells (nil when it tells none), how it is used,
// what it does in a sentence, how many arguments it takes, and what runs.
func (a *App) Command(record any, use, short string, args cobra.PositionalArgs, run func(*cobra.Command, []string) error) *cobra.Command {
	cmd := &cobra.Command{Use: use, Short: short, Args: args, RunE: run}
	if record != nil {
		a.Gives(cmd, record)
	}
	return cmd
}

// Gives notes what a command tells: records like this one.
func (a *App) Gives(cmd *cobra.Command, record any) *cobra.Command {
	a.gives[cmd] = reflect.TypeOf(record)
	return cmd
}

// Commands makes the commands of one folder.
type Commands func(a *App) []*cobra.Command

func (a *App) root() *cobra.Command {
	f := &a.Flags
	cmd := &cobra.Command{
		Use:           "switchboard",
		Short:         "Numbers, codes, trust and 911 addresses in one place",
		Long:          "Numbers, codes, trust and 911 addresses in one place. Without a command it opens the console.",
		Example:       "switchboard --sandbox\nswitchboard order --customer acme --service telegram --country uk --wait",
		SilenceUsage:  true,
		SilenceErrors: true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return Misuse(unknownCommand(cmd, args, ""))
			}
			return nil
		},
		PersistentPreRunE: func(cmd *cobra.Command, args []string) error {
			if a.version {
				return nil
			}
			if err := errors.Join(a.given(cmd, args), a.begin(cmd, args)); err != nil {
				return err
			}
			return a.saved(cmd)
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return a.bare(cmd) },
	}
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return a.misfits(cmd, err) })
	cmd.CompletionOptions.DisableDefaultCmd = true
	cmd.SetHelpFunc(func(cmd *cobra.Command, _ []string) { a.unhelped = helped(cmd) })
	cmd.SetHelpCommand(a.helpCommand())
	a.whose(cmd)
	a.shared(cmd)
	_ = cmd.RegisterFlagCompletionFunc("profile", a.profiles)
	complete(cmd, "format", strings.Split(FormatNames(), ", "))
	complete(cmd, "time", text.AllTimes())
	cmd.Flags().StringVar(&f.Pane, "pane", "", "the pane to begin with: live, customers, history and so on")
	cmd.Flags().StringVar(&f.Snapshot, "snapshot", "", "print one frame of this size, such as 120x40, and exit")
	cmd.AddCommand(a.lineCommand())
	// The library's own flag would be told by a template: with those in the program the linker has to keep
	// every method of every type, a sixth of the program's size.
	cmd.Flags().BoolVarP(&a.version, "version", "v", false, "print which version this is, and exit")
	cmd.Flags().Bool("plain", false, "take one command a line, without drawing a screen")
	for _, make := range a.commands {
		cmd.AddCommand(make(a)...)
	}
	fileless(cmd)
	return cmd
}

// bare is the program without a command: the console, or the plain mode.
func (a *App) bare(cmd *cobra.Command) error {
	if a.version {
		_, err := fmt.Fprintln(cmd.OutOrStdout(), Version())
		return err
	}
	if a.within != nil {
		return Misuse(errors.New("a command is needed: help lists them"))
	}
	plain, err := wantsPlain(cmd)
	if err != nil {
		return err
	}
	if plain {
		return a.lines(cmd)
	}
	return console(cmd, a.Program, a.Flags)
}

// whose declares the options about whose data and keys are used, and how.
func (a *App) whose(cmd *cobra.Command) {
	f := &a.Flags
	all := cmd.PersistentFlags()
	all.StringVar(&f.Profile, "profile", "", "whose data and keys are used")
	all.BoolVar(&f.Sandbox, "sandbox", false, "use the built-in sandbox: nothing leaves this machine")
	all.BoolVar(&f.Fresh, "fresh", false, "start the sandbox again from the beginning")
	all.BoolVar(&f.Offline, "offline", false, "ask no provider: show what was saved")
	all.BoolVar(&f.ReadOnly, "read-only", false, "read, but change nothing")
	all.BoolVar(&f.NoColor, "no-color", false, "bold, underline and reverse instead of colours")
	all.StringVar(&f.Time, "time", "", "how times are shown: "+strings.Join(text.AllTimes(), ", ")+"; data (JSON, CSV) has them in UTC always")
}

// Misuse is an error in how the program was called.
func Misuse(err error) error { return &Exit{Code: Usage, Err: err} }

// console opens the screen, or prints one frame of it.
func console(cmd *cobra.Command, p Program, f Flags) error {
	if f.Snapshot == "" {
		if err := usable(); err != nil {
			return Misuse(err)
		}
		return p.Screen(cmd.Context(), f)
	}
	var w, h int
	if n, err := fmt.Sscanf(f.Snapshot+" ", "%dx%d ", &w, &h); n != 2 || err != nil || w < 1 || h < 1 || w > 1000 || h > 1000 {
		return Misuse(fmt.Errorf("--snapshot: columns x rows, such as 120x40, each from 1 to 1000"))
	}
	frame, err := p.Snapshot(cmd.Context(), f, w, h)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), frame)
	return err
}

// usable says why the console cannot be shown here.
func usable() error {
	if os.Getenv("TERM") == "dumb" {
		return errors.New("this terminal (TERM=dumb) cannot show the console; switchboard plain takes one command a line, switchboard --snapshot 80x24 prints a frame, switchboard --help lists the commands")
	}
	for _, f := range []*os.File{os.Stdin, os.Stdout} {
		if !Terminal(f) {
			return errors.New("the console needs a terminal, and this is not one; switchboard --snapshot 80x24 prints a frame, switchboard --help lists the commands")
		}
	}
	return nil
}
