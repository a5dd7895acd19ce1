package store

import (
	"slices"
	"strings"
	"unicode/utf8"

	"switchboard/store/filter"
)

// The buckets that pieces of text fall into: four digits, since numbers and codes are looked for
// most, share one with one other number only, the others fall by a hash.
const (
	fourDigits  = 5_000 // buckets, two numbers to each
	groupOf     = 62    // buckets stored together: with 32 bytes each two groups fill a page
	groups      = 360
	buckets     = groupOf * groups
	longestGram = 6
	mostGrams   = 24 // of one needle that are looked at
	gramsAtOnce = 6
	mostNeedles = 8 // of which any one will do: more tell little
)

// gram is a bucket, and how much finding it empty tells: 0 is most.
type gram struct {
	bucket uint32
	rank   int
}

func hashed(h uint64) uint32 {
	h = (h + 0x9e3779b97f4a7c15) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return fourDigits + uint32(h>>32)%(buckets-fourDigits)
}

// piece is a stretch of a text on its way to a gram.
type piece struct {
	packed      uint64 // its bytes in small letters
	n, digits   int
	number      uint32 // what it is when it is all digits
	hex, spoken bool   // all of it is hexadecimal; letters and digits alone
}

func (p *piece) add(c byte) {
	p.packed |= uint64(c) << (8 * p.n)
	p.n++
	digit := c-'0' < 10
	if digit {
		p.digits++
		p.number = p.number*10 + uint32(c-'0')
	}
	p.hex = p.hex && (digit || c-'a' < 6)
	p.spoken = p.spoken && (digit || c-'a' < 26)
}

// grams calls take with the buckets of a piece. Four digits have theirs apart. Hashed are five
// digits, since four tell little of a longer number; four letters; one to three bytes that are not
// all digits, twice; and four or six of letters and digits, but not of hexadecimal, which any id is
// full of.
func (p *piece) grams(take func(gram)) {
	own := hashed(p.packed | uint64(p.n)<<56)
	mixed := p.digits > 0 && p.digits < p.n
	switch {
	case p.n == 6 && p.spoken && !p.hex, p.digits == 5 && p.n == 5:
		take(gram{own, 0})
	case p.digits == 4 && p.n == 4:
		take(gram{p.number % fourDigits, 1})
	case p.n == 4 && p.digits == 0:
		take(gram{own, 3})
	case p.n == 4 && !p.hex:
		take(gram{own, 2})
	case p.n < 4 && p.digits < p.n && !(p.n == 3 && mixed && p.hex):
		rank := 7 - p.n
		if mixed { // a digit beside a letter is rare
			rank = 3
		}
		take(gram{own, rank})
		take(gram{hashed(p.packed | 1<<63), rank})
	}
}

// eachGram calls take with every bucket of one text. Small and capital letters of ASCII are the
// same, as LIKE compares them.
func eachGram[T string | []byte](s T, take func(gram)) {
	for i := range len(s) {
		p := piece{hex: true, spoken: true}
		for n := 0; n < longestGram && i+n < len(s); n++ {
			p.add(lower(s[i+n]))
			p.grams(take)
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
