package house

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

func (a *app) dbCommand() *cobra.Command {
	path := a.Command(folder{}, "path", "Print the folder of what is saved", cli.None, func(cmd *cobra.Command, _ []string) error {
		return a.Local(cmd, func(_ context.Context, s *cli.Session) error {
			return a.Out.Value(s.DB.Dir(), folder{s.DB.Dir()})
		})
	})
	check := a.Command(soundness{}, "check", "Read everything that is saved and verify its checksums", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			return a.Local(cmd, func(ctx context.Context, s *cli.Session) error {
				wrong, err := s.DB.Check(ctx)
				if err != nil {
					return err
				}
				if err := a.Out.Row(soundness{s.DB.Dir(), len(wrong) == 0, wrong}); err != nil {
					return err
				}
				if len(wrong) > 0 {
					return fmt.Errorf("what is saved is damaged: %s", cli.Listed(wrong))
				}
				return nil
			})
		})
	return cli.Group("db", "Where things are saved: path, backup, purge, check, confirm, renew, gone", path, a.backupCommand(), a.purgeCommand(), check, a.confirmCommand(), a.renewCommand(), a.goneCommand())
}

func (a *app) backupCommand() *cobra.Command {
	return cli.Keeps(a.Command(folder{}, "backup [FOLDER]", "Copy what is saved into a new folder, here unless another is named", cli.Need(0, 1, "a folder"),
		func(cmd *cobra.Command, args []string) error {
			into := "."
			if len(args) > 0 {
				into = args[0]
			}
			if info, err := os.Stat(into); err != nil || !info.IsDir() {
				return cli.Misuse(fmt.Errorf("there is no folder %q", into))
			}
			return a.Local(cmd, func(ctx context.Context, s *cli.Session) error {
				at, err := s.DB.Backup(ctx, into)
				if err != nil {
					return err
				}
				return a.Out.Value(at, folder{at})
			})
		}))
}

func (a *app) purgeCommand() *cobra.Command {
	var before, customer, number string
	cmd := a.Command(purged{}, "purge", "Delete codes and texts for good; what was ordered and what it cost stays", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			f, err := purgeFilter(before, customer, number)
			if err != nil {
				return err
			}
			return a.Local(cmd, func(ctx context.Context, s *cli.Session) error {
				p, err := cli.Carry[store.PurgeResult](ctx, a.App, s, f)
				return a.tellPurged(p, err)
			})
		})
	cmd.Flags().StringVar(&before, "before", "", "of numbers ordered before: a day such as 2026-11-01, or a time ago such as 90d")
	cmd.Flags().StringVar(&customer, "customer", "", "of this customer only")
	a.Check(cmd, "customer", platfone.CheckCustomerID)
	cmd.Flags().StringVar(&number, "number", "", "of this number only, such as +14155550142")
	return cmd
}

// tellPurged tells what was deleted, also of a purge that was cut off.
func (a *app) tellPurged(p store.PurgeResult, err error) error {
	row := purged{int64(p.Deleted), int64(p.Live), int64(p.Notes)}
	switch {
	case err != nil && p.Deleted+p.Notes == 0:
		return err
	case err != nil:
		a.Out.Say("Codes and texts of %d numbers are deleted, and more is left to delete, in the journal too: the same command goes on with the rest.", p.Deleted)
		return errors.Join(a.Out.Row(row), err)
	case p.Live > 0:
		a.Out.Say("%d numbers are still active: they and their codes were left alone.", p.Live)
	}
	return a.Out.Row(row)
}

// purgeFilter wants at least one thing that says whose codes are to go.
func purgeFilter(before, customer, number string) (f act.Purge, err error) {
	if before == "" && customer == "" && number == "" {
		return f, cli.Misuse(errors.New("give --before, --customer or --number: it says whose codes are deleted"))
	}
	f.Customer = customer // which is held to its rule with every option
	f.Before, err = cli.Moment("--before", before)
	if number != "" {
		n, wrong := phone.Parse(number)
		if wrong != nil {
			err = errors.Join(err, cli.Misuse(fmt.Errorf("--number: %w", wrong)))
		}
		f.Number = n
	}
	return f, err
}
