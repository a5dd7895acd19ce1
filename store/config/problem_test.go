package config

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestProblemsAreNamed(t *testing.T) {
	const text = `theme = 5
thme = "dark"
spend = 5
auto_copy = "often"
max_per_day = 5
[notify]
show_codez = true
quiet = "25:00-07:00"
[keys]
"live.cancel" = ["ctrl+"]
[profiles.Sandbox]
read_only = false
[profiles."a/b"]
read_only = false
[profiles.work]
read_only = "no"
[profiles.work.sms]
base_url = "http://sms.example"
key = "` + canary + `"
key_env = "` + canary + `"
key_cmd = "echo '` + canary + `'"
[profiles.work.trust]
base_url = "https://me:` + canary + `@numbers.online"
[profiles.work.lines.tls]
on = true
`
	c := Load(Options{Paths: home(t, text), Getenv: env("SWITCHBOARD_ASCII=" + canary)})
	all := problems(c)
	for _, want := range []string{
		"config.toml:1: theme: write the name of a theme",
		"config.toml:2: thme: there is no such setting; did you mean theme?",
		"config.toml:3: spend: this is a table: write [spend], and below it max_per_order = …",
		"config.toml:4: auto_copy: write one of single, always, off",
		"config.toml:5: max_per_day: there is no such setting; did you mean spend.max_per_day?",
		"config.toml:7: notify.show_codez: there is no such setting; did you mean notify.show_codes?",
		"config.toml:8: notify.quiet: write from and to, such as",
		"config.toml:10: keys.live.cancel: write a list of keys",
		"config.toml:11: profiles.Sandbox: sandbox is the name of the built-in sandbox",
		"config.toml:13: profiles: profile: letters, digits, - and _",
		"config.toml:16: profiles.work.read_only: write true or false",
		"config.toml:18: profiles.work.sms.base_url: http only reaches this machine",
		"config.toml:19: profiles.work.sms.key: a key does not belong in this file",
		"config.toml:20: profiles.work.sms.key_env: write the name of a variable",
		"config.toml:21: profiles.work.sms.key_cmd: write a program and its arguments",
		"config.toml:23: profiles.work.trust.base_url: write an address",
		"config.toml:24: profiles.work.lines.tls: there is no such setting",
		"ascii: SWITCHBOARD_ASCII: write one of auto, on, off",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("missing %q", want)
		}
	}
	if n := strings.Count(all, "\n"); n != 18 {
		t.Errorf("%d problems, want 18", n)
	}
	if strings.Contains(all, canary) {
		t.Error("a problem repeats what was written")
	}
	if t.Failed() {
		t.Log(all)
	}
	p, err := c.Profile("work")
	if err != nil {
		t.Fatal(err)
	}
	if !p.ReadOnly || !strings.HasPrefix(p.Held, "config.toml:") {
		t.Errorf("a profile with mistakes is used: held %q", p.Held)
	}
	if !slices.Equal(c.Profiles(), []string{"work"}) {
		t.Errorf("profiles %q", c.Profiles())
	}
}

func TestALostGuardHoldsChanges(t *testing.T) {
	const lifted = "\n[profiles.work]\nread_only = false\n"
	for text, line := range map[string]int{
		"[spend]\nmax_per_day = \"5 dollars\"": 2,
		"confirm_over = -1":                    1,
		"theme = \"dark\"\nmouse = yes":        2,
	} {
		c := Load(Options{Paths: home(t, text+lifted)})
		if c.Grave() == nil || c.Problems[0].Line != line {
			t.Errorf("%q: %s", text, problems(c))
		}
		if p, err := c.Profile("work"); err == nil && (!p.ReadOnly || p.Held == "") {
			t.Errorf("%q: a lost guard leaves the profile open", text)
		}
	}
	c := Load(Options{Paths: home(t, "calm = 1"+lifted)})
	if p, err := c.Profile("work"); err != nil || p.ReadOnly || len(c.Problems) != 1 {
		t.Errorf("a lost colour holds nothing: %v %+v", err, c.Problems)
	}
	c = Load(Options{Paths: home(t, lifted), Getenv: env("SWITCHBOARD_SPEND_MAX_PER_ORDER=lots")})
	if p, err := c.Profile("work"); err != nil || !p.ReadOnly {
		t.Errorf("a lost guard of the environment leaves the profile open: %v", err)
	}
}

