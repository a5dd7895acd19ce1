package config

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
)

// canary stands for a key: it must never be said.
const canary = "c4n4ry0f00dbeefcafe9f3c"

// home makes empty base directories and writes text, if any, as config.toml.
func home(t *testing.T, text string) Paths {
	t.Helper()
	dir := t.TempDir()
	p := Paths{Config: filepath.Join(dir, "config", "config.toml"), Data: filepath.Join(dir, "data"), State: filepath.Join(dir, "state")}
	if text != "" {
		write(t, p.Config, text)
	}
	return p
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func env(pairs ...string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		for _, p := range pairs {
			if k, v, _ := strings.Cut(p, "="); k == name {
				return v, true
			}
		}
		return "", false
	}
}

func problems(c *Config) string {
	var b strings.Builder
	for _, p := range c.Problems {
		fmt.Fprintln(&b, p)
	}
	return b.String()
}

func TestNothingSet(t *testing.T) {
	c := Load(Options{Paths: home(t, "")})
	if c.Found || len(c.Problems) != 0 || c.Grave() != nil {
		t.Errorf("an absent file: found %v, problems %q", c.Found, problems(c))
	}
	s := c.Settings
	if s.Look.Theme != "terminal" || !s.Spend.MaxPerDay.None || s.Spend.AutoAcceptRise != (money.Rise{}) || s.ReportDeadline != time.Hour || s.Spend.UndoSeconds != 4 {
		t.Errorf("defaults: %+v", s)
	}
	p, err := c.Profile("")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"https://temp-number-api.com/api/v1/retail", "https://numbers.online", "https://api.oneuc.com/v2"}
	if got := []string{p.Service(SMS).BaseURL, p.Service(Trust).BaseURL, p.Service(Lines).BaseURL}; !slices.Equal(got, want) {
		t.Errorf("base urls %q, want %q", got, want)
	}
	if !p.ReadOnly || p.Sandbox || p.Name != Default {
		t.Errorf("the default profile is read-only until that is lifted: %+v", p)
	}
}

const everything = `
# a comment
profile = "work"
theme = "dark"
ascii = "on"
undo_seconds = 5
confirm_over = "never"
auto_accept_rise = "5%"
clipboard_command = ["my-copy", "--in"]
[spend]
max_per_order = 0.29
max_per_day = "$12.5"
[notify]
quiet = "22:00-07:30"
command = "notify me"
[retention]
codes = "30d"
addresses = "forever"
[keys]
"live.cancel" = ["x", "Ctrl+X", "g g"]
[keys.customers]
add = []
[profiles.work]
read_only = false
[profiles.work.sms]
base_url = "http://127.0.0.1:8080/"
key_cmd = "pass show platfone"
budgets = { history = 3 }
[profiles.work.lines]
account_id = "0123456789abcdef0123456789abcdef"
`

func TestEverySettingIsRead(t *testing.T) {
	c := Load(Options{Paths: home(t, everything)})
	if len(c.Problems) != 0 {
		t.Fatalf("problems: %s", problems(c))
	}
	s := c.Settings
	checks := map[string]bool{
		"theme": s.Look.Theme == "dark", "ascii": s.Look.ASCII == "on", "undo": s.Spend.UndoSeconds == 5,
		"confirm": s.Spend.ConfirmOver == Limit{None: true}, "rise": s.Spend.AutoAcceptRise == money.Rise{Percent: 5},
		"order": s.Spend.MaxPerOrder == Limit{Cents: 29}, "day": s.Spend.MaxPerDay == Limit{Cents: 1250},
		"quiet":   s.Notify.Quiet == Hours{22 * time.Hour, 7*time.Hour + 30*time.Minute},
		"command": slices.Equal(s.Notify.Command, []string{"notify", "me"}),
		"codes":   s.Keeping.Codes == Keep{Days: 30}, "addresses": s.Keeping.Addresses == Keep{Forever: true},
		"keys":   slices.Equal(s.Keys["live.cancel"], []string{"x", "ctrl+x", "g g"}),
		"unbind": s.Keys["customers.add"] != nil && len(s.Keys["customers.add"]) == 0,
	}
	p, err := c.Profile("")
	if err != nil {
		t.Fatal(err)
	}
	checks["profile"] = p.Name == "work" && !p.ReadOnly
	checks["base"] = p.Service(SMS).BaseURL == "http://127.0.0.1:8080" && p.Held == ""
	checks["cmd"] = slices.Equal(p.Service(SMS).Key.Command, []string{"pass", "show", "platfone"})
	checks["budget"] = p.Service(SMS).Budgets["history"] == 3
	checks["account"] = p.Service(Lines).AccountID == "0123456789abcdef0123456789abcdef"
	for name, ok := range checks {
		if !ok {
			t.Errorf("%s was not read", name)
		}
	}
}

