package cli

import (
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"switchboard/store/act"
)

// helpJSON writes what every command tells as JSON and CSV, made from the
// records themselves.
func (a *App) helpJSON(root *cobra.Command, w io.Writer) {
	fmt.Fprint(w, `# What commands write

With --json a command writes one value: an object, or a list of objects, one a line. With --ndjson it writes one object a line, as
they come. With --csv the same fields are columns under their names; a list or a record within a record is JSON in its cell, and a text
that a spreadsheet would take for a formula has an apostrophe before it. As text in a pipe a record is a line of cells with tabs
between, under the same names; there a list of words has commas between, and amounts are dollars without a unit in their name.

Amounts are whole cents and end in _cents, times are RFC 3339 in UTC and end in _at, spans are whole seconds and end in _seconds,
phone numbers are E.164. What is not known is null. A provider's words stand under the provider's names; state is ours.

A command that fails writes {"error": …} and ends with the status that stands in it; records that it had by then stand beside it as
"results", or before it where a list was being written.

## The error

`)
	columnTable(w, columnsOf(reflect.TypeFor[Problem]()), true)
	fmt.Fprint(w, "\nReasons: "+strings.Join(reasonNames(), ", ")+"\n\n## With --dry-run\n\nWhat an act would do; nothing is sent.\n\n")
	columnTable(w, columnsOf(reflect.TypeFor[Plan]()), false)
	for _, cmd := range all(root) {
		for _, p := range a.pages(cmd) {
			fmt.Fprintf(w, "\n## %s%s\n\n%s.\n\n", strings.TrimPrefix(cmd.CommandPath(), root.Name()+" "), p.words, strings.TrimSuffix(cmd.Short, "."))
			columnTable(w, columnsOf(p.record), false)
		}
	}
}

// columnTable writes columns in Markdown, those of structs within under their names.
func columnTable(w io.Writer, columns []column, optional bool) {
	fmt.Fprint(w, "| name | type | |\n| --- | --- | --- |\n")
	rows(w, "", columns, optional)
}

func rows(w io.Writer, within string, columns []column, optional bool) {
	for i := range columns {
		c := &columns[i]
		kind := c.schema()
		if optional && !slices.Contains([]string{"exit", "reason", "message", "name", "subject"}, c.name) {
			kind = strings.TrimSuffix(kind, " or null") + ", if any"
		}
		fmt.Fprintf(w, "| %s%s | %s | %s |\n", within, c.name, kind, c.about)
		switch c.kind {
		case object:
			rows(w, within+c.name+".", c.of, optional)
		case objects:
			rows(w, within+c.name+"[].", c.of, optional)
		}
	}
}

// reasonNames are all the words that an error can have as its reason.
func reasonNames() []string {
	var out []string
	for _, r := range act.Reasons() {
		out = append(out, string(r.Code))
	}
	for _, r := range reasons {
		out = append(out, r)
	}
	out = append(out, Incomplete, TimedOut, FaultsStand, unpaid)
	slices.Sort(out)
	return slices.Compact(out)
}

// all are a command and those below it, in their order.
func all(cmd *cobra.Command) []*cobra.Command {
	out := []*cobra.Command{cmd}
	for _, c := range cmd.Commands() {
		if !c.Hidden {
			out = append(out, all(c)...)
		}
	}
	return out
}
