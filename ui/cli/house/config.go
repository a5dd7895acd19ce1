package house

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/spf13/cobra"

	"switchboard/client/rest"
	"switchboard/store/act"
	"switchboard/store/config"
	"switchboard/themes"
	"switchboard/ui/cli"
)

func (a *app) configCommand() *cobra.Command {
	plain := func(use, short string, record any, do func() error) *cobra.Command {
		return a.Gives(&cobra.Command{Use: use, Short: short, Args: cli.None, RunE: func(*cobra.Command, []string) error { return do() }}, record)
	}
	return cli.Group("config", "Tell where the settings are and what they say",
		plain("path", "Print where the settings are", places{}, a.configPath),
		cli.Keeps(plain("init", "Write a file of settings that shows every default", places{}, a.configInit)),
		plain("check", "Tell what is wrong with the settings", mistake{}, a.configCheck),
		plain("show", "Show every setting and where it comes from", setting{}, a.configShow),
	)
}

func (a *app) configPath() error {
	p := a.Paths()
	return a.Out.Value(p.Config, places{p.Config, p.Keys(), p.Themes(), p.Data, p.State})
}

func (a *app) configInit() error {
	p := a.Paths()
	switch err := p.WriteTemplate(); {
	case errors.Is(err, config.ErrAsWritten):
		a.Out.Say("It is there already, as it would be written: nothing was changed.")
	case errors.Is(err, fs.ErrExist):
		return cli.Guard(string(act.AlreadySo), "there is a file already, and it is not replaced: %s", p.Config)
	case err != nil:
		return err
	default:
		a.Out.Say("Written. It changes nothing until you take a # away.")
	}
	return a.Out.Value(p.Config, places{p.Config, p.Keys(), p.Themes(), p.Data, p.State})
}

func (a *app) configCheck() error {
	p := a.Paths()
	c, profile, err := a.Flags.Configuration(p)
	if err != nil {
		return err
	}
	a.Out.Held("Nothing is wrong.")
	look, _ := a.Program.(cli.Examiner)
	keys := config.NewKeychain(c.Paths, lookup(look), config.SystemKeyring{}).Amiss(profile)
	found := append(a.problems(c, profile), keys...)
	if err := cli.Rows(&a.Out, found, func(f config.Problem) mistake { return mistake{f.File, f.Line, f.Key, f.Message, f.Grave} }); err != nil {
		return err
	}
	switch {
	case len(found) == 1:
		return &cli.Exit{Code: cli.Failure, Err: fmt.Errorf("1 thing is wrong with the settings")}
	case len(found) > 1:
		return &cli.Exit{Code: cli.Failure, Err: fmt.Errorf("%d things are wrong with the settings", len(found))}
	}
	if !c.Found {
		a.Out.Say("There is no file yet: switchboard config init writes one to %s", p.Config)
	}
	return nil
}

// problems is everything that could not be used, the theme and the keys included.
func (a *app) problems(c *config.Config, profile config.Profile) []config.Problem {
	out := append(slices.Concat(c.Problems, profile.Problems), certificates(c, profile)...)
	if name := c.Settings.Look.Theme; name != autoTheme {
		_, wrong := themes.Set{Dir: c.Paths.Themes()}.Load(name)
		for _, w := range wrong {
			out = append(out, config.Problem{Key: "theme", Message: w.Error()})
		}
	}
	if t, ok := a.Program.(cli.KeyTable); ok {
		_, wrong := t.Keys(a.Flags)
		for _, w := range wrong {
			out = append(out, config.Problem{Key: "keys", Message: w})
		}
	}
	return out
}

// certificates are the files of certificates that a client cannot be made with: its provider is not set up then. What is
// written there is not repeated.
func certificates(c *config.Config, profile config.Profile) (out []config.Problem) {
	for _, id := range config.IDs(c.Providers()) {
		file, key := profile.Service(id).CAFile, "profiles."+profile.Name+"."+id+".ca_file"
		if file == c.Settings.CAFile {
			key = "network.ca_file"
		}
		_, err := rest.New(rest.Config{Provider: id, Base: "https://localhost", CAFile: file})
		if err == nil || slices.ContainsFunc(out, func(p config.Problem) bool { return p.Key == key }) {
			continue
		}
		words := "there is no PEM certificate in this file"
		switch {
		case errors.Is(err, fs.ErrNotExist):
			words = "there is no such file"
		case errors.As(err, new(*fs.PathError)):
			words = "this file cannot be read"
		}
		out = append(out, config.Problem{Key: key, Message: words})
	}
	return out
}

// autoTheme is the theme that is chosen by the terminal's background.
const autoTheme = "auto"

func (a *app) configShow() error {
	c, profile, err := a.Flags.Configuration(a.Paths())
	if err != nil {
		return err
	}
	a.Out.List("")
	err = cli.Rows(&a.Out, c.Lines(profile), func(l config.Line) setting {
		return setting{l.Path, literal(l.Value), l.Origin.String(), literal(l.Default), l.About, l.Allowed}
	})
	if err != nil {
		return err
	}
	if n := len(c.Problems) + len(profile.Problems); n > 0 {
		a.Out.Say("Some of it could not be read: switchboard config check tells what.")
	}
	return nil
}
