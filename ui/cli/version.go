package cli

import (
	"runtime"
	"runtime/debug"
)

// Build is what this program was made from.
type Build struct {
	Switchboard string `json:"switchboard"`
	Go          string `json:"go"`
	System      string `json:"system"`
	BubbleTea   string `json:"bubbletea,omitempty"`
	SQLite      string `json:"go_sqlite3,omitempty"`
}

// Version is which version of the program this is.
func Version() string { return Built().Switchboard }

// Built is what this program was made from.
func Built() Build {
	b := Build{Switchboard: "unknown", Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	b.Switchboard = info.Main.Version
	if b.Switchboard == "" || b.Switchboard == "(devel)" {
		b.Switchboard = "development"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			b.Switchboard += " " + s.Value[:12]
		}
	}
	for _, d := range info.Deps {
		switch d.Path {
		case "charm.land/bubbletea/v2":
			b.BubbleTea = d.Version
		case "github.com/mattn/go-sqlite3":
			b.SQLite = d.Version
		}
	}
	return b
}
