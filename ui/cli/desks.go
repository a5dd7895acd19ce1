package cli

import "context"

// Desk is what commands ask of one provider's part of the engine. A session has
// one for each provider there is; each command folder asks its own.
type Desk struct {
	Provider string
	// Asks is what the commands of the provider ask; they say as which type.
	Asks any
	// Lists are the short lists that are read whole.
	Lists []Reading
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
