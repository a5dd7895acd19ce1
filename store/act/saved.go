package act

import (
	"time"

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

// Provider implements Act.
func (Purge) Provider() string { return Here }

// Op implements Act.
func (Purge) Op() string { return "here.purge" }
