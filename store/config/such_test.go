package config

import (
	"strings"
	"testing"
)

// A program that is set is explained by one that does what is set there: a command that prints a key
// is no example of one that copies or tells. Every example can be set as it stands.
func TestEveryProgramHasAnExampleOfItsOwn(t *testing.T) {
	paths := home(t, "")
	settings, profile := defaults(), paths.newProfile("default")
	seen := map[string]string{}
	hold := func(path string, v value) {
		p, ok := v.(program)
		if !ok {
			return
		}
		such := quoteAll(p.such)
		if strings.HasSuffix(path, "_cmd") != (p.such[0] == "pass") || seen[such] != "" {
			t.Errorf("%s and %q: %s", path, seen[such], such)
		}
		seen[such] = path
		if !strings.Contains(p.allowed(), such) || !p.set(any(strings.Join(p.such, " "))) {
			t.Errorf("%s: %s", path, p.allowed())
		}
	}
	for _, e := range settingEntries {
		hold(e.path, e.bind(&settings))
	}
	for _, e := range paths.profileEntries() {
		hold(e.path, e.bind(&profile))
	}
	if len(seen) < 4 {
		t.Errorf("only %v", seen)
	}
}
