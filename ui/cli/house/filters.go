package house

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"switchboard/store"
	"switchboard/ui/cli"
)

// kept is a filter that was saved under a name.
type kept struct {
	Name    string    `json:"name" col:"name" about:"what it was saved as: --filter @name uses it"`
	List    string    `json:"list" col:"list" about:"live, customers, history, listings, numbers or log"`
	Filter  string    `json:"filter" col:"filter" about:"as it was written"`
	Problem string    `json:"problem" col:"problem" about:"why it cannot be used any more; null when it can"`
	At      time.Time `json:"saved_at" about:"when it was saved"`
}

func keptOf(f store.SavedFilter) kept {
	return kept{f.Name, f.List, f.Text, f.Problem(time.Now()), f.At}
}

// aFilter is what the arguments of the commands about one are called.
const aFilter = "a list (live, customers, history, listings, numbers, log) and the name of a filter"

func (a *app) filtersCommand() *cobra.Command {
	list := a.Command(kept{}, "list [LIST]", "List the filters that were saved, of all lists or of one", cli.Need(0, 1, "one list (live, customers, history, listings, numbers, log), or none"),
		func(cmd *cobra.Command, args []string) error {
			of := strings.Join(args, "")
			if err := (store.SavedFilter{List: of}).CheckList(); of != "" && err != nil {
				return cli.Misuse(fmt.Errorf("%w%s", err, cli.Near(of, store.FilterLists())))
			}
			return a.Glance(cmd, func(ctx context.Context, s *cli.Session) error {
				all, err := s.DB.SavedFilters(ctx, of)
				if err != nil {
					return err
				}
				a.Out.List("No filter is saved.")
				return cli.Rows(&a.Out, all, keptOf)
			})
		})
	return cli.Group("filters", "Save filters of the lists under a name, for the console and for --filter @name", list, a.saveFilterCommand(), a.renameFilterCommand(), a.removeFilterCommand())
}

func (a *app) saveFilterCommand() *cobra.Command {
	var replace bool
	save := a.Command(kept{}, "save LIST NAME FILTER", "Save a filter of a list under a name", cli.Need(3, 3, aFilter+", and the filter"),
		func(cmd *cobra.Command, args []string) error {
			f := store.SavedFilter{List: args[0], Name: args[1], Text: args[2]}
			if err := f.Check(time.Now()); err != nil {
				return cli.Misuse(err)
			}
			return a.Local(cmd, func(ctx context.Context, s *cli.Session) error {
				err := s.DB.SaveFilter(ctx, f, replace)
				if errors.Is(err, store.ErrSaved) {
					return cli.Misuse(fmt.Errorf("name: %w; --replace puts this one in its place", err))
				}
				return a.told(ctx, s, f.List, f.Name, err)
			})
		})
	save.Flags().BoolVar(&replace, "replace", false, "in the place of one of the same name")
	return cli.Keeps(save)
}

func (a *app) renameFilterCommand() *cobra.Command {
	return cli.Keeps(a.Command(kept{}, "rename LIST NAME NEW", "Give a saved filter another name", cli.Need(3, 3, aFilter+", and its new name"),
		func(cmd *cobra.Command, args []string) error {
			if err := store.CheckFilterName(args[2]); err != nil {
				return cli.Misuse(err)
			}
			return a.Local(cmd, func(ctx context.Context, s *cli.Session) error {
				err := s.DB.RenameFilter(ctx, args[0], args[1], args[2])
				if errors.Is(err, store.ErrSaved) {
					err = cli.Misuse(fmt.Errorf("name: %w", err))
				}
				return a.told(ctx, s, args[0], args[2], notSaved(err, args))
			})
		}))
}

func (a *app) removeFilterCommand() *cobra.Command {
	return cli.Keeps(a.Command(kept{}, "remove LIST NAME", "Remove a saved filter", cli.Need(2, 2, aFilter),
		func(cmd *cobra.Command, args []string) error {
			return a.Local(cmd, func(ctx context.Context, s *cli.Session) error {
				f, err := s.DB.SavedFilter(ctx, args[0], args[1])
				if err == nil {
					err = s.DB.ForgetFilter(ctx, args[0], args[1])
				}
				if err != nil {
					return notSaved(err, args)
				}
				return a.Out.Row(keptOf(f))
			})
		}))
}

// told shows a filter as it is kept now.
func (a *app) told(ctx context.Context, s *cli.Session, list, name string, err error) error {
	if err != nil {
		return err
	}
	f, err := s.DB.SavedFilter(ctx, list, name)
	if err != nil {
		return err
	}
	return a.Out.Row(keptOf(f))
}

// notSaved says which filter there is not.
func notSaved(err error, args []string) error {
	if errors.Is(err, store.ErrNotFound) {
		return cli.Missing("no filter of %s is called %s; switchboard filters list lists them", args[0], args[1])
	}
	return err
}
