package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// readProfiles checks the profiles of the file.
func (c *Config) readProfiles(v any) {
	all, ok := v.(map[string]any)
	if v != nil && !ok {
		c.report(c.problem("profiles", "write each profile as a table, such as [profiles.work]"))
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		at := "profiles." + name
		tree, ok := all[name].(map[string]any)
		switch {
		case strings.EqualFold(name, Sandbox):
			c.report(c.problem(at, "sandbox is the name of the built-in sandbox, which has no accounts; give the profile another name"))
		case CheckProfile(name) != nil:
			c.report(Problem{File: c.Paths.Config, Line: c.doc.line("profiles", name), Key: "profiles", Message: CheckProfile(name).Error()})
		case !ok:
			c.report(c.problem(at, "write a table, [profiles."+name+"]"))
		default:
			c.profiles[name] = tree
			p := c.Paths.newProfile(name)
			fill(c, &p, c.Paths.profileEntries(), tree, at+".")
			c.unknown(tree, at+".", names(c.Paths.profileEntries()))
			c.checkServices(&p)
		}
	}
}

func (c *Config) problem(path, message string) Problem {
	return Problem{File: c.Paths.Config, Line: c.doc.line(strings.Split(path, ".")...), Key: path, Message: message}
}

// checkServices reports what only shows when a whole profile is read.
func (c *Config) checkServices(p *Profile) {
	for _, provider := range IDs(c.Paths.providers()) {
		for _, a := range c.Paths.amiss(p.Service(provider)) {
			problem := c.problem("profiles."+p.Name+"."+provider+"."+a.setting, a.err.Error())
			problem.Grave = a.grave
			c.add(problem)
		}
	}
}

// finish puts the layers of one profile together. What was found wrong in the
// file was reported when it was read; the rest is the profile's own.
func (c *Config) finish(p *Profile) {
	layers := &Config{Paths: c.Paths, options: c.options, doc: c.doc, origins: c.origins}
	at := "profiles." + p.Name + "."
	fill(layers, p, c.Paths.profileEntries(), c.profiles[p.Name], at)
	layers.Problems = nil
	overrule(layers, p, c.Paths.profileEntries(), at)
	for _, provider := range IDs(c.Paths.providers()) {
		s := p.Service(provider)
		for _, a := range c.Paths.amiss(s) {
			if path := at + provider + "." + a.setting; c.origins[path].Layer != FromFile {
				layers.add(Problem{Key: path, Message: fmt.Sprintf("%s: %s", c.origins[path], a.err), Grave: a.grave})
			}
		}
		if s.CAFile == "" {
			s.CAFile = c.Settings.CAFile
		}
	}
	p.Problems = layers.Problems
	if err := firstGrave(slices.Concat(c.Problems, p.Problems)); err != nil {
		p.Held, p.ReadOnly = err.Error(), true
	}
}

// readKeys reads [keys], which may be written with tables for the panes.
func (c *Config) readKeys(v any) {
	table, ok := v.(map[string]any)
	if !ok {
		if v != nil {
			c.report(c.problem("keys", `write a table: [keys], and below it "live.end" = ["x"]`))
		}
		return
	}
	c.addKeys(table, nil)
}

func (c *Config) addKeys(table map[string]any, above []string) {
	for _, name := range slices.Sorted(maps.Keys(table)) {
		at := append(slices.Clone(above), name)
		if below, ok := table[name].(map[string]any); ok {
			c.addKeys(below, at)
			continue
		}
		action := strings.Join(at, ".")
		line := c.doc.line(append([]string{"keys"}, at...)...)
		keys, ok := readKeyList(table[name])
		if !ok {
			c.report(Problem{File: c.Paths.Config, Line: line, Key: "keys." + action, Message: keyWords})
			continue
		}
		c.Settings.Keys[action] = keys
		c.origins["keys."+action] = Origin{FromFile, c.Paths.Config, line}
	}
}
