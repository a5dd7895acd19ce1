package config

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

// Options is what a configuration is read from.
type Options struct {
	Paths  Paths
	Getenv func(name string) (string, bool) // os.LookupEnv
	Flags  []Flag
	// Environ is looked through for names that are nearly one of a variable, as os.Environ gives it.
	Environ []string
}

// Flag is a setting given on the command line.
type Flag struct {
	Name  string // "--read-only"
	Path  string // "theme", or "read_only" of the profile
	Value string
}

// Config is everything that is set, and where from.
type Config struct {
	Paths    Paths
	Settings Settings
	// Problems is what could not be used, by line. None of them stops the start;
	// with a Grave one no provider is asked and nothing is sent.
	Problems []Problem
	Found    bool // there is a configuration file

	options  Options
	doc      document
	profiles map[string]map[string]any
	origins  map[string]Origin
}

// Load reads the configuration. It always gives one that can be worked with;
// what is wrong with the file is in Problems.
func Load(o Options) *Config {
	c := &Config{Paths: o.Paths, Settings: defaults(), options: o, profiles: map[string]map[string]any{}, origins: map[string]Origin{}}
	c.Settings.Look.Mouse = mouseHere(o.Getenv)
	text, _, err := readText(o.Paths.Config)
	c.Found = !errors.Is(err, errAbsent)
	if c.Found && err != nil {
		c.report(Problem{File: o.Paths.Config, Message: err.Error(), Grave: true})
	}
	tree, problem := decode(o.Paths.Config, text)
	if problem != nil {
		c.report(*problem)
	}
	c.doc = readDocument(text)
	fill(c, &c.Settings, settingEntries, tree, "")
	overrule(c, &c.Settings, settingEntries, "")
	c.readKeys(tree["keys"])
	c.readProfiles(tree["profiles"])
	c.unknown(tree, "", names(settingEntries), "keys", "profiles")
	c.misspelt(o.Environ)
	slices.SortStableFunc(c.Problems, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	return c
}

// mouseHere says whether the console takes the mouse where nobody has set it: over SSH people want to select with it, which tmux does on its own.
func mouseHere(getenv func(string) (string, bool)) bool {
	set := func(name string) bool {
		if getenv == nil {
			return false
		}
		v, _ := getenv(name)
		return v != ""
	}
	return set("TMUX") || !set("SSH_CONNECTION") && !set("SSH_TTY")
}

// maxProblems is how many are worth reading; a file with more is not one of settings.
const maxProblems = 100

// report notes that a setting could not be read: what it guards is lost with it.
func (c *Config) report(p Problem) {
	p.Grave = p.Grave || guarded(p.Key)
	c.add(p)
}

func (c *Config) add(p Problem) {
	switch n := len(c.Problems); {
	case n < maxProblems || p.Grave:
		c.Problems = append(c.Problems, p)
	case n == maxProblems:
		c.Problems = append(c.Problems, Problem{File: p.File, Line: p.Line, Message: "there are more mistakes below this line"})
	}
}

// decode reads TOML. Of an invalid text nothing is used.
func decode(path, text string) (map[string]any, *Problem) {
	tree := map[string]any{}
	_, err := toml.Decode(strings.TrimPrefix(text, bom), &tree)
	if err == nil {
		return tree, nil
	}
	p := Problem{File: path, Message: "this is not valid TOML", Grave: true}
	var parse toml.ParseError
	if errors.As(err, &parse) {
		p.Line = parse.Position.Line
		p.Message += ": " + veil(parse.Message)
	}
	p.Message += "; the whole file is ignored until this is fixed"
	return map[string]any{}, &p
}

// quoted is what the parser repeats of a file in its messages: anything in
// quotes, and long numbers, which are not.
var quoted = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile("\"[^\"]{4,}\"|'[^']{4,}'|[A-Za-z0-9_+./=-]{12,}") })

// veil takes what was written out of the parser's message: it may be a key.
func veil(message string) string { return quoted().ReplaceAllString(message, "…") }

