package cli

import (
	"context"
	"time"

	"switchboard/store"
)

// Desk is what commands ask of one provider's part of the engine. A session has
// one for each provider there is; each command folder asks its own.
type Desk struct {
	Provider string
	// Asks is what the commands of the provider ask; they say as which type.
	Asks any
	// Lists are the short lists that are read whole.
	Lists []Reading
	// Look has what runs looked at now; nil where nothing does.
	Look func(context.Context) error
	// Whole is of the lists that are kept without gaps; nil where there are none.
	Whole Whole
	// Unlinked reports whether the profile has neither a key for it nor a place that was set for one;
	// nil is that it has.
	Unlinked func() bool
}

// Whole is how far the lists of a provider have come that are kept without gaps.
type Whole interface {
	// Now is the provider's time.
	Now() time.Time
	// Shortened is why the newest rows are not whole although they were read; nil when they are.
	Shortened() error
	HistoryProgress(ctx context.Context) (p store.Progress, done bool, err error)
}

// Reading reads one list from its provider.
type Reading struct {
	Name string // in words: "customers"
	Ask  func(context.Context) error
}

// Asks gives what a provider's commands ask as the type they declare; false
// where the session has nothing of it.
func Asks[T any](s *Session, provider string) (asks T, ok bool) {
	for _, d := range s.Desks {
		if d.Provider == provider {
			asks, ok = d.Asks.(T)
		}
	}
	return asks, ok
}
