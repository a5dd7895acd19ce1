package config

import (
	"strings"
	"testing"
)

// A variable that is nearly one is a mistake like a line of the file: what it guards is lost with its name.
func TestAMisspeltVariableIsNamed(t *testing.T) {
	const text = "[profiles.default.sms]\nkey_env = \"SWITCHBOARD_SMS_BASE_KEY\"\n"
	for name, c := range map[string]struct {
		meant string
		grave bool
	}{
		"SWITCHBOARD_SMS_BASE_ULR":        {"SWITCHBOARD_SMS_BASE_URL", true},
		"SWITCHBOARD_BASE_URL":            {"SWITCHBOARD_SMS_BASE_URL", true},
		"SWITCHBOARD_READONLY":            {"SWITCHBOARD_READ_ONLY", true},
		"SWITCHBOARD_MAX_PER_ORDER":       {"SWITCHBOARD_SPEND_MAX_PER_ORDER", true},
		"SWITCHBOARD_SPEND_MAX_PER_ORDR":  {"SWITCHBOARD_SPEND_MAX_PER_ORDER", true},
		"SWITCHBOARD_THEM":                {"SWITCHBOARD_THEME", false},
		"SWITCHBOARD_SMS_URL":             {"", true},
		"SWITCHBOARD_LINES_ENDPOINT":      {"", true},
		"SWITCHBOARD_SPEND_LIMIT":         {"", true},
		"SWITCHBOARD_SMS_API_TOKEN":       {},
		"SWITCHBOARD_SMS_BASE_URL":        {},
		"SWITCHBOARD_SMS_KEY":             {},
		"SWITCHBOARD_SMS_BASE_KEY":        {}, // the file says that it holds a key
		"SWITCHBOARD_LINES_KEY2":          {},
		"SWITCHBOARD_PLAIN":               {},
		"SWITCHBOARD_FORMAT":              {},
		"SWITCHBOARD_SANDBOX_LOG":         {},
		"SWITCHBOARD_PROVE_SIZE":          {},
		"SWITCHBOARD_DISK_FAIL":           {},
		"SWITCHBOARD_SEED":                {},
		"BASE_URL":                        {},
		"OTHER_SWITCHBOARD_SMS_BASE_ULR=": {},
	} {
		conf := Load(Options{Paths: home(t, text), Getenv: env(), Environ: []string{"HOME=/", name + "=" + canary}})
		said := problems(conf)
		want := name + ": there is no such variable; did you mean " + c.meant + "?"
		if c.meant == "" && c.grave {
			want = name + ": there is no such variable; switchboard help environment lists them"
		}
		if !c.grave && c.meant == "" && len(conf.Problems) != 0 || (c.grave || c.meant != "") && !strings.Contains(said, want) || (conf.Grave() != nil) != c.grave || strings.Contains(said, canary) {
			t.Errorf("%s: %v, %q", name, conf.Grave(), said)
		}
	}
}
