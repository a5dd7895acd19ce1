package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// diagnosis is what a program reads of the doctor's report.
type diagnosis struct {
	Profile string
	Config  struct {
		Found      bool
		ChangesOff bool `json:"changes_off"`
		Problems   []string
	}
	Providers []struct{ Name, Key, State string }
	Database  struct {
		State    string
		Problems []string
	}
}

// ask has the doctor report, whose JSON is to be one value in every state.
func (h *home) ask(args ...string) diagnosis {
	h.t.Helper()
	got := h.bare(append([]string{"doctor", "--json"}, args...)...)
	var d diagnosis
	if err := json.Unmarshal([]byte(got.out), &d); err != nil || got.code != 0 {
		h.t.Fatalf("the doctor ended with %d, %v:\n%s%s", got.code, err, got.out, got.err)
	}
	if len(d.Providers) != 3 {
		h.t.Errorf("the doctor tells of %d providers", len(d.Providers))
	}
	plain := h.bare(append([]string{"doctor"}, args...)...)
	if plain.code != 0 || !strings.Contains(plain.out, "PROVIDERS") {
		h.t.Errorf("for people the doctor ended with %d:\n%s%s", plain.code, plain.out, plain.err)
	}
	return d
}

func (d diagnosis) states() string {
	var all []string
	for _, p := range d.Providers {
		all = append(all, p.Name+" "+p.State)
	}
	return strings.Join(all, ", ")
}

func TestDoctorInEveryState(t *testing.T) {
	t.Parallel()
	p := serve(t, "--no-limits") // homes without a session sign in, which the real service charges for
	for name, c := range map[string]struct {
		args   []string
		set    func(t *testing.T, h *home)
		states string
		store  string
		wrong  string // a part of a problem of the settings
	}{
		"nothing yet": {states: "SMS not asked, TRUST not asked, LINES not asked", store: "none yet"},
		"sandbox": {args: []string{"--sandbox"}, states: "SMS the built-in sandbox, TRUST the built-in sandbox, LINES the built-in sandbox", store: "good",
			set: func(t *testing.T, h *home) { h.run("activations", "list") }},
		"connected": {states: "SMS answers, TRUST answers, LINES answers", store: "good",
			set: func(t *testing.T, h *home) { h.bare("activations", "list") }},
		"offline": {args: []string{"--offline"}, states: "SMS not asked: offline, TRUST not asked: offline, LINES not asked: offline", store: "none yet"},
		"nobody there": {states: "SMS cannot be reached, TRUST answers, LINES answers", store: "none yet",
			set: func(t *testing.T, h *home) {
				write(t, h.config(), strings.Replace(read(t, h.config()), p.SMS.BaseURL, "http://127.0.0.1:1", 1))
			}},
		"wrong key": {states: "SMS answers, TRUST refuses the key, LINES answers", store: "none yet",
			set: func(t *testing.T, h *home) {
				write(t, h.keysFile(), strings.Replace(read(t, h.keysFile()), p.Trust.Key, "nol_"+wrongKey, 1))
			}},
		"broken settings": {states: "SMS not asked: the settings are broken, TRUST not asked: the settings are broken, LINES not asked: the settings are broken", store: "none yet", wrong: "not valid TOML", args: []string{"--offline"},
			set: func(t *testing.T, h *home) { write(t, h.config(), "theme = \n[") }},
		"damaged store": {states: "SMS answers, TRUST answers, LINES answers", store: "cannot be read",
			set: func(t *testing.T, h *home) {
				write(t, filepath.Join(h.file("data"), "switchboard", "profiles", "default", "journal.db"), strings.Repeat("no database. ", 900))
			}},
	} {
		t.Run(name, func(t *testing.T) {
			h := connected(t, p)
			if name == "nothing yet" {
				h = newHome(t)
			}
			if c.set != nil {
				c.set(t, h)
			}
			d := h.ask(c.args...)
			if d.states() != c.states || d.Database.State != c.store {
				t.Errorf("the doctor says %s; the store is %s %v", d.states(), d.Database.State, d.Database.Problems)
			}
			if all := strings.Join(d.Config.Problems, "\n"); c.wrong == "" && all != "" || !strings.Contains(all, c.wrong) {
				t.Errorf("of the settings it says %q", all)
			}
			got := h.bare("doctor", "--json", "--debug")
			clean(t, "the report", []byte(got.out+got.err), append(p.keys(), wrongKey))
		})
	}
}

