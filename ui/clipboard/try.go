package clipboard

import (
	"context"
	"errors"
	"os/exec"
	"strings"

	"switchboard/ui/text"
)

// Tried is what became of one route to the clipboard.
type Tried struct{ Route, Says string }

// back are the programs that read back what another has put on the clipboard.
var back = map[string][]string{
	"wl-copy": {"wl-paste", "-n"}, "xclip": {"xclip", "-o", "-selection", "clipboard"}, "xsel": {"xsel", "--output", "--clipboard"},
	"pbcopy": {"pbpaste"}, "tmux": {"tmux", "show-buffer"},
}

// Try takes every route that Copy could take from here, one after the other, and reads back what can be read back.
func (b *Clipboard) Try(ctx context.Context, s string) []Tried {
	var out []Tried
	if b.c.Method == Off {
		return []Tried{{"none", ErrOff.Error()}}
	}
	if b.c.Method == Auto && b.graphical() || b.c.Method == Native {
		for _, t := range b.tools() {
			out = append(out, b.tried(ctx, b.helper(ctx, encode(t.name, s), t.name, t.args...), t.name, s))
		}
	}
	if b.c.Method == Auto && b.getenv("TMUX") != "" || b.c.Method == Tmux {
		out = append(out, b.tried(ctx, b.tmux(ctx, s), "tmux", s))
	}
	if len(b.c.Command) > 0 && (b.c.Method == Auto || b.c.Method == Command) {
		out = append(out, b.tried(ctx, b.command(ctx, s), b.c.Command[0], s))
	}
	if b.c.Method == Auto || b.c.Method == OSC52 {
		t := Tried{"OSC 52", "sent to the terminal; no terminal says whether it took it"}
		if r := b.osc52(s); r.Err != nil {
			t.Says = r.Err.Error()
		}
		out = append(out, t)
	}
	return out
}

// tried says in words what a helper has done.
func (b *Clipboard) tried(ctx context.Context, r Result, name, s string) Tried {
	t := Tried{Route: r.Route}
	reader, known := back[name]
	switch {
	case errors.Is(r.Err, errAbsent):
		t.Says = "is not installed"
	case r.Err != nil:
		t.Says = r.Err.Error()
	case !known:
		t.Says = "took it; it cannot be read back"
	case b.read(ctx, reader) == s:
		t.Says = "works: it was read back"
	default:
		t.Says = "took it, and something else was read back"
	}
	return t
}

// read is what a program writes, nothing when it fails.
func (b *Clipboard) read(ctx context.Context, command []string) string {
	path, err := b.find(command[0])
	if err != nil {
		return ""
	}
	ctx, stop := context.WithTimeout(ctx, b.c.Limit)
	defer stop()
	cmd := exec.CommandContext(ctx, path, command[1:]...)
	cmd.Env = b.c.Environ
	alone(cmd)
	said, err := cmd.Output()
	if err != nil || len(said) > text.MaxCopy {
		return ""
	}
	return strings.TrimRight(string(said), "\r\n")
}
