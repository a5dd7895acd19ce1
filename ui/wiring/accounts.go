package wiring

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"switchboard/client/rest"
	"switchboard/store/config"
	"switchboard/ui/pane"
	"switchboard/ui/settings"
)

// settingsBook reads and writes the settings of a session. It implements
// settings.Book and settings.Look.
type settingsBook struct {
	s   *session
	kit *pane.Kit
}

// Lines implements settings.Book.
func (b settingsBook) Lines() []settings.Line {
	var out []settings.Line
	for _, l := range b.s.config.Lines(b.s.profile) {
		origin := l.Origin.String()
		fixed := strings.HasPrefix(origin, "--") || strings.HasPrefix(origin, "SWITCHBOARD_")
		out = append(out, settings.Line{Path: l.Path, Value: l.Value, Origin: origin, TOML: l.TOML(), Fixed: fixed})
	}
	return out
}

// Set implements settings.Book.
func (b settingsBook) Set(_ context.Context, path, value string) error {
	return b.s.paths.Set(path, value)
}

// Themes implements settings.Look.
func (b settingsBook) Themes() []string { return b.s.themes().Names() }

// Use implements settings.Look.
func (b settingsBook) Use(name string) []string {
	theme, wrong := b.s.themes().Load(name)
	b.kit.Styles.Apply(theme)
	var out []string
	for _, p := range wrong {
		out = append(out, p.Error())
	}
	return out
}

// accountsOf tries and keeps the connections of a session's profile. It
// implements settings.Accounts.
type accountsOf struct{ s *session }

const (
	inFile    = "a private file"
	inKeyring = "this computer's keyring"
)

// Places implements settings.Accounts.
func (a accountsOf) Places(ctx context.Context) (names, off []string) {
	why := ""
	if err := a.s.chain.KeyringHere(ctx); err != nil {
		why = err.Error()
	}
	return []string{inFile, inKeyring}, []string{"", why}
}

// Check implements settings.Accounts.
func (a accountsOf) Check(provider, pasted string) (rest.Secret, string) {
	key, err := config.CheckKey(provider, pasted)
	if err != nil {
		return rest.Secret{}, "Key: " + err.Error()
	}
	return key, ""
}

// Test implements settings.Accounts.
func (a accountsOf) Test(ctx context.Context, c settings.Connection) (string, error) {
	p := a.s.profile
	service := p.Service(c.Provider)
	service.BaseURL, service.AccountID = c.BaseURL, c.Account
	return newCaller(p, c.Provider, func() rest.Secret { return c.Key }).ask(ctx)
}

// Save implements settings.Accounts: the key first, then how the provider is reached.
func (a accountsOf) Save(ctx context.Context, c settings.Connection) (string, error) {
	place := config.InFile
	if c.Where == inKeyring {
		place = config.InKeyring
	}
	name := a.s.profile.Name
	stored, err := a.s.chain.StoreKey(ctx, name, c.Provider, place, c.Key)
	if err != nil {
		return "", err
	}
	values := map[string]string{"read_only": strconv.FormatBool(c.ReadOnly), c.Provider + ".base_url": c.BaseURL}
	if c.Account != "" {
		values[c.Provider+".account_id"] = c.Account
	}
	if err := a.s.paths.SetProfile(name, values); err != nil {
		return "", fmt.Errorf("the key is kept, but the profile could not be written: %w", err)
	}
	return stored.At, nil
}

// Known implements settings.Accounts.
func (a accountsOf) Known(ctx context.Context, provider string) string {
	found, err := a.s.chain.Find(ctx, a.s.profile, provider)
	switch {
	case err != nil:
		return err.Error()
	case found.Secret.Empty():
		return ""
	}
	return "ends " + found.Secret.Ends() + ", from the " + string(found.Where)
}
