package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"switchboard/ui/text"
)

// Format is how data is written.
type Format string

// The formats; the zero Format writes like Text.
const (
	Text     Format = "text"
	JSON     Format = "json"
	NDJSON   Format = "ndjson"
	CSV      Format = "csv"
	Quiet    Format = "quiet"
	Markdown Format = "md"
)

// formatVariable is the environment's word for the format.
const formatVariable = "SWITCHBOARD_FORMAT"

// format is the one that the options ask for, or the environment.
func (a *App) format() (Format, error) {
	var asked []Format
	for f, on := range map[Format]bool{JSON: a.Flags.JSON, NDJSON: a.Flags.NDJSON, CSV: a.Flags.CSV, Quiet: a.Flags.Quiet} {
		if on {
			asked = append(asked, f)
		}
	}
	switch {
	case len(asked) > 1:
		slices.Sort(asked)
		return asked[0], Misuse(fmt.Errorf("--%s and --%s: choose one", asked[0], asked[1]))
	case len(asked) == 1:
		return asked[0], nil
	}
	return parseFormat(formatVariable, os.Getenv(formatVariable), Text, JSON, NDJSON, CSV, Quiet)
}

// parseFormat reads the name of a format; "" is the first of those allowed.
func parseFormat(from, s string, allowed ...Format) (Format, error) {
	if s == "" {
		return allowed[0], nil
	}
	if f := Format(strings.ToLower(s)); slices.Contains(allowed, f) {
		return f, nil
	}
	words := make([]string, len(allowed))
	for i, f := range allowed {
		words[i] = string(f)
	}
	return allowed[0], Misuse(fmt.Errorf("%s: one of %s", from, strings.Join(words, ", ")))
}

// ChooseFormat lets a command's own --format win over what was set elsewhere.
func (a *App) ChooseFormat(format string) error {
	if format == "" {
		return nil
	}
	f, err := parseFormat("--format", format, Text, CSV, JSON, NDJSON, Markdown)
	a.Out.Format = f
	return err
}

// wanted is the format for an error before the options were understood.
func (a *App) wanted() Format {
	for _, arg := range a.args {
		switch arg {
		case "--":
			return Text
		case "--json", "--json=true":
			return JSON
		case "--ndjson", "--ndjson=true":
			return NDJSON
		}
	}
	f, err := a.format()
	if err != nil {
		return Text
	}
	return f
}

// Output writes a command's data: records to standard output in the format
// asked for, words to standard error.
type Output struct {
	out, errs io.Writer
	Format    Format
	list      bool     // the answer is a list, however many records it has
	empty     string   // what to say of a list without any
	wrote     int      // records
	rows      []Record // kept until the end: of Text, Markdown and JSON
}

// List says that the answer is a list; empty is what to say when it has no rows.
func (o *Output) List(empty string) { o.list, o.empty = true, empty }

// Row writes one record of a list.
func (o *Output) Row(r Record) error {
	o.wrote++
	switch o.Format {
	case NDJSON:
		return o.Line(r.JSON())
	case CSV:
		return o.csv(r)
	case Quiet:
		return o.Line(plain(r[0]))
	}
	o.rows = append(o.rows, r)
	return nil
}

// Value writes one record of which a person, or a script that asked for no
// format, wants a single value.
func (o *Output) Value(v string, r Record) error {
	if o.Format == Text || o.Format == Quiet || o.Format == "" {
		o.wrote++
		return o.Line(text.Clean(v).String())
	}
	return o.Row(r)
}

// Say writes words for a person.
func (o *Output) Say(format string, args ...any) {
	if o.Format != Quiet {
		fmt.Fprintln(o.errs, text.Clean(fmt.Sprintf(format, args...)))
	}
}

func (o *Output) Line(s string) error {
	if _, err := io.WriteString(o.out, s+"\n"); err != nil {
		return fmt.Errorf("writing the answer: %w", err)
	}
	return nil
}

// finish writes what was kept, and the problem where the format has a place for it.
func (o *Output) finish(p *Problem) error {
	rows := o.rows
	o.rows = nil
	var err error
	switch {
	case o.Format == JSON && p != nil:
		return o.Line(problemJSON(p, rows))
	case o.Format == NDJSON && p != nil:
		return o.Line(problemJSON(p, nil))
	case o.Format == JSON && o.list:
		err = o.Line(listJSON(rows))
	case o.Format == JSON:
		for _, r := range rows {
			err = errors.Join(err, o.Line(r.JSON()))
		}
	case o.Format == Markdown:
		err = o.markdown(rows)
	case o.list:
		err = o.table(rows)
	default:
		for _, r := range rows {
			err = errors.Join(err, o.card(r))
		}
	}
	if p == nil && o.list && o.wrote == 0 && o.empty != "" {
		o.Say("%s", o.empty)
	}
	return err
}
