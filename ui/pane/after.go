package pane

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/text"
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
			return unsaved(err)
		case done == "":
			return nil
		}
		return Toast{Text: done}
	}
}

// NotKept is what is said when something of a person's could not be kept: what that is, and why, without the words of the
// one who writes files.
func NotKept(what string, err error) Toast {
	if cause := store.Cause(err); cause != "" {
		return Toast{Text: text.Capital(cause) + ": " + what + " is not kept.", Bad: true}
	}
	return Toast{Text: text.Capital(what) + " could not be kept: " + store.Said(err), Bad: true}
}

// unsaved is what is said when a change was not saved.
func unsaved(err error) Toast {
	if cause := store.Cause(err); cause != "" {
		return Toast{Text: text.Capital(cause) + ": that is not saved.", Bad: true}
	}
	return Toast{Text: store.Said(err), Bad: true}
}

// Forgotten is what is said when what is done with could not be taken away: nothing where the disk does not let it, for
// what was done counts, and the disk is told of by itself.
func Forgotten(err error) tea.Msg {
	if err == nil || store.Unsaved(err) {
		return nil
	}
	return Toast{Text: "The draft could not be forgotten: " + store.Said(err), Bad: true}
}
