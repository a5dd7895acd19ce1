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
