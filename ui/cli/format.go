package cli

import (
	"fmt"
	"os"
	"slices"
	"strings"
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

// formats are all of them, in the order of the help.
var formats = []Format{Text, JSON, NDJSON, CSV, Markdown, Quiet}

// formatVariable is the environment's word for the format.
const formatVariable = "SWITCHBOARD_FORMAT"

// format is the one that the options ask for, or the environment. Two that
// ask for different things are refused.
func (a *App) format() (Format, error) {
	var asked []string
	var f Format
	for _, o := range []struct {
		format Format
		on     bool
	}{{JSON, a.Flags.JSON}, {NDJSON, a.Flags.NDJSON}, {CSV, a.Flags.CSV}, {Quiet, a.Flags.Quiet}} {
		if o.on {
			f, asked = o.format, append(asked, "--"+string(o.format))
		}
	}
	if a.Flags.Format != "" {
		named, err := parseFormat("--format", a.Flags.Format)
		if err != nil {
			return Text, err
		}
		if f != named {
			asked = append(asked, "--format "+string(named))
		}
		f = named
	}
	switch {
	case len(asked) > 1:
		return f, Misuse(fmt.Errorf("%s: choose one", strings.Join(asked, " and ")))
	case f != "":
		return f, nil
	}
	if f, err := parseFormat(formatVariable, os.Getenv(formatVariable)); f != "" || err != nil {
		return f, err
	}
	return Text, nil
}

// Usually has data written in a format of the command's own where nobody said how.
func (a *App) Usually(f Format) {
	if a.Out.Format == Text && a.Flags.Format == "" && os.Getenv(formatVariable) == "" {
		a.Out.Format = f
	}
}

// Begun writes where a command listens that goes on until it is told to end: at
// once, as one line of JSON unless another format was asked for.
func (a *App) Begun(where any) error {
	if a.Usually(NDJSON); a.Out.Format == JSON {
		a.Out.Format = NDJSON
	}
	return a.Out.Row(where)
}

// parseFormat reads the name of a format; "" is none.
func parseFormat(from, s string) (Format, error) {
	if s == "" {
		return "", nil
	}
	if f := Format(strings.ToLower(s)); slices.Contains(formats, f) {
		return f, nil
	}
	return "", NoneOf(from, s, strings.Split(FormatNames(), ", "))
}

// FormatNames lists the formats for a sentence.
func FormatNames() string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = string(f)
	}
	return strings.Join(names, ", ")
}

// wanted is the format for an error before the options were understood.
func (a *App) wanted() Format {
	for i, arg := range a.args {
		name, value, _ := strings.Cut(arg, "=")
		if name == "--format" && value == "" && i+1 < len(a.args) {
			value = a.args[i+1]
		}
		switch {
		case arg == "--":
			return Text
		case arg == "--json" || arg == "--json=true" || name == "--format" && Format(value) == JSON:
			return JSON
		case arg == "--ndjson" || arg == "--ndjson=true" || name == "--format" && Format(value) == NDJSON:
			return NDJSON
		}
	}
	if f, err := a.format(); err == nil {
		return f
	}
	return Text
}
