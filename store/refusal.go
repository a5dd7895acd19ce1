package store

import (
	"errors"
	"fmt"
)

// ErrNotFound is returned when there is no such row.
var ErrNotFound = errors.New("there is no such row")

// ErrReadOnly is returned by every write to a store that could only be opened for reading.
var ErrReadOnly = errors.New("the store is open for reading only")

// The reasons for which a store is refused. A Refusal wraps one of them.
var (
	ErrUnsafe   = errors.New("its place is not safe")
	ErrForeign  = errors.New("it belongs to another program")
	ErrNotStore = errors.New("it is not a database")
	ErrNewer    = errors.New("it was written by a newer version")
	ErrDamaged  = errors.New("it is damaged")
	ErrLibrary  = errors.New("the SQLite library is too old")
)

// lockedOut refuses a store of which another program lets nothing be read.
func lockedOut(path string) *Refusal {
	return &Refusal{path, "another program keeps it locked. Close whatever has it open and try again", ErrLocked}
}

// Refusal says in one sentence why the store cannot be opened. Nothing was changed on disk.
type Refusal struct {
	Path string
	Say  string // what is wrong and what to do
	Err  error  // one of the sentinels above
}

func (r *Refusal) Error() string {
	return fmt.Sprintf("the store at %s cannot be used: %s", r.Path, r.Say)
}

// Unwrap gives the sentinel.
func (r *Refusal) Unwrap() error { return r.Err }
