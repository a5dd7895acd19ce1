package store

import "switchboard/client/platfone"

// Fare is how business goes by the share of orders that got their code, long
// before the provider's rule of success stops it.
type Fare int

// The degrees, from the worst.
const (
	Poor Fare = iota // hardly any order gets its code
	Middling
	Good
)

// What they begin at, in per cent.
const (
	middlingFrom = 20
	goodFrom     = 45
)

// FareOf is how it goes with a share in per cent.
func FareOf(percent int) Fare {
	switch {
	case percent < middlingFrom:
		return Poor
	case percent < goodFrom:
		return Middling
	}
	return Good
}

// Success is the record that the provider judges an account by.
func (t Tally) Success() platfone.Record {
	return platfone.Record{Ordered: int(t.Ordered), Received: int(t.Received)}
}

// Poor reports whether hardly any order got its code; of too few orders nothing is said.
func (t Tally) Poor() bool {
	percent, enough := t.Success().Rate()
	return enough && FareOf(percent) == Poor
}
