package store

import (
	"slices"
	"strings"
	"unicode/utf8"

	"switchboard/store/filter"
)

// The buckets that pieces of text fall into: one for each four digits, since numbers and codes
// are looked for most, the others by a hash.
const (
	fourDigits  = 10_000
	groupOf     = 62 // buckets stored together: with 32 bytes each two groups fill a page
	groups      = 336
	buckets     = groupOf * groups
	mostGrams   = 24 // of one needle that are looked at
	gramsAtOnce = 6
	mostNeedles = 8 // of which any one will do: more tell little
)

// gram is a bucket, and how much finding it empty tells: 0 is most.
type gram struct {
	bucket uint32
	rank   int
}

func hashed(h uint32) uint32 { return fourDigits + (h*2654435761)>>8%(buckets-fourDigits) }

// eachGram calls take with every bucket of one text. Small and capital letters of ASCII are the
// same, as LIKE compares them. Four digits have a bucket of their own; four letters, and one to
// three bytes that are not all digits, are hashed, the shortest ones twice; and so are four of
// both kinds, but not those that any id in hexadecimal is full of.
func eachGram[T string | []byte](s T, take func(gram)) {
	for i := range len(s) {
		packed, digits, number, hex := uint32(0), 0, uint32(0), true
		for n := 1; n <= 4 && i+n <= len(s); n++ {
			c := lower(s[i+n-1])
			packed |= uint32(c) << (8 * (n - 1))
			if c-'0' < 10 {
				digits++
				number = number*10 + uint32(c-'0')
			}
			hex = hex && (c-'0' < 10 || c-'a' < 6)
			switch {
			case digits == 4:
				take(gram{number, 0})
			case n == 4 && digits == 0:
				take(gram{hashed(packed * 31), 2})
			case n == 4 && !hex:
				take(gram{hashed(packed*40503 + 5), 1})
			case n < 4 && digits < n:
				rank := 6 - n
				if n > 1 && digits > 0 { // a digit beside a letter is rare
					rank = 2
				}
				take(gram{hashed(packed | uint32(n)<<28), rank})
				if n < 3 {
					take(gram{hashed(packed*7919 + 77), rank})
				}
			}
		}
	}
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// gramsOf are the buckets of a needle that tell most, in whole parts of gramsAtOnce; none when it
// has none, or when LIKE would not compare it byte by byte.
func gramsOf(needle string) []uint32 {
	if !utf8.ValidString(needle) || strings.ContainsAny(needle, "\x00\ufffd") {
		return nil
	}
	var all []gram
	eachGram(needle, func(g gram) { all = append(all, g) })
	slices.SortStableFunc(all, func(a, b gram) int { return a.rank - b.rank })
	var list []uint32
	for _, g := range all {
		if !slices.Contains(list, g.bucket) && len(list) < mostGrams {
			list = append(list, g.bucket)
		}
	}
	for len(list)%gramsAtOnce != 0 {
		list = append(list, list[0])
	}
	return list
}

// sieve is what a block must hold to have a row that passes: all of its parts, of each any one.
type sieve [][][]uint32

// sieveOf is the sieve of a filter, empty when it lets every block through.
func (f ActivationFilter) sieveOf() sieve {
	var all sieve
	part := func(needles ...string) {
		if len(needles) > mostNeedles {
			return
		}
		var either [][]uint32
		for _, n := range needles {
			g := gramsOf(n)
			if g == nil {
				return // it may stand anywhere
			}
			either = append(either, g)
		}
		if len(either) > 0 {
			all = append(all, either)
		}
	}
	for _, t := range f.Terms {
		part(filter.Needles(t)...)
	}
	for _, ids := range [][]string{f.Customers, f.Services, f.Countries} {
		part(ids...)
	}
	for _, column := range []string{"customer_id", "service_id", "country_id"} {
		var needles []string
		for _, v := range f.Any[column] {
			if v.Whole {
				needles = append(needles, v.Text)
			} else {
				needles = append(needles, filter.Fold(v.Text))
			}
		}
		part(needles...)
	}
	return all
}
