package keybook_test

import (
	"slices"
	"strings"
	"testing"

	"switchboard/ui/keybook"
)

func TestTwoKeysAreShownAndListed(t *testing.T) {
	for k, want := range map[string]string{"g t": "g t", "ctrl+x space": "Ctrl-x Space", "space": "Space", "x": "x", "f1": "F1", "ctrl+f12": "Ctrl-F12", "shift+f3": "Shift-F3", "f": "f"} {
		if got := keybook.Show(k); got != want {
			t.Errorf("%q is shown as %q", k, got)
		}
	}
	if got := keybook.List([]string{"up", "k"}) + " | " + keybook.List([]string{"g t", "T"}); got != "Up k | g t, T" {
		t.Error(got)
	}
}

// What no terminal can send, or what must stay free, is no key of an action.
func TestWrongKeys(t *testing.T) {
	for _, k := range strings.Split("x,X,é,?,space,f5,ctrl+x,alt+left,ctrl+alt+x,g t,ctrl+x space,shift+tab,+,ctrl++", ",") {
		if why := keybook.Wrong(k); why != "" {
			t.Errorf("%q: %s", k, why)
		}
	}
	for _, k := range []string{"g esc", "esc g", "ctrl+c", "g ctrl+c", "ctrl+j", "ctrl+m", "ctrl+i", "ctrl+[", "g ctrl+j"} {
		if keybook.Wrong(k) == "" {
			t.Errorf("%q is a key", k)
		}
	}
}

// A key that is one act's alone and begins another's two is a clash, in whatever order they are offered.
func TestAKeyCannotBeginTwoAndBeOne(t *testing.T) {
	b := keybook.New(map[string][]string{"console.times": {"g t"}, "live.undo": {"g u"}})
	b.Bind("console.times", "times", "t")
	b.Bind("live.top", "first", "home", "g")
	b.Bind("live.undo", "undo", "u")
	want := []keybook.Clash{{Key: "g", First: "live.top", Second: "console.times", Begins: true}}
	for _, ids := range [][]string{{"console.times", "live.top"}, {"live.top", "console.times"}} {
		if got := b.Clashes(ids...); !slices.Equal(got, want) {
			t.Errorf("%v: clashes are %v", ids, got)
		}
	}
	if got := b.Clashes("console.times", "live.undo"); len(got) != 0 {
		t.Errorf("two that begin alike clash: %v", got)
	}
}
