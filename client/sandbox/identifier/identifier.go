// Package identifier makes the identifiers of a sandbox world: the same ones,
// in the same order, for the same seed. It knows no provider.
package identifier

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Source is where the identifiers of one world come from. It marshals as JSON
// and is embedded in the state a restart must bring back. It is not safe for
// concurrent use: the service's own mutex guards it.
type Source struct {
	Seed   uint64 `json:"seed"`
	Minted uint64 `json:"minted"` // how many identifiers were made
}

// Mint makes the next identifier: length hexadecimal digits, 64 at most, that
// depend on the seed, on what the identifier is for, and on how many were made
// before.
func (s *Source) Mint(kind string, length int) string {
	s.Minted++
	return s.Derive(fmt.Sprint(kind, " ", s.Minted), length)
}

// Derive makes an identifier of length hexadecimal digits, 64 at most, that
// depends on nothing but the seed and a name.
func (s *Source) Derive(name string, length int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s", s.Seed, name))
	return hex.EncodeToString(sum[:])[:length]
}
