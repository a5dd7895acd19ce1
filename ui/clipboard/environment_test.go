package clipboard

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// Helpers are looked for by absolute paths alone, and the last value of a variable counts.
func TestTheEnvironmentThatWasGiven(t *testing.T) {
	p := newPlace(t, map[string]string{"mine": works})
	t.Chdir(filepath.Dir(p.dir))
	b := p.clipboard(Config{}, "PATH="+filepath.Base(p.dir))
	if path, err := b.find("mine"); err == nil {
		t.Errorf("%s was found by a relative path", path)
	}
	b = p.clipboard(Config{}, "TERM=screen", "TERM=xterm")
	if got := b.getenv("TERM"); got != "xterm" {
		t.Errorf("TERM is %q", got)
	}
}

// The person's own command is for where the terminal cannot be written to.
func TestTheOwnCommandIsTheLastWay(t *testing.T) {
	p := newPlace(t, map[string]string{"mine": works})
	b := p.clipboard(Config{Command: []string{"mine"}})
	if r := b.Copy(context.Background(), "482913"); r.Err != nil || r.Route != "OSC 52" || p.got("mine") != "" {
		t.Errorf("%+v, the command got %q", r, p.got("mine"))
	}
	p.fail = os.ErrClosed
	if r := b.Copy(context.Background(), "482913"); r.Err != nil || r.Route != "mine" || p.got("mine") != "482913" {
		t.Errorf("%+v, the command got %q", r, p.got("mine"))
	}
}
