package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"iter"
	"math"
	"math/bits"
	"slices"
)

const (
	blockRows   = 64
	blocks      = 256        // of a segment
	blockBytes  = blocks / 8 // a bucket's bits, one for each block
	startsGroup = 1023
	groupBits   = 10
)

// keys is a stretch of keys, both ends in it.
type keys struct{ low, high int64 }

func (k keys) empty() bool { return k.low > k.high }

func (k keys) within(l keys) keys { return keys{max(k.low, l.low), min(k.high, l.high)} }

var allKeys = keys{math.MinInt64, math.MaxInt64}

// segment is a stretch of keys whose signatures were written.
type segment struct {
	keys
	id int64
}

func scanSegment(s scanner) (g segment, err error) {
	err = s.Scan(&g.low, &g.high, &g.id)
	return g, err
}

func segments(ctx context.Context, q querier) ([]segment, error) {
	return list(ctx, q, scanSegment, "SELECT low, high, id FROM segments ORDER BY low")
}

// openKeys are the stretches that no segment covers, in order.
func openKeys(covered []segment) []keys {
	var all []keys
	next := allKeys.low
	for _, s := range covered {
		if s.low > next {
			all = append(all, keys{next, s.low - 1})
		}
		next = s.high + 1
	}
	return append(all, keys{next, allKeys.high})
}

// errTorn says that a segment lacks signatures: it is looked through as if it had none.
var errTorn = errors.New("a segment's signatures are not whole")

// mask has a bit for each block of a segment.
type mask [blocks / 64]uint64

func (m mask) none() bool { return m == mask{} }

// lookup reads signatures within one transaction.
type lookup struct {
	tx   *sql.Tx
	bits *sql.Stmt
}

// matching are the blocks of a segment that a sieve lets through.
func (l lookup) matching(ctx context.Context, s segment, v sieve) (mask, error) {
	m := mask{}
	for i := range m {
		m[i] = math.MaxUint64
	}
	for _, either := range v {
		any := mask{}
		for _, grams := range either {
			one, err := l.holding(ctx, s, grams, m)
			if err != nil {
				return m, err
			}
			for i := range any {
				any[i] |= one[i]
			}
		}
		if m = any; m.none() {
			break
		}
	}
	return m, nil
}

// holding are those of some blocks that have all of the grams.
func (l lookup) holding(ctx context.Context, s segment, grams []uint32, m mask) (mask, error) {
	args := make([]any, gramsAtOnce)
	for part := range slices.Chunk(grams, gramsAtOnce) {
		if m.none() {
			break
		}
		for i, g := range part {
			args[i] = s.id<<groupBits | int64(g/groupOf)
		}
		rows, err := l.bits.QueryContext(ctx, args...)
		if err != nil {
			return m, err
		}
		found := 0
		for rows.Next() {
			var k int64
			var b sql.RawBytes
			if err := rows.Scan(&k, &b); err != nil {
				return m, errorsOf(rows, err)
			}
			found += m.keep(k, b, part)
		}
		if err := errorsOf(rows, nil); err != nil {
			return m, err
		}
		if found < len(part) {
			return m, errTorn
		}
	}
	return m, nil
}

// keep drops the blocks that do not have those of the grams that lie in the group k, and says how
// many that were.
func (m *mask) keep(k int64, b []byte, grams []uint32) (found int) {
	for _, g := range grams {
		at := int(g%groupOf) * blockBytes
		if int64(g/groupOf) != k&startsGroup || at+blockBytes > len(b) {
			continue
		}
		found++
		for i := range m {
			m[i] &= binary.LittleEndian.Uint64(b[at+8*i:])
		}
	}
	return found
}

func errorsOf(rows *sql.Rows, err error) error {
	if err == nil {
		err = rows.Err()
	}
	if e := rows.Close(); err == nil {
		err = e
	}
	return met(err)
}

// blocksOf are the stretches of the blocks in m, neighbours as one, in order.
func (l lookup) blocksOf(ctx context.Context, s segment, m mask) ([]keys, error) {
	starts, err := one(ctx, l.tx, func(s scanner) (b []byte, err error) {
		err = s.Scan(&b)
		return b, err
	}, "SELECT bits FROM signatures WHERE k = ?", s.id<<groupBits|startsGroup)
	n := len(starts) / 8
	switch {
	case errors.Is(err, ErrNotFound), err == nil && n == 0:
		return nil, errTorn
	case err != nil:
		return nil, err
	}
	begin := func(b int) int64 {
		switch {
		case b == 0:
			return s.low
		case b >= n:
			return s.high + 1
		}
		return int64(binary.LittleEndian.Uint64(starts[8*b:]))
	}
	var all []keys
	for i, word := range m {
		for ; word != 0; word &= word - 1 {
			b := i*64 + bits.TrailingZeros64(word)
			if b >= n {
				break
			}
			next := keys{begin(b), begin(b+1) - 1}
			if last := len(all) - 1; last >= 0 && all[last].high+1 == next.low {
				all[last].high = next.high
			} else {
				all = append(all, next)
			}
		}
	}
	return all, nil
}

// stretches are the keys within some bounds at which rows may be that pass the sieve: what no
// segment covers, and the blocks that it lets through. Upward they come in order, else the last
// first.
func (l lookup) stretches(ctx context.Context, v sieve, within keys, upward bool) iter.Seq2[keys, error] {
	return func(yield func(keys, error) bool) {
		covered, err := segments(ctx, l.tx)
		if err != nil {
			yield(keys{}, err)
			return
		}
		var parts []segment // id 0: not covered
		for _, k := range openKeys(covered) {
			parts = append(parts, segment{keys: k})
		}
		parts = append(parts, covered...)
		slices.SortFunc(parts, func(a, b segment) int {
			if (a.low < b.low) == upward {
				return -1
			}
			return 1
		})
		for _, s := range parts {
			if s.within(within).empty() {
				continue
			}
			found := []keys{s.keys}
			if s.id != 0 {
				if found, err = l.candidates(ctx, s, v); err != nil {
					yield(keys{}, err)
					return
				}
			}
			if !upward {
				slices.Reverse(found)
			}
			for _, k := range found {
				if k = k.within(within); !k.empty() && !yield(k, nil) {
					return
				}
			}
		}
	}
}

func (l lookup) candidates(ctx context.Context, s segment, v sieve) ([]keys, error) {
	m, err := l.matching(ctx, s, v)
	if err == nil && !m.none() {
		found, e := l.blocksOf(ctx, s, m)
		if e == nil {
			return found, nil
		}
		err = e
	}
	if errors.Is(err, errTorn) {
		return []keys{s.keys}, nil
	}
	return nil, err
}
