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
)

// foreign is why a store is not to be taken away: something stands in its place that no store has made. Whoever opens it is
// told the same. What is no database beside one of a store's files is that store's other one, damaged.
func foreign(dir string) error {
	cache, journal := filepath.Join(dir, "cache.db"), filepath.Join(dir, "journal.db")
	read, cannot := makerOf(cache, cacheID)
	sent, neither := makerOf(journal, journalID)
	switch {
	case cannot != nil || neither != nil:
		return errors.Join(cannot, neither)
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

// pageHead is the beginning of a database's first page: the format's name, the application's id, and what is in its table
// of tables.
type pageHead [105]byte

func (h *pageHead) isDatabase() bool { return bytes.HasPrefix(h[:], []byte("SQLite format 3\x00")) }

func (h *pageHead) id() uint32 { return binary.BigEndian.Uint32(h[68:]) }

// empty is that there is no table.
func (h *pageHead) empty() bool { return h[100] == 13 && h[103] == 0 && h[104] == 0 }

// makerOf looks at the head of a file in the place of one of a store's.
func makerOf(path string, id uint32) (maker, error) {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return notThere, nil
	}
	if err == nil {
		err = itself(path, info)
	}
	if err != nil {
		return notThere, err
	}
	f, err := os.Open(path)
	if err != nil {
		return notThere, fmt.Errorf("looking at %s: %w", path, err)
	}
	defer f.Close()
	var head pageHead
	switch _, err := io.ReadFull(f, head[:]); {
	case errors.Is(err, io.EOF): // it is empty
		return notThere, nil
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return notThere, fmt.Errorf("looking at %s: %w", path, err)
	case err != nil || !head.isDatabase():
		return byNobody, nil
	}
	if newer, ok := logged(path + "-wal"); ok {
		head = newer
	}
	if own := head.id(); own == id || own == 0 && head.empty() {
		return byStore, nil
	}
	return byAnother, nil
}

// The lengths in a log of what comes before its frames, and in each of them before the page.
const (
	logHead   = 32
	frameHead = 24
)

// logged is the newest head of the first page that is in a log. One that ends with it is not in the file yet.
func logged(path string) (newest pageHead, ok bool) {
	log, err := os.Open(path)
	if err != nil {
		return newest, false
	}
	defer log.Close()
	var of [logHead]byte
	if _, err := io.ReadFull(log, of[:]); err != nil {
		return newest, false
	}
	page := int64(binary.BigEndian.Uint32(of[8:]))
	for at := int64(logHead); page >= 512; at += frameHead + page {
		var frame [frameHead + len(newest)]byte
		if _, err := log.ReadAt(frame[:], at); err != nil || !bytes.Equal(frame[8:16], of[16:24]) {
			break // the rest is of a log before
		}
		if binary.BigEndian.Uint32(frame[:]) == 1 {
			newest, ok = pageHead(frame[frameHead:]), true
		}
	}
	return newest, ok
}
