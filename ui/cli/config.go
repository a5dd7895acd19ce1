package cli

import (
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

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
	return out
}

// Configuration is what is set, and the profile that is meant by it. The error
// is about the name of the profile and chooses the exit code.
func (f Flags) Configuration(p config.Paths) (*config.Config, config.Profile, error) {
	c := config.Load(config.Options{Paths: p, Getenv: os.LookupEnv, Flags: f.Overrides()})
	name := f.Profile
	if f.Sandbox {
		if name != "" && name != config.Sandbox {
			return c, config.Profile{}, usage(fmt.Errorf("--sandbox is a profile of its own: leave --profile %s out", name))
		}
		name = config.Sandbox
	}
	profile, err := c.Profile(name)
	if err != nil {
		return c, profile, usage(err)
	}
	return c, profile, nil
}

// house are the commands about the program itself.
func (a *app) house() []*cobra.Command {
	out := []*cobra.Command{a.configCommand(), a.themesCommand(), completionCommand(), a.versionCommand(), a.doctorCommand()}
	if t, ok := a.p.(KeyTable); ok {
		out = append(out, a.keysCommand(t))
	}
	return out
}

func (a *app) configCommand() *cobra.Command {
	plain := func(use, short string, do func() error) *cobra.Command {
		return &cobra.Command{Use: use, Short: short, Args: cobra.NoArgs, RunE: func(*cobra.Command, []string) error { return do() }}
	}
	return group("config", "Tell where the settings are and what they say",
		plain("path", "Print where the settings are", a.configPath),
		plain("init", "Write a file of settings that shows every default", a.configInit),
		plain("check", "Tell what is wrong with the settings", a.configCheck),
		plain("show", "Show every setting and where it comes from", a.configShow),
	)
}

func (a *app) configPath() error {
	p := config.FindPaths()
	return a.output.Value(p.Config, Record{
		{"config", p.Config}, {"keys", p.Keys()}, {"themes", p.Themes()}, {"data", p.Data}, {"state", p.State},
	})
}

func (a *app) configInit() error {
	p := config.FindPaths()
	if err := p.WriteTemplate(); err != nil {
		return &Exit{Failure, err}
	}
	a.output.Say("Written. It changes nothing until you take a # away.")
	return a.output.Value(p.Config, Record{{"config", p.Config}})
}

func (a *app) configCheck() error {
	p := config.FindPaths()
	c, profile, err := a.f.Configuration(p)
	if err != nil {
		return err
	}
	a.output.List("Nothing is wrong.")
	found := a.problems(c, profile)
	for _, f := range found {
		row := Record{{"file", f.File}, {"line", f.Line}, {"setting", f.Key}, {"problem", f.Message}, {"changes_off", f.Grave}}
		if err := a.output.Row(row); err != nil {
			return err
		}
	}
	switch {
	case len(found) == 1:
		return &Exit{Failure, fmt.Errorf("1 thing is wrong with the settings")}
	case len(found) > 1:
		return &Exit{Failure, fmt.Errorf("%d things are wrong with the settings", len(found))}
	}
	if !c.Found {
		a.output.Say("There is no file yet: switchboard config init writes one to %s", p.Config)
	}
	return nil
}

// problems is everything that could not be used, the theme and the keys included.
func (a *app) problems(c *config.Config, profile config.Profile) []config.Problem {
	out := slices.Concat(c.Problems, profile.Problems)
	if name := c.Settings.Look.Theme; name != autoTheme {
		_, wrong := themes.Set{Dir: c.Paths.Themes()}.Load(name)
		for _, w := range wrong {
			out = append(out, config.Problem{Key: "theme", Message: w.Error()})
		}
	}
	if t, ok := a.p.(KeyTable); ok {
		_, wrong := t.Keys(a.f)
		for _, w := range wrong {
			out = append(out, config.Problem{Key: "keys", Message: w})
		}
	}
	return out
}

// autoTheme is the theme that is chosen by the terminal's background.
const autoTheme = "auto"

func (a *app) configShow() error {
	c, profile, err := a.f.Configuration(config.FindPaths())
	if err != nil {
		return err
	}
	a.output.List("")
	for _, l := range c.Lines(profile) {
		row := Record{{"setting", l.Path}, {"value", l.Value}, {"from", l.Origin.String()}}
		if a.output.format != Text {
			row = append(row, Field{"default", l.Default}, Field{"about", l.About}, Field{"allowed", l.Allowed})
		}
		if err := a.output.Row(row); err != nil {
			return err
		}
	}
	if n := len(c.Problems) + len(profile.Problems); n > 0 {
		a.output.Say("Some of it could not be read: switchboard config check tells what.")
	}
	return nil
}
