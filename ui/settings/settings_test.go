package settings_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/rest"
	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/settings"

	tea "charm.land/bubbletea/v2"
)

type book struct{ lines []settings.Line }

func (b *book) Lines() []settings.Line { return b.lines }
func (b *book) Read()                  {}
func (b *book) Set(_ context.Context, path, value string) (func() tea.Cmd, error) {
	for i := range b.lines {
		if b.lines[i].Path == path {
			if path == "undo_seconds" && strings.Trim(value, "0123456789") != "" {
				return nil, errors.New("undo_seconds: a whole number from 0 to 20")
			}
			b.lines[i].Value, b.lines[i].Origin, b.lines[i].Waits = value, "config.toml:3", !b.lines[i].AtOnce
			b.lines[i].Said = map[string]string{"true": "yes", "false": "no"}[value]
			if path == "calm" {
				return func() tea.Cmd { return pane.Send(pane.Look{Calm: value == "true"}) }, nil
			}
			return nil, nil
		}
	}
	return nil, errors.New("there is no such setting")
}

// accounts is a provider that knows one key. It answers once hangs is closed.
type accounts struct {
	tried, saved []settings.Connection
	hangs        chan struct{}
}

const goodKey, badKey = "sk-canary-good-0123456789abcdef", "sk-canary-wrong-0123456789abcde"

func (a *accounts) Services() []pane.Service {
	return []pane.Service{
		{ID: "sms", Title: "SMS", Does: "SMS codes", Asked: "GET m/customers?limit=1"},
		{ID: "trust", Title: "TRUST", Does: "number trust", Asked: "GET api/v1/account"},
		{ID: "lines", Title: "LINES", Does: "phone lines", Asked: "GET accounts/ID/phone_numbers", Account: true},
	}
}

