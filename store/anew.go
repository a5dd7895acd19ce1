package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
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

// Foreign reports whether a file stands in the place of a store's that no store has made: whoever opens it says so, and it
// is not taken away with a store.
func Foreign(dir string) bool {
	return foreign(filepath.Join(dir, "cache.db"), cacheID) || foreign(filepath.Join(dir, "journal.db"), journalID)
}

func foreign(path string, id uint32) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	var head [72]byte // the format's name at its beginning, the application's id at its end
	n, err := io.ReadFull(f, head[:])
	if n == 0 {
		return false
	}
	log, _ := os.Stat(path + "-wal")
	marked := binary.BigEndian.Uint32(head[68:])
	unmarked := marked == 0 && log != nil && log.Size() > 0 // the id is still in the log
	return err != nil || !bytes.HasPrefix(head[:], []byte("SQLite format 3\x00")) || marked != id && !unmarked
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
