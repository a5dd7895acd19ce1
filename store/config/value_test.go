package config

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
)

func TestMoney(t *testing.T) {
	for v, want := range map[any]money.Cents{int64(5): 500, 0.29: 29, 1.1: 110, "0.4": 40, "$12.50": 1250, 999999.99: 99999999, int64(0): 0} {
		if got, ok := cents(v); !ok || got != want {
			t.Errorf("%v is %d cents (%v), want %d", v, got, ok, want)
		}
	}
	for _, v := range []any{int64(-1), -0.5, 0.001, "1,000", "1e3", "", "$", "5 USD", "٥", true, nil, int64(1_000_000), "1.234"} {
		if got, ok := cents(v); ok {
			t.Errorf("%v is taken for %d cents", v, got)
		}
	}
}

// What is written back is read again as the same.
func TestValuesSurviveTheFile(t *testing.T) {
	for path, texts := range map[string][]string{
		"spend.max_per_day": {"none", "0", "0.29", "$1234.5"}, "auto_accept_rise": {"5%", "0.1", "0%"},
		"retention.codes": {"0", "30d", "7", "forever"}, "notify.quiet": {"22:00-07:05", ""},
		"report_deadline": {"90m", "1h0m0s", "3600s"}, "clipboard_command": {"a b", `["x", "a \" \\ \u001b é"]`, "[]"},
		"notify.off": {`["code", "low"]`, "[]"}, "theme": {"my theme"}, "network.ca_file": {"/etc/ca.pem", ""},
	} {
		for _, text := range texts {
			s := defaults()
			first, err := written(&s, settingEntries, path, text)
			if err != nil {
				t.Errorf("%s = %s: %v", path, text, err)
				continue
			}
			again := defaults()
			second, err := written(&again, settingEntries, path, first)
			if err != nil || first != second {
				t.Errorf("%s = %s became %s, then %s (%v)", path, text, first, second, err)
			}
		}
	}
}

func TestValuesThatAreRefused(t *testing.T) {
	for path, texts := range map[string][]string{
		"retention.codes": {"-1", "1.5d", "99999d", "soon"}, "notify.quiet": {"22-7", "24:00-01:00", "10:00-10:00", "x"},
		"undo_seconds": {"2", "21", "4s", "4.5"}, "report_deadline": {"1s", "48h", "1", "-1h"}, "theme": {"../x", "a/b", "", ".x"},
		"clipboard_command": {"a | b", "echo $HOME", "['', 'x']", "a 'b'"}, "notify.off": {`["codes"]`, "codes", "code low x"},
		"network.ca_file": {"ca.pem", "~x/ca.pem"}, "mouse": {"yes", "1"}, "profile": {"a/b", ""}, "auto_accept_rise": {"101%", "-1%", "5.5%"},
	} {
		for _, text := range texts {
			s := defaults()
			if got, err := written(&s, settingEntries, path, text); err == nil {
				t.Errorf("%s = %q is taken as %s", path, text, got)
			}
		}
	}
	for path, texts := range map[string][]string{
		"sms.base_url":  {"temp-number-api.com", "ftp://x", "https://", "https://a?b=c", "https://a#b", "https://a:99999", "https://a:0", "https://a..b", "https://a/b c", "https://?", "https://-/?", "https://a|b"},
		"webhooks.addr": {"0.0.0.0:80", "127.0.0.1", "example.org:80", "127.0.0.1:0", "127.0.0.1:99999"},
		"sms.budgets":   {"{ a = 0 }", "{ a = 1.5 }", "5"}, "sms.max_active": {"0", "1001"}, "lines.account_id": {"a b", "a/b"},
		"sms.key_env": {"lower", "A B", "1A"},
	} {
		for _, text := range texts {
			p := Paths{}.newProfile("work")
			if got, err := written(&p, Paths{}.profileEntries(), path, text); err == nil {
				t.Errorf("%s = %q is taken as %s", path, text, got)
			}
		}
	}
}

func TestKeptSince(t *testing.T) {
	now := time.Date(2026, 11, 10, 12, 0, 0, 0, time.UTC)
	if got := (Keep{Days: 9}).Before(now); !got.Equal(now.AddDate(0, 0, -9)) {
		t.Error(got)
	}
	if got := (Keep{}).Before(now); !got.Equal(now) {
		t.Errorf("keeping nothing keeps until %s", got)
	}
	if !(Keep{Forever: true}).Before(now).IsZero() {
		t.Error("forever ends")
	}
}

func TestCommandsAreShownWithoutTheirArguments(t *testing.T) {
	p := Paths{}.newProfile("work")
	p.Service(SMS).Key.Command = []string{"echo", canary}
	for _, l := range Load(Options{Paths: home(t, "")}).Lines(p) {
		if l.Path == "profiles.work.sms.key_cmd" && l.Value != `["echo", …]` {
			t.Errorf("shown as %s", l.Value)
		}
	}
}