func TestBadFiles(t *testing.T) {
	t.Run("folder", func(t *testing.T) {
		p := home(t, "")
		if err := os.MkdirAll(p.Config, 0o700); err != nil {
			t.Fatal(err)
		}
		wantGrave(t, p, "it is a folder")
	})
	t.Run("huge", func(t *testing.T) {
		wantGrave(t, home(t, strings.Repeat("# ten megabytes\n", 10<<16)), "larger than 1024 KiB")
	})
	t.Run("unreadable", func(t *testing.T) {
		p := home(t, "theme = \"dark\"")
		if err := os.Chmod(p.Config, 0); err != nil {
			t.Fatal(err)
		}
		if f, err := os.Open(p.Config); err == nil {
			f.Close()
			t.Skip("this user may read everything")
		}
		wantGrave(t, p, "not allowed")
	})
	t.Run("binary", func(t *testing.T) { wantGrave(t, home(t, "theme = \"\xff\xfe\""), "save it as UTF-8") })
	t.Run("nul", func(t *testing.T) { wantGrave(t, home(t, "a = 1\x00"), "save it as UTF-8") })
	t.Run("escape", func(t *testing.T) { wantGrave(t, home(t, "theme = \"\x1b[31m\""), "not valid TOML") })
	for name, text := range map[string]string{
		"bare line": canary, "bare value": "key = " + canary, "half string": `theme = "` + canary,
		"twice": "a = 1\na = \"" + canary + "\"", "number": "x = 12" + canary,
	} {
		t.Run(name, func(t *testing.T) { wantGrave(t, home(t, text), "not valid TOML") })
	}
}

func TestParserMessagesRepeatNothing(t *testing.T) {
	for text, want := range map[string]string{
		"k = 31415926535897932384626433": "… is out of range for int64",
		"k = 2026-99-99":                 "invalid datetime: …",
		"a = 1\na = 2":                   "Key 'a' has already been defined.",
		"k = tcanary":                    "expected value but found … instead",
	} {
		_, p := decode("f", text)
		if p == nil || !strings.Contains(p.Message, want) {
			t.Errorf("%s: %v, want %q", text, p, want)
		}
	}
}

func TestLinesAfterLongValues(t *testing.T) {
	c := Load(Options{Paths: home(t, "a = \"\"\"x\ny\\\"\n\"\"\"\nb = [ # one\n 1,\n]\nc = '''\n[t]\n'''\nd = 1\n")})
	var at []int
	for _, p := range c.Problems {
		at = append(at, p.Line)
	}
	if !slices.Equal(at, []int{1, 4, 7, 10}) {
		t.Errorf("lines %v\n%s", at, problems(c))
	}
}

func wantGrave(t *testing.T, p Paths, want string) {
	t.Helper()
	c := Load(Options{Paths: p})
	err := c.Grave()
	if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "config.toml") {
		t.Errorf("problem %v, want one that says %q", err, want)
	}
	if strings.Contains(problems(c), "c4n4ry") {
		t.Errorf("the problem repeats what was written: %s", problems(c))
	}
	if c.Settings.Look.Theme != "terminal" {
		t.Error("something of the file is used")
	}
}

func TestFilesWithCarriageReturns(t *testing.T) {
	c := Load(Options{Paths: home(t, bom+"theme = \"dark\"\r\n# x\r\n[spend]\r\nmax_per_day = \"x\"\r\n")})
	if c.Settings.Look.Theme != "dark" || len(c.Problems) != 1 || c.Problems[0].Line != 4 {
		t.Errorf("theme %q, problems %s", c.Settings.Look.Theme, problems(c))
	}
}

func TestManyUnknownKeysAreQuick(t *testing.T) {
	var b strings.Builder
	for i := range 60_000 {
		fmt.Fprintf(&b, "k%d = 1\n", i)
	}
	c := Load(Options{Paths: home(t, b.String())})
	if len(c.Problems) > maxProblems+1 || c.Problems[5].Line == 0 {
		t.Errorf("%d problems", len(c.Problems))
	}
}

