package cli

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/store"
)

func (a *app) dbCommand() *cobra.Command {
	path := &cobra.Command{
		Use: "path", Short: "Print the folder of what is saved", Args: need(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.local(cmd, func(_ context.Context, s *Session) error {
				return a.output.Value(s.DB.Dir(), Record{{"path", s.DB.Dir()}})
			})
		},
	}
	check := &cobra.Command{
		Use: "check", Short: "Read everything that is saved and verify its checksums", Args: need(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.local(cmd, func(ctx context.Context, s *Session) error {
				wrong, err := s.DB.Check(ctx)
				if err != nil {
					return err
				}
				if err := a.output.Row(Record{{"path", s.DB.Dir()}, {"sound", len(wrong) == 0}, {"problems", wrong}}); err != nil {
					return err
				}
				if len(wrong) > 0 {
					return fmt.Errorf("what is saved is damaged: %s", listed(wrong))
				}
				return nil
			})
		},
	}
	return group("db", "Where things are saved: path, backup, purge, check", path, a.backupCommand(), a.purgeCommand(), check)
}

func (a *app) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use: "backup [FOLDER]", Short: "Copy what is saved into a new folder, here unless another is named", Args: need(0, 1, "a folder"),
		RunE: func(cmd *cobra.Command, args []string) error {
			into := "."
			if len(args) > 0 {
				into = args[0]
			}
			if info, err := os.Stat(into); err != nil || !info.IsDir() {
				return usage(fmt.Errorf("there is no folder %q", into))
			}
			return a.local(cmd, func(ctx context.Context, s *Session) error {
				at, err := s.DB.Backup(ctx, into)
				if err != nil {
					return err
				}
				return a.output.Value(at, Record{{"path", at}})
			})
		},
	}
}

func (a *app) purgeCommand() *cobra.Command {
	var before, customer, number string
	cmd := &cobra.Command{
		Use: "purge", Short: "Delete codes and texts for good; what was ordered and what it cost stays", Args: need(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			f, err := purgeFilter(before, customer, number)
			if err != nil {
				return err
			}
			if a.f.ReadOnly {
				return guarded("--read-only: nothing is deleted")
			}
			if err := a.confirm("Delete these codes and texts for good."); err != nil {
				return err
			}
			return a.local(cmd, func(ctx context.Context, s *Session) error {
				n, err := s.DB.Purge(ctx, f)
				if err != nil {
					return err
				}
				return a.output.Row(Record{{"purged", n}})
			})
		},
	}
	cmd.Flags().StringVar(&before, "before", "", "of numbers ordered before: a day such as 2026-11-01, or a time ago such as 90d")
	cmd.Flags().StringVar(&customer, "customer", "", "of this customer only")
	cmd.Flags().StringVar(&number, "number", "", "of this number only, such as +14155550142")
	return cmd
}

// purgeFilter wants at least one thing that says whose codes are to go.
func purgeFilter(before, customer, number string) (f store.PurgeFilter, err error) {
	if before == "" && customer == "" && number == "" {
		return f, usage(errors.New("--before, --customer or --number is needed: whose codes are to go"))
	}
	if f.Before, err = moment("--before", before); err != nil {
		return f, err
	}
	if customer != "" {
		if err = platfone.CheckCustomerID(customer); err != nil {
			return f, err
		}
		f.Customer = customer
	}
	if number != "" {
		if f.Number, err = phone.Parse(number); err != nil {
			return f, usage(fmt.Errorf("--number: %w", err))
		}
	}
	return f, nil
}
