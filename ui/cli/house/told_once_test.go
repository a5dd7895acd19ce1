package house

import (
	"context"
	"errors"
	"strings"
	"testing"

	"switchboard/store"
	"switchboard/store/config"
	"switchboard/ui/cli"
)

// settled is a Program with which nothing else is wrong than what stands.
type settled struct {
	*fakeProgram
	stands []store.Standing
}

func (s settled) Standing(context.Context, config.Profile) ([]store.Standing, error) {
	return s.stands, nil
}
func (settled) Keys(cli.Flags) ([]cli.Key, []string) { return nil, nil }

// One mistake in the settings is one line, whatever comes of it; a key that cannot be one is told by the check.
func TestOneMistakeIsToldOnce(t *testing.T) {
	for settings, want := range map[string]string{
		"[profiles.default]\nread_only = \"maybe\"\n":             "The settings are broken: config.toml:2: profiles.default.read_only: write true or false. No provider is asked and nothing is sent.\n",
		"[profiles.default.sms]\nca_file = \"/nowhere/ca.pem\"\n": "profiles.default.sms.ca_file: there is no such file\n",
	} {
		paths := house(t, settings)
		put(t, paths.Keys(), "[default]\nsms = \""+canaryKey+"\"\n")
		p := settled{&fakeProgram{reach: map[string]error{"sms": errors.New("no client can be made")}}, nil}
		if strings.Contains(settings, "maybe") {
			p.stands = []store.Standing{store.BrokenSettings("config.toml:2: profiles.default.read_only: write true or false")}
		}
		if _, out, _ := ask(t, p, "doctor", "--quiet"); out != want {
			t.Errorf("%s is told as\n%s", settings, out)
		}
	}
	paths := house(t, "")
	put(t, paths.Keys(), "[default]\nsms = \"short\"\n")
	if code, out, _ := ask(t, &fakeProgram{}, "config", "check"); code != cli.Failure || !strings.Contains(out, "the key has 5 characters") {
		t.Errorf("%d\n%s", code, out)
	}
}
