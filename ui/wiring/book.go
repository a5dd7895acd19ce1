package wiring

import (
	"context"
	"os"
	"strconv"
	"strings"
	"sync"

	"switchboard/store/config"
	"switchboard/ui/pane"
	"switchboard/ui/settings"
	"switchboard/ui/style"
)

// settingsBook reads and writes the settings of a session. It implements
// settings.Book and settings.Look.
type settingsBook struct {
	s   *session
	kit *pane.Kit

	mu  sync.Mutex
	now []config.Line // what the file says since the session was opened
}

func newBook(s *session, kit *pane.Kit) *settingsBook {
	return &settingsBook{s: s, kit: kit, now: s.config.Lines(s.profile)}
}

// Lines implements settings.Book.
func (b *settingsBook) Lines() []settings.Line {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := make([]settings.Line, 0, len(b.now))
	for _, l := range b.now {
		fixed := l.Origin.Layer == config.FromEnv || l.Origin.Layer == config.FromFlag
		out = append(out, settings.Line{Path: l.Path, Value: l.Value, Origin: l.Origin.String(), TOML: l.TOML(), About: l.About, Allowed: l.Allowed, Choices: b.choices(l), Fixed: fixed})
	}
	return out
}

// choices are the values of a setting; a theme is one of those there are.
func (b *settingsBook) choices(l config.Line) []string {
	if l.Path != "theme" {
		return l.Choices
	}
	out := []string{strconv.Quote(style.Auto)}
	for _, name := range b.Themes() {
		out = append(out, strconv.Quote(name))
	}
	return out
}

// Set implements settings.Book. The settings of the profile lie below it.
func (b *settingsBook) Set(_ context.Context, path, value string) error {
	if err := b.write(path, value); err != nil {
		return err
	}
	c, profile, err := b.s.flags.Configuration(b.s.paths)
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = c.Lines(profile)
	return nil
}

func (b *settingsBook) write(path, value string) error {
	if below, ok := strings.CutPrefix(path, "profiles."+b.s.profile.Name+"."); ok {
		return b.s.paths.SetProfile(b.s.profile.Name, map[string]string{below: value})
	}
	if quoted, ok := strings.CutPrefix(path, "keys."); ok {
		if action, err := strconv.Unquote(quoted); err == nil {
			path = "keys." + action
		}
	}
	return b.s.paths.Set(path, value)
}

// Themes implements settings.Look.
func (b *settingsBook) Themes() []string { return b.s.themes().Names() }

// Use implements settings.Look.
func (b *settingsBook) Use(name string) []string {
	if name == style.Auto {
		name = style.Choose(name, b.s.flags.NoColor, os.Getenv)
	}
	theme, wrong := b.s.themes().Load(name)
	b.kit.Styles.Apply(theme)
	var out []string
	for _, p := range wrong {
		out = append(out, p.Error())
	}
	return out
}
