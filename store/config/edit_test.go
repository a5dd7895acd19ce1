package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestEditChangesOneThing(t *testing.T) {
	const file = "# mine\ntheme = \"dark\" # I like it\n\n# money\n[spend]\n# max_per_day = \"none\"\nmax_per_order = 5 # enough\n\n# accounts\n[profiles.work]\nread_only = true\n"
	for name, c := range map[string]struct {
		text, path, value, want string
	}{
		"in place":        {file, "theme", `"mono"`, strings.Replace(file, `"dark"`, `"mono"`, 1)},
		"in its table":    {file, "spend.max_per_order", "6.00", strings.Replace(file, "= 5 #", "= 6.00 #", 1)},
		"at the table":    {file, "profiles.work.sms", `1`, strings.Replace(file, "= true\n", "= true\nsms = 1\n", 1)},
		"new table":       {file, "notify.bell", "false", file + "\n[notify]\nbell = false\n"},
		"at the top":      {file, "calm", "true", strings.Replace(file, "like it\n", "like it\ncalm = true\n", 1)},
		"empty file":      {"", "notify.bell", "false", "[notify]\nbell = false\n"},
		"no last newline": {"a = 1", "b", "2", "a = 1\nb = 2\n"},
		"only a table":    {"[a]\nb = 1\n", "c", "2", "c = 2\n[a]\nb = 1\n"},
		"windows":         {"a = 1\r\n[t]\r\nx = 1\r\n", "t.y", "2", "a = 1\r\n[t]\r\nx = 1\r\ny = 2\r\n"},
		"byte order mark": {bom + "a = 1\n", "a", "2", bom + "a = 2\n"},
		"over lines":      {"a = [\n  1, # one\n  2,\n]\nb = 1\n", "a", "[]", "a = []\nb = 1\n"},
		"long string":     {"a = \"\"\"x\n[not]\n\"\"\"\nb = 1\n", "b", "2", "a = \"\"\"x\n[not]\n\"\"\"\nb = 2\n"},
		"dotted":          {"a.b = 1\n", "a.b", "2", "a.b = 2\n"},
		"top by example":  {"# hello\n# a = 1\n\n# b = 2\n[t]\n", "a", "5", "# hello\n# a = 1\na = 5\n\n# b = 2\n[t]\n"},
		"by the example":  {"[t]\n# x = 1\n# y = 2\n# z = 3\n", "t.y", "5", "[t]\n# x = 1\n# y = 2\ny = 5\n# z = 3\n"},
	} {
		got, err := edit("f", c.text, []change{{strings.Split(c.path, "."), c.value}})
		if err != nil || got != c.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", name, err, got, c.want)
		}
	}
}

func TestEditRefusesWhatItWouldSpoil(t *testing.T) {
	for name, text := range map[string]string{
		"inline": "a = 1\nt = { x = 1 }\n", "not a table": "t = 1\n", "many": "[[t]]\nx = 1\n", "one of many": "[[t]]\ny = 1\n", "not valid": "t = \n",
	} {
		got, err := edit("f.toml", text, []change{{[]string{"t", "y"}, "2"}})
		if err == nil {
			t.Errorf("%s: wrote %q", name, got)
		} else if !strings.HasPrefix(err.Error(), "f.toml:") {
			t.Errorf("%s: the error does not name the place: %v", name, err)
		}
	}
}

// Whatever stands in a file, an edit either makes the change and nothing else,
// or leaves the file alone; the scanner never fails.
func TestEditOfAnyFile(t *testing.T) {
	pieces := []string{"a = 1\n", "b = \"x # y\"\n", "# a = 2\n", "[t]\n", "[t.u]\n", "[[m]]\n", "x = [1,\n 2] # c\n", "y = '''\n[t]\n'''\n", "z = {q = 1}\n", "\"k.v\" = 1\r\n", "t.w = 3\n", "\n", "=", "\"", "[", "\\", "'''", "x", "]", "{"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), "")
		path := rapid.SampledFrom([][]string{{"a"}, {"t", "x"}, {"t", "u", "y"}, {"k.v"}, {"n", "m"}}).Draw(t, "path")
		readDocument(text)
		got, err := edit("f", text, []change{{path, "77"}})
		if err != nil {
			return
		}
		tree, problem := decode("f", got)
		if v, ok := lookupPath(tree, path); problem != nil || !ok || v != int64(77) {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

func TestSetAndSetProfile(t *testing.T) {
	p := home(t, "")
	for path, value := range map[string]string{"theme": "dark", "spend.max_per_day": "5", "keys.live.cancel": `["x"]`, "clipboard_command": `["a", "b c"]`, "mouse": "true"} {
		if err := p.Set(path, value); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	if err := p.SetProfile("work", map[string]string{"read_only": "false", "sms.base_url": "http://127.0.0.1:9", "lines.account_id": "0123456789abcdef0123456789abcdef", "sms.key_cmd": `["pass", "show"]`}); err != nil {
		t.Fatal(err)
	}
	c := Load(Options{Paths: p})
	profile, err := c.Profile("work")
	if err != nil || len(c.Problems) > 0 {
		t.Fatal(err, problems(c), read(t, p.Config))
	}
	if profile.ReadOnly || profile.Service(SMS).BaseURL != "http://127.0.0.1:9" || c.Settings.Spend.MaxPerDay.Cents != 500 || c.Settings.Keys["live.cancel"][0] != "x" {
		t.Errorf("what was set is not read: %+v", profile)
	}
	before := read(t, p.Config)
	for path, value := range map[string]string{"theme": "", "thme": "x", "spend.max_per_day": "-1", "mouse": "1\nx = 2", "keys.a": "[\"nokey\"]"} {
		if err := p.Set(path, value); err == nil {
			t.Errorf("%s = %q is taken", path, value)
		}
	}
	for path, value := range map[string]string{"sms.base_url": "http://sms.example", "lines.account_id": "a1", "sms.key_env": canary, "sms.nothing": "1"} {
		if err := p.SetProfile("work", map[string]string{path: value}); err == nil || strings.Contains(err.Error(), canary) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if read(t, p.Config) != before {
		t.Error("a refused value changed the file")
	}
	info, err := os.Stat(p.Config)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(p.Config), ".*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

func TestKeysKeepTheFormTheyHave(t *testing.T) {
	p := home(t, "[keys.live]\ncancel = [\"y\"]\n")
	if err := p.Set("keys.live.cancel", `["x"]`); err != nil {
		t.Fatal(err)
	}
	if got := read(t, p.Config); got != "[keys.live]\ncancel = [\"x\"]\n" {
		t.Errorf("%q", got)
	}
}

func TestALinkStaysOne(t *testing.T) {
	p := home(t, "")
	real := filepath.Join(t.TempDir(), "dotfiles.toml")
	write(t, real, "theme = \"dark\"\n")
	if err := os.MkdirAll(filepath.Dir(p.Config), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, p.Config); err != nil {
		t.Skip(err)
	}
	if err := p.Set("theme", "light"); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(p.Config); err != nil || info.Mode()&os.ModeSymlink == 0 || read(t, real) != "theme = \"light\"\n" {
		t.Errorf("the link was replaced: %v %q", err, read(t, real))
	}
}
