package clipboard

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/atotto/clipboard"
)

// System puts s on this machine's clipboard by way of the library, which has
// looked for a program of the desktop when ours began. It waits for that
// program as long as it takes.
func System(s string) error {
	if clipboard.Unsupported {
		return errAbsent
	}
	return clipboard.WriteAll(s)
}

// library tries the library within the limit. done is false where a helper run
// by ourselves can still do better: there was none, or it failed without words.
func (b *Clipboard) library(ctx context.Context, s string) (r Result, done bool) {
	if b.c.System == nil {
		return Result{}, false
	}
	failed := make(chan error, 1)
	go func() { failed <- b.c.System(s) }()
	t := time.NewTimer(b.c.Limit)
	defer t.Stop()
	r = Result{Route: b.firstTool()}
	select {
	case err := <-failed:
		r.Known = err == nil
		return r, r.Known
	case <-ctx.Done():
		r.Err = fmt.Errorf("copying was stopped: %w", ctx.Err())
	case <-t.C:
		r.Err = errors.New("the clipboard program did not answer within " + limit(b.c.Limit))
	}
	return r, true
}

// firstTool names the helper of this desktop that is installed.
func (b *Clipboard) firstTool() string {
	for _, t := range b.tools() {
		if _, err := b.find(t.name); err == nil {
			return t.name
		}
	}
	return "this system's clipboard"
}
