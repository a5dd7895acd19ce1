package house

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"switchboard/themes"
	"switchboard/ui/cli"
)

func TestConfigFromNothing(t *testing.T) {
	paths := house(t, "")
	if code, out, _ := ask(t, &fakeProgram{}, "config", "path"); code != cli.OK || out != paths.Config+"\n" {
		t.Errorf("path: %d %q", code, out)
	}
	if code, _, errs := ask(t, struct{ cli.Program }{}, "config", "check"); code != cli.OK || !strings.Contains(errs, "config init") {
		t.Errorf("check: %d %q", code, errs)
	}
	if code, out, _ := ask(t, &fakeProgram{}, "config", "init"); code != cli.OK || out != paths.Config+"\n" {
		t.Errorf("init: %d %q", code, out)
	}
	if code, out, errs := ask(t, &fakeProgram{}, "config", "init"); code != cli.OK || out != paths.Config+"\n" || !strings.Contains(errs, "nothing was changed") {
		t.Errorf("init again: %d %q %q", code, out, errs)
	}
	if code, _, errs := ask(t, struct{ cli.Program }{}, "config", "check"); code != cli.OK {
		t.Errorf("the new file: %d %q", code, errs)
	}
}

func TestConfigCheckNamesEverything(t *testing.T) {
	house(t, inPublic+"\n[keys]\n\"live.cancel\" = 5\n")
	t.Setenv("SWITCHBOARD_THEME", "nowhere")
	code, out, errs := ask(t, &fakeProgram{}, "config", "check", "--json")
	var got struct {
		Error   struct{ Exit int }
		Results []struct {
			File, Setting, Problem string
			Line                   int
		}
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != cli.Failure || got.Error.Exit != cli.Failure {
		t.Fatalf("%d %v\n%s%s", code, err, out, errs)
	}
	lines := map[string]int{}
	for _, r := range got.Results {
		lines[r.Setting] = r.Line
	}
	for setting, line := range map[string]int{"thme": 3, "notify.key": 13, "keys.live.cancel": 16, "theme": 0, "keys": 0} {
		if at, ok := lines[setting]; !ok || at != line {
			t.Errorf("%s at line %d (%v), want %d\n%s", setting, at, ok, line, out)
		}
	}
	if code, _, errs := ask(t, &fakeProgram{}, "config", "check", "--profile", "a/b"); code != cli.Usage || !strings.Contains(errs, "letters, digits") {
		t.Errorf("%d %s", code, errs)
	}
}

func TestConfigShowSaysWhereFrom(t *testing.T) {
	house(t, inPublic)
	t.Setenv("SWITCHBOARD_SPEND_MAX_PER_DAY", "5")
	code, out, errs := ask(t, &fakeProgram{}, "config", "show", "--profile", canaryProfile, "--json", "--no-color", "--read-only")
	var rows []struct {
		Setting, From, About, Allowed string
		Value, Default                json.RawMessage
	}
	if err := json.Unmarshal([]byte(out), &rows); err != nil || code != cli.OK {
		t.Fatalf("%d %v %s%s", code, err, out, errs)
	}
	got := map[string]string{}
	for _, r := range rows {
		got[r.Setting] = string(r.Value) + " " + r.From
		if r.About == "" || r.Allowed == "" {
			t.Errorf("%s is not explained", r.Setting)
		}
	}
	for setting, want := range map[string]string{
		"theme": `"mono" --no-color`, "spend.max_per_day": "5.00 SWITCHBOARD_SPEND_MAX_PER_DAY", "calm": "false default",
		"profiles.acmecorp.read_only": "true --read-only", "profiles.acmecorp.sms.key_cmd": `"[\"printf\", …]" config.toml:7`,
	} {
		if got[setting] != want {
			t.Errorf("%s: %q, want %q", setting, got[setting], want)
		}
	}
	if code, _, _ := ask(t, &fakeProgram{}, "config", "show", "--sandbox", "--profile", canaryProfile); code != cli.Usage {
		t.Errorf("the sandbox and a real profile at once: %d", code)
	}
}

func TestThemesShowContrast(t *testing.T) {
	p := house(t, "")
	put(t, p.Themes()+"/mine.toml", "about = \"mine\"\nbase = \"dark\"\n[role]\naccent = { fg = \"#12\" }\n")
	code, out, errs := ask(t, &fakeProgram{}, "themes", "--json")
	var rows []struct {
		Theme    string
		Contrast *float64
		Problems int
	}
	if err := json.Unmarshal([]byte(out), &rows); err != nil || code != cli.OK {
		t.Fatalf("%d %v %s", code, err, out)
	}
	got := map[string]*float64{}
	for _, r := range rows {
		got[r.Theme] = r.Contrast
		if r.Theme == "mine" && r.Problems != 1 {
			t.Errorf("mine has %d problems", r.Problems)
		}
	}
	if len(got) != len(themes.Set{Dir: p.Themes()}.Names()) || got["terminal"] != nil || *got["contrast"] != *ratio(leastOf("contrast")) || leastOf("contrast") < 7 || !strings.Contains(errs, "accent") {
		t.Errorf("%v %s", got, errs)
	}
	if code, out, _ := ask(t, &fakeProgram{}, "themes", "dark"); code != cli.OK || strings.Count(out, "\n") != int(themes.Roles)+1 {
		t.Errorf("the card: %d\n%s", code, out)
	}
	if code, _, errs := ask(t, &fakeProgram{}, "themes", "nowhere"); code != cli.NotFound || !strings.Contains(errs, "dark") {
		t.Errorf("%d %s", code, errs)
	}
}

func leastOf(name string) float64 {
	least := 21.0
	t, _ := themes.Set{}.Load(name)
	for _, f := range t.Contrast() {
		least = min(least, f.Ratio)
	}
	return least
}

func TestKeysAsMarkdownAndJSON(t *testing.T) {
	house(t, "")
	code, out, errs := ask(t, &fakeProgram{}, "keys")
	if code != cli.OK || !strings.Contains(out, "| Live | x, Ctrl-x |") || !strings.Contains(out, "| g g |") || !strings.Contains(errs, "set twice") {
		t.Errorf("%d\n%s%s", code, out, errs)
	}
	code, out, _ = ask(t, &fakeProgram{}, "keys", "--json")
	var rows []struct {
		Action string
		Keys   []string
	}
	if err := json.Unmarshal([]byte(out), &rows); err != nil || code != cli.OK || len(rows) != 3 || rows[0].Keys[1] != "ctrl+x" || rows[2].Keys == nil {
		t.Errorf("%d %v %+v", code, err, rows)
	}
}

func TestCompletionAndVersion(t *testing.T) {
	house(t, "")
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		code, out, _ := ask(t, &fakeProgram{}, "completion", shell)
		if code != cli.OK || !strings.Contains(out, "switchboard") || len(out) < 1000 {
			t.Errorf("%s: %d, %d bytes", shell, code, len(out))
		}
	}
	var raw bytes.Buffer
	if err := (&cobra.Command{Use: "switchboard"}).GenBashCompletionV2(&raw, true); err != nil {
		t.Fatal(err)
	}
	if _, out, _ := ask(t, &fakeProgram{}, "completion", "bash"); !strings.HasPrefix(out, raw.String()) {
		t.Error("the script is not what the shell needs, letter for letter")
	}
	if code, _, _ := ask(t, &fakeProgram{}, "completion", "tcsh"); code != cli.Usage {
		t.Errorf("an unknown shell: %d", code)
	}
	if code, out, _ := ask(t, &fakeProgram{}, "version"); code != cli.OK || len(strings.TrimSpace(out)) == 0 {
		t.Errorf("version: %d %q", code, out)
	}
	_, out, _ := ask(t, &fakeProgram{}, "version", "--json")
	var v cli.Build
	if err := json.Unmarshal([]byte(out), &v); err != nil || v.Go == "" {
		t.Errorf("%v %s", err, out)
	}
	if _, err := os.Stat(os.Getenv("XDG_CONFIG_HOME")); err == nil {
		t.Error("looking made a folder")
	}
}

// A file of certificates that no client can be made with is what the program sends people to this command for.
func TestConfigCheckTriesTheCertificates(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "empty.pem")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	house(t, fmt.Sprintf("[network]\nca_file = %q\n\n[profiles.default.sms]\nca_file = \"/nowhere/ca.pem\"\n\n[profiles.default.lines]\nca_file = \"/\"\n", empty))
	code, out, errs := ask(t, struct{ cli.Program }{}, "config", "check", "--csv", "--columns", "setting,problem")
	want := "setting,problem\nprofiles.default.sms.ca_file,there is no such file\nnetwork.ca_file,there is no PEM certificate in this file\nprofiles.default.lines.ca_file,this file cannot be read\n"
	if code != cli.Failure || out != want {
		t.Errorf("%d\n%s%s", code, out, errs)
	}
}
