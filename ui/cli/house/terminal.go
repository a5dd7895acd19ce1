package house

import (
	"strings"
)

// terminal is the terminal as the environment tells of it; nothing is
// asked of the terminal itself.
type terminal struct {
	Terminal bool   `json:"is_terminal"`
	Term     string `json:"term"`
	Program  string `json:"program,omitempty"`
	Colours  string `json:"colours"`
	Locale   string `json:"locale"`
	UTF8     bool   `json:"utf8"`
	Tmux     bool   `json:"tmux"`
	Screen   bool   `json:"screen"`
	SSH      bool   `json:"ssh"`
	Desktop  bool   `json:"desktop"`
}

func (d *doctor) inTerminal() terminal {
	get := d.getenv
	s := terminal{
		Terminal: d.terminal, Term: d.veil.over(get("TERM")), Program: d.veil.over(get("TERM_PROGRAM")),
		Locale: d.veil.over(locale(get)), Tmux: get("TMUX") != "", Screen: get("STY") != "",
		SSH:     get("SSH_TTY") != "" || get("SSH_CONNECTION") != "",
		Desktop: get("WAYLAND_DISPLAY") != "" || get("DISPLAY") != "",
		Colours: colours(get),
	}
	low := strings.ToLower(s.Locale)
	s.UTF8 = strings.Contains(low, "utf-8") || strings.Contains(low, "utf8")
	return s
}

// locale is the variable that decides about letters.
func locale(get func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := get(name); v != "" {
			return v
		}
	}
	return ""
}

// colours is how many the terminal says it has.
func colours(get func(string) string) string {
	term, more := get("TERM"), strings.ToLower(get("COLORTERM"))
	switch {
	case get("NO_COLOR") != "":
		return "none: NO_COLOR is set"
	case term == "" || term == "dumb":
		return "none"
	case more == "truecolor" || more == "24bit" || strings.HasSuffix(term, "-direct"):
		return "24 bits"
	case strings.Contains(term, "256color"):
		return "256"
	}
	return "16"
}

// String says it in one line.
func (s terminal) String() string {
	parts := []string{pick(s.Term == "", "TERM is not set", s.Term)}
	if s.Program != "" {
		parts = append(parts, s.Program)
	}
	parts = append(parts, "colours "+s.Colours, "locale "+pick(s.Locale == "", "not set", s.Locale))
	for _, w := range []struct {
		on   bool
		word string
	}{{s.Tmux, "tmux"}, {s.Screen, "screen"}, {s.SSH, "ssh"}, {!s.UTF8, "no UTF-8"}, {!s.Terminal, "this output is not a terminal"}} {
		if w.on {
			parts = append(parts, w.word)
		}
	}
	return strings.Join(parts, ", ")
}