// A mistake about where requests go, with which key, or how much may be spent
// keeps every request from being made; one about looks or keys does not.
func TestAMistakeAboutMoneyOrAddressesHoldsEverything(t *testing.T) {
	const lifted = "[profiles.default]\nread_only = false\n"
	for _, text := range []string{
		lifted + "base_ulr = \"https://staging.example/v1\"\n",
		lifted + "[profiles.default.sms]\nbase_ulr = \"https://staging.example/v1\"\n",
		lifted + "[profiles.default.smss]\nbase_url = \"https://staging.example/v1\"\n",
		"[profile.default]\nread_only = false\nsms.base_url = \"https://staging.example/v1\"\n",
		"[profils.default.sms]\nbase_url = \"https://staging.example/v1\"\n",
		"[sms]\nbase_url = \"https://staging.example/v1\"\n",
		"base_url = \"https://staging.example/v1\"\n" + lifted,
		"read_onyl = true\n" + lifted,
		"max_per_day = 5\n" + lifted,
		"spend_max_per_day = 5\n" + lifted,
		"[spend]\nmax_per_dya = 5\n" + lifted,
		"[spend]\nmax_per_day = \"five\"\n" + lifted,
		"[spent]\nmax_per_day = 5\n" + lifted,
		"confirm_ovr = 1\n" + lifted,
		"[network]\nca = \"/etc/x.pem\"\n" + lifted,
		"[hooks]\naddr = \"127.0.0.1:8099\"\n" + lifted,
		lifted + "[profiles.default.webhooks]\nadr = \"127.0.0.1:8099\"\n",
		"[profiles.sandbox]\nread_only = false\n" + lifted,
		"[profiles.\"../x\"]\nread_only = false\n" + lifted,
		lifted + "[profiles.other.sms]\nbase_ulr = \"https://staging.example/v1\"\n", // another profile's: the file as a whole is not trusted
		lifted + "[profiles.default.sms\n",
	} {
		c := Load(Options{Paths: home(t, text)})
		p, err := c.Profile(Default)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if p.Held == "" || !p.ReadOnly || c.Grave() == nil {
			t.Errorf("%q: requests would be made with it: %s", text, problems(c))
		}
		if !strings.HasPrefix(p.Held, "config.toml:") {
			t.Errorf("%q: the place is not named: %s", text, p.Held)
		}
	}
	for _, text := range []string{"[lok]\n", "thme = \"dark\"\n", "calm = 1\n", "[keys]\n\"live.end\" = 5\n", "[notify]\nbel = true\n", "[poll]\nrisk = \"soon\"\n"} {
		c := Load(Options{Paths: home(t, text+lifted)})
		p, err := c.Profile(Default)
		if held := p.Held != ""; err != nil || len(c.Problems) == 0 || held != (text == "[lok]\n") {
			t.Errorf("%q: held %q, problems %s", text, p.Held, problems(c))
		}
	}
	for _, variable := range []string{"SWITCHBOARD_SPEND_MAX_PER_DAY=lots", "SWITCHBOARD_SMS_BASE_URL=http://staging.example"} {
		p, err := Load(Options{Paths: home(t, lifted), Getenv: env(variable)}).Profile(Default)
		if name, _, _ := strings.Cut(variable, "="); err != nil || !strings.Contains(p.Held, name) {
			t.Errorf("%s: held %q, %v", variable, p.Held, err)
		}
	}
}

// What was probably meant is named, with the place.
func TestAMistakeNamesWhatWasMeant(t *testing.T) {
	for text, want := range map[string]string{
		"[profiles.default.sms]\nbase_ulr = \"https://x.example\"": "config.toml:2: profiles.default.sms.base_ulr: there is no such setting; did you mean sms.base_url?",
		"[profils.default]\nread_only = false":                     "config.toml:1: profils: there is no such setting; did you mean [profiles]?",
		"[sms]\nbase_url = \"https://x.example\"":                  "config.toml:1: sms: there is no such setting; did you mean [profiles.NAME.sms]?",
		"read_only = true":                                         "config.toml:1: read_only: there is no such setting; write it below [profiles.NAME]",
		"max_per_dya = 5":                                          "config.toml:1: max_per_dya: there is no such setting; did you mean spend.max_per_day?",
		"[spend]\nmax_per_dya = 5":                                 "config.toml:2: spend.max_per_dya: there is no such setting; did you mean spend.max_per_day?",
	} {
		if got := problems(Load(Options{Paths: home(t, text)})); !strings.Contains(got, want) {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
}

// The id of an account is held to its provider's form wherever it is set. Without a right one that provider alone is not set up.
func TestAnAccountIsHeldToItsProvidersForm(t *testing.T) {
	const lifted, right = "[profiles.default]\nread_only = false\n", "0123456789abcdef0123456789abcdef"
	for _, id := range []string{"a1", "0123456789ABCDEF0123456789ABCDEF", right + "0"} {
		p := home(t, lifted+"lines.account_id = \""+id+"\"\n")
		c := Load(Options{Paths: p})
		if got := problems(c); len(c.Problems) != 1 || !strings.Contains(got, "config.toml:3: profiles.default.lines.account_id: write 32 characters") {
			t.Errorf("in the file, %q: %s", id, got)
		}
		if profile, err := c.Profile(Default); err != nil || profile.Held != "" || profile.Service(Lines).AccountID != id {
			t.Errorf("%q: %v %q", id, err, profile.Held) // the key's own account is not used in its place
		}
		profile, err := Load(Options{Paths: home(t, lifted), Getenv: env("SWITCHBOARD_LINES_ACCOUNT_ID=" + id)}).Profile(Default)
		if err != nil || len(profile.Problems) != 1 || !strings.Contains(profile.Problems[0].Error(), "SWITCHBOARD_LINES_ACCOUNT_ID: write 32 characters") {
			t.Errorf("in the environment, %q: %v %v", id, err, profile.Problems)
		}
		if err := p.SetProfile(Default, map[string]string{"lines.account_id": id}); err == nil {
			t.Errorf("%q is written", id)
		}
		if p.Fits(Default, "lines.account_id", id) == nil {
			t.Errorf("%q fits", id)
		}
	}
	for _, id := range []string{"", right} {
		if err := home(t, "").Fits(Default, "lines.account_id", id); err != nil {
			t.Errorf("%q: %v", id, err)
		}
	}
}
