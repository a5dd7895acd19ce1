package cli

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"switchboard/store/filter"
)

// filterFlag is the option that names things by what they are like.
const filterFlag = "filter"

// Filtered lets commands take the things that pass a filter in the place of names.
func Filtered(commands ...*cobra.Command) {
	for _, cmd := range commands {
		cmd.Flags().String(filterFlag, "", "instead of names: all that pass, such as 'customer:acme state:code'; --dry-run tells which")
	}
}

// NeedOrFilter holds a command to at least least arguments, the last of which
// are no names: with --filter there are no names.
func NeedOrFilter(least int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if !cmd.Flags().Changed(filterFlag) {
			return Need(least, -1, what)(cmd, args)
		}
		if len(args) > least-1 {
			return Misuse(fmt.Errorf("%s takes names or --filter, not both", cmd.CommandPath()))
		}
		return Need(least-1, least-1, what)(cmd, args)
	}
}

// Question is a filter that was given in the place of names.
type Question struct {
	Said  string
	Query filter.Query
}

// None is what an empty list says: of a narrowed one it is not said that there is nothing at all.
func (q Question) None(all, some string, besides bool) string {
	if q.Said == "" && !besides {
		return all
	}
	return some
}

// Asked reads the filter that was given in the place of names; nil without one.
// One that everything passes is refused.
func Asked(cmd *cobra.Command, g filter.Grammar) (*Question, error) {
	f := cmd.Flags().Lookup(filterFlag)
	if f == nil || !f.Changed {
		return nil, nil
	}
	q := g.Parse(f.Value.String(), time.Now())
	switch {
	case q.Problem != "":
		return nil, FilterProblem(cmd, q)
	case q.Empty():
		return nil, Misuse(errors.New("--filter: it is empty, and everything would pass; give a filter"))
	}
	return &Question{f.Value.String(), q}, nil
}
