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
	from, _, ok := Dated(value, p.where)
	switch {
	case !ok:
		return p.wrong(name + ": a day, such as 2026-11-01")
	case name == "after":
		p.f.After = from
	default:
		p.f.Before = from
	}
	return true
}

// Dated reads a day, a month or a minute of some place as the time it reaches over; to is not in it.
func Dated(value string, in *time.Location) (from, to time.Time, ok bool) {
	if t, err := time.ParseInLocation("2006-01-02", value, in); err == nil {
		return t, t.AddDate(0, 0, 1), true
	}
	if t, err := time.ParseInLocation("2006-01", value, in); err == nil {
		return t, t.AddDate(0, 1, 0), true
	}
	t, err := time.ParseInLocation("2006-01-02T15:04", value, in)
	return t, t.Add(time.Minute), err == nil
}

// Ago reads how long ago something was: "90s", "1h30m", "30d".
func Ago(value string) (time.Duration, bool) { return span(value) }

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
