// Package clipboard owns the way from a value on screen to the clipboard of the person in front of it: which route is taken where, how long a
// helper program may take, and the words that say what became of it. It only ever writes: nothing is read back.
package clipboard

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"switchboard/ui/text"
)

// The methods a person can set.
const (
	Auto    = "auto"
	Native  = "native"
	OSC52   = "osc52"
	Tmux    = "tmux"
	Command = "command"
	Off     = "off"
)

// Methods lists them in the order settings offer them.
func Methods() []string { return []string{Auto, Native, OSC52, Tmux, Command, Off} }

// Config is where the program runs and what the person has set. Nothing else is looked at.
type Config struct {
	Method    string   // "" is Auto
	Command   []string // the person's own program and its arguments; the text goes to its standard input
	Environ   []string // as os.Environ gives it; helpers run in it and are looked for on its PATH
	GOOS      string   // runtime.GOOS
	Container bool
	Send      func(text.Signal) error // the gate's
	Limit     time.Duration           // for one helper; 0 is two seconds
	System    func(string) error      // System, where Environ is the program's own; nil runs the helpers directly
}

// Clipboard copies. It holds no state and is safe for use by several goroutines.
type Clipboard struct{ c Config }

// Result is what became of a copy.
type Result struct {
	Route string // what carried it: wl-copy, OSC 52, tmux
	Known bool   // it is on the clipboard; otherwise it was sent, and no terminal says whether it took it
	Cut   bool   // it was longer than the route carries
	Err   error  // it went nowhere; a sentence for the person
}

// ErrOff says that the person has switched copying off.
var ErrOff = errors.New("copying is switched off")

// New makes a clipboard; the error names the setting that is wrong.
func New(c Config) (*Clipboard, error) {
	switch c.Method {
	case "":
		c.Method = Auto
	case Auto, Native, OSC52, Tmux, Off:
	case Command:
		if len(c.Command) == 0 {
			return nil, errors.New(`clipboard is "command", but clipboard_command is empty`)
		}
	default:
		return nil, fmt.Errorf("clipboard is %q; it can be %s", c.Method, strings.Join(Methods(), ", "))
	}
	if c.Limit == 0 {
		c.Limit = 2 * time.Second
	}
	return &Clipboard{c}, nil
}

// Copy puts s on the clipboard, without what could steer the terminal it is pasted into. It returns within the limit of each helper it has to try, and
// never takes longer than ctx: call it in a command.
func (b *Clipboard) Copy(ctx context.Context, s string) Result {
	s = text.Verbatim(s)
	switch b.c.Method {
	case Off:
		return Result{Err: ErrOff}
	case Native:
		return b.native(ctx, s)
	case OSC52:
		return b.osc52(s)
	case Tmux:
		return b.tmux(ctx, s)
	case Command:
		return b.command(ctx, s)
	}
	switch {
	case !b.graphical():
		return b.blind(ctx, s)
	case b.elsewhere():
		return b.both(ctx, s)
	}
	if r := b.native(ctx, s); r.Err == nil {
		return r
	}
	return b.blind(ctx, s)
}

// both fills the clipboard of the display that can be reached, and sends the text to the terminal as well: only one of them may be the person's.
// What is known to have worked is what is told.
func (b *Clipboard) both(ctx context.Context, s string) Result {
	sent := b.blind(ctx, s)
	if r := b.native(ctx, s); r.Err == nil {
		return r
	}
	return sent
}

// blind sends the text to the terminal, and to tmux when inside it, because by default tmux lets the one through and not the other. When neither
// can be reached, the person's own command is the last way.
func (b *Clipboard) blind(ctx context.Context, s string) Result {
	r := b.osc52(s)
	if b.getenv("TMUX") != "" {
		if t := b.tmux(ctx, s); t.Err == nil {
			if r.Err != nil {
				return t
			}
			r.Route += ", tmux"
		}
	}
	if r.Err != nil && len(b.c.Command) > 0 {
		return b.command(ctx, s)
	}
	return r
}

func (b *Clipboard) osc52(s string) Result {
	r := Result{Route: "OSC 52", Cut: len(s) > text.MaxCopy}
	signal := text.Copy(s)
	if b.getenv("TMUX") == "" && (b.getenv("STY") != "" || strings.HasPrefix(b.getenv("TERM"), "screen")) {
		signal = signal.InScreen()
	}
	if err := b.c.Send(signal); err != nil {
		r.Err = fmt.Errorf("the terminal cannot be written to: %w", err)
	}
	return r
}

func (b *Clipboard) tmux(ctx context.Context, s string) Result {
	return b.helper(ctx, s, "tmux", "load-buffer", "-w", "-")
}

func (b *Clipboard) command(ctx context.Context, s string) Result {
	return b.helper(ctx, s, b.c.Command[0], b.c.Command[1:]...)
}