func (a *accounts) Places(_ context.Context, provider string) []settings.Place {
	return []settings.Place{{Name: "a private file", At: "~/.config/switchboard/keys.toml"}, {Name: "this computer's keyring", At: "acme/" + provider, Off: "no D-Bus"}}
}
func (a *accounts) Now(string) (base, account string, readOnly bool) {
	return "https://temp-number-api.com/api/v1/retail", "", true
}
func (a *accounts) Check(provider, key string) (rest.Secret, string) {
	if key == "" || strings.ContainsAny(key, " \n") {
		return rest.Secret{}, "Key: paste it whole, without spaces"
	}
	return rest.NewSecret(key), ""
}
func (a *accounts) Fits(_, setting, value string) string {
	if setting == "base_url" && !strings.HasPrefix(value, "https://") || setting == "account_id" && len(value) == 1 {
		return "not so"
	}
	return ""
}
func (a *accounts) Test(ctx context.Context, c settings.Connection) (string, error) {
	a.tried = append(a.tried, c)
	if a.hangs != nil {
		select {
		case <-a.hangs:
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
	if c.Key.Reveal() != goodKey {
		return "", errors.New("SMS refuses the key")
	}
	return "Works. 48 customers.", nil
}
func (a *accounts) Save(_ context.Context, c settings.Connection) (string, error) {
	a.saved = append(a.saved, c)
	return "The key of SMS is kept in keys.toml.", nil
}
func (a *accounts) Known(_ context.Context, provider string) string {
	return map[string]string{"sms": "ends cdef, from the environment"}[provider]
}

func bubble(t *testing.T, do func(c *consoletest.Console, m *ui.Model, s *settings.Settings, a *accounts)) {
	synctest.Test(t, func(t *testing.T) {
		kit := consoletest.Look{}.Kit(t.Context(), t)
		a := &accounts{}
		s := settings.New(kit, &book{[]settings.Line{
			{Path: "theme", Value: `"terminal"`, Said: "terminal", Origin: "default", TOML: `theme = "terminal"`, About: "The colours.", AtOnce: true, Choices: []string{`"dark"`, `"terminal"`}},
			{Path: "undo_seconds", Value: "4", Origin: "default", TOML: "undo_seconds = 4", Said: "4 seconds", Typed: "4", About: "How long an end can be taken back. Then it is sent.", Allowed: "a whole number from 0 to 20"},
			{Path: "calm", Value: "false", Said: "no", Origin: "default", TOML: "calm = false", About: "Countdowns change every ten seconds.", AtOnce: true, Choices: []string{"true", "false"}},
			{Path: "read_only", Value: "true", Said: "yes", Origin: "--read-only", Fixed: true},
		}}, a, "acme")
		m := ui.New(ui.Options{Kit: kit, Watch: consoletest.Never{}, Panes: []pane.Pane{consoletest.Blank{Name: "live", Head: "Live"}}, Label: "acme", Extra: s.Actions()})
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
		c.Press("j")
		c.Shows("undo_seconds, the default", "A change holds from the next start, or after o (reload).")
		c.Hides("undo_seconds = 4")
		c.Shows("How long an end can be taken back", "4 seconds", "Then it is sent.", "It can be: a whole number from 0 to 20.")
		c.Press("enter")
		c.Shows("New value  4", "It can be: a whole number from 0 to 20.", "Now 4 seconds, from default")
		c.Type("soon")
		c.Press("enter")
		c.Shows("! undo_seconds: a whole number from 0 to 20", "soon")
		for range 6 {
			c.Press("backspace")
		}
		c.Type("9")
		c.Press("enter")
		c.Shows("How long an end can be taken back    9, from the next start", "from config.toml:3", "It can be: a whole number from 0 to 20",
			"This value holds from the next start, or after o (reload).")
		c.Press("j", "j", "e")
		c.Shows("read_only is set by --read-only")
	})
}

// No TOML is typed for what has a few values: Enter switches, or offers them.
func TestEnterSwitchesAndOffers(t *testing.T) {
	bubble(t, func(c *consoletest.Console, _ *ui.Model, _ *settings.Settings, _ *accounts) {
		c.Press(",", "j", "j")
		c.Shows("Countdowns change every ten seconds", "Enter switch on")
		c.Press("enter")
		c.Shows("yes", "Enter switch off", "Saved and in use: Countdowns change every ten seconds")
		c.Press("k", "k")
		c.Shows("Enter choose")
		c.Press("enter")
		c.Shows("terminal", "as it is now")
		c.Press("k", "enter")
		c.Shows("dark", "Saved: ")
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
		if words, connected := s.Kept(); !connected || !strings.Contains(words, "keys.toml") {
			t.Errorf("of the new key is told %q", words)
		}
	})
}

// What cannot be saved is not asked with.
func TestConnectHoldsWhatIsWrittenToItsForm(t *testing.T) {
	bubble(t, func(c *consoletest.Console, _ *ui.Model, s *settings.Settings, a *accounts) {
		c.Send(s.Connect("lines")())
		c.Paste(goodKey)
		c.Press("tab")
		c.Paste("x")
		c.Press("enter")
		c.Shows("Account: not so")
		c.Press("backspace")
		c.Press("tab")
		c.Paste("numbers.online")
		c.Press("enter")
		c.Shows("Address: not so")
		if len(a.tried) != 0 {
			t.Errorf("%+v was asked with", a.tried)
		}
	})
}

// Who has no account yet makes one from here where there is a way, and is told why not where one is in use.
func TestConnectLeadsToASignUp(t *testing.T) {
	bubble(t, func(c *consoletest.Console, _ *ui.Model, s *settings.Settings, _ *accounts) {
		off, made := "", 0
		s.Makes(map[string]settings.Making{"trust": {Off: func() string { return off }, Do: func() tea.Cmd { made++; return pane.Say("the form") }}})
		c.Send(s.Connect("sms")())
		c.Hides("make one")
		c.Press("esc")
		c.Send(s.Connect("trust")())
		off = "This profile has a TRUST account (nol_1)"
		c.Press("ctrl+n")
		c.Shows("This profile has a TRUST account")
		off = ""
		c.Press("ctrl+n")
		c.Shows("the form")
		c.Hides("Connect: number trust")
		if made != 1 {
			t.Errorf("%d forms were opened", made)
		}
	})
}

// What is being asked can be left, and its answer then changes nothing.
func TestConnectStopsAsking(t *testing.T) {
	bubble(t, func(c *consoletest.Console, _ *ui.Model, s *settings.Settings, a *accounts) {
		a.hangs = make(chan struct{})
		c.Send(s.Connect("sms")())
		c.Paste(goodKey)
		c.Press("enter")
		c.Shows("Asking", "Esc stop asking")
		c.Type("x")
		c.Press("esc")
		c.Hides("Asking", "context canceled")
		c.Shows("Enter try it", "31 characters, ends cdef")
		a.hangs = nil
		c.Press("enter")
		c.Shows("Works. 48 customers.", "asked GET m/customers?limit=1")
		c.Type("x")
		c.Hides("Works.", "save and continue")
	})
}

// guard is a profile that is read-only until it is allowed to change.
type guard struct {
	fixed   string
	fails   error
	allowed int
}

const refusal = "This profile is read-only: changes are off."

func (g *guard) Refusal() string { return refusal }
func (g *guard) Fixed() string   { return g.fixed }
func (g *guard) Allow(context.Context) error {
	if g.fails == nil {
		g.allowed++
	}
	return g.fails
}

// offered pushes what is offered to a refusal, and reports whether anything was.
func offered(c *consoletest.Console, offer func(pane.Action, string) tea.Cmd, why string) bool {
	cmd := offer(pane.Action{Key: keybook.Fixed("order", "n")}, why)
	if cmd == nil {
		return false
	}
	c.Send(cmd())
	c.Sleep(time.Second)
	return true
}

func TestAllowIsOfferedOnceAndForReadOnlyAlone(t *testing.T) {
	bubble(t, func(c *consoletest.Console, m *ui.Model, s *settings.Settings, _ *accounts) {
		g := &guard{}
		offer := s.Offer(g)
		if offered(c, offer, "no number is selected") || offered(c, s.Offer(&guard{fixed: "read-only by --read-only"}), refusal) {
			t.Error("it is offered where it does not help")
		}
		if !offered(c, offer, refusal) {
			t.Fatal("nothing is offered")
		}
		c.Golden("allow-80x24")
		c.Press("a", "enter")
		c.Shows("allow changes")
		if g.allowed != 0 || c.Quit {
			t.Error("changes are allowed by keys that do not say so")
		}
		offered(c, offer, refusal)
		c.Hides("stay read-only")
		c.Shows("This profile is read-only: changes are off. To change that, press : and choose")
		if why := s.AllowAction(&guard{fixed: "read-only by --read-only"}).Why(); why != "read-only by --read-only" {
			t.Errorf("the palette says %q", why)
		}
	})
}

func TestAllowOpensTheProfileAgain(t *testing.T) {
	bubble(t, func(c *consoletest.Console, m *ui.Model, s *settings.Settings, _ *accounts) {
		g := &guard{fails: errors.New("config.toml: it may not be written")}
		c.Send(s.AllowAction(g).Do()())
		c.Sleep(time.Second)
		c.Press("A")
		c.Shows("! config.toml: it may not be written")
		g.fails = nil
		c.Sleep(time.Second) // what it says now is to be seen first
		c.Press("A")
		if g.allowed != 1 || m.Again() == nil || m.Again().Profile != "acme" || !c.Quit {
			t.Errorf("allowed %d times, again %v", g.allowed, m.Again())
		}
		if _, connected := s.Kept(); connected {
			t.Error("it counts as a connection")
		}
	})
}

// Where a profile has no accounts, as the sandbox, the same key leads to those of another one.
func TestAccountsAreOneKeyAwayFromTheSandbox(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kit := consoletest.Look{}.Kit(t.Context(), t)
		s := settings.New(kit, &book{}, nil, "sandbox")
		led := 0
		s.Leads(func() tea.Cmd { led++; return nil })
		m := ui.New(ui.Options{Kit: kit, Watch: consoletest.Never{}, Panes: []pane.Pane{consoletest.Blank{Name: "live", Head: "Live"}}, Extra: s.Actions()})
		c := consoletest.New(t, m, 100, 24)
		c.Press(",")
		c.Sleep(time.Second)
		c.Shows("a connect accounts")
		c.Press("a")
		if led != 1 {
			t.Errorf("a led %d times to the accounts", led)
		}
		m.Quit()
		synctest.Wait()
	})
}
