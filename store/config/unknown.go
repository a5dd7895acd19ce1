package config

import (
	"maps"
	"slices"
	"strings"
)

// unknown reports every name of a decoded file that is no setting. prefix is
// where tree stands, ending in a dot, known are the names below it; the tables
// called skip are read by others.
func (c *Config) unknown(tree map[string]any, prefix string, known []string, skip ...string) {
	c.unknownBelow(tree, prefix, "", known, skip)
}

func (c *Config) unknownBelow(tree map[string]any, prefix, below string, known, skip []string) {
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		path := below + name
		if len(c.Problems) > maxProblems {
			return
		}
		if slices.Contains(known, path) || slices.Contains(skip, path) {
			continue
		}
		line := c.doc.line(append(split(prefix), append(split(below), name)...)...)
		p := Problem{File: c.Paths.Config, Line: line, Key: prefix + elide(path)}
		table, isTable := tree[name].(map[string]any)
		top := prefix+below == ""
		inside := slices.IndexFunc(known, func(k string) bool { return strings.HasPrefix(k, path+".") })
		switch {
		case inside >= 0 && isTable:
			c.unknownBelow(table, prefix, path+".", known, skip)
			continue
		case inside >= 0:
			p.Message = "this is a table: write [" + prefix + path + "], and below it " + strings.TrimPrefix(known[inside], path+".") + " = …"
		case secretive(name):
			p.Message = "a key does not belong in this file; put it in keys.toml, in the keyring, or behind key_cmd"
		default:
			p.Message = "there is no such setting" + suggest(path, known)
			if top {
				p.Message, p.Grave = "there is no such setting"+c.suggestTop(path, known, isTable), c.strays(path, known, isTable)
			}
		}
		c.report(p)
	}
}

func split(prefix string) []string {
	if prefix == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(prefix, "."), ".")
}

// elide cuts names too long to be one: a key that was pasted before an equals
// sign is not repeated.
func elide(name string) string {
	if r := []rune(name); len(r) > 24 {
		return string(r[:8]) + "…"
	}
	return name
}

// secretive says that a name sounds like that of a credential.
func secretive(name string) bool {
	low := strings.ToLower(name)
	return slices.ContainsFunc([]string{"key", "token", "secret", "password"}, func(s string) bool {
		return low == s || strings.HasSuffix(low, "_"+s)
	})
}

// maxName is more than any setting's name has, in bytes.
const maxName = 64

// suggest names the setting that was probably meant.
func suggest(path string, known []string) string {
	at := Nearest(path, known)
	if at == "" {
		return "; switchboard config show lists all"
	}
	return "; did you mean " + at + "?"
}

// Nearest is the one of known that differs least from a name, by its whole path
// or by its last part alone; "" when none is near.
func Nearest(name string, known []string) string {
	best, at := 3, ""
	if len(name) > maxName {
		return ""
	}
	for _, k := range known {
		for _, full := range []string{k, k[strings.LastIndex(k, ".")+1:]} {
			if d := distance(name, full); d < best && d < len(full)/2+1 {
				best, at = d, k
			}
		}
	}
	return at
}

// tables are the names that may stand at the top with others below them.
var tables = []string{"keys", "low_balance", "network", "notify", "poll", "profiles", "retention", "spend"}

// suggestTop is suggest for what stands at the top of the file: a table by
// another name, or something that belongs below a profile.
func (c *Config) suggestTop(name string, known []string, isTable bool) string {
	if isTable {
		if at := Nearest(name, tables); at != "" {
			return "; did you mean [" + at + "]?"
		}
		if slices.Contains(append(IDs(c.Paths.providers()), "webhooks"), name) {
			return "; did you mean [profiles.NAME." + name + "]?"
		}
		return "; the tables are " + strings.Join(tables, ", ")
	}
	if Nearest(name, known) == "" && Nearest(name, names(c.Paths.profileEntries())) != "" {
		return "; write it below [profiles.NAME]"
	}
	return suggest(name, known)
}

// strays says that a name at the top may have been meant for what guards money
// and keys: any table, whose content is lost with its name, and what is called
// like a setting that does.
func (c *Config) strays(name string, known []string, isTable bool) bool {
	return isTable || guarded(Nearest(name, known)) || Nearest(name, names(c.Paths.profileEntries())) != ""
}

// distance is how many letters have to change to make b of a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := last
			if a[i] != b[j] {
				change++
			}
			last, row[j+1] = row[j+1], min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
