package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Forget takes away everything that a store holds of what it was filled from: the built-in world is begun anew, and
// what another world was asked for is not to be looked for in this one. A *Refusal says that somebody has the store open.
// Files that were set aside for a person stay: no store reads them.
func Forget(dir string) (err error) {
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
	var names []string
	aside := cachesAside(dir)
	for _, e := range entries {
		name := e.Name()
		if name == copiesFolder {
			names = slices.Insert(names, 0, name)
		}
		kept := strings.HasPrefix(name, "journal-damaged-") || strings.HasPrefix(name, "journal-newer-") || slices.Contains(aside, filepath.Join(dir, name))
		if !kept && (strings.HasPrefix(name, "cache") || strings.HasPrefix(name, "journal")) {
			names = append(names, name)
		}
	}
	return names, err
}
