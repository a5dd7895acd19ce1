package wiring

import (
	"context"
	"errors"
	"os"
	"runtime"
	"slices"
	"time"

	"github.com/charmbracelet/x/term"

	"switchboard/store"
	"switchboard/store/config"
	"switchboard/ui/clipboard"
	"switchboard/ui/desktop"
	"switchboard/ui/notify"
	"switchboard/ui/text"
)

func clipboardOf(c config.Copying, environ []string, send func(text.Signal) error) (*clipboard.Clipboard, error) {
	return clipboard.New(clipboard.Config{
		Method: c.Clipboard, Command: c.Command, Environ: environ, GOOS: runtime.GOOS, Send: send, Container: inContainer(), System: clipboard.System,
	})
}

func inContainer() bool {
	return clipboard.Container(os.Getenv, func(path string) bool {
		_, err := os.Stat(path)
		return err == nil
	})
}

// remote reports whether the person sits at another machine.
func remote() bool { return os.Getenv("SSH_CONNECTION") != "" || os.Getenv("SSH_TTY") != "" }

// desktop is what the console does beyond the screen, by way of its gate.
func (s *session) desktop(send func(text.Signal) error) (*desktop.Desktop, *desktop.Notices, error) {
	clip, err := clipboardOf(s.set.Copying, s.env.Environ(), send)
	if err != nil {
		return nil, nil, err
	}
	notices := desktop.NewNotices(noticesOf(s.set.Notify), notify.Emitter{Environ: s.env.Environ(), Send: send, Command: s.set.Notify.Command})
	return desktop.New(clip, notices, remote()), notices, nil
}

func noticesOf(n config.Notify) notify.Settings {
	off := map[notify.Kind]bool{}
	for k := range notify.Kinds {
		off[k] = slices.Contains(n.Off, k.String())
	}
	return notify.Settings{Off: off, NoBell: !n.Bell, NoDesktop: !n.Desktop, ShowCodes: n.ShowCodes, Quiet: notify.Hours{From: n.Quiet.From, To: n.Quiet.To}}
}

// copyOutside copies for a command, whose standard output may be anybody's:
// what goes to the terminal goes by standard error.
func (s *session) copyOutside(ctx context.Context, value, what, shown string) (string, bool) {
	clip, err := clipboardOf(s.set.Copying, s.env.Environ(), toTerminal)
	if err != nil {
		return store.Said(err), true
	}
	r := clip.Copy(ctx, value)
	return clipboard.Words(text.Clean(what), text.Clean(shown), r).String(), r.Err != nil
}

// toTerminal sends a signal to the terminal behind standard error.
func toTerminal(signal text.Signal) error {
	if !term.IsTerminal(os.Stderr.Fd()) {
		return errors.New("no terminal can receive it")
	}
	return text.NewGate(os.Stderr).Send(signal)
}

// muteFor is how long M keeps bell and desktop silent.
const muteFor = time.Hour
