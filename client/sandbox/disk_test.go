package sandbox

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func open(t *testing.T, options Options) *World {
	t.Helper()
	w, err := New(options)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func closeWorld(t *testing.T, w *World) {
	t.Helper()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// aside is where a world went that could not be read.
func aside(w *World) string {
	path, _ := w.SetAside() // why none was begun is seen by whoever asks it for something
	return path
}

func TestWorldIsKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "sandbox")
	w := open(t, Options{Seed: 5, Dir: dir})
	u := inProcess(t, w)
	before := u.balance()
	u.want(200, "POST", creditPath, credit("KEPT"))
	keys := w.Endpoints("")
	closeWorld(t, w)

	for path, want := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, worldFile): 0o600, filepath.Join(dir, lockFile): 0o600} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v %v, want %o", path, info.Mode().Perm(), err, want)
		}
	}
	w = open(t, Options{Dir: dir}) // without a seed: whatever is there
	u = inProcess(t, w)
	if got := u.balance(); got != before+100 {
		t.Errorf("balance %d, want %d", got, before+100)
	}
	if w.Endpoints("") != keys || aside(w) != "" {
		t.Errorf("keys changed, or something was set aside: %q", aside(w))
	}
	u.want(409, "POST", creditPath, credit("KEPT"))
	closeWorld(t, w)

	if _, err := New(Options{Seed: 6, Dir: dir}); err == nil || !strings.Contains(err.Error(), "seed 5") {
		t.Errorf("another seed: %v", err)
	}
	w = open(t, Options{Seed: 6, Dir: dir, Fresh: true})
	if got := inProcess(t, w).balance(); got != before {
		t.Errorf("a fresh world has %d, want %d", got, before)
	}
	closeWorld(t, w)
	closeWorld(t, w) // a second time does nothing
}

// A program that began a world anew and was killed at once leaves no world of before behind.
func TestAFreshWorldTakesThePlaceOfTheOldOneAtOnce(t *testing.T) {
	dir := t.TempDir()
	closeWorld(t, open(t, Options{Seed: 5, Dir: dir}))
	fresh := open(t, Options{Seed: 6, Dir: dir, Fresh: true})
	kept, err := os.ReadFile(filepath.Join(dir, worldFile))
	if err != nil || !strings.Contains(string(kept), `"seed":6`) {
		t.Errorf("%.80s %v", kept, err)
	}
	closeWorld(t, fresh)
}

func TestWorldIsLocked(t *testing.T) {
	dir := t.TempDir()
	w := open(t, Options{Dir: dir})
	_, err := New(Options{Dir: dir, Fresh: true})
	var locked *Locked
	if !errors.As(err, &locked) || locked.Dir != dir {
		t.Errorf("a second world: %v", err)
	}
	closeWorld(t, w)
	closeWorld(t, open(t, Options{Dir: dir}))
}

func TestDamagedWorldIsSetAside(t *testing.T) {
	for name, damaged := range map[string]string{
		"empty": "", "cut": `{"version":1,"seed":1,"providers":{"sms":{"cust`, "other version": `{"version":99,"seed":1}`, "wrong type": `[]`,
		"damaged provider": `{"version":1,"seed":1,"providers":{"sms":{"customers":[null]}}}`,
		"damaged trust":    `{"version":1,"seed":1,"providers":{"trust":[]}}`, "damaged lines": `{"version":1,"seed":1,"providers":{"lines":7}}`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, worldFile), []byte(damaged), 0o600); err != nil {
				t.Fatal(err)
			}
			w := open(t, Options{Dir: dir})
			inProcess(t, w).want(200, "GET", "/m/customers", "")
			was, err := os.ReadFile(aside(w))
			if err != nil || string(was) != damaged {
				t.Errorf("set aside in %q: %q, %v", aside(w), was, err)
			}
			closeWorld(t, w)
			w = open(t, Options{Dir: dir})
			if aside(w) != "" {
				t.Error("the new world was set aside too")
			}
			closeWorld(t, w)
		})
	}
}

// A world that is read later is the same world, and is not touched by one who asks it for nothing.
func TestWorldIsReadLater(t *testing.T) {
	dir := t.TempDir()
	w := open(t, Options{Dir: dir})
	inProcess(t, w).want(200, "POST", creditPath, credit("KEPT"))
	keys := w.Endpoints("")
	closeWorld(t, w)
	path := filepath.Join(dir, worldFile)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	closeWorld(t, open(t, Options{Dir: dir, Later: true}))
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the world changed although nobody asked it for anything: %v", err)
	}
	w = open(t, Options{Dir: dir, Later: true})
	inProcess(t, w).want(409, "POST", creditPath, credit("KEPT"))
	if w.Endpoints("") != keys {
		t.Error("the keys changed")
	}
	closeWorld(t, w)
}

// A provider that an older world did not have begins anew; the rest goes on.
func TestOlderWorldLacksAProvider(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, worldFile), []byte(`{"version":1,"seed":9,"providers":{}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	w := open(t, Options{Dir: dir})
	if aside(w) != "" || w.seed != 9 {
		t.Errorf("set aside %q, seed %d", aside(w), w.seed)
	}
	inProcess(t, w).want(200, "GET", "/m/customers", "")
	closeWorld(t, w)
}

func TestFolderThatCannotBeUsed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := New(Options{Dir: path}); err == nil {
		t.Error("a file was taken for a folder")
	}
}
