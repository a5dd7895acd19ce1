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

// Foreign is why a store is not to be taken away: a file stands in its place that no store has made. Whoever opens it is
// told the same. What is no database beside one of a store's files is that store's other one, damaged.
func Foreign(dir string) error {
	cache, journal := filepath.Join(dir, "cache.db"), filepath.Join(dir, "journal.db")
	read, sent := makerOf(cache, cacheID), makerOf(journal, journalID)
	switch {
	case sent == byAnother:
		return ofAnother(journal)
	case read == byAnother:
		return ofAnother(cache)
	case sent == byNobody && read == notThere:
		return noDatabase(journal)
	case read == byNobody && sent == notThere:
		return noDatabase(cache)
	}
	return nil
}

// maker is who has made a file.
type maker int

const (
	notThere  maker = iota
	byStore         // a store of ours
	byAnother       // another program: it is a database
	byNobody        // it is no database
)

// makerOf looks at the head of a file in the place of one of a store's.
func makerOf(path string, id uint32) maker {
	f, err := os.Open(path)
	if err != nil {
		return notThere
	}
	defer f.Close()
	var head [72]byte // the format's name at its beginning, the application's id at its end
	n, err := io.ReadFull(f, head[:])
	if n == 0 {
		return notThere
	}
	log, _ := os.Stat(path + "-wal")
	marked := binary.BigEndian.Uint32(head[68:])
	unmarked := marked == 0 && log != nil && log.Size() > 0 // the id is still in the log
	switch {
	case err != nil || !bytes.HasPrefix(head[:], []byte("SQLite format 3\x00")):
		return byNobody
	case marked != id && !unmarked:
		return byAnother
	}
	return byStore
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
