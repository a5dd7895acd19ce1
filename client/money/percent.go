package money

// Markup adds a percentage, half a cent up. A provider may round otherwise: a sum
// that is not exact is to be shown with "≈" until the provider has stated it.
func (c Cents) Markup(percent int) (sum Cents, exact bool) {
	hundredths := int64(c) * int64(100+percent)
	return Cents((hundredths + 50) / 100), hundredths%100 == 0
}

// Over is how much c is above from, and the percentage of from rounded up; 0 %
// when it is not above or from is nothing.
func (c Cents) Over(from Cents) (by Cents, percent int) {
	by = c - from
	if from <= 0 || by <= 0 {
		return by, 0
	}
	return by, int((by*100 + from - 1) / from)
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
