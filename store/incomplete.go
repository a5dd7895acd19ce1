package store

import "fmt"

// Incomplete says that a list was read as far as one reading goes and not to its end. What was
// read is saved.
type Incomplete struct {
	What  string // "the ledger of acme"
	Pages int    // that were read
}

func (e *Incomplete) Error() string {
	return fmt.Sprintf("%s is longer than the %d pages that are read at once: what was read is saved, and it is not whole", e.What, e.Pages)
}
