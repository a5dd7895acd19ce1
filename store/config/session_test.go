package config

import (
	"os"
	"path/filepath"
	"testing"

	"switchboard/client/rest"
)

func TestASessionIsKeptLikeItsKey(t *testing.T) {
	paths := home(t, "[profiles.work]\n[profiles.ring.lines]\nkeyring = true\n")
	kept := &ring{kept: map[string]string{}}
	chain := NewKeychain(paths, func(string) (string, bool) { return "", false }, kept)
	keeper := func(name string) *SessionKeeper {
		p, err := Load(Options{Paths: paths}).Profile(name)
		if err != nil {
			t.Fatal(err)
		}
		return chain.Session(p, Lines)
	}
	file := filepath.Join(filepath.Dir(paths.Keys()), "sessions.toml")
	for _, name := range []string{"work", "ring"} {
		if !keeper(name).Load(t.Context()).Empty() {
			t.Errorf("%s has a session before there is one", name)
		}
		if err := keeper(name).Keep(t.Context(), rest.NewSecret("m a "+name)); err != nil {
			t.Fatal(err)
		}
		if got := keeper(name).Load(t.Context()).Reveal(); got != "m a "+name {
			t.Errorf("%s: %q", name, got)
		}
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	if kept.kept[app+" ring/lines/session"] != "m a ring" {
		t.Errorf("%v", kept.kept)
	}
	if err := os.Chmod(file, 0o644); err != nil {
		t.Fatal(err)
	}
	if !keeper("work").Load(t.Context()).Empty() {
		t.Error("a session that others can read is used")
	}
}
