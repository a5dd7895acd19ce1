package insights

import (
	"math"

	"switchboard/client/platfone"
	"switchboard/ui/text"
)

// z is how many standard deviations hold 95 % of a normal distribution.
const z = 1.959964

// wilson is the range, in whole per cent, that the true share lies in with a
// likelihood of 95 % when hits of n were seen (Wilson's score interval). It is
// for showing alone: rules are decided in integers (platfone.Record).
func wilson(hits, n int64) (low, high int) {
	if n <= 0 {
		return 0, 100
	}
	p, m := float64(hits)/float64(n), float64(n)
	middle := p + z*z/(2*m)
	spread := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	scale := 1 + z*z/m
	percent := func(x float64) int { return int(math.Round(100 * min(max(x/scale, 0), 1))) }
	return percent(middle - spread), percent(middle + spread)
}

// share writes a share with its range and of how many it is; under ten no per
// cent are claimed.
func share(hits, n int64) text.Safe {
	count := text.Own("of ").Append(text.Int(n))
	if n < platfone.SuccessFrom {
		return text.Own("too few").Pad(15).Append(count)
	}
	low, high := wilson(hits, n)
	percent := text.Percent(hits, n).PadLeft(5)
	span := text.Sentence("({}-{})", text.Int(int64(low)), text.Int(int64(high))).Pad(8)
	return percent.Append(text.Own(" "), span, text.Own(" "), count)
}
