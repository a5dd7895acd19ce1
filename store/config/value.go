package config

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// value is one setting bound to where it is kept. set takes what TOML decodes
// to and changes nothing when it refuses; toml writes it back; allowed says in
// words what may stand there.
type value interface {
	set(v any) bool
	toml() string
	allowed() string
}

// veiled is a value of which only a part is ever shown.
type veiled interface{ shown() string }

// shown is the value as lists of settings show it.
func shown(v value) string {
	if hidden, ok := v.(veiled); ok {
		return hidden.shown()
	}
	return v.toml()
}

// choicesOf are the values of a setting that has a few, as TOML.
func choicesOf(v value) []string {
	switch v := v.(type) {
	case boolean:
		return []string{"true", "false"}
	case choice:
		out := make([]string, len(v.any))
		for i, word := range v.any {
			out[i] = quote(word)
		}
		return out
	}
	return nil
}

type boolean struct{ to *bool }

func (b boolean) set(v any) bool {
	on, ok := v.(bool)
	if ok {
		*b.to = on
	}
	return ok
}
func (b boolean) toml() string  { return strconv.FormatBool(*b.to) }
func (boolean) allowed() string { return "true or false" }

type choice struct {
	to  *string
	any []string
}

func (c choice) set(v any) bool {
	s, ok := v.(string)
	if ok = ok && slices.Contains(c.any, s); ok {
		*c.to = s
	}
	return ok
}
func (c choice) toml() string { return quote(*c.to) }
func (c choice) allowed() string {
	words := slices.Clone(c.any)
	if i := slices.Index(words, ""); i >= 0 {
		words[i] = `""`
	}
	return "one of " + strings.Join(words, ", ")
}

// word is a text of a fixed form; words says which.
type word struct {
	to    *string
	form  func() *regexp.Regexp
	words string
}

func (w word) set(v any) bool {
	s, ok := v.(string)
	if ok = ok && w.form().MatchString(s); ok {
		*w.to = s
	}
	return ok
}
func (w word) toml() string    { return quote(*w.to) }
func (w word) allowed() string { return w.words }

type integer struct {
	to       *int
	min, max int
	unit     string // of many: "seconds"
}

func (n integer) set(v any) bool {
	i, ok := v.(int64)
	if ok = ok && i >= int64(n.min) && i <= int64(n.max); ok {
		*n.to = int(i)
	}
	return ok
}
func (n integer) toml() string { return strconv.Itoa(*n.to) }
func (n integer) allowed() string {
	return "a whole number from " + strconv.Itoa(n.min) + " to " + strconv.Itoa(n.max)
}

type duration struct {
	to       *time.Duration
	min, max time.Duration
}

func (d duration) set(v any) bool {
	s, ok := v.(string)
	if !ok {
		return false
	}
	t, err := time.ParseDuration(s)
	if ok = err == nil && t >= d.min && t <= d.max; ok {
		*d.to = t
	}
	return ok
}
func (d duration) toml() string { return quote(short(*d.to)) }
func (d duration) allowed() string {
	return `a time such as "` + short(d.min) + `", from ` + short(d.min) + " to " + short(d.max)
}

// short writes a duration without the units that are zero.
func short(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = s[:len(s)-2]
	}
	if strings.HasSuffix(s, "h0m") {
		s = s[:len(s)-2]
	}
	return s
}

// list is a list of names, each one of any; none are given when any is empty.
type list struct {
	to  *[]string
	any []string
}

func (l list) set(v any) bool {
	items, ok := texts(v)
	for _, item := range items {
		ok = ok && slices.Contains(l.any, item)
	}
	if ok {
		*l.to = items
	}
	return ok
}

// typed takes the names as a person types them, with commas between.
func (l list) typed(s string) bool {
	names := []any{}
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' }) {
		names = append(names, f)
	}
	return l.set(names)
}
func (l list) toml() string    { return quoteAll(*l.to) }
func (l list) allowed() string { return "a list of " + strings.Join(l.any, ", ") }

// texts reads a list of strings.
func texts(v any) ([]string, bool) {
	items, ok := v.([]any)
	if !ok {
		return nil, false
	}
	out := make([]string, len(items))
	for i, item := range items {
		if out[i], ok = item.(string); !ok {
			return nil, false
		}
	}
	return out, true
}

// quote writes a string as TOML, with everything that is not plain escaped.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case strconv.IsPrint(r):
			b.WriteRune(r)
		case r > 0xFFFF:
			b.WriteString(`\U` + hex(r, 8))
		default:
			b.WriteString(`\u` + hex(r, 4))
		}
	}
	b.WriteByte('"')
	return b.String()
}

func hex(r rune, width int) string {
	s := strconv.FormatInt(int64(r), 16)
	return strings.Repeat("0", width-len(s)) + s
}

func quoteAll(items []string) string {
	out := make([]string, len(items))
	for i, item := range items {
		out[i] = quote(item)
	}
	return "[" + strings.Join(out, ", ") + "]"
}
