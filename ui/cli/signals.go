package cli

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"sync"
	"syscall"
)

// Signal is why a command was told to end, as the cause of its context.
type Signal struct{ Number syscall.Signal }

func (s Signal) Error() string { return s.Number.String() }

// endings are the words for a command that was told to end.
var endings = map[int]string{Interrupted: "interrupted", Terminated: "terminated", HungUp: "the terminal is gone"}

// ended is the exit code of a command that was told to end: 128 and the
// number of the signal, as shells have it.
func ended(ctx context.Context) int {
	var s Signal
	if errors.As(context.Cause(ctx), &s) {
		return 128 + int(s.Number)
	}
	return Interrupted
}

// signals are where those go that tell the program to end.
type signals struct {
	mu   sync.Mutex
	line func() // what an interrupt does instead of ending the program
}

// signalsKey is where a context has its signals.
type signalsKey struct{}

// Listen returns a context that ends by a Signal when the program is told to
// end. After that the next one ends the program as it stands.
func Listen(ctx context.Context) context.Context {
	s := &signals{}
	ctx, end := context.WithCancelCause(ctx)
	told := make(chan os.Signal, 1)
	signal.Notify(told, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		for one := range told {
			number, _ := one.(syscall.Signal)
			if number == syscall.SIGINT && s.cut() {
				continue
			}
			signal.Stop(told)
			end(Signal{Number: number})
			return
		}
	}()
	return context.WithValue(ctx, signalsKey{}, s)
}

// interrupts has each interrupt do something else than end the program, until
// back is called. Without signals nothing is interrupted.
func interrupts(ctx context.Context, do func()) (back func()) {
	s, ok := ctx.Value(signalsKey{}).(*signals)
	if !ok {
		return func() {}
	}
	s.take(do)
	return func() { s.take(nil) }
}

func (s *signals) take(do func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.line = do
}

// cut gives an interrupt to whoever takes them; false is that nobody does.
func (s *signals) cut() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.line == nil {
		return false
	}
	s.line()
	return true
}
