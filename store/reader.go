package store

import (
	"context"
	"os"
)

// Reader is the process that reads the providers for a profile: it polls, the
// others show what it saves.
type Reader struct {
	PID int  // 0 when none does
	Own bool // it is this process
}

// Another reports that some other process reads.
func (r Reader) Another() bool { return r.PID != 0 && !r.Own }

// Reader tells who reads the providers now.
func (db *DB) Reader(ctx context.Context) (Reader, error) {
	pid, err := db.Leader(ctx)
	return Reader{PID: pid, Own: pid == os.Getpid()}, err
}
