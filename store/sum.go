package store

import (
	"encoding/binary"
	"hash"
	"hash/crc64"
)

// sumTable is the polynomial of every checksum on disk.
var sumTable = crc64.MakeTable(crc64.ECMA)

// sum collects the checksum of a row's columns. SQLite notices damage to its own structures
// only; most damaged payload bytes would pass for data.
type sum struct{ h hash.Hash64 }

func newSum() sum { return sum{crc64.New(sumTable)} }

func (s sum) text(v string) sum {
	s = s.int(int64(len(v)))
	s.h.Write([]byte(v))
	return s
}

func (s sum) int(v int64) sum {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(v))
	s.h.Write(b[:])
	return s
}

// done is the checksum as a column holds it.
func (s sum) done() int64 { return int64(s.h.Sum64()) }
