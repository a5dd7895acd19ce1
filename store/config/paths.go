// Package config is what the person has set: where things lie, which profile
// is meant, and how to reach each provider.
package config

import (
	"fmt"
	"path/filepath"

	"github.com/adrg/xdg"
)

// app is the folder of the program in each of the base directories.
const app = "switchboard"

// Sandbox is the name of the profile of the built-in world. It is never the
// name of a real one, so that the two cannot be mixed.
const Sandbox = "sandbox"

// Default is the profile used when none is named.
const Default = "default"

// Paths are where the program keeps its things: configuration, data and state
// in the base directories of the XDG specification, on every system.
type Paths struct {
	Config string // config.toml
	Data   string // the folder of the profiles
	State  string // the folder of logs and crash reports
}

// FindPaths reads the base directories from the environment.
func FindPaths() Paths {
	xdg.Reload()
	return Paths{
		Config: filepath.Join(xdg.ConfigHome, app, "config.toml"),
		Data:   filepath.Join(xdg.DataHome, app),
		State:  filepath.Join(xdg.StateHome, app),
	}
}

// Profile is the data folder of a profile.
func (p Paths) Profile(name string) string { return filepath.Join(p.Data, "profiles", name) }

// maxProfile is the longest name of a profile, in characters.
const maxProfile = 40

// CheckProfile refuses names that would not be one plain folder.
func CheckProfile(name string) error {
	ok := name != "" && len(name) <= maxProfile
	for i, r := range name {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		ok = ok && (letter || i > 0 && (r == '-' || r == '_'))
	}
	if !ok {
		return fmt.Errorf("profile: letters, digits, - and _, beginning with a letter or a digit, at most %d characters", maxProfile)
	}
	return nil
}