// fill sets what the file says. prefix ends in a dot, or is empty.
func fill[T any](c *Config, to *T, entries []entry[T], tree map[string]any, prefix string) {
	for _, e := range entries {
		v, ok := lookup(tree, e.path)
		if !ok {
			continue
		}
		path := prefix + e.path
		line := c.doc.line(strings.Split(path, ".")...)
		if b := e.bind(to); !b.set(v) {
			c.report(Problem{File: c.Paths.Config, Line: line, Key: path, Message: "write " + b.allowed(), Grave: e.guard})
			continue
		}
		c.origins[path] = Origin{FromFile, c.Paths.Config, line}
	}
}

// overrule sets what the environment and then the flags say.
func overrule[T any](c *Config, to *T, entries []entry[T], prefix string) {
	for _, e := range entries {
		if name := variableOf(e.path); !e.inFile {
			if text, ok := c.getenv(name); ok && text != "" {
				apply(c, e, to, prefix, text, Origin{Layer: FromEnv, Name: name})
			}
		}
		for _, f := range c.options.Flags {
			if f.Path == e.path {
				apply(c, e, to, prefix, f.Value, Origin{Layer: FromFlag, Name: f.Name})
			}
		}
	}
}

func apply[T any](c *Config, e entry[T], to *T, prefix, text string, from Origin) {
	b := e.bind(to)
	if !setText(b, text) {
		c.report(Problem{Key: prefix + e.path, Message: from.Name + ": write " + b.allowed(), Grave: e.guard})
		return
	}
	c.origins[prefix+e.path] = from
}

// setText sets a value as it is written outside a file: a bare text, or TOML.
func setText(b value, text string) bool {
	if b.set(text) {
		return true
	}
	if l, ok := b.(list); ok && l.typed(text) {
		return true
	}
	var tree map[string]any
	_, err := toml.Decode("v = "+text, &tree)
	return err == nil && len(tree) == 1 && b.set(tree["v"])
}

// variablePrefix begins the name of every variable that stands for a setting.
const variablePrefix = "SWITCHBOARD_"

// variableOf is the variable that overrules a setting: spend.max_per_day is
// SWITCHBOARD_SPEND_MAX_PER_DAY.
func variableOf(path string) string {
	return variablePrefix + strings.ToUpper(strings.ReplaceAll(path, ".", "_"))
}

func (c *Config) getenv(name string) (string, bool) {
	if c.options.Getenv == nil {
		return "", false
	}
	return c.options.Getenv(name)
}

// lookup finds a.b.c in a decoded file.
func lookup(tree map[string]any, path string) (any, bool) {
	return lookupPath(tree, strings.Split(path, "."))
}

func lookupPath(tree map[string]any, path []string) (any, bool) {
	v, ok := tree[path[0]]
	if len(path) == 1 || !ok {
		return v, ok
	}
	table, ok := v.(map[string]any)
	if !ok {
		return nil, false
	}
	return lookupPath(table, path[1:])
}

func names[T any](entries []entry[T]) []string {
	out := make([]string, len(entries))
	for i, e := range entries {
		out[i] = e.path
	}
	return out
}

// Grave is the first problem with which nothing is asked and nothing is sent,
// nil when there is none.
func (c *Config) Grave() error { return firstGrave(c.Problems) }

func firstGrave(list []Problem) error {
	for _, p := range list {
		if p.Grave {
			return p
		}
	}
	return nil
}

// Profiles lists the profiles of the file by name.
func (c *Config) Profiles() []string { return slices.Sorted(maps.Keys(c.profiles)) }

// Profile gives the profile called name: "" is the one set, or Default. The
// sandbox is only itself, whatever is set.
func (c *Config) Profile(name string) (Profile, error) {
	if name == "" {
		name = c.Settings.Profile
	}
	if err := CheckProfile(name); err != nil {
		return Profile{}, err
	}
	p := c.Paths.newProfile(name)
	if p.Sandbox {
		return p, nil
	}
	if _, ok := c.profiles[name]; !ok && name != Default {
		return Profile{}, fmt.Errorf("there is no profile %q; there %s", name, c.profileWords())
	}
	c.finish(&p)
	return p, nil
}

func (c *Config) profileWords() string {
	all := append(c.Profiles(), Sandbox)
	if !slices.Contains(all, Default) {
		all = append(all, Default)
	}
	return "are " + strings.Join(all, ", ")
}

// Providers are those whose accounts the profiles have.
func (c *Config) Providers() []Provider { return c.Paths.providers() }
