package store

import (
	"database/sql"
	"encoding/binary"
	"hash/crc64"
	"math"
)

// sum is the checksum of what is kept of a price. One that does not match is not shown: an order would allow what it says.
func (p Price) sum() int64 {
	var room [128]byte
	b := append(append(append(append(room[:0], p.ServiceID...), 0), p.CountryID...), 0)
	for _, v := range [...]struct {
		n     int64
		known bool
	}{
		{int64(p.Min.Cents), p.Min.Known}, {int64(p.Max.Cents), p.Max.Known}, {int64(p.Suggested.Cents), p.Suggested.Known},
		{int64(math.Float64bits(p.Quality)), p.Rated}, {p.Count, p.Counted}, {unix(p.Seen), true},
	} {
		if b = append(b, '-'); v.known {
			b = binary.LittleEndian.AppendUint64(append(b, '='), uint64(v.n))
		}
	}
	return int64(crc64.Checksum(b, sumTable))
}

// scanSummed reads priceColumns and the checksum; a price that has none was written by a program from before and is taken as it is.
func scanSummed(s scanner) (Price, error) {
	var sum sql.NullInt64
	p, err := scanPrice(more{s, []any{&sum}})
	p.turned = err == nil && sum.Valid && sum.Int64 != p.sum()
	return p, err
}

// whole leaves out the prices that are not as they were heard, and tells of them.
func (db *DB) whole(all []Price) []Price {
	kept := all[:0]
	for _, p := range all {
		if p.turned {
			db.tellDamage("the price of " + p.ServiceID + " in " + p.CountryID)
			continue
		}
		kept = append(kept, p)
	}
	return kept
}
