package sandbox

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// spoil flips a bit in a file of a folder.
func spoil(t *testing.T, dir, name string, at int) {
	t.Helper()
	path := filepath.Join(dir, name)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[at] ^= 1
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// unfit are the ways in which a world cannot be continued; is says whether it is there to be set aside.
var unfit = map[string]struct {
	is   bool
	make func(t *testing.T, dir string)
}{
	"the world is damaged":      {true, func(t *testing.T, dir string) { spoil(t, dir, worldFile, 9000) }},
	"what was done is damaged":  {true, func(t *testing.T, dir string) { spoil(t, dir, actsFile, 100) }},
	"its first line is damaged": {true, func(t *testing.T, dir string) { spoil(t, dir, actsFile, 3) }},
	"the last that was done is damaged": {true, func(t *testing.T, dir string) {
		spoil(t, dir, actsFile, len(contents(t, dir, actsFile))-20)
	}},
	"what was done is gone": {true, func(t *testing.T, dir string) { remove(t, dir, actsFile) }},
	"all that was done is cut off": {true, func(t *testing.T, dir string) {
		first, _, _ := strings.Cut(contents(t, dir, actsFile), "\n")
		write(t, dir, actsFile, first+"\n")
	}},
	"the last that was done is cut off": {true, func(t *testing.T, dir string) {
		data := strings.TrimSuffix(contents(t, dir, actsFile), "\n")
		write(t, dir, actsFile, data[:strings.LastIndex(data, "\n")+1])
	}},
	"the last that was done is torn": {true, func(t *testing.T, dir string) {
		data := contents(t, dir, actsFile)
		write(t, dir, actsFile, data[:len(data)-1])
	}},
	"the first line is cut": {true, func(t *testing.T, dir string) { write(t, dir, actsFile, contents(t, dir, actsFile)[:9]) }},
	"it is empty":           {true, func(t *testing.T, dir string) { write(t, dir, actsFile, "") }},
	"the world lost its seal": {true, func(t *testing.T, dir string) {
		text, _, _ := unsealed([]byte(contents(t, dir, worldFile)))
		write(t, dir, worldFile, string(text))
	}},
	"the world is one of before": {true, func(t *testing.T, dir string) {
		before := contents(t, dir, worldFile)
		w := open(t, Options{Dir: dir})
		w.kept.acts.size = mostActs + 1
		inProcess(t, w).want(200, "POST", creditPath, credit("THREE"))
		inProcess(t, w).want(200, "POST", creditPath, credit("FOUR"))
		closeWorld(t, w)
		write(t, dir, worldFile, before)
	}},
	"another program has written it": {true, func(t *testing.T, dir string) {
		write(t, dir, worldFile, string(sealed([]byte(`{"version":99,"seed":7}`))))
	}},
	"a provider cannot be read": {true, func(t *testing.T, dir string) {
		write(t, dir, worldFile, string(sealed([]byte(`{"version":1,"seed":7,"providers":{"trust":[]}}`))))
	}},
	"the world is gone": {false, func(t *testing.T, dir string) { remove(t, dir, worldFile) }},
}

func remove(t *testing.T, dir, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, name)); err != nil {
		t.Fatal(err)
	}
}

func contents(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Before another world takes the place of one, what others keep of that one is forgotten; while they cannot forget it,
// the one before stays as it is.
func TestTheWorldBeforeIsForgottenFirst(t *testing.T) {
	for name, tc := range unfit {
		t.Run(name, func(t *testing.T) {
			dir := done(t, "ONE", "TWO")
			tc.make(t, dir)
			inUse := errors.New("it is in use")
			if _, err := New(Options{Dir: dir, Forget: func() error { return inUse }}); !errors.Is(err, inUse) {
				t.Errorf("while it cannot be forgotten: %v", err)
			}
			forgotten := 0
			w := open(t, Options{Dir: dir, Forget: func() error {
				forgotten++
				if _, err := os.Stat(filepath.Join(dir, worldFile)); tc.is != (err == nil) {
					t.Errorf("the world before went first: %v", err)
				}
				return nil
			}})
			inProcess(t, w).want(200, "POST", creditPath, credit("ONE"))
			if _, err := os.Stat(aside(w)); forgotten != 1 || tc.is != (aside(w) != "") || tc.is && err != nil {
				t.Errorf("forgotten %d times, set aside as %q %v", forgotten, aside(w), err)
			}
			closeWorld(t, w)
			if !knows(t, dir, "ONE") || knows(t, dir, "TWO") {
				t.Error("the new world is not gone on with")
			}
			closeWorld(t, open(t, Options{Dir: dir, Forget: func() error { t.Error("a sound world is forgotten"); return nil }}))
		})
	}
}

// A fresh world is no reason to lose the one before while what is kept of it cannot be forgotten.
func TestAFreshWorldHasTheOldOneForgottenFirst(t *testing.T) {
	dir := done(t, "ONE")
	inUse := errors.New("it is in use")
	if _, err := New(Options{Dir: dir, Fresh: true, Forget: func() error { return inUse }}); !errors.Is(err, inUse) || !knows(t, dir, "ONE") {
		t.Errorf("%v, or the old world is gone", err)
	}
}

// A file in the place of a world that is none is not lost by a fresh one.
func TestAFreshWorldPutsAsideWhatIsNone(t *testing.T) {
	for _, text := range []string{"notes of mine", "notes of mine\n", `{"version":99,"seed":7}`} {
		dir := t.TempDir()
		write(t, dir, worldFile, text)
		w := open(t, Options{Dir: dir, Fresh: true})
		if is, err := os.ReadFile(aside(w)); err != nil || string(is) != text {
			t.Errorf("%q is %q: %v", text, is, err)
		}
		inProcess(t, w).want(200, "POST", creditPath, credit("ONE"))
		closeWorld(t, w)
		if !knows(t, dir, "ONE") {
			t.Error("the fresh world is not gone on with")
		}
	}
}

// Under those who use a world no other is begun: what they have asked for is not in it. Every request says so, and so
// that nobody has to remove anything the next start begins a new one.
func TestNoWorldIsBegunUnderThoseWhoUseOne(t *testing.T) {
	for name, tc := range unfit {
		for _, later := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				dir := done(t, "ONE", "TWO")
				fail := func() error { t.Error("what is in use was forgotten"); return nil }
				var s *Shared
				if later { // it is read when it is first asked
					if name == "a provider cannot be read" || name == "another program has written it" {
						tc.make(t, dir)
					} else {
						t.Skip("it is seen when it is opened")
					}
					var err error
					if s, err = Share(Options{Dir: dir, Later: true, Forget: fail}); err != nil {
						t.Fatal(err)
					}
				} else { // another program had it
					first := share(t, dir)
					var err error
					if s, err = Share(Options{Dir: dir, Seed: 7, Forget: fail}); err != nil {
						t.Fatal(err)
					}
					if err := first.Close(); err != nil {
						t.Fatal(err)
					}
					tc.make(t, dir)
				}
				for range 2 {
					if _, err := s.Endpoints(""); later != (err == nil) || err != nil && !strings.Contains(err.Error(), beginAgain) {
						t.Errorf("its keys: %v", err)
					}
					if _, err := s.Control("block", nil); err == nil || !strings.Contains(err.Error(), beginAgain) {
						t.Errorf("it was done, or: %v", err)
					}
				}
				if err := s.Close(); err != nil {
					t.Error(err)
				}
				next := open(t, Options{Dir: dir})
				inProcess(t, next).want(200, "POST", creditPath, credit("ONE"))
				closeWorld(t, next)
			})
		}
	}
}
