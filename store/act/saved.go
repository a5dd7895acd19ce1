package act

import (
	"errors"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
)

// Here is the provider of the acts upon what is saved on this machine: nothing
// is sent for them.
const Here = "here"

// Purge deletes codes and texts for good; its parts are joined by "and". Its
// outcome is a store.PurgeResult.
type Purge struct {
	Before   time.Time  // of numbers ordered before; zero is all
	Customer string     // of this customer only; "" is all
	Number   phone.E164 // of this number only; "" is all
}

// KeepListing keeps the profile of a number that is to be put online, for the
// sheet that does it. No outcome.
type KeepListing struct {
	Number phone.E164
	Kind   numbersonline.Kind
	Fields map[string]string // by their names on the wire
}

// Check says what a field cannot hold; today bounds the day of formation.
func (k KeepListing) Check(today time.Time) error {
	if _, err := phone.Parse(string(k.Number)); err != nil {
		return err
	}
	c, err := numbersonline.Written(k.Kind, k.Fields)
	if err != nil {
		return err
	}
	for _, why := range c.Check(today) {
		return errors.New(why)
	}
	return nil
}

// Provider implements Act.
func (KeepListing) Provider() string { return Here }

// Op implements Act.
func (KeepListing) Op() string { return "here.listing" }

// Provider implements Act.
func (Purge) Provider() string { return Here }

// Op implements Act.
func (Purge) Op() string { return "here.purge" }
