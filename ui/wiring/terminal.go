package wiring

import (
	"context"
	"io"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"

	"switchboard/ui/demand"
	"switchboard/ui/keyboard"
	"switchboard/ui/text"
)

// show runs a screen until it ends, or the program is told to end.
func show(ctx context.Context, m tea.Model, gate *text.Gate, typed *keyboard.Reader) error {
	os.Unsetenv("TEA_DEBUG") // the library would write what a crash tells into the working folder, for everybody
	o := orders{told: make(chan os.Signal, 4), done: make(chan struct{})}
	signal.Notify(o.told, syscall.SIGQUIT, syscall.SIGCONT)
	if aloneInSession() == "" {
		signal.Notify(o.told, syscall.SIGTSTP)
	}
	defer signal.Stop(o.told)
	p := demand.New(m, false, append(input(typed), tea.WithOutput(gate), tea.WithoutSignalHandler(), tea.WithFilter(o.filter))...)
	defer close(o.done)
	go o.obey(ctx, p.Send)
	_, err := p.Run()
	return err
}

// input reads the terminal so that an Escape is an Escape; where the program
// is not typed to, the library looks for a terminal itself.
func input(typed *keyboard.Reader) []tea.ProgramOption {
	if !term.IsTerminal(os.Stdin.Fd()) {
		return nil
	}
	return []tea.ProgramOption{tea.WithInput(typed)}
}

// orders are the signals that a screen takes itself, so that the terminal is
// given back before they have their effect.
type orders struct {
	told     chan os.Signal
	done     chan struct{}
	stopping atomic.Bool // the library is giving the terminal back, and stops the program then
}

// obey tells the screen what the program was told, until it ends.
func (o *orders) obey(ctx context.Context, send func(tea.Msg)) {
	own := false // it was stopped here: the library takes the terminal back itself
	for {
		select {
		case <-ctx.Done():
			send(tea.Quit())
			return
		case <-o.done:
			return
		case s := <-o.told:
			switch {
			case s == syscall.SIGCONT:
				if !own {
					takeBack(send)
				}
				own = false
			case s != syscall.SIGTSTP:
				send(tea.Quit())
				return
			case o.stopping.Load():
				own = true
				_ = syscall.Kill(syscall.Getpid(), syscall.SIGSTOP) // Go keeps a signal it once handed over from stopping anything
				o.stopping.Store(false)
			default:
				send(tea.Suspend())
			}
		}
	}
}

// takeBack takes the terminal once more and draws all of it, after a stop that nobody could see coming: the shell has used
// it meanwhile, with settings of its own. Where another program is in front by now, the system stops this one until it is.
func takeBack(send func(tea.Msg)) {
	send(tea.Exec(nothing{}, nil)())
	send(tea.ClearScreen())
}

// nothing is the command for which the library gives the terminal back and takes it again.
type nothing struct{}

func (nothing) Run() error          { return nil }
func (nothing) SetStdin(io.Reader)  {}
func (nothing) SetStdout(io.Writer) {}
func (nothing) SetStderr(io.Writer) {}

// filter sees every message before the library does.
func (o *orders) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	if _, ok := msg.(tea.SuspendMsg); ok {
		if aloneInSession() != "" {
			return nil
		}
		o.stopping.Store(true)
	}
	return msg
}

// aloneInSession says why the program cannot be stopped: without a shell
// around it that would let it go on, the system does not stop it at all.
func aloneInSession() string {
	own, err := unix.Getsid(0)
	parent, perr := unix.Getsid(os.Getppid())
	if err != nil || perr != nil || parent != own || unix.Getpgrp() == own {
		return "there is no shell here to come back from"
	}
	return ""
}
