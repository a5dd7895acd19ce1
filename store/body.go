package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"hash/crc64"
)

// Objects of the providers are kept as JSON, and SQLite does not notice a letter of an address that has changed. Their
// checksum stands behind them as white space, which every program that reads them passes over, also an earlier
// Switchboard: two bits in each of its signs. An object without it was written by one of those.
const (
	white     = " \t\n\r"
	whiteSize = 32
)

// errBody is an object that is not what was written.
var errBody = fmt.Errorf("%w: an object is not what was saved", ErrDamaged)

// whiteSum is the checksum of an object as white space.
func whiteSum(object []byte) []byte {
	sum, out := crc64.Checksum(object, sumTable), make([]byte, whiteSize)
	for i := range out {
		out[i] = white[sum&3]
		sum >>= 2
	}
	return out
}

// writeBody is an object as it is kept.
func writeBody(v any) (string, error) {
	object, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	return string(append(object, whiteSum(object)...)), nil
}

// bodyHolds reports whether an object is what was saved, as far as that can be known.
func bodyHolds(b []byte) bool {
	object := bytes.TrimRight(b, white)
	if tail := b[len(object):]; len(tail) > 0 {
		return bytes.Equal(tail, whiteSum(object))
	}
	return len(b) == 0 || json.Valid(b)
}

// readBody reads an object that writeBody, or an earlier Switchboard, has written. One that cannot be read is damaged.
func readBody(b []byte, to any) error {
	if !bodyHolds(b) {
		return met(errBody)
	}
	if err := json.Unmarshal(b, to); err != nil {
		return met(fmt.Errorf("%w: %v", ErrDamaged, err))
	}
	return nil
}

// bodiesHold looks for objects in the cache that are not what was saved. The error wraps ErrDamaged.
func (f *file) bodiesHold(ctx context.Context, q querier) error {
	for _, query := range []string{
		"SELECT body FROM numbers UNION ALL SELECT document FROM numbers",
		"SELECT body FROM listings UNION ALL SELECT complaints FROM listings UNION ALL SELECT body FROM bound",
		"SELECT body FROM countries UNION ALL SELECT body FROM services UNION ALL SELECT body FROM popular",
	} {
		_, err := list(ctx, q, func(s scanner) (none struct{}, err error) {
			var b []byte
			if err = s.Scan(&b); err == nil && !bodyHolds(b) {
				err = errBody
			}
			return none, err
		}, query)
		if isDamage(err) {
			return fmt.Errorf("checking the %s: %w: %v", f.name, ErrDamaged, bare(err))
		}
		if err != nil {
			return fmt.Errorf("checking the %s: %w", f.name, err)
		}
	}
	return nil
}
