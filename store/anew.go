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
// what another world was asked for is not to be looked for in this one. Nobody has the store open. Files that were set
// aside for a person stay: no store reads them.
func Forget(dir string) error {
	names, err := ofStore(dir)
	if err != nil {
		return fmt.Errorf("beginning anew: %w", err)
	}
	for _, name := range names {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return fmt.Errorf("beginning anew: %w", err)
		}
	}
	return nil
}

// ofStore are the names in a folder of what a store reads when it opens: its two files with their logs, marks and unfinished
// replacements, the second copies, and how it was left. The copies come first: one whose row is gone would be taken for lost.
func ofStore(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	names := []string{copiesFolder, "open.lock"}
	aside := cachesAside(dir)
	for _, e := range entries {
		name := e.Name()
		kept := strings.HasPrefix(name, "journal-damaged-") || strings.HasPrefix(name, "journal-newer-") || slices.Contains(aside, filepath.Join(dir, name))
		if !kept && (strings.HasPrefix(name, "cache") || strings.HasPrefix(name, "journal")) {
			names = append(names, name)
		}
	}
	return names, err
}