func TestWhereValuesComeFrom(t *testing.T) {
	paths := home(t, "theme = \"dark\"\ncalm = true\n[profiles.work]\nread_only = false\n")
	c := Load(Options{
		Paths:  paths,
		Getenv: env("SWITCHBOARD_THEME=light", "SWITCHBOARD_SPEND_MAX_PER_DAY=3", "SWITCHBOARD_SMS_BASE_URL=https://sms.example", "SWITCHBOARD_MOUSE=true", "SWITCHBOARD_CALM="),
		Flags:  []Flag{{"--no-color", "theme", "mono"}, {"--read-only", "read_only", "true"}},
	})
	p, err := c.Profile("work")
	if err != nil || len(c.Problems)+len(p.Problems) > 0 {
		t.Fatal(err, problems(c), p.Problems)
	}
	if !p.ReadOnly || c.Settings.Look.Theme != "mono" || p.Service(SMS).BaseURL != "https://sms.example" || !c.Settings.Look.Mouse {
		t.Errorf("layers: %+v %+v", c.Settings.Look, p)
	}
	got := map[string]string{}
	for _, l := range c.Lines(p) {
		got[l.Path] = l.Value + " " + l.Origin.String()
	}
	for path, want := range map[string]string{
		"theme": `"mono" --no-color`, "calm": "true config.toml:2", "mouse": "true SWITCHBOARD_MOUSE",
		"spend.max_per_day": "3.00 SWITCHBOARD_SPEND_MAX_PER_DAY", "ascii": `"auto" default`,
		"profiles.work.read_only":    "true --read-only",
		"profiles.work.sms.base_url": `"https://sms.example" SWITCHBOARD_SMS_BASE_URL`,
	} {
		if got[path] != want {
			t.Errorf("%s is %s, want %s", path, got[path], want)
		}
	}
}

func TestProfileNames(t *testing.T) {
	c := Load(Options{Paths: home(t, "[profiles.work]\n")})
	for _, name := range []string{"a/b", "../x", "", "-a", "a b", strings.Repeat("a", 41), "a\n", "é"} {
		if name == "" {
			continue // the one that is set
		}
		if _, err := c.Profile(name); err == nil {
			t.Errorf("%q is taken for a profile", name)
		}
	}
	_, err := c.Profile("wrok")
	if err == nil || err.Error() != `there is no profile "wrok"; there are work, sandbox, default` {
		t.Error(err)
	}
	p, err := c.Profile(Sandbox)
	if err != nil || !p.Sandbox || p.ReadOnly {
		t.Errorf("the sandbox: %+v %v", p, err)
	}
}

func TestTemplateChangesNothingAndIsRight(t *testing.T) {
	p := home(t, "")
	if err := p.WriteTemplate(); err != nil {
		t.Fatal(err)
	}
	if c := Load(Options{Paths: p}); len(c.Problems) != 0 || c.Settings.Look != defaults().Look {
		t.Errorf("the template: %s", problems(c))
	}
	if err := p.WriteTemplate(); err == nil {
		t.Error("the template replaces a file")
	}
	info, err := os.Stat(p.Config)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v %v", info.Mode(), err)
	}
	// Every example, taken out of its comment, is a setting and its default.
	var b strings.Builder
	for line := range strings.Lines(Template()) {
		text := strings.TrimPrefix(line, "# ")
		if bare, _, ok := strings.Cut(text, " = "); ok && !strings.Contains(bare, " ") || strings.HasPrefix(text, "[") {
			b.WriteString(text)
		}
	}
	c := Load(Options{Paths: home(t, b.String())})
	if len(c.Problems) != 0 {
		t.Errorf("the examples: %s\n%s", problems(c), b.String())
	}
	for _, e := range settingEntries {
		if c.origins[e.path].Layer != FromFile {
			t.Errorf("%s is not in the template", e.path)
		}
	}
	for _, e := range (Paths{}).profileEntries() {
		if c.origins["profiles.default."+e.path].Layer != FromFile {
			t.Errorf("%s is not in the template", e.path)
		}
	}
}
