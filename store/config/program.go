package config

import (
	"os"
	"path/filepath"
	"strings"
)

// program is a program and its arguments, started without a shell. A text is
// cut at its spaces; one that would need a shell to be understood is refused,
// because it would not be given one. such is one that is commonly wanted here.
type program struct {
	to   *[]string
	such []string
}

func (p program) set(v any) bool {
	if s, ok := v.(string); ok {
		if strings.ContainsAny(s, "\"'`\\$|&;<>(){}*?~\n\r\x00") {
			return false
		}
		*p.to = strings.Fields(s)
		return true
	}
	args, ok := texts(v)
	for i, arg := range args {
		ok = ok && !strings.Contains(arg, "\x00") && (i > 0 || strings.TrimSpace(arg) != "")
	}
	if ok {
		*p.to = args
	}
	return ok
}
func (p program) toml() string { return quoteAll(*p.to) }

// shown leaves the arguments out: people put keys there.
func (p program) shown() string {
	if len(*p.to) < 2 {
		return p.toml()
	}
	return "[" + quote((*p.to)[0]) + ", …]"
}

func (p program) allowed() string {
	return "a program and its arguments, such as " + quoteAll(p.such) + `; no shell reads it, so a pipe is ["sh", "-c", "…"]`
}

// place is the path of a file, absolute or from the person's home.
type place struct{ to *string }

func (p place) set(v any) bool {
	s, ok := v.(string)
	if !ok || strings.ContainsAny(s, "\x00\n\r") {
		return false
	}
	if rest, home := strings.CutPrefix(s, "~/"); home {
		dir, err := os.UserHomeDir()
		if err != nil {
			return false
		}
		s = filepath.Join(dir, rest)
	}
	if s != "" && !filepath.IsAbs(s) {
		return false
	}
	*p.to = s
	return true
}
func (p place) toml() string  { return quote(*p.to) }
func (place) allowed() string { return `a path that begins with / or ~/, or "" for none` }
