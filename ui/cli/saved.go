package cli

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"switchboard/store"
	"switchboard/store/filter"
)

// Marks of an option that holds a filter: of which list it is, and the name it
// was saved under where it was given by that.
const (
	listOf  = "filter-of"
	savedAs = "saved-as"
)

// FilterOf says of which list of the console (store.FilterLists) the filter of
// a command is: @name is then the one that was saved for it.
func FilterOf(list string, commands ...*cobra.Command) {
	for _, cmd := range commands {
		f := cmd.Flags().Lookup(filterFlag)
		f.Usage += "; @name is one that was saved (switchboard filters)"
		if f.Annotations == nil {
			f.Annotations = map[string][]string{}
		}
		f.Annotations[listOf] = []string{list}
	}
}

// Narrowed lets a command that lists things take a filter of the list.
func Narrowed(cmd *cobra.Command, list string) {
	cmd.Flags().String(filterFlag, "", "only what passes, such as 'acme -tag:vip'")
	FilterOf(list, cmd)
}

// Narrowing is what a command that lists things is narrowed to; everything passes without a filter.
func Narrowing(cmd *cobra.Command, list string) (Question, error) {
	f := cmd.Flags().Lookup(filterFlag)
	if f == nil || !f.Changed {
		return Question{}, nil
	}
	q := commandGrammar(list).Parse(f.Value.String(), time.Now())
	return Question{f.Value.String(), q}, FilterProblem(cmd, q)
}

// commandGrammar is what commands answer of a list: less than the console, whose marks and
// limits they do not know.
func commandGrammar(list string) filter.Grammar {
	switch list {
	case "customers":
		return store.CustomerGrammar()
	case "numbers":
		return store.NumberGrammar()
	case "listings":
		return store.ListingGrammar()
	}
	return store.WithNotes(store.ActivationGrammar())
}

// FilterProblem says why the filter of a command cannot be used, nil when it can.
func FilterProblem(cmd *cobra.Command, q filter.Query) error {
	if q.Problem == "" {
		return nil
	}
	said := "--filter: "
	if f := cmd.Flags().Lookup(filterFlag); f != nil && f.Annotations[savedAs] != nil {
		said += "@" + f.Annotations[savedAs][0] + " was saved as " + f.Value.String() + ": "
	}
	return Misuse(errors.New(said + q.Problem))
}

// saved puts the filter that was saved under the name that was given in the name's place.
func (a *App) saved(cmd *cobra.Command) error {
	f := cmd.Flags().Lookup(filterFlag)
	name, named := "", false
	if f != nil && f.Changed && f.Annotations[listOf] != nil {
		name, named = strings.CutPrefix(f.Value.String(), "@")
	}
	if !named {
		return nil
	}
	list := f.Annotations[listOf][0]
	return a.Glance(cmd, func(ctx context.Context, s *Session) error { return fill(ctx, s.DB, f, list, name) })
}

func fill(ctx context.Context, db *store.DB, f *pflag.Flag, list, name string) error {
	saved, err := db.SavedFilter(ctx, list, name)
	if errors.Is(err, store.ErrNotFound) {
		all, err := db.SavedFilters(ctx, list)
		if err != nil {
			return err
		}
		names := make([]string, len(all))
		for i, one := range all {
			names[i] = "@" + one.Name
		}
		if len(names) == 0 {
			return Missing("--filter: no filter is saved for %s; switchboard filters save %s NAME FILTER saves one", list, list)
		}
		return Missing("--filter: @%s is not saved for %s, but %s%s", name, list, strings.Join(names, ", "), Near("@"+name, names))
	}
	if err != nil {
		return err
	}
	f.Annotations[savedAs] = []string{saved.Name}
	return f.Value.Set(saved.Text)
}
