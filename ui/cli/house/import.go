package house

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/phone"
	"switchboard/store/act"
	"switchboard/store/intake"
	"switchboard/ui/cli"
)

// shownProblems is how many rows that cannot be done are told before a person
// is asked; the report has them all.
const shownProblems = 20

func (a *app) importCommand() *cobra.Command {
	var all []*cobra.Command
	for _, k := range intake.Kinds() {
		cmd := a.Command(taken{}, k.Name+" FILE", "Take in "+k.What+" from a CSV file, or from - : "+intake.Names(k.Columns), cli.Need(1, 1, "a CSV file, or - for standard input"),
			func(cmd *cobra.Command, args []string) error {
				im, err := readFile(k, args[0], cmd.InOrStdin())
				if err != nil {
					return err
				}
				return a.Online(cmd, func(ctx context.Context, s *cli.Session) error { return a.take(ctx, s, im) })
			})
		all = append(all, cli.Asking(k.Provider, []*cobra.Command{cmd})...)
	}
	return cli.Group("import", "Take in a CSV file, a row for each thing to be done", all...)
}

// readFile reads a file before a profile is opened.
func readFile(k intake.Kind, name string, in io.Reader) (*intake.Import, error) {
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, cli.Misuse(err)
		}
		defer f.Close()
		in = f
	}
	im, err := intake.Read(k, in)
	if path := (*fs.PathError)(nil); errors.As(err, &path) { // it names the file itself, such as one that is a folder
		return nil, cli.Misuse(err)
	}
	if err != nil {
		return nil, cli.Misuse(fmt.Errorf("%s: %w. Nothing was sent", name, err))
	}
	im.File = whole(name)
	return im, nil
}

// stdin is what stands for the path of what comes by standard input.
const stdin = "standard input"

// whole is the path of a file from wherever it is looked at.
func whole(name string) string {
	if name == "-" {
		return stdin
	}
	if at, err := filepath.Abs(name); err == nil {
		return at
	}
	return name
}

// take shows what the rows come to, has that confirmed and carries them out.
func (a *app) take(ctx context.Context, s *cli.Session, im *intake.Import) error {
	if err := s.Engine.Ready(ctx); err != nil {
		return err
	}
	w := a.world(s, im.Kind)
	if first := im.Any(); first != nil {
		if err := act.Patiently(ctx, func(ctx context.Context) error { return a.MayAct(ctx, s, first) }); err != nil {
			return err
		}
	}
	if err := im.Preview(ctx, w); err != nil {
		return err
	}
	a.preview(im)
	tell := takenOf(im.Kind)
	a.Out.List("")
	if a.Flags.DryRun {
		if ending(im) != nil {
			a.Out.Say("Nothing was sent: this was a dry run.")
		}
		return cmp.Or(cli.Rows(&a.Out, im.Rows, tell), cli.Dry(ending(im)))
	}
	v, any := im.Verdict()
	var agreed act.Consent
	if any {
		var err error
		if agreed, err = a.Agree(ctx, v); err != nil {
			return err
		}
	}
	a.Out.Live()
	w.Came = func(done, total int) {
		a.Out.Progress("rows", fmt.Sprintf("%d of %d", done, total), int64(done), int64(total))
	}
	err := im.Run(ctx, w, agreed, func(r intake.Row) error { return a.Out.Row(tell(r)) })
	if ctx.Err() != nil && im.Count(intake.Unknown) > 0 { // what is open counts for more than that the time was over
		return ending(im)
	}
	return cmp.Or(err, ending(im))
}

// world is what the rows of a kind are weighed against.
func (a *app) world(s *cli.Session, k intake.Kind) intake.World {
	w := intake.World{DB: s.DB, Judge: s.Engine, Begin: s.Engine.BeginFile, Came: func(done, total int) {
		a.Out.Progress("looking", fmt.Sprintf("%d of %d rows", done, total), int64(done), int64(total))
	}}
	if desk, ok := cli.Asks[interface {
		RefreshNumber(ctx context.Context, n phone.E164) error
	}](s, k.Provider); ok {
		w.Read = desk.RefreshNumber
	}
	w.Waits = a.waitsFor()
	for _, d := range s.Desks {
		for _, l := range d.Lists {
			if d.Provider == k.Provider && l.Name == k.List {
				w.List = l.Ask
			}
		}
	}
	return w
}

// waitsFor tells that a run waits for rows that are being checked: once in a sentence, and at a terminal for how long.
func (a *app) waitsFor() func(open int, until time.Time) {
	began := time.Time{}
	return func(open int, until time.Time) {
		now := time.Now()
		if began.IsZero() {
			began = now
			a.Out.Say("%s being checked. This waits until it is known, up to %s; Ctrl-C ends the waiting, and the same file goes on.", isAre(open, "row"), until.Sub(now).Round(time.Second))
		}
		a.Out.Progress("checking", fmt.Sprintf("%d left, %s at most", open, until.Sub(now).Round(time.Second)), int64(now.Sub(began)), int64(until.Sub(began)))
	}
}

// isAre is how many there are, with the verb.
func isAre(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " is"
	}
	return fmt.Sprintf("%d %ss are", n, noun)
}

// preview tells a person what the file comes to, and each row that keeps out.
func (a *app) preview(im *intake.Import) {
	if len(im.Other) > 0 {
		a.Out.Say("Not used: the column %s. The columns are %s.", strings.Join(im.Other, ", the column "), intake.Names(im.Kind.Columns))
	}
	a.Out.Say("%s", im.Summary())
	if n := im.Replaced(); n > 0 {
		a.Out.Say("An address on file is replaced for %d of them: typing %d, or --confirm %d, agrees to that.", n, n, n)
	}
	told := 0
	for _, r := range im.Rows {
		if r.Why == "" || r.State == intake.Already {
			continue
		}
		if told++; told > shownProblems {
			a.Out.Say("  and more: the report has a line for each row")
			return
		}
		a.Out.Say("  line %d: %s", r.Line, r.Told())
	}
}

// again says how what is left of rows is done later: a file is given again, and so is what came by standard input.
func again(file string) string {
	if file == stdin {
		return "The same rows, given once more by standard input, go on when it is known"
	}
	return "The same file goes on when it is known"
}

// ending is what a run comes to as an exit code, and what a dry run says that it would come to by
// what is known before it: nothing is left to be done only when every row is done.
func ending(im *intake.Import) error {
	words := im.Summary()
	switch {
	case im.Count(intake.Unknown) > 0:
		return &cli.Exit{Code: cli.Unknown, Err: errors.New(words + " " + again(im.File))}
	case im.Count(intake.Wrong, intake.Refused, intake.Charged, intake.Unsent) > 0:
		return &cli.Exit{Code: cli.Failure, Err: errors.New(words)}
	case im.Count(intake.Choice) > 0:
		return &cli.Exit{Code: cli.Choice, Err: errors.New(words + " switchboard e911 queue lists the places to choose among")}
	case im.Count(intake.Written) > 0:
		return &cli.Exit{Code: cli.NotAsSent, Err: errors.New(words + " Look at what is on file")}
	}
	return nil
}
