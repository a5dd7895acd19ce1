package config

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

const keyWords = `write a list of keys, such as ["x", "ctrl+x", "g g"]; [] takes the key away`

var (
	modifiers = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:(?:ctrl|alt|shift)\+)*`) })
	function  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^f(?:[1-9]|1[0-9]|20)$`) })
	named     = []string{
		"enter", "esc", "tab", "space", "backspace", "delete", "insert",
		"up", "down", "left", "right", "home", "end", "pgup", "pgdown",
	}
)

// readKeyList reads the keys of one action. A single key may stand without
// the list; a sequence is two keys with a space between.
func readKeyList(v any) ([]string, bool) {
	if s, ok := v.(string); ok {
		v = []any{s}
	}
	keys, ok := texts(v)
	for i, k := range keys {
		parts := strings.Fields(k)
		ok = ok && (len(parts) == 1 || len(parts) == 2)
		for j, part := range parts {
			var known bool
			parts[j], known = readKey(part)
			ok = ok && known
		}
		keys[i] = strings.Join(parts, " ")
	}
	return keys, ok
}

// readKey writes one key as the screen's events name it.
func readKey(s string) (string, bool) {
	if utf8.RuneCountInString(s) == 1 {
		return s, s != "�"
	}
	low := strings.ToLower(s)
	before := modifiers().FindString(low)
	name := low[len(before):]
	ok := utf8.RuneCountInString(name) == 1 || slices.Contains(named, name) || function().MatchString(name)
	return low, ok
}
