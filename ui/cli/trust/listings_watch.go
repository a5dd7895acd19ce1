package trust

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/cli"
)

func (a *app) watchCommand() *cobra.Command {
	return a.Command(change{}, "watch [NUMBER…]", "Tell of every change of state, badge and risk as it comes, until --timeout (exit 7) or Ctrl-c", cli.Need(0, -1, "numbers"),
		func(cmd *cobra.Command, args []string) error {
			var only []phone.E164
			for _, arg := range args {
				n, err := phone.Parse(arg)
				if err != nil {
					return cli.Misuse(fmt.Errorf("number %q: %w", arg, err))
				}
				only = append(only, n)
			}
			return a.Online(cmd, func(ctx context.Context, s *cli.Session) error { return a.watch(ctx, s, only) })
		})
}

func (a *app) watch(ctx context.Context, s *cli.Session, only []phone.E164) error {
	if err := s.Engine.Ready(ctx); err != nil {
		return err
	}
	began := time.Now()
	if err := a.Read(ctx, s, listingsOf(s).RefreshList); err != nil { // with a key that is refused no change comes
		return err
	}
	a.Out.Live()
	was := map[phone.E164]store.Listing{}
	return a.follow(ctx, s, began, func() (bool, error) {
		list, err := s.DB.Listings(ctx)
		if err != nil {
			return false, err
		}
		for _, l := range list {
			if len(only) > 0 && !slices.Contains(only, l.E164) {
				continue
			}
			old, known := was[l.E164]
			was[l.E164] = l
			if !known || old.Seen.IsZero() {
				continue
			}
			if err := a.tell(old, l); err != nil {
				return false, err
			}
		}
		return false, nil
	})
}

// tell writes a line for each thing that is different.
func (a *app) tell(old, now store.Listing) error {
	line := func(what, from, to string) error {
		words := fmt.Sprintf("%s %s %s: %s, was %s", time.Now().Format("15:04:05"), now.E164, what, to, cmp.Or(from, "-"))
		return a.Out.Value(words, change{now.E164, what, from, to, now.Seen})
	}
	var err error
	if from, to := old.StateWord(), now.StateWord(); from != to {
		err = line("state", from, to)
	}
	if old.Grade != now.Grade {
		err = errors.Join(err, line("badge", old.Grade, now.Grade))
	}
	if from, to := riskWords(old), riskWords(now); from != to {
		err = errors.Join(err, line("risk", from, to))
	}
	return err
}

func riskWords(l store.Listing) string {
	if l.Risk == nil || l.Risk.Score == nil {
		return string(numbersonline.BandUnknown)
	}
	return fmt.Sprintf("%d %s", *l.Risk.Score, l.Band())
}

func (a *app) packCommand() *cobra.Command {
	var dir string
	cmd := a.Command(pack{}, "pack NUMBER", "Make a folder for a dispute: listing, reports, history of the risk, what to attach where", cli.Need(1, 1, aNumber),
		func(cmd *cobra.Command, args []string) error {
			return a.ofNumber(cmd, args[0], func(ctx context.Context, s *cli.Session, n phone.E164) error {
				if _, err := a.heardOf(ctx, s, n); err != nil {
					return err
				}
				path, err := listingsOf(s).Pack(ctx, n, strings.TrimSpace(dir))
				if err != nil {
					return err
				}
				return a.Out.Value(path, pack{path, n})
			})
		})
	cmd.Flags().StringVar(&dir, "dir", "", "the folder to make it in; the working folder unless told")
	return cli.Keeps(cmd)
}
