package settings_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/themes"
	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/settings"
	"switchboard/ui/style"

	tea "charm.land/bubbletea/v2"
)

type book struct{ lines []settings.Line }

func (b *book) Lines() []settings.Line { return b.lines }
func (b *book) Set(_ context.Context, path, value string) error {
	for i := range b.lines {
		if b.lines[i].Path == path {
			if path == "undo_seconds" && strings.Trim(value, "0123456789") != "" {
				return errors.New("undo_seconds: a whole number from 0 to 20")
			}
			b.lines[i].Value, b.lines[i].Origin = value, "config.toml:3"
			return nil
		}
	}
	return errors.New("there is no such setting")
}

// accounts is a provider that knows one key.
type accounts struct{ tried, saved []settings.Connection }

const goodKey, badKey = "sk-canary-good-0123456789abcdef", "sk-canary-wrong-0123456789abcde"

func (a *accounts) Places(context.Context) (names, off []string) {
	return []string{"a private file", "this computer's keyring"}, []string{"", "no D-Bus"}
}
func (a *accounts) Check(provider, key string) (rest.Secret, string) {
	if key == "" || strings.ContainsAny(key, " \n") {
		return rest.Secret{}, "Key: paste it whole, without spaces"
	}
	return rest.NewSecret(key), ""
}
func (a *accounts) Test(_ context.Context, c settings.Connection) (string, error) {
	a.tried = append(a.tried, c)
	if c.Key.Reveal() != goodKey {
		return "", errors.New("SMS refuses the key")
	}
	return "Works. 48 customers.", nil
}
func (a *accounts) Save(_ context.Context, c settings.Connection) (string, error) {
	a.saved = append(a.saved, c)
	return "keys.toml", nil
}
func (a *accounts) Known(_ context.Context, provider string) string {
	return map[string]string{"sms": "ends cdef, from the environment"}[provider]
}

type never struct{}

func (never) Next(ctx context.Context) (store.Topic, error) {
	<-ctx.Done()
	return 0, ctx.Err()
}

type blank struct{}

func (blank) ID() string             { return "live" }
func (blank) Title() string          { return "Live" }
func (blank) Init() tea.Cmd          { return nil }
func (blank) Update(tea.Msg) tea.Cmd { return nil }
func (blank) Actions() []pane.Action { return nil }
func (blank) View(int, int) string   { return "" }

func bubble(t *testing.T, do func(c *consoletest.Console, m *ui.Model, s *settings.Settings, a *accounts)) {
	synctest.Test(t, func(t *testing.T) {
		theme, _ := themes.Set{}.Load(themes.Mono)
		kit := &pane.Kit{Ctx: t.Context(), Styles: style.New(theme, false), Keys: keybook.New(nil), Now: time.Now}
		a := &accounts{}
		s := settings.New(kit, &book{[]settings.Line{
			{Path: "theme", Value: "terminal", Origin: "default", TOML: `theme = "terminal"`},
			{Path: "undo_seconds", Value: "4", Origin: "default", TOML: "undo_seconds = 4"},
			{Path: "read_only", Value: "true", Origin: "--read-only", Fixed: true},
		}}, a, "acme")
		m := ui.New(ui.Options{Kit: kit, Watch: never{}, Panes: []pane.Pane{blank{}}, Label: "acme", Extra: s.Actions()})
		c := consoletest.New(t, m, 80, 24)
		do(c, m, s, a)
		m.Quit()
		synctest.Wait()
	})
}

func TestSettingsAreShownEditedAndRefused(t *testing.T) {
	bubble(t, func(c *consoletest.Console, _ *ui.Model, _ *settings.Settings, _ *accounts) {
		c.Press(",")
		c.Golden("settings-80x24")
		c.Press("j", "e")
		for range 3 {
			c.Press("backspace")
		}
		c.Type("soon")
		c.Press("enter")
		c.Shows("! undo_seconds: a whole number from 0 to 20", "soon")
		for range 6 {
			c.Press("backspace")
		}
		c.Type("9")
		c.Press("enter")
		c.Shows("undo_seconds", "9", "config.toml:3")
		c.Press("j", "e")
		c.Shows("read_only is set by --read-only")
	})
}

func TestConnectTriesFirstAndNeverShowsTheKey(t *testing.T) {
	bubble(t, func(c *consoletest.Console, m *ui.Model, s *settings.Settings, a *accounts) {
		c.Press(",", "a")
		c.Shows("SMS", "from the environment", "no key")
		c.Press("enter")
		c.Press("enter")
		c.Shows("Key: paste it whole")
		if len(a.tried) != 0 {
			t.Fatal("an empty key was tried")
		}
		c.Paste(badKey + "\n")
		c.Press("enter")
		c.Shows("! SMS refuses the key")
		for range 40 {
			c.Press("backspace")
		}
		c.Paste(goodKey)
		c.Press("enter")
		c.Golden("connect-80x24")
		c.Hides(goodKey, badKey)
		if len(a.saved) != 0 {
			t.Fatal("the key was stored before the person said so")
		}
		c.Press("enter")
		if len(a.saved) != 1 || !a.saved[0].ReadOnly || a.saved[0].Key.Reveal() != goodKey {
			t.Errorf("stored %+v", a.saved)
		}
		if m.Again() == nil || m.Again().Profile != "acme" || !c.Quit {
			t.Error("the console does not open again with the new key")
		}
	})
}
