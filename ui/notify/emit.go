package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"time"

	"switchboard/ui/text"
)

// Emitter says things outside the screen.
type Emitter struct {
	Environ []string                // as os.Environ gives it: it names the terminal; the person's program runs in it
	Send    func(text.Signal) error // the gate's
	Command []string                // notify.command: the person's program and its arguments; empty for none
	Limit   time.Duration           // for that program; 0 is ten seconds
}

// Ring rings the bell.
func (e Emitter) Ring() error { return e.Send(text.Bell()) }

// Show puts up a desktop notice in the way this terminal knows, or rings where it knows none.
func (e Emitter) Show(n Note) error { return e.Send(e.signal(n)) }

// signal chooses the sequence: OSC 99 for kitty, 777 for rxvt, foot and VTE, 9 for the others that are known to take it, else the bell. Inside
// tmux it is wrapped, and the bell goes along because tmux drops the rest unless it is told otherwise; screen takes the bell alone.
func (e Emitter) signal(n Note) text.Signal {
	term, program := e.getenv("TERM"), e.getenv("TERM_PROGRAM")
	var s text.Signal
	switch {
	case term == "xterm-kitty" || e.getenv("KITTY_WINDOW_ID") != "":
		s = text.Notice99(n.Title, n.Body)
	case strings.HasPrefix(term, "rxvt") || strings.HasPrefix(term, "foot") || e.getenv("VTE_VERSION") != "":
		s = text.Notice777(n.Title, n.Body)
	case slices.Contains([]string{"iTerm.app", "WezTerm", "ghostty", "WarpTerminal", "rio"}, program) || e.getenv("WT_SESSION") != "" || term == "xterm-ghostty" || term == "wezterm":
		s = text.Notice9(n.Body)
	default:
		return text.Bell()
	}
	switch {
	case e.getenv("TMUX") != "":
		return s.InTmux().Then(text.Bell())
	case e.getenv("STY") != "":
		return text.Bell()
	}
	return s
}

func (e Emitter) getenv(name string) string {
	for i := len(e.Environ) - 1; i >= 0; i-- {
		if v, ok := strings.CutPrefix(e.Environ[i], name+"="); ok {
			return v
		}
	}
	return ""
}

// message is what the person's program reads on its standard input.
type message struct {
	Kind string    `json:"kind"`
	Text string    `json:"text"`
	Time time.Time `json:"time"`
}

// Run tells the person's program, whatever the focus: it may be a pager. It waits for the program, so call it in a command.
func (e Emitter) Run(ctx context.Context, k Kind, body text.Safe, at time.Time) error {
	if len(e.Command) == 0 {
		return nil
	}
	in, err := json.Marshal(message{k.String(), body.String(), at})
	if err != nil {
		return fmt.Errorf("writing the notice for notify.command: %w", err)
	}
	limit := e.Limit
	if limit == 0 {
		limit = 10 * time.Second
	}
	ctx, stop := context.WithTimeout(ctx, limit)
	defer stop()
	cmd := exec.CommandContext(ctx, e.Command[0], e.Command[1:]...)
	cmd.Env, cmd.Stdin, cmd.WaitDelay = e.Environ, strings.NewReader(string(in)+"\n"), 100*time.Millisecond
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return fmt.Errorf("running notify.command %s: %w", text.Clean(e.Command[0]), err)
	}
	return nil
}
