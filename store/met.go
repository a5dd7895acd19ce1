package store

import "sync/atomic"

// damageMet reports that a read of this process found a file to be broken: the store is not left as one
// that needs no look, so the next start examines both files and mends them.
var damageMet atomic.Bool

// Damage is a read that found a file to be broken. It is ErrDamaged.
type Damage struct{ Err error }

func (d *Damage) Error() string {
	return "what is saved is damaged (" + d.Err.Error() + "). Close every Switchboard of this profile and start it again: that repairs it, and what the cache has lost is asked for again"
}

func (d *Damage) Unwrap() []error { return []error{ErrDamaged, d.Err} }

// met is the error of a read, known as damage where it is.
func met(err error) error {
	if err == nil || !isDamage(err) {
		return err
	}
	damageMet.Store(true)
	if _, known := err.(*Damage); known {
		return err
	}
	return &Damage{err}
}

// bare is what was found, without what is told to a person.
func bare(err error) error {
	if d, ok := err.(*Damage); ok {
		return d.Err
	}
	return err
}
