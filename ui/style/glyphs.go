package style

import (
	"strings"

	"switchboard/themes"
)

// Glyphs are the signs the screen is made of. Each is one cell wide and none is an emoji or needs a special font.
type Glyphs struct {
	Cursor, Check, Ellipsis, About, Dash string // », ✓, …, ≈, –
	Select                               string // the bar at the left of the row that keys act upon
	Rule, Bar                            string // a rule across, a line down
	TopLeft, TopRight, BotLeft, BotRight string
	TeeLeft, TeeRight                    string
	Full, Empty                          string // of a gauge
	Up, Down, Left, Right                string
	Warning, Dot, Hidden                 string // ⚠, ·, • (one hidden character)
	Block                                string // what large digits are made of
}

var unicodeGlyphs = Glyphs{
	Select: "▌", Cursor: "»", Check: "✓", Ellipsis: "…", About: "≈", Dash: "–",
	Rule: "─", Bar: "│",
	TopLeft: "╭", TopRight: "╮", BotLeft: "╰", BotRight: "╯", TeeLeft: "├", TeeRight: "┤",
	Full: "▪", Empty: "░",
	Up: "↑", Down: "↓", Left: "←", Right: "→",
	Warning: "⚠", Dot: "·", Hidden: "•", Block: "█",
}

var asciiGlyphs = Glyphs{
	Select: ">", Cursor: ">", Check: "v", Ellipsis: "~", About: "~", Dash: "-",
	Rule: "-", Bar: "|",
	TopLeft: "+", TopRight: "+", BotLeft: "+", BotRight: "+", TeeLeft: "+", TeeRight: "+",
	Full: "#", Empty: ".",
	Up: "^", Down: "v", Left: "<", Right: ">",
	Warning: "!", Dot: ".", Hidden: "*", Block: "#",
}

// ASCII decides the signs. setting is the person's (on, off, anything else is auto). Auto means ASCII on the Linux console and where the locale
// names another encoding than UTF-8; where no locale is named at all, as in many containers, the terminal is taken to be a modern one.
func ASCII(setting string, getenv func(string) string) bool {
	switch setting {
	case "on", "true":
		return true
	case "off", "false":
		return false
	}
	if getenv("TERM") == "linux" || getenv("TERM") == "dumb" {
		return true
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToLower(getenv(name)); v != "" {
			return !strings.Contains(v, "utf-8") && !strings.Contains(v, "utf8")
		}
	}
	return false
}

// Auto is the setting that lets the terminal's background decide between dark and light.
const Auto = "auto"

// ForGround is the theme for Auto once the terminal has told its background. It is asked without waiting: until the answer comes, Choose gives
// the default theme, which is right on both.
func ForGround(dark bool) string {
	if dark {
		return "dark"
	}
	return "light"
}

// Choose is the theme to load: the one without colour for --no-color, NO_COLOR (set to anything) or a dumb terminal, else the person's, else
// the default.
func Choose(setting string, noColor bool, getenv func(string) string) string {
	switch {
	case noColor, getenv("NO_COLOR") != "", getenv("TERM") == "dumb":
		return themes.Mono
	case setting == "", setting == Auto:
		return themes.Default
	}
	return setting
}
