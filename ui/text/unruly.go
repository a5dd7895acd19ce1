package text

import "unicode"

// unruly says whether terminals disagree about the cells of r, so that one
// mark is drawn in its place: what stands behind it would else be in another
// column.
func unruly(r rune) bool { return unicode.Is(disputed, r) }

// lettered says whether r is only disputed, and a letter or a picture by
// itself: what nobody counts the cells of may have it.
func lettered(r rune) bool {
	return unruly(r) && !hidden(r) && !dresses(r) && !unicode.Is(unicode.M, r)
}

// disputed are skin tones, which melt into the picture before them or do not;
// Korean vowels and finals that make no syllable with what is before them;
// marks that are measured as nothing or as two and drawn as one; signs that
// Unicode widened later; and what is younger than the tables of a terminal
// that is a few years old, which then gives it no cell at all.
var disputed = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x0CF3, Hi: 0x0CF3, Stride: 1},
		{Lo: 0x1160, Hi: 0x11FF, Stride: 1},
		{Lo: 0x2630, Hi: 0x2637, Stride: 1},
		{Lo: 0x268A, Hi: 0x268F, Stride: 1},
		{Lo: 0x302E, Hi: 0x302F, Stride: 1},
		{Lo: 0x3248, Hi: 0x324F, Stride: 1},
		{Lo: 0xD7B0, Hi: 0xD7FF, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x1123F, Hi: 0x11240, Stride: 1},
		{Lo: 0x11B00, Hi: 0x11B09, Stride: 1},
		{Lo: 0x11F00, Hi: 0x11F59, Stride: 1},
		{Lo: 0x1342F, Hi: 0x1342F, Stride: 1},
		{Lo: 0x13440, Hi: 0x13455, Stride: 1},
		{Lo: 0x16FF0, Hi: 0x16FF1, Stride: 1},
		{Lo: 0x1B132, Hi: 0x1B132, Stride: 1},
		{Lo: 0x1B155, Hi: 0x1B155, Stride: 1},
		{Lo: 0x1D165, Hi: 0x1D172, Stride: 1},
		{Lo: 0x1D2C0, Hi: 0x1D2D3, Stride: 1},
		{Lo: 0x1D300, Hi: 0x1D356, Stride: 1},
		{Lo: 0x1D360, Hi: 0x1D376, Stride: 1},
		{Lo: 0x1DF25, Hi: 0x1DF2A, Stride: 1},
		{Lo: 0x1E030, Hi: 0x1E08F, Stride: 1},
		{Lo: 0x1E4D0, Hi: 0x1E4F9, Stride: 1},
		{Lo: 0x1F3FB, Hi: 0x1F3FF, Stride: 1},
		{Lo: 0x1F6DC, Hi: 0x1F6DC, Stride: 1},
		{Lo: 0x1F774, Hi: 0x1F776, Stride: 1},
		{Lo: 0x1F77B, Hi: 0x1F77F, Stride: 1},
		{Lo: 0x1F7D9, Hi: 0x1F7D9, Stride: 1},
		{Lo: 0x1FA75, Hi: 0x1FA77, Stride: 1},
		{Lo: 0x1FA87, Hi: 0x1FA88, Stride: 1},
		{Lo: 0x1FAAD, Hi: 0x1FAAF, Stride: 1},
		{Lo: 0x1FABB, Hi: 0x1FABF, Stride: 1},
		{Lo: 0x1FACE, Hi: 0x1FACF, Stride: 1},
		{Lo: 0x1FADA, Hi: 0x1FADB, Stride: 1},
		{Lo: 0x1FAE8, Hi: 0x1FAE8, Stride: 1},
		{Lo: 0x1FAF7, Hi: 0x1FAF8, Stride: 1},
		{Lo: 0x2B739, Hi: 0x2B739, Stride: 1},
		{Lo: 0x31350, Hi: 0x323AF, Stride: 1},
	},
}
