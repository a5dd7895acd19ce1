package money

// How a part of a whole is said in percent, and a change of something, is settled here for all.

// Share is a part of a whole in full percents: 7 is said once seven of a
// hundred are reached, and 100 of all alone.
func Share[N int | int64](part, whole N) N {
	if whole <= 0 {
		return 0
	}
	return part * 100 / whole
}

// Change is by how much now differs from before, in tenths of a percent of
// before, rounded to the nearest; what differs at all is never nothing. It is 0
// where before is nothing.
func Change(now, before int64) (tenths int64) {
	by := now - before
	switch {
	case before <= 0 || by == 0:
		return 0
	case by < 0:
		return min(-((-by*2000 + before) / (2 * before)), -1)
	}
	return max((by*2000+before)/(2*before), 1)
}

// Markup adds a percentage, half a cent up. A provider may round otherwise: a sum
// that is not exact is to be shown with "≈" until the provider has stated it.
func (c Cents) Markup(percent int) (sum Cents, exact bool) {
	hundredths := int64(c) * int64(100+percent)
	return Cents((hundredths + 50) / 100), hundredths%100 == 0
}

// Over is how much c is above from, and that in tenths of a percent of from; 0
// when it is not above or from is nothing.
func (c Cents) Over(from Cents) (by Cents, tenths int64) {
	by = c - from
	if by <= 0 {
		return by, 0
	}
	return by, Change(int64(c), int64(from))
}

// Rise is how much dearer something may become than was agreed without asking
// again. Of the two at most one is set; the zero Rise is not at all.
type Rise struct {
	Cents   Cents
	Percent int // of what was agreed, parts of a cent left out
}

// Allows reports whether what was agreed may become now.
func (r Rise) Allows(agreed, now Cents) bool {
	return now <= agreed+r.Cents+agreed*Cents(r.Percent)/100
}
