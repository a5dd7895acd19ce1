// Package config owns what the person has set: the settings and where each of
// them comes from, the profiles, how every provider is reached, where its key is
// kept, and where the program's things lie. It asks no provider anything.
package config

import (
	"errors"
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
	Config string     // config.toml
	Data   string     // the folder of the profiles
	State  string     // the folder of logs and crash reports
	Also   []Provider // whose accounts are kept there beside those of Providers
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

// Homeless says why it is not known where the program's things are to lie, ""
// when it is: without a home they would end up in the root of the disk.
func Homeless(getenv func(name string) string) string {
	for _, name := range []string{"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"} {
		if !filepath.IsAbs(getenv(name)) && !filepath.IsAbs(getenv("HOME")) {
			return "HOME is not set: Switchboard cannot find your settings and data. Set HOME to your home folder, or " + name + " and the other two XDG folders"
		}
	}
	return ""
}

// Profile is the data folder of a profile.
func (p Paths) Profile(name string) string { return filepath.Join(p.Data, "profiles", name) }

// Keys is the private file of keys.
func (p Paths) Keys() string { return filepath.Join(filepath.Dir(p.Config), "keys.toml") }

// Themes is the folder of the person's own themes.
func (p Paths) Themes() string { return filepath.Join(filepath.Dir(p.Config), "themes") }

// CheckProfile refuses names that would not be one plain folder.
func CheckProfile(name string) error {
	if !profileName().MatchString(name) {
		return errors.New("profile: letters, digits, - and _, beginning with a letter or a digit, at most 40 characters")
	}
	return nil
}
