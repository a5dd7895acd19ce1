package cli

import (
	"fmt"
	"os"

	"switchboard/store/config"
	"switchboard/themes"
)

// Overrides are the settings that options stand for.
func (f Flags) Overrides() []config.Flag {
	var out []config.Flag
	if f.ReadOnly {
		out = append(out, config.Flag{Name: "--read-only", Path: "read_only", Value: "true"})
	}
	if f.NoColor {
		out = append(out, config.Flag{Name: "--no-color", Path: "theme", Value: themes.Mono})
	}
	if f.Time != "" {
		out = append(out, config.Flag{Name: "--time", Path: timeSetting, Value: f.Time})
	}
	return out
}

// Placed is a Program that knows where its things lie and which providers it
// has; any other has those of FindPaths.
type Placed interface{ Paths() config.Paths }

// Paths are where the things of the program lie.
func (a *App) Paths() config.Paths {
	if p, ok := a.Program.(Placed); ok {
		return p.Paths()
	}
	return config.FindPaths()
}

// Configuration is what is set, and the profile that is meant by it. The error
// is about the name of the profile and chooses the exit code.
func (f Flags) Configuration(p config.Paths) (*config.Config, config.Profile, error) {
	c := config.Load(config.Options{Paths: p, Getenv: os.LookupEnv, Flags: f.Overrides(), Environ: os.Environ()})
	name := f.Profile
	if f.Sandbox {
		if name != "" && name != config.Sandbox {
			return c, config.Profile{}, Misuse(fmt.Errorf("--sandbox is a profile of its own: leave --profile %s out", name))
		}
		name = config.Sandbox
	}
	profile, err := c.Profile(name)
	if err != nil {
		return c, profile, Misuse(err)
	}
	return c, profile, nil
}