// No limit, a limit of nothing and the bounds of a rise are three different things.
func TestLimitsAndRises(t *testing.T) {
	if d := defaults().Spend; d.ConfirmOver != (Limit{Cents: 100}) || !d.MaxPerOrder.None || !d.MaxPerDay.None || d.AutoAcceptRise != (money.Rise{}) {
		t.Errorf("unless set: %+v", d)
	}
	for value, want := range map[string]Limit{"0": {}, "none": {None: true}, "0.01": {Cents: 1}} {
		var l Limit
		if !(limit{&l, "none"}).set(value) || l != want {
			t.Errorf("%s is %+v", value, l)
		}
	}
	for value, ok := range map[string]bool{"0%": true, "100%": true, "101%": false, "-1%": false, "5.5%": false} {
		var r money.Rise
		if got := (rise{&r}).set(value); got != ok {
			t.Errorf("a rise of %s is taken: %v", value, got)
		}
	}
}

// What was taken out of the environment is not in that of other programs, though it can be looked up.
func TestTakenVariablesAreInNoOtherProgram(t *testing.T) {
	t.Setenv("SWITCHBOARD_TEST_KEY", "secret")
	var e Environment
	e.take("SWITCHBOARD_TEST_KEY")
	for _, pair := range e.Environ() {
		if strings.HasPrefix(pair, "SWITCHBOARD_TEST_KEY=") {
			t.Error("other programs are started with it")
		}
	}
	if v, ok := e.Lookup("SWITCHBOARD_TEST_KEY"); !ok || v != "secret" {
		t.Error("it cannot be looked up")
	}
}

// A setting is told in a sentence that a list has room for beside its value at 80 columns, and its value as people say and type it.
func TestEverySettingIsSaidInAShortSentence(t *testing.T) {
	c := Load(Options{Paths: Paths{Config: filepath.Join(t.TempDir(), "none.toml")}})
	p, err := c.Profile(Default)
	if err != nil {
		t.Fatal(err)
	}
	lines := c.Lines(p)
	if len(lines) < 60 {
		t.Fatalf("only %d settings", len(lines))
	}
	for _, l := range lines {
		if says := strings.TrimSuffix(first(l.About), "."); len(says) > 51 || len(says) < 10 {
			t.Errorf("%s: %q has %d cells", l.Path, says, len(says))
		}
		if l.Said == "" || strings.ContainsAny(l.Said, `"[]{}`) {
			t.Errorf("%s is said as %q", l.Path, l.Said)
		}
		if strings.ContainsAny(l.Typed, `"[]`) {
			t.Errorf("%s is typed as %q", l.Path, l.Typed)
		}
	}
}

// What is offered to be typed is taken as it is, and is the same value.
func TestATypedValueIsTakenAsItIs(t *testing.T) {
	for path, value := range map[string]string{
		"theme": `"dark"`, "toast_seconds": "9", "clipboard_command": `["xclip", "-i"]`, "notify.quiet": `"22:00-07:00"`, "notify.off": `["code", "low"]`,
		"spend.max_per_order": "0.40", "confirm_over": `"never"`, "customer_pays": `"cost + 20 %"`, "auto_accept_rise": `"5%"`, "retention.codes": `"90d"`,
		"network.ca_file": `"/etc/ssl/own.pem"`, "poll.risk": `"1h"`, "notify.bell": "false",
	} {
		s := defaults()
		i := slices.IndexFunc(settingEntries, func(e entry[Settings]) bool { return e.path == path })
		b := settingEntries[i].bind(&s)
		if !setText(b, value) {
			t.Fatalf("%s refuses %s", path, value)
		}
		typed, was := typedOf(b), b.toml()
		if path == "clipboard_command" {
			if typed != "" { // its arguments are not shown
				t.Errorf("%s offers %q", path, typed)
			}
			continue
		}
		if !setText(b, typed) || b.toml() != was {
			t.Errorf("%s: %s typed as %q became %s", path, was, typed, b.toml())
		}
	}
}

func TestValuesAreSaidAsPeopleSayThem(t *testing.T) {
	for path, want := range map[string][2]string{
		"toast_seconds": {"9", "9 seconds"}, "spend.max_per_day": {`"none"`, "no limit"}, "confirm_over": {"1.5", "$1.50"}, "auto_accept_rise": {`"5%"`, "5 %"},
		"retention.codes": {`"0d"`, "not at all"}, "retention.addresses": {`"1d"`, "1 day"}, "poll.risk": {`"90m"`, "90 minutes"}, "poll.listings": {`"2h"`, "2 hours"},
		"notify.off": {`["code", "low"]`, "code, low"}, "notify.command": {`["/bin/tell", "secret"]`, "/bin/tell …"}, "notify.quiet": {`""`, "none"}, "calm": {"true", "yes"},
	} {
		s := defaults()
		i := slices.IndexFunc(settingEntries, func(e entry[Settings]) bool { return e.path == path })
		b := settingEntries[i].bind(&s)
		if !setText(b, want[0]) || saidOf(b) != want[1] {
			t.Errorf("%s = %s is said as %q, want %q", path, want[0], saidOf(b), want[1])
		}
	}
}
