package filter

import (
	"strconv"
	"strings"
	"time"
)

// date takes after: and before: a day, a month or a minute.
func (p *parser) date(name, value string) bool {
	value = unquote(value)
	if value == "" {
		return false
	}
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04", "2006-01"} {
		t, err := time.ParseInLocation(layout, value, p.where)
		if err != nil {
			continue
		}
		if name == "after" {
			p.f.After = t
		} else {
			p.f.Before = t
		}
		return true
	}
	return p.wrong(name + ": a day, such as 2026-11-01")
}

// units are the parts of a time as people write them.
var units = map[byte]time.Duration{
	's': time.Second, 'm': time.Minute, 'h': time.Hour, 'd': 24 * time.Hour, 'w': 7 * 24 * time.Hour,
}

// span reads "90s", "2m", "1h30m", "3d".
func span(s string) (time.Duration, bool) {
	var sum time.Duration
	for rest := strings.ToLower(s); rest != ""; {
		i := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
		if i < 1 || i > 6 {
			return 0, false
		}
		unit, ok := units[rest[i]]
		n, err := strconv.Atoi(rest[:i])
		if !ok || err != nil {
			return 0, false
		}
		sum += time.Duration(n) * unit
		if sum < 0 {
			return 0, false
		}
		rest = rest[i+1:]
	}
	return sum, s != ""
}

// unquote takes the quotes off; one that is still open counts as closed.
func unquote(s string) string { return strings.ReplaceAll(s, `"`, "") }

// commas splits at commas outside quotes and leaves empty parts out.
func commas(s string) []string {
	var out []string
	quoted, from := false, 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && s[i] == '"' {
			quoted = !quoted
		}
		if i < len(s) && (s[i] != ',' || quoted) {
			continue
		}
		if v := strings.TrimSpace(unquote(s[from:i])); v != "" {
			out = append(out, v)
		}
		from = i + 1
	}
	return out
}
