package settings

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/rest"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// Connection is what a person gives to reach a provider. The key never leaves
// it but to be tried and stored.
type Connection struct {
	Provider string // its id
	Key      rest.Secret
	Account  string // where calls name one; may be empty: it can come with the key
	BaseURL  string
	Where    string // the name of one of Places
	ReadOnly bool
}

// Place is where a key can be kept.
type Place struct {
	Name string
	At   string // the path, or the entry's name
	Off  string // why it cannot be used here, "" when it can
}

// Accounts tries and stores connections.
type Accounts interface {
	// Services are the providers that can be connected, in the order they are offered.
	Services() []pane.Service
	// Places are where a key of the provider can be kept. It may take seconds.
	Places(ctx context.Context, provider string) []Place
	// Now is how the provider is reached as things are set.
	Now(provider string) (base, account string, readOnly bool)
	// Check says what is wrong with a key, "" when it may be tried.
	Check(provider, key string) (rest.Secret, string)
	// Fits says what is wrong with a setting of the provider, "account_id" or "base_url"; "" when it can be saved.
	Fits(provider, setting, value string) string
	// Test asks the provider for the least and says in the person's own numbers what came.
	Test(ctx context.Context, c Connection) (words string, err error)
	// Save stores the key and the profile and says in a sentence where the key lies.
	Save(ctx context.Context, c Connection) (words string, err error)
	// Known says what is known of a provider's key: "ends 9f3c, from the environment", "" for none.
	Known(ctx context.Context, provider string) string
}

// Accounts offers the providers.
func (s *Settings) Accounts() tea.Cmd {
	return pane.Sequence(func() tea.Msg { return pane.Push{Sheet: s.Menu(s.kit.Ctx)} })
}

// Menu is the choice of the providers, with what is known of their
// keys. Asking for that may take seconds.
func (s *Settings) Menu(ctx context.Context) pane.Sheet {
	var items []pane.Item
	for _, p := range s.accounts.Services() {
		known := s.accounts.Known(ctx, p.ID)
		if known == "" {
			known = "no key"
		}
		items = append(items, pane.Item{Key: p.ID[:1], Label: text.Clean(p.Title).Pad(5).Append(text.Own("  "), text.Clean(p.Does).Pad(12)), Note: text.Clean(known),
			Do: func() tea.Cmd { return s.Connect(p.ID) }})
	}
	return pane.NewMenu(s.kit, "Accounts of "+s.profile, items...)
}

// Connect shows the sheet that connects a provider.
func (s *Settings) Connect(provider string) tea.Cmd {
	return func() tea.Msg {
		return pane.Push{Sheet: newConnect(s, provider, s.accounts.Places(s.kit.Ctx, provider))}
	}
}

// Kept is what the person has to know of what was written in this console, ""
// when it needs no words; connected is that a key is among it.
func (s *Settings) Kept() (words string, connected bool) { return s.kept, s.connected }
