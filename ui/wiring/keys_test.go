package wiring

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"switchboard/store/config"
	"switchboard/ui/cli"
)

// home is a program whose settings are text.
func home(t *testing.T, text string) Program {
	t.Helper()
	dir := t.TempDir()
	paths := config.Paths{Config: filepath.Join(dir, "config.toml"), Data: filepath.Join(dir, "data"), State: filepath.Join(dir, "state")}
	if err := os.WriteFile(paths.Config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return At(paths)
}

func keysOf(table []cli.Key, action string) []string {
	i := slices.IndexFunc(table, func(k cli.Key) bool { return k.Action == action })
	if i < 0 {
		return nil
	}
	return table[i].Keys
}

func TestKeysAreListedWithoutOpeningAnything(t *testing.T) {
	p := home(t, "")
	table, wrong := p.Keys(cli.Flags{})
	if len(wrong) > 0 {
		t.Errorf("nothing is set, and %q is wrong", wrong)
	}
	for action, keys := range map[string][]string{
		"live.order": {"n"}, "customers.balance": {"b"}, "history.export": {"E"}, "listings.onboard": {"n"}, "numbers.take-out": {"x"},
		"numbers.more": {"+"}, "console.copy": {"c"}, "console.help": {"?"}, "console.problems": {"!"}, "console.settings": {","},
	} {
		if got := keysOf(table, action); !slices.Equal(got, keys) {
			t.Errorf("%s has the keys %q, not %q", action, got, keys)
		}
	}
	for _, k := range table {
		if k.Does == "" || k.Where == "" || !strings.Contains(k.Action, ".") {
			t.Errorf("a line says too little: %+v", k)
		}
	}
	if _, err := os.Stat(p.paths.Data); err == nil {
		t.Error("a data folder was made")
	}
}

func TestNoTwoActionsOfAScopeShareAKey(t *testing.T) {
	p := home(t, "")
	for _, f := range []cli.Flags{{}, {Sandbox: true}} {
		c, profile, err := f.Configuration(p.paths)
		if err != nil {
			t.Fatal(err)
		}
		b := (&session{paths: p.paths, config: c, profile: profile, set: c.Settings}).blank(nil)
		if len(b.scopes) < len(b.parts) {
			t.Errorf("%d panes have %d views", len(b.parts)-1, len(b.scopes))
		}
		for _, ids := range b.scopes {
			for _, clash := range b.book.Clashes(ids...) {
				t.Errorf("%s is the key of %s and of %s", clash.Key, clash.First, clash.Second)
			}
		}
	}
}

func TestKeysThatCannotHoldKeepTheirDefault(t *testing.T) {
	p := home(t, `[keys]
"live.ned" = ["e"]
"live.order" = ["Z"]
"live.undo" = ["x"]
"customers.new" = ["?"]
"history.export" = ["W"]
"history.report" = ["W"]
"numbers.buy" = []
`)
	table, wrong := p.Keys(cli.Flags{})
	for action, keys := range map[string][]string{
		"live.order": {"Z"}, "live.end": {"x"}, "live.undo": {"u"}, "customers.new": {"n"}, "console.help": {"?"}, "numbers.buy": nil,
	} {
		if got := keysOf(table, action); !slices.Equal(got, keys) {
			t.Errorf("%s has the keys %q, not %q", action, got, keys)
		}
	}
	// Of two that were both set one has the key, the other its default.
	export, report := keysOf(table, "history.export"), keysOf(table, "history.report")
	if !slices.Equal(report, []string{"W"}) || !slices.Equal(export, []string{"E"}) {
		t.Errorf("export has %q and report %q", export, report)
	}
	said := strings.Join(wrong, "\n")
	for _, s := range []string{"keys.live.ned: no action is called that", "keys.live.undo: x is the key of live.end there",
		"keys.customers.new: ? is the key of console.help there", "keys.history.export: W is the key of history.report there"} {
		if !strings.Contains(said, s) {
			t.Errorf("%q is not said:\n%s", s, said)
		}
	}
	if len(wrong) != 4 {
		t.Errorf("%d sentences, not 4:\n%s", len(wrong), said)
	}
}

// Two keys that act together are set like one. What cannot be is told with the reason, and keeps its default.
func TestTwoKeysThatActTogether(t *testing.T) {
	p := home(t, `[keys]
"console.times" = ["z t"]
"live.undo" = ["z u"]
"history.export" = ["g e"]
"live.again" = ["p"]
"live.renew" = ["a esc"]
"live.open" = ["enter", "ctrl+c"]
`)
	table, wrong := p.Keys(cli.Flags{})
	for action, keys := range map[string][]string{
		"console.times": {"z t"}, "live.undo": {"z u"}, "history.export": {"E"}, "live.again": {"N"}, "live.renew": {"A"}, "live.open": {"enter"}, "console.theme": {"p c"},
	} {
		if got := keysOf(table, action); !slices.Equal(got, keys) {
			t.Errorf("%s has the keys %q, not %q", action, got, keys)
		}
	}
	said := strings.Join(wrong, "\n")
	for _, s := range []string{"keys.history.export: its two keys begin with g, which is the key of history.top there; history.export keeps its default",
		"keys.live.again: p is the first of two keys of ", "there; live.again keeps its default",
		`keys.live.renew: "a esc": Esc leaves two keys that act together`, `keys.live.open: "ctrl+c": Ctrl-c always quits`} {
		if !strings.Contains(said, s) {
			t.Errorf("%q is not said:\n%s", s, said)
		}
	}
	if len(wrong) != 4 {
		t.Errorf("%d sentences, not 4:\n%s", len(wrong), said)
	}
}
