package cli

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// columnsFlag is the option that chooses what is written of each record.
const columnsFlag = "columns"

// GivesBy notes what a command tells by its first argument: records like these.
func (a *App) GivesBy(cmd *cobra.Command, records map[string]any) {
	a.kinds[cmd] = records
}

// GivesWithout notes what a command tells where an option is not given: records like this one.
func (a *App) GivesWithout(cmd *cobra.Command, option string, record any) {
	a.without[cmd] = listing{option, reflect.TypeOf(record)}
}

// listing is what is told where an option is not given.
type listing struct {
	option string
	record reflect.Type
}

// telling is what a command tells with these arguments, nil when it tells nothing.
func (a *App) telling(cmd *cobra.Command, args []string) reflect.Type {
	if len(args) > 0 && a.kinds[cmd][args[0]] != nil {
		return reflect.TypeOf(a.kinds[cmd][args[0]])
	}
	if l, is := a.without[cmd]; is && !cmd.Flags().Changed(l.option) {
		return l.record
	}
	return a.gives[cmd]
}

// page is what a command tells, under the words that make it tell that.
type page struct {
	words  string
	record reflect.Type
}

// pages are all that a command can tell.
func (a *App) pages(cmd *cobra.Command) (out []page) {
	for _, kind := range slices.Sorted(maps.Keys(a.kinds[cmd])) {
		out = append(out, page{" " + kind, reflect.TypeOf(a.kinds[cmd][kind])})
	}
	if given, is := a.gives[cmd]; is && len(out) == 0 {
		out = append(out, page{"", given})
	}
	if l, is := a.without[cmd]; is {
		out = append(out, page{" without --" + l.option, l.record})
	}
	return out
}

// columnsOption holds --columns to the fields of what the command tells, and to formats whose rows have columns: data for
// programs has every field always.
func (a *App) columnsOption(cmd *cobra.Command, f Format) error {
	asked := a.Flags.Columns
	if asked == "" {
		return nil
	}
	switch {
	case a.Out.given == nil:
		return Misuse(fmt.Errorf("--columns: %s writes no rows", cmd.CommandPath()))
	case f == JSON || f == NDJSON:
		return Misuse(errors.New("--columns: " + string(f) + " has every field always; leave --columns out, or ask for text, csv or md"))
	}
	columns := columnsOf(a.Out.given)
	names := strings.Split(asked, ",")
	for i, name := range names {
		names[i] = strings.TrimSpace(name)
		switch {
		case called(columns, names[i]) < 0:
			return Misuse(fmt.Errorf("--columns: %q is none of the columns here, which are %s", names[i], columnNames(columns, f)+Near(names[i], strings.Split(columnNames(columns, f), ", "))))
		case slices.ContainsFunc(names[:i], func(s string) bool { return called(columns, s) == called(columns, names[i]) }):
			return Misuse(fmt.Errorf("--columns: %s is named twice", names[i]))
		}
	}
	a.Out.asked = names
	return nil
}

// called is the place of the column that has this name: in CSV, where amounts are in dollars, or above a table; -1 when none has.
func called(columns []column, name string) int {
	return slices.IndexFunc(columns, func(c column) bool {
		return c.name == name || c.key() == name || name != "" && strings.EqualFold(c.heading, name)
	})
}

// columnNames are the names of columns as a format writes them, for a sentence.
func columnNames(columns []column, f Format) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		if names[i] = c.key(); f == CSV {
			names[i] = c.name
		}
	}
	return strings.Join(names, ", ")
}

// chosen are the columns of a record that are written: those that were asked for, or all where nobody asked and of a
// record of another kind than the command tells, such as a plan.
func (o *Output) chosen(t reflect.Type) []column {
	all := o.columnsOf(t)
	if !o.Chosen() {
		return all
	}
	chosen, known := o.told[t]
	if known {
		return chosen
	}
	for _, name := range o.asked {
		i := called(all, name)
		if i < 0 {
			chosen = all
			break
		}
		chosen = append(chosen, all[i])
	}
	if o.told == nil {
		o.told = map[reflect.Type][]column{}
	}
	o.told[t] = chosen
	return chosen
}

// wanted reports whether columns are those that were asked for.
func (o *Output) wanted(columns []column) bool {
	return o.Chosen() && len(o.asked) == len(columns) && called(columns[:1], o.asked[0]) == 0
}

// offerColumns completes the last name of a list of columns.
func (a *App) offerColumns(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	given := a.telling(cmd, args)
	if given == nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	before := begun[:strings.LastIndexByte(begun, ',')+1]
	var out []string
	for _, c := range columnsOf(given) {
		if !slices.Contains(strings.Split(before, ","), c.key()) {
			out = append(out, before+c.key())
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}
