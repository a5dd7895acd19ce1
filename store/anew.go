package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Forget takes away everything that a store holds of what it was filled from: the built-in world is begun anew, and
// what another world was asked for is not to be looked for in this one. A *Refusal says that somebody has the store open.
// Files that were set aside for a person stay: no store reads them. While a file stands in the place of one of the store's
// that no store has made, all stay: that is refused as it is to whoever opens it.
func Forget(dir string) (err error) {
	if err := foreign(dir); err != nil {
		return err
	}
	names, err := ofStore(dir)
	if err != nil || len(names) == 0 {
		return wrap(err, "beginning anew")
	}
	use, err := openLock(filepath.Join(dir, "open.lock"))
	if err != nil {
		return err
	}
	_, alone, err := use.enter()
	if err == nil && !alone {
		err = &Refusal{dir, "another Switchboard has it open. Close that one and try again", ErrLocked}
	}
	if err != nil {
		return errors.Join(err, use.close())
	}
	defer func() { err = errors.Join(err, use.leave(err == nil)) }()
	for _, name := range names {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return fmt.Errorf("beginning anew: %w", err)
		}
	}
	return nil
}

// Begun reports whether there is a store in a folder, or a part of one.
func Begun(dir string) bool {
	names, err := ofStore(dir)
	return err == nil && len(names) > 0
}

// ofStore are the names in a folder of what a store reads when it opens: its two files with their logs, marks and unfinished
// replacements, the second copies, and how it was left. The copies come first: one whose row is gone would be taken for lost.
func ofStore(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	own := []string{"cache.damaged", "journal.damaged", lostMarker}
	for _, file := range []string{"cache.db", "journal.db", cachePart, journalPart, salvaged, replacements["damaged"], replacements["newer"]} {
		for _, tail := range []string{"", "-wal", "-shm", "-journal"} {
			own = append(own, file+tail)
		}
	}
	var names []string
	for _, e := range entries {
		switch name := e.Name(); {
		case name == copiesFolder:
			names = slices.Insert(names, 0, name)
		case slices.Contains(own, name):
			names = append(names, name)
		}
	}
	return names, err
}
