package config

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// Problem is something in the configuration that could not be used. It names
// the place and what is allowed there and never repeats what was written: it
// may be a key that was put in the wrong place.
type Problem struct {
	File    string // the path; "" for the environment and flags
	Line    int    // from 1; 0 is the whole file
	Key     string // the setting, "" for none
	Message string
	// Grave says that an address, a key's place or a guard of money may be lost
	// with it: until it is mended, no request is made with these settings.
	Grave bool
}

// guarded says whether a setting decides where requests go, with which key, or
// how much may be spent. Of these a mistake is never replaced by a default.
func guarded(path string) bool {
	table, _, _ := strings.Cut(path, ".")
	return slices.Contains([]string{"profile", "profiles", "spend", "network", "webhooks", "hooks"}, table) ||
		slices.ContainsFunc(settingEntries, func(e entry[Settings]) bool { return e.path == path && e.guard })
}

// Error is the problem in one line.
func (p Problem) Error() string {
	var b strings.Builder
	if p.File != "" {
		b.WriteString(filepath.Base(p.File))
		if p.Line > 0 {
			fmt.Fprintf(&b, ":%d", p.Line)
		}
		b.WriteString(": ")
	}
	if p.Key != "" {
		b.WriteString(p.Key + ": ")
	}
	return b.String() + p.Message
}

// Layer is where a value comes from, each overruling the one before.
type Layer string

// The layers.
const (
	FromDefault Layer = "default"
	FromFile    Layer = "file"
	FromEnv     Layer = "env"
	FromFlag    Layer = "flag"
)

// Origin is where one value comes from.
type Origin struct {
	Layer Layer
	Name  string // the path of the file, the variable, the flag
	Line  int    // in the file
}

// String is the origin as Settings shows it: "default", "config.toml:12",
// "SWITCHBOARD_THEME", "--no-color".
func (o Origin) String() string {
	switch o.Layer {
	case "":
		return string(FromDefault)
	case FromFile:
		return fmt.Sprintf("%s:%d", filepath.Base(o.Name), o.Line)
	case FromEnv, FromFlag:
		return o.Name
	}
	return string(o.Layer)
}
