package store

import (
	"hash/fnv"
	"strconv"
	"time"
)

// Key orders rows by when they were made: created_at << 20 | the low 20 bits of the id, one
// more for each row that had the same before it. Newest first is descending, however late a
// row was heard of. It also stands for a place in a list: what comes after a row is what has
// a smaller key.
type Key int64

// keyBits is how much of a key is not time.
const keyBits = 20

// keyOf is the key a row would have alone.
func keyOf(created time.Time, id string) Key {
	low := uint64(0)
	if n, err := strconv.ParseUint(id[max(0, len(id)-5):], 16, 32); err == nil && len(id) >= 5 {
		low = n
	} else {
		h := fnv.New64a()
		h.Write([]byte(id))
		low = h.Sum64()
	}
	return Key(unix(created)<<keyBits | int64(low&(1<<keyBits-1)))
}

// KeyAt is the first key of a moment: rows made before it have smaller ones.
func KeyAt(t time.Time) Key { return Key(unix(t) << keyBits) }
