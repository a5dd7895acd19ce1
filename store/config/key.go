package config

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"switchboard/client/rest"
	"switchboard/client/webhook"
)

// The lengths a key may have, in bytes. LINES' tokens are the long ones.
const (
	minKey = 8
	maxKey = 8 << 10
)

// CheckKey reads a key as it was pasted, printed or saved: spaces and line
// ends around it are dropped, and one that cannot be right is refused with the
// reason. The reason never holds a part of it.
func (p Paths) CheckKey(provider, pasted string) (rest.Secret, error) {
	key := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(pasted), bom))
	if key == "" {
		return rest.Secret{}, errors.New("the key is empty")
	}
	if strings.ContainsAny(key, "\n\r") {
		return rest.Secret{}, errors.New("the key has a line break in it: give the key alone, on one line")
	}
	for _, r := range key {
		if r == ' ' || r == '\t' {
			return rest.Secret{}, errors.New("the key has a space in it: give the key alone")
		}
		if r < 0x21 || r > 0x7e || r == utf8.RuneError {
			return rest.Secret{}, errors.New("the key has a character that no key has; copy it again")
		}
	}
	if provider == Webhook && len(key) < webhook.MinSecret {
		return rest.Secret{}, fmt.Errorf("the webhook secret has %d characters; it needs at least %d", len(key), webhook.MinSecret)
	}
	if len(key) < minKey || len(key) > maxKey {
		return rest.Secret{}, fmt.Errorf("the key has %d characters; a key has %d to %d", len(key), minKey, maxKey)
	}
	for _, one := range p.providers() {
		switch begins := one.Prefix != "" && strings.HasPrefix(key, one.Prefix); {
		case provider == Webhook, one.Prefix == "", begins == (one.ID == provider):
		case begins:
			return rest.Secret{}, fmt.Errorf("a key that begins with %s is one of %s, not of %s", one.Prefix, one.Title(), rest.Screen(provider))
		default:
			return rest.Secret{}, fmt.Errorf("a key of %s begins with %s", one.Title(), one.Prefix)
		}
	}
	return rest.NewSecret(key), nil
}
