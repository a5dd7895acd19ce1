package config

import (
	"testing"

	"switchboard/testdata/proof"
)

// Hostile text that is typed as a setting is refused, or stands in the file so that it is read as it was
// typed; the file can be shown.
func TestHostileTextLeavesAsText(t *testing.T) {
	list, kept := proof.Mixtures(t, 500), 0
	for i, s := range list {
		set := defaults()
		toml, err := written(&set, settingEntries, "network.ca_file", "/"+s)
		if err != nil {
			continue
		}
		tree, problem := decode("", "v = "+toml)
		if kept++; problem != nil || tree["v"] != "/"+s || proof.Acts(toml) >= 0 {
			t.Fatalf("%q is written as %q and read as %q, %v", s, toml, tree["v"], problem)
		}
		if i%20 == 0 {
			filed(t, "/"+s)
		}
	}
	if kept < len(list)/4 {
		t.Errorf("only %d of %d were taken", kept, len(list))
	}
	proof.Figure(t, "hostile settings", len(list))
}

// filed sets the path of a file of certificates.
func filed(t *testing.T, path string) {
	t.Helper()
	p := home(t, "theme = \"dark\"\n")
	if err := p.Set("network.ca_file", path); err != nil {
		t.Fatal(err)
	}
	text := read(t, p.Config)
	if c := Load(Options{Paths: p, Getenv: env()}); proof.Acts(text) >= 0 || c.Settings.CAFile != path || c.Settings.Look.Theme != "dark" {
		t.Fatalf("%q makes the file %q, which is read as %q, %v", path, text, c.Settings.CAFile, c.Problems)
	}
}
