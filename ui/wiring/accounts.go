package wiring

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/config"
	"switchboard/ui/pane"
	"switchboard/ui/settings"
)

// accountsOf tries and keeps the connections of a session's profile. It
// implements settings.Accounts.
type accountsOf struct{ s *session }

const (
	inFile    = "a private file"
	inKeyring = "the keyring"
)

// Services implements settings.Accounts.
func (a accountsOf) Services() []pane.Service { return services(a.s.config.Providers()) }

// Places implements settings.Accounts.
func (a accountsOf) Places(ctx context.Context, provider string) []settings.Place {
	file := a.s.profile.Source(provider).File
	if file == "" {
		file = a.s.paths.Keys()
	}
	ring := settings.Place{Name: inKeyring, At: a.s.profile.Name + "/" + provider}
	if err := a.s.chain.KeyringHere(ctx); err != nil {
		ring.Off = store.Said(err)
	}
	return []settings.Place{{Name: inFile, At: fromHome(file)}, ring}
}

// fromHome writes a path as people write it, with ~ for their folder.
func fromHome(path string) string {
	home, err := os.UserHomeDir()
	if rest, ok := strings.CutPrefix(path, home+string(filepath.Separator)); ok && err == nil && home != "" {
		return filepath.Join("~", rest)
	}
	return path
}

// Now implements settings.Accounts.
func (a accountsOf) Now(provider string) (base, account string, readOnly bool) {
	s := a.s.profile.Service(provider)
	return s.BaseURL, s.AccountID, a.s.profile.ReadOnly
}

// Check implements settings.Accounts.
func (a accountsOf) Check(provider, pasted string) (rest.Secret, string) {
	key, err := a.s.paths.CheckKey(provider, pasted)
	if err != nil {
		return rest.Secret{}, "Key: " + store.Said(err)
	}
	return key, ""
}

// Fits implements settings.Accounts.
func (a accountsOf) Fits(provider, setting, value string) string {
	path := provider + "." + setting
	if err := a.s.paths.Fits(a.s.profile.Name, path, value); err != nil {
		return strings.TrimPrefix(store.Said(err), path+": ")
	}
	return ""
}

// Test implements settings.Accounts.
func (a accountsOf) Test(ctx context.Context, c settings.Connection) (string, error) {
	if err := a.s.config.Grave(); err != nil {
		return "", fmt.Errorf("nothing was asked: the settings must be corrected first: %w", err)
	}
	p := a.s.profile.Clone()
	service := p.Service(c.Provider)
	service.BaseURL, service.AccountID = c.BaseURL, c.Account
	words, _, err := a.s.probe(ctx, p, c.Provider, c.Key)
	return words, err
}

// Save implements settings.Accounts. The profile must be fit to be written
// before the key is: a key beside another address would be sent there.
func (a accountsOf) Save(ctx context.Context, c settings.Connection) (string, error) {
	if err := a.s.config.Grave(); err != nil {
		return "", fmt.Errorf("nothing was kept: the settings must be corrected first: %w", err)
	}
	place := config.InFile
	if c.Where == inKeyring {
		place = config.InKeyring
	}
	name := a.s.profile.Name
	if err := a.s.paths.SetProfile(name, a.changes(c)); err != nil {
		return "", fmt.Errorf("nothing was kept: %w", err)
	}
	stored, err := a.s.chain.StoreKey(ctx, name, c.Provider, place, c.Key)
	if err != nil {
		return "", err
	}
	words := "The key of " + rest.Screen(c.Provider) + " is kept in " + fromHome(stored.At) + "."
	if stored.Behind != "" {
		words += " It is not in use: " + stored.Behind + " is tried first and has a key too."
	}
	return words, nil
}

// changes are what a connection sets in its profile.
func (a accountsOf) changes(c settings.Connection) map[string]string {
	values := map[string]string{"read_only": strconv.FormatBool(c.ReadOnly)}
	service := a.s.profile.Service(c.Provider)
	if strings.TrimRight(c.BaseURL, "/") != service.BaseURL {
		values[c.Provider+".base_url"] = c.BaseURL
	}
	if c.Account != service.AccountID { // it is asked for where calls name one
		values[c.Provider+".account_id"] = c.Account
	}
	return values
}

// Known implements settings.Accounts.
func (a accountsOf) Known(ctx context.Context, provider string) string {
	found, err := a.s.chain.Find(ctx, a.s.profile, provider)
	switch {
	case err != nil:
		return store.Said(err)
	case found.Secret.Empty():
		return ""
	}
	if found.Secret.Ends() == "" { // a short key would be told by its end
		return "a short key, from the " + string(found.Where)
	}
	return "ends " + found.Secret.Ends() + ", from the " + string(found.Where)
}