// What a person can get wrong is named where they look for it, and the
// console opens all the same.
func TestBadInputIsNamed(t *testing.T) {
	t.Parallel()
	p := serve(t)
	for name, c := range map[string]struct {
		spoil func(t *testing.T, h *home)
		named string // in the console's problems
		check string // by config check, "" when that is not its business
	}{
		"a key with a line break": {named: "the key has a line break in it", spoil: func(t *testing.T, h *home) {
			write(t, h.keysFile(), "[default]\nsms = \"canary-key-12\\ncanary-key-34\"\n")
		}},
		"a key file for everybody": {named: "can be read by others", spoil: func(t *testing.T, h *home) {
			if err := os.Chmod(h.keysFile(), 0o640); err != nil {
				t.Fatal(err)
			}
		}},
		"a key file that is a folder": {named: "it is a folder, not a file", spoil: func(t *testing.T, h *home) {
			if err := os.Remove(h.keysFile()); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(h.keysFile(), "keys"), "")
		}},
		"ten megabytes of settings": {named: "it is larger than", check: "it is larger than", spoil: func(t *testing.T, h *home) {
			write(t, h.config(), strings.Repeat("# a comment\n", 10<<20/12))
		}},
		"settings that are a folder": {named: "it is a folder, not a file", check: "it is a folder, not a file", spoil: func(t *testing.T, h *home) {
			if err := os.Remove(h.config()); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(h.config(), "config"), "")
		}},
		"a profile with a stroke": {named: "profile: write", check: "write the name of a profile", spoil: func(t *testing.T, h *home) {
			write(t, h.config(), "profile = \"a/b\"\n"+read(t, h.config()))
		}},
		"a profile's table with a stroke": {named: "beginning with a letter or a digit", check: "beginning with a letter or a digit", spoil: func(t *testing.T, h *home) {
			write(t, h.config(), read(t, h.config())+"[profiles.\"a/b\"]\nread_only = true\n")
		}},
		"a theme with a wrong colour": {named: "accent", check: "accent", spoil: func(t *testing.T, h *home) {
			write(t, h.config(), "theme = \"mine\"\n"+read(t, h.config()))
			write(t, h.file("config", "switchboard", "themes", "mine.toml"), "base = \"dark\"\n[role]\naccent = { fg = \"greenish\" }\n")
		}},
		"a key that clashes": {named: "keeps its default", check: "keeps its default", spoil: func(t *testing.T, h *home) {
			write(t, h.config(), read(t, h.config())+"[keys]\n\"live.order\" = [\"c\"]\n")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			h := connected(t, p)
			c.spoil(t, h)
			s := h.start(120, 40)
			s.shows("Live")
			s.press("!")
			s.until("the problem "+c.named, func(shown string) bool {
				return strings.Contains(shown, "Problems") && strings.Contains(unwrapped(shown), c.named)
			})
			s.press("\x03")
			if exit := s.ends(); exit != 0 {
				t.Errorf("the program ended with %d", exit)
			}
			got := h.bare("config", "check")
			if c.check != "" && (got.code != 1 || !strings.Contains(got.out, c.check)) {
				t.Errorf("config check ended with %d: %s%s", got.code, got.out, got.err)
			}
			h.ask("--offline")
		})
	}
	got := newHome(t).bare("--profile", "a/b", "--snapshot", "80x24")
	if got.code != 2 || !strings.Contains(got.err, "profile: letters, digits") {
		t.Errorf("--profile a/b ended with %d: %s", got.code, got.err)
	}
}

// unwrapped puts the lines of the sheet together again, without what is seen beside it.
func unwrapped(shown string) string {
	var inside []string
	left, right := -1, -1
	for line := range strings.SplitSeq(shown, "\n") {
		before, title, opens := strings.Cut(line, "╭")
		switch {
		case opens:
			left = ansi.StringWidth(before) + 1
			title, _, _ = strings.Cut(title, "╮")
			right = left + ansi.StringWidth(title)
		case left >= 0:
			inside = append(inside, ansi.Cut(line, left, right))
		}
	}
	return strings.Join(strings.Fields(strings.Join(inside, " ")), " ")
}

// The doctor asks by the session that is kept: what the service charges for signing in is not paid at each look.
func TestTheDoctorSignsInOnce(t *testing.T) {
	p := serve(t)
	h := connected(t, p)
	for range 4 {
		if got := h.bare("doctor"); got.code != 0 || !strings.Contains(got.out, "LINES        answers") {
			t.Errorf("%+v", got)
		}
	}
	signed := 0
	for _, q := range p.requests("lines") {
		if strings.HasSuffix(q.Path, "api_auth") {
			signed++
		}
	}
	if signed > 1 {
		t.Errorf("it signed in %d times", signed)
	}
}
