package pane

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
)

// After delivers msg once d has passed, and nothing when ctx ended before.
func After(ctx context.Context, d time.Duration, msg tea.Msg) tea.Cmd {
	return func() tea.Msg {
		t := time.NewTimer(d)
		defer t.Stop()
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
			return msg
		}
	}
}

// Try does what may fail and says in a toast what came of it: done, which is
// nothing when it is empty, or what went wrong.
func Try(do func() error, done string) tea.Cmd {
	return func() tea.Msg {
		switch err := do(); {
		case err != nil:
			return Toast{Text: err.Error(), Bad: true}
		case done == "":
			return nil
		}
		return Toast{Text: done}
	}
}
