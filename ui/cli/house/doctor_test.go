package house

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/config"
	"switchboard/ui/cli"
)

// Canaries stand for what must never be printed.
const (
	canaryKey     = "c4n4rykey0f00dbeefcafe9f3c"
	canaryNumber  = "+1 415 555 2671"
	canaryProfile = "acmecorp"
	canaryAccount = "acc0077a1b2c4a4a1acc0077a1b2c4a4"
)

// fakeProgram is a Program that answers what a test says, and fails at the rest.
type fakeProgram struct {
	cli.Program
	reach map[string]error
	store []string
	more  []store.Standing
	bad   error
}

func (f *fakeProgram) Reach(_ context.Context, _ config.Profile, provider string, key rest.Secret) (time.Duration, error) {
	if !strings.Contains(key.Reveal(), "c4n4ry") {
		return 0, errors.New("another key")
	}
	return -1500 * time.Millisecond, f.reach[provider]
}

func (f *fakeProgram) CheckStore(context.Context, config.Profile) ([]string, error) {
	return f.store, f.bad
}

func (f *fakeProgram) RenewCache(context.Context, config.Profile, func() error) (string, error) {
	return "", f.bad
}

func (f *fakeProgram) Polls(context.Context, config.Profile) (int, error) { return 4312, nil }

func (f *fakeProgram) Standing(context.Context, config.Profile) ([]store.Standing, error) {
	return append([]store.Standing{store.BrokenSettings("config.toml:3: sms.base_ulr"), store.WorkingOffline("No provider has a key in "+os.Getenv("HOME"), time.Time{})}, f.more...), nil
}

func (f *fakeProgram) Variable(name string) (string, bool) { return os.LookupEnv(name) }

func (f *fakeProgram) Clip(context.Context, string) (string, error) { return "OSC 52", nil }

func (f *fakeProgram) Keys(cli.Flags) ([]cli.Key, []string) {
	return []cli.Key{
		{Where: "Live", Action: "live.cancel", Does: "end | stop", Keys: []string{"x", "ctrl+x"}, Asks: "undo window"},
		{Where: "everywhere", Action: "top", Does: "top", Keys: []string{"g g"}, Asks: ""}, {Where: "Live", Action: "live.odd", Does: "odd", Keys: nil, Asks: ""},
	}, []string{"key x is set twice"}
}

// house is a home folder of its own, with no terminal and no keys around.
func house(t *testing.T, settings string) config.Paths {
	t.Helper()
	home := filepath.Join(t.TempDir(), "sam")
	for name, value := range map[string]string{
		"HOME": home, "XDG_CONFIG_HOME": filepath.Join(home, "cfg"), "XDG_DATA_HOME": filepath.Join(home, "data"), "XDG_STATE_HOME": filepath.Join(home, "state"),
		"SWITCHBOARD_FORMAT": "", "SWITCHBOARD_SMS_KEY": "", "SWITCHBOARD_TRUST_KEY": "", "SWITCHBOARD_LINES_KEY": "", "NO_COLOR": "", "SWITCHBOARD_PROFILE": "",
	} {
		t.Setenv(name, value)
	}
	p := config.FindPaths()
	if settings != "" {
		put(t, p.Config, settings)
	}
	return p
}

