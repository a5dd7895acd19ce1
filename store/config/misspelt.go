package config

import (
	"slices"
	"strings"
)

// tail is how long the last part of a setting's name is by which alone it is known: base_url is an address of some
// provider, addr and off may be anybody's.
const tail = 7

// misspelt reports a variable of the environment that is none and nearly is one that stands for a setting: an address or a
// limit that was meant is lost with its name. A name that is near to none may be somebody else's, unless it begins like
// those of a provider's addresses or of the limits.
func (c *Config) misspelt(environ []string) {
	all := c.Paths.Variables()
	for _, pair := range environ {
		name, _, _ := strings.Cut(pair, "=")
		rest, ours := strings.CutPrefix(name, variablePrefix)
		if !ours || len(name) > maxName || slices.ContainsFunc(all, func(v Variable) bool { return v.Name == name }) || c.holdsKey(name) {
			continue
		}
		best, meant := 3, Variable{}
		for _, v := range all {
			full := strings.TrimPrefix(v.Name, variablePrefix)
			d := distance(rest, full)
			if len(rest) >= tail && strings.HasSuffix(full, "_"+rest) {
				d = 0
			}
			if d < best && d < len(full)/2+1 && v.Setting != "" {
				best, meant = d, v
			}
		}
		switch {
		case meant.Name == "" && c.guards(rest):
			c.add(Problem{Message: name + ": there is no such variable; switchboard help environment lists them", Grave: true})
		case meant.Name != "":
			c.add(Problem{Message: name + ": there is no such variable; did you mean " + meant.Name + "?", Grave: guarded(meant.Setting) || slices.ContainsFunc(c.Paths.profileEntries(), func(e entry[Profile]) bool { return e.path == meant.Setting })})
		}
	}
}

// guards reports whether a variable begins like those that say where a provider is or what may be spent. One that may be
// a key sends nothing anywhere: it can be somebody's second one.
func (c *Config) guards(rest string) bool {
	secret := func(word string) bool { return strings.Contains(rest, word) }
	if slices.ContainsFunc([]string{"KEY", "TOKEN", "SECRET"}, secret) {
		return false
	}
	return slices.ContainsFunc(append(IDs(c.Paths.providers()), "spend"), func(of string) bool { return strings.HasPrefix(rest, strings.ToUpper(of)+"_") })
}

// holdsKey reports whether the settings name the variable as one that holds a key.
func (c *Config) holdsKey(name string) bool {
	for _, of := range append(c.Profiles(), Default) {
		p, err := c.Profile(of)
		if err == nil && slices.ContainsFunc(c.Paths.secrets(), func(provider string) bool { return p.Source(provider).Env == name }) {
			return true
		}
	}
	return false
}
