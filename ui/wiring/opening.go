package wiring

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/store/config"
	"switchboard/ui/pane"
)

// opening is how a console begins: what the one before it has to tell.
type opening struct {
	accounts bool   // the choice of accounts to connect is open
	words    string // said first, "" for nothing
}

// next is how the console after this one begins. Whoever came to connect
// accounts is asked again until all are, or until they go on without.
func (s *session) next() opening {
	if s.elsewhere {
		return opening{accounts: true}
	}
	words, connected := s.settings.Kept()
	return opening{accounts: s.begin.accounts && connected && !s.complete(), words: words}
}

// complete is that every provider has a key, or at least a place to ask for one.
func (s *session) complete() bool {
	return !slices.ContainsFunc(config.IDs(s.config.Providers()), func(p string) bool { return !s.connected(p) })
}

// connected is that a key of the provider is to be had somewhere, or that it
// is worth telling why it is not. No program and no keyring is asked for it.
func (s *session) connected(provider string) bool {
	source := s.profile.Source(provider)
	if len(source.Command) > 0 || source.Keyring {
		return true
	}
	found, err := s.chain.Find(context.Background(), s.profile, provider)
	return err != nil || !found.Secret.Empty()
}

// strange is that nothing is connected and nothing is set that would tell
// what the person wants: they are asked. What is saved of an account is shown
// without asking.
func (s *session) strange(ctx context.Context) bool {
	named := s.flags.Sandbox || s.flags.Profile != "" || s.profile.Name != config.Default
	if named || len(s.config.Problems)+len(s.profile.Problems) > 0 || !s.unlinked() {
		return false
	}
	if s.db != nil {
		return !s.db.Filled(ctx)
	}
	return !store.Filled(ctx, s.paths.Profile(s.profile.Name))
}

// greeting says something as soon as the console stands. It implements ui.Listener.
type greeting string

// Init implements ui.Listener.
func (g greeting) Init() tea.Cmd { return pane.Say(string(g)) }

// Update implements ui.Listener.
func (greeting) Update(tea.Msg) tea.Cmd { return nil }