func put(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// ask runs the program.
func ask(t *testing.T, p cli.Program, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e strings.Builder
	code = cli.Run(t.Context(), p, args, &o, &e, Commands)
	for _, secret := range []string{canaryKey, "c4n4ry"} {
		if strings.Contains(o.String()+e.String(), secret) {
			t.Errorf("%v prints a canary:\n%s%s", args, o.String(), e.String())
		}
	}
	return code, o.String(), e.String()
}

// inPublic is a whole set-up with something of everybody's own in it.
const inPublic = `
theme = "dark"
thme = "x"
[profiles.` + canaryProfile + `]
read_only = false
[profiles.` + canaryProfile + `.sms]
key_cmd = ["printf", "` + canaryKey + `"]
[profiles.` + canaryProfile + `.trust]
base_url = "https://proxy.` + canaryProfile + `.example"
[profiles.` + canaryProfile + `.lines]
account_id = "` + canaryAccount + `"
[notify]
key = "` + canaryKey + `"
`

func TestDoctorSaysNothingPrivate(t *testing.T) {
	paths := house(t, inPublic)
	put(t, paths.Keys(), "["+canaryProfile+"]\ntrust = \"nol_"+canaryKey+"\"\nlines = \""+canaryKey+"\"\n")
	put(t, filepath.Join(paths.State, "crash-2026-11-01.txt"), canaryKey)
	t.Setenv("HTTPS_PROXY", "http://me:"+canaryKey+"@proxy")
	p := &fakeProgram{
		reach: map[string]error{
			"trust": &rest.Error{Kind: rest.Unauthorized, Status: 401, Message: "no such key " + canaryKey, Body: []byte(canaryNumber)},
			"lines": &rest.Error{Kind: rest.Offline, Err: x509.UnknownAuthorityError{}, Message: canaryNumber},
		},
		store: []string{"checking the cache at " + paths.Profile(canaryProfile) + ": row of " + canaryNumber + " is damaged"},
	}
	for _, args := range [][]string{{"doctor", "--profile", canaryProfile}, {"doctor", "--json", "--profile", canaryProfile}} {
		code, out, errs := ask(t, p, args...)
		if code != cli.OK {
			t.Fatalf("%v: %d %s", args, code, errs)
		}
		for _, private := range []string{canaryNumber, "5552671", "555 2671", canaryProfile, canaryAccount, os.Getenv("HOME"), "sam"} {
			if strings.Contains(out, private) {
				t.Errorf("%v prints %q:\n%s", args, private, out)
			}
		}
		for _, want := range []string{"9f3c", "SETTINGS BROKEN", "switchboard config check", "refuses the key", "network.ca_file", "crash-", "another host", "HTTPS_PROXY", "damaged", "did you mean theme", "api.oneuc.com", "~/cfg/switchboard/config.toml"} {
			if !strings.Contains(out, want) {
				t.Errorf("%v does not say %q:\n%s", args, want, out)
			}
		}
	}
	var r report
	_, out, _ := ask(t, p, "doctor", "--json", "--profile", canaryProfile)
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	sms, trust, lines := r.Providers[0], r.Providers[1], r.Providers[2]
	if sms.State != "answers" || sms.ClockMS == nil || *sms.ClockMS != -1500 || sms.Key != "from the command (printf)" || sms.Ends != "9f3c" {
		t.Errorf("sms %+v", sms)
	}
	if trust.Status != 401 || lines.ClockMS != nil || lines.State != "cannot be reached" {
		t.Errorf("trust %+v lines %+v", trust, lines)
	}
}

func TestDoctorIsValidInEveryState(t *testing.T) {
	states := map[string]func(t *testing.T) (cli.Program, []string){
		"empty home": func(t *testing.T) (cli.Program, []string) {
			house(t, "")
			return &fakeProgram{bad: fs.ErrNotExist}, nil
		},
		"nobody to look": func(t *testing.T) (cli.Program, []string) {
			house(t, "")
			return struct{ cli.Program }{}, nil
		},
		"sandbox": func(t *testing.T) (cli.Program, []string) { house(t, ""); return &fakeProgram{}, []string{"--sandbox"} },
		"broken":  func(t *testing.T) (cli.Program, []string) { house(t, "theme = "+canaryKey); return &fakeProgram{}, nil },
		"offline": func(t *testing.T) (cli.Program, []string) { house(t, ""); return &fakeProgram{}, []string{"--offline"} },
		"unreadable key": func(t *testing.T) (cli.Program, []string) {
			p := house(t, "")
			put(t, p.Keys(), "[default]\nsms = \""+canaryKey+"\"\n")
			if err := os.Chmod(p.Keys(), 0o644); err != nil {
				t.Fatal(err)
			}
			return &fakeProgram{bad: errors.New("disk I/O error")}, nil
		},
		"folder for a file": func(t *testing.T) (cli.Program, []string) {
			p := house(t, "")
			if err := os.MkdirAll(p.Config, 0o700); err != nil {
				t.Fatal(err)
			}
			return &fakeProgram{}, nil
		},
		"wrong key": func(t *testing.T) (cli.Program, []string) {
			house(t, "")
			t.Setenv("SWITCHBOARD_SMS_KEY", canaryKey+" and more")
			return &fakeProgram{}, nil
		},
		"odd terminal": func(t *testing.T) (cli.Program, []string) {
			house(t, "")
			t.Setenv("TERM", "\x1b[31m"+canaryNumber)
			t.Setenv("LANG", "\xff")
			return &fakeProgram{}, nil
		},
	}
	for name, arrange := range states {
		t.Run(name, func(t *testing.T) {
			p, args := arrange(t)
			code, out, errs := ask(t, p, append([]string{"doctor", "--json"}, args...)...)
			var r report
			if err := json.Unmarshal([]byte(out), &r); err != nil || code != cli.OK || len(r.Providers) != 3 {
				t.Errorf("%d %v\n%s\n%s", code, err, out, errs)
			}
			if strings.Contains(out, "\x1b") || strings.Contains(out, canaryNumber) {
				t.Errorf("passed on: %q", out)
			}
			if code, plain, _ := ask(t, p, append([]string{"doctor"}, args...)...); code != cli.OK || !strings.Contains(plain, "PROVIDERS") {
				t.Errorf("in words: %d\n%s", code, plain)
			}
		})
	}
}

// Quiet, everything that is wrong is a line; a key that was accepted just now stands refused no longer.
func TestTheDoctorsQuietWord(t *testing.T) {
	paths := house(t, "")
	put(t, paths.Keys(), "[default]\nsms = \""+canaryKey+"\"\ntrust = \"nol_"+canaryKey+"\"\n")
	refused := func(p string) store.Standing {
		st, _ := store.Health{Provider: p, State: store.HealthRefused, Since: time.Now()}.Standing()
		return st
	}
	p := &fakeProgram{
		reach: map[string]error{"trust": &rest.Error{Kind: rest.Unauthorized, Status: 401}},
		more:  []store.Standing{refused("sms"), refused("trust"), {Code: store.JournalHeld, Sentence: "The journal was lost. Until that is confirmed nothing is ordered."}},
		store: []string{"the cache is damaged", "The journal was lost." + store.HeldUntil},
	}
	code, out, _ := ask(t, p, "doctor", "--quiet")
	if code != cli.Failure {
		t.Errorf("faults stand, and the status is %d", code)
	}
	if code, out, errs := ask(t, &fakeProgram{}, "doctor", "--quiet", "--offline"); (code == cli.OK) != (out == "") {
		t.Errorf("status %d with %q %s", code, out, errs)
	}
	for _, line := range []string{"the cache is damaged", "The journal was lost.", "The settings are broken", "TRUST does not accept its key"} {
		if strings.Count(out, line) != 1 {
			t.Errorf("%q is said %d times:\n%s", line, strings.Count(out, line), out)
		}
	}
	if strings.Contains(out, "TRUST refuses") {
		t.Errorf("the refused key is said twice:\n%s", out)
	}
	if strings.Contains(out, "SMS") || strings.Contains(out, "LINES") {
		t.Errorf("what is well is said:\n%s", out)
	}
}

func TestDoctorAsksAboutTheClipboard(t *testing.T) {
	paths := house(t, "")
	c := config.Load(config.Options{Paths: paths})
	var copied string
	d := &doctor{config: c, look: clipping{&fakeProgram{}, &copied}, veil: newVeil(c, config.Profile{})}
	if r := d.clipboard(t.Context()); copied != "" || !strings.HasPrefix(r.Result, "not asked") {
		t.Errorf("without a person: copied %q, %+v", copied, r)
	}
	for answer, want := range map[string]string{"": "nothing came", "x": "something else came", "the number": "works"} {
		d.ask = func(string) string {
			if answer == "the number" {
				return copied
			}
			return answer
		}
		if r := d.clipboard(t.Context()); r.Result != want || r.Route != "OSC 52" {
			t.Errorf("%q: %+v", answer, r)
		}
	}
}

// clipping notes what was copied.
type clipping struct {
	cli.Examiner
	to *string
}

func (c clipping) Clip(ctx context.Context, text string) (string, error) {
	*c.to = text
	return c.Examiner.Clip(ctx, text)
}

func TestColoursByTheEnvironment(t *testing.T) {
	for env, want := range map[string]string{
		"NO_COLOR=1 TERM=xterm": "none: NO_COLOR is set", "TERM=dumb": "none", "": "none", "TERM=xterm": "16",
		"TERM=xterm-256color": "256", "TERM=tmux-256color COLORTERM=truecolor": "24 bits",
	} {
		get := func(name string) string {
			for _, pair := range strings.Fields(env) {
				if v, ok := strings.CutPrefix(pair, name+"="); ok {
					return v
				}
			}
			return ""
		}
		if got := colours(get); got != want {
			t.Errorf("%s: %s, want %s", env, got, want)
		}
	}
}

func TestDoctorAsksNobodyWithoutAKey(t *testing.T) {
	house(t, "")
	t.Setenv("SWITCHBOARD_LINES_KEY", canaryKey)
	_, out, _ := ask(t, &fakeProgram{}, "doctor", "--json")
	var r report
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	if p := r.Providers[0]; p.Key != "none" || p.State != "not asked" || p.TookMS != nil {
		t.Errorf("without a key: %+v", p)
	}
	if p := r.Providers[2]; p.State != "answers" || p.Key != "from the environment (SWITCHBOARD_LINES_KEY)" {
		t.Errorf("with one: %+v", p)
	}
	_, out, _ = ask(t, &fakeProgram{}, "doctor", "--json", "--offline")
	if err := json.Unmarshal([]byte(out), &r); err != nil || r.Providers[2].State != "not asked: offline" {
		t.Errorf("offline: %v %+v", err, r.Providers[2])
	}
}

func TestDoctorHidesNumbersAndTellsTheHour(t *testing.T) {
	v := newVeil(config.Load(config.Options{Paths: house(t, "")}), config.Profile{})
	for said, want := range map[string]string{
		"The journal was lost on 28 Nov 2026 15:32.":           "The journal was lost on 28 Nov 2026 15:32.",
		"gone since 3 Jan 2026, 09:05, +1 415 555 0142":        "gone since 3 Jan 2026, 09:05, •••",
		"journal.2026-11-28 15:32:07 and 2026-11-28T15:32:07Z": "journal.2026-11-28 15:32:07 and 2026-11-28T15:32:07Z",
		"(415) 555-0142 at 28 Nov 2026":                        "(••• at 28 Nov 2026",
		"2025-11-1234 or 482913":                               "••• or •••",
	} {
		if got := v.over(said); got != want {
			t.Errorf("%q became %q, want %q", said, got, want)
		}
	}
}
