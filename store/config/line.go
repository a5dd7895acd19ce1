package config

import (
	"maps"
	"slices"
	"strings"
)

// Line is one setting as lists of settings show it.
type Line struct {
	Path    string // "spend.max_per_day"; of a profile "profiles.work.sms.base_url"
	Value   string // as TOML; what may hold a key is cut
	Said    string // as people say it: "4 seconds"
	Typed   string // as people type it; empty for what may hold a key
	Default string
	About   string   // the first sentence is at most 51 cells, what it does not say follows
	Allowed string   // in words
	Choices []string // every value there is, as TOML; nil where there are too many to list
	Origin  Origin
}

// TOML is the line as it would stand at the top of the file.
func (l Line) TOML() string { return l.Path + " = " + l.Value }

// Lines lists every setting with its value and where that comes from, then
// those of the profile and the keys. It is empty of profiles for the sandbox.
func (c *Config) Lines(p Profile) []Line {
	preset := defaults()
	out := linesOf(c, &c.Settings, &preset, settingEntries, "")
	if !p.Sandbox {
		plain := c.Paths.newProfile(p.Name)
		out = append(out, linesOf(c, &p, &plain, c.Paths.profileEntries(), "profiles."+p.Name+".")...)
	}
	for _, action := range slices.Sorted(maps.Keys(c.Settings.Keys)) {
		out = append(out, Line{
			Path: "keys." + quote(action), Value: quoteAll(c.Settings.Keys[action]), Said: strings.Join(c.Settings.Keys[action], ", "),
			Typed: quoteAll(c.Settings.Keys[action]), About: "Keys of the action " + action + ".",
			Allowed: keyWords, Origin: c.origins["keys."+action],
		})
	}
	return out
}

func linesOf[T any](c *Config, now, preset *T, entries []entry[T], prefix string) []Line {
	out := make([]Line, 0, len(entries))
	for _, e := range entries {
		b := e.bind(now)
		out = append(out, Line{
			Path: prefix + e.path, Value: shown(b), Said: saidOf(b), Typed: typedOf(b), Default: e.bind(preset).toml(),
			About: e.about, Allowed: b.allowed(), Choices: choicesOf(b), Origin: c.origins[prefix+e.path],
		})
	}
	return out
}

// first is the first sentence of what a setting is for.
func first(about string) string {
	sentence, _, more := strings.Cut(about, ". ")
	if more {
		sentence += "."
	}
	return sentence
}

// Template is a file for beginners: every setting with its default, each
// behind a comment sign, so that the file changes nothing.
func Template() string {
	var b strings.Builder
	b.WriteString("# Settings of Switchboard. Every line shows the default; take the # away to change it.\n")
	b.WriteString("# switchboard config check lists the mistakes in this file, switchboard config show lists the values in use.\n")
	preset := defaults()
	writeTemplate(&b, &preset, settingEntries, "")
	b.WriteString("\n# Keys, by action; switchboard keys lists the actions.\n# [keys]\n# \"live.end\" = [\"x\"]\n")
	p := Paths{}.newProfile(Default)
	b.WriteString("\n# Accounts, one table for each profile. Keys do not belong here: they are looked for in the variable,\n")
	b.WriteString("# then asked of the command, then of the keyring, then read from keys.toml.\n# [profiles.default]\n")
	writeTemplate(&b, &p, Paths{}.profileEntries(), "profiles.default.")
	return b.String()
}

func writeTemplate[T any](b *strings.Builder, preset *T, entries []entry[T], prefix string) {
	table := ""
	for _, e := range tabled(entries) {
		at, name := cutLast(e.path)
		if at != table {
			b.WriteString("\n# [" + prefix + at + "]\n")
			table = at
		} else if prefix == "" && at == "" {
			b.WriteString("\n")
		}
		v := e.bind(preset)
		b.WriteString("# " + e.about + " Allowed: " + v.allowed() + ".\n")
		b.WriteString("# " + name + " = " + v.toml() + "\n")
	}
}

// tabled puts the settings without a table first, where TOML wants them, and
// those of one table together.
func tabled[T any](entries []entry[T]) []entry[T] {
	out := slices.Clone(entries)
	first := map[string]int{"": -1}
	for i, e := range entries {
		if at, _ := cutLast(e.path); at != "" {
			if _, seen := first[at]; !seen {
				first[at] = i
			}
		}
	}
	slices.SortStableFunc(out, func(a, b entry[T]) int {
		x, _ := cutLast(a.path)
		y, _ := cutLast(b.path)
		return first[x] - first[y]
	})
	return out
}

func cutLast(path string) (table, name string) {
	i := strings.LastIndex(path, ".")
	return path[:max(i, 0)], path[i+1:]
}
