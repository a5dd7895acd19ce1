// Package rest owns the one way a provider is called: credentials bound to one
// origin, caps, classified errors, evidence of what was sent, budgets that are
// kept before the provider has to, and a redacted record of every exchange.
//
// Its rules:
//   - A credential goes to the origin it was given for and to no other; a redirect is an error that names the host. HTTPS, but on this machine.
//   - Every call has a deadline and a cap on what is read. An answer is judged by its status, its content type and its shape, in this order.
//   - Sent is what the transport says was written, not what was meant to be. A call that was sent and has no whole, well-formed answer is unknown.
//   - Only reads are repeated, and never before the time the provider named.
//   - A provider's limit is kept here first, at nine tenths; where a block is in force nothing is sent.
//   - No key, no body in full and no query value is in a log, an error or a String.
package rest

import (
	"crypto/subtle"
	"fmt"
	"io"
	"log/slog"
	"unicode/utf8"
)

// mask stands wherever something secret would have been written.
const mask = "•••"

// Secret holds a credential and shows it to nobody who does not ask by name:
// every way of printing, encoding or logging one gives three dots. The value
// is behind a pointer so that printing a struct that keeps a Secret in an
// unexported field shows an address and not the key.
type Secret struct{ value *string }

// NewSecret wraps v; an empty v gives an empty Secret.
func NewSecret(v string) Secret {
	if v == "" {
		return Secret{}
	}
	return Secret{&v}
}

// Reveal gives the credential itself.
func (s Secret) Reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// Empty says that there is no credential.
func (s Secret) Empty() bool { return s.value == nil }

// Equal compares two credentials in constant time.
func (s Secret) Equal(o Secret) bool {
	return subtle.ConstantTimeCompare([]byte(s.Reveal()), []byte(o.Reveal())) == 1
}

// Ends gives the last four characters, by which a person recognises a key, or
// "" when the key is shorter than twelve and four would give too much away.
func (s Secret) Ends() string {
	r := []rune(s.Reveal())
	if len(r) < 12 || !utf8.ValidString(s.Reveal()) {
		return ""
	}
	return string(r[len(r)-4:])
}

func (s Secret) String() string   { return s.shown() }
func (s Secret) GoString() string { return s.shown() }

// Format covers every verb, %x and %q included.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.shown()) }

func (s Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + s.shown() + `"`), nil }
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.shown()), nil }
func (s Secret) LogValue() slog.Value         { return slog.StringValue(s.shown()) }

func (s Secret) shown() string {
	if s.Empty() {
		return ""
	}
	return mask
}
