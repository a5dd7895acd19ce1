package wiring

import (
	"context"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store/config"
	"switchboard/ui/pane"
	"switchboard/ui/settings"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// settingsBook reads and writes the settings of a session. It implements
// settings.Book and settings.Look.
type settingsBook struct {
	s   *session
	kit *pane.Kit

	opened map[string]string // the values the session was opened with, by their path

	mu    sync.Mutex
	now   []config.Line // what the file says since the session was opened
	names []string      // of the themes there are, once they were looked for
}

func newBook(s *session, kit *pane.Kit) *settingsBook {
	b := &settingsBook{s: s, kit: kit, now: s.config.Lines(s.profile), opened: map[string]string{}}
	for _, l := range b.now {
		b.opened[l.Path] = l.Value
	}
	return b
}

// Lines implements settings.Book.
func (b *settingsBook) Lines() []settings.Line {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := make([]settings.Line, 0, len(b.now))
	for _, l := range b.now {
		fixed := l.Origin.Layer == config.FromEnv || l.Origin.Layer == config.FromFlag
		out = append(out, settings.Line{
			Path: l.Path, Value: l.Value, Said: l.Said, Typed: l.Typed, Origin: l.Origin.String(), TOML: l.TOML(), About: l.About, Allowed: l.Allowed, Choices: b.choices(l), Fixed: fixed,
			AtOnce: atOnce(l.Path), Waits: !atOnce(l.Path) && b.opened[l.Path] != l.Value,
		})
	}
	return out
}

// choices are the values of a setting; a theme is one of those there are.
func (b *settingsBook) choices(l config.Line) []string {
	if l.Path != "theme" {
		return l.Choices
	}
	out := []string{strconv.Quote(style.Auto)}
	for _, name := range b.names {
		out = append(out, strconv.Quote(name))
	}
	return out
}

// Read implements settings.Book.
func (b *settingsBook) Read() {
	names := b.Themes()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.names = names
}

// Set implements settings.Book. The settings of the profile lie below it.
func (b *settingsBook) Set(_ context.Context, path, value string) (use func() tea.Cmd, err error) {
	if err := b.write(path, value); err != nil {
		return nil, err
	}
	c, profile, err := b.s.flags.Configuration(b.s.paths)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = c.Lines(profile)
	return b.use(path, c.Settings.Look), nil
}

// atOnce reports whether a change of a setting holds at once.
func atOnce(path string) bool {
	switch path {
	case "theme", "ascii", "calm", "time", "toast_seconds", "mouse":
		return true
	}
	return false
}

// use makes a setting of how the console looks hold at once; the others hold
// when the profile is opened again.
func (b *settingsBook) use(path string, look config.Look) func() tea.Cmd {
	switch path {
	case "theme":
		wear, _ := b.Load(look.Theme)
		return func() tea.Cmd { wear(); return nil }
	case "ascii":
		plain := style.ASCII(look.ASCII, os.Getenv)
		return func() tea.Cmd { b.kit.Styles.Spell(plain); return nil }
	case "time":
		return func() tea.Cmd { b.kit.Times = text.Times(look.Times); return nil }
	case "calm", "toast_seconds", "mouse":
		changed := lookOf(look)
		if path != "mouse" { // what the person switched with a key stays
			changed.Mouse = nil
		}
		return func() tea.Cmd { return pane.Send(changed) }
	}
	return nil
}

// lookOf is how the console behaves by the settings.
func lookOf(l config.Look) pane.Look {
	return pane.Look{Toasts: time.Duration(l.ToastSeconds) * time.Second, Calm: l.Calm, Mouse: &l.Mouse}
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

// Load implements settings.Look.
func (b *settingsBook) Load(name string) (wear func(), problems []string) {
	if name == style.Auto {
		name = style.Choose(name, b.s.flags.NoColor, os.Getenv)
	}
	theme, wrong := b.s.themes().Load(name)
	for _, p := range wrong {
		problems = append(problems, p.Error())
	}
	return func() { b.kit.Styles.Apply(theme) }, problems
}
