package cli

import (
	"context"
	"errors"
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
