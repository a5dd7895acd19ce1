package text

import (
	"math"
	"strconv"

	"switchboard/client/money"
)

// Percent is a part of a whole in full percents: "72 %".
func Percent(part, whole int64) Safe { return Percents(int(money.Share(part, whole))) }

// Percents is a number of full percents.
func Percents(n int) Safe { return Int(int64(n)).Append(Own(" %")) }

// Tenths is a number of tenths of a percent, without the point where it is full ones: "18.2 %".
func Tenths(n int64) Safe { return Points(n).Append(Own(" %")) }

// Points is a number of tenths, without the point where it is full ones: "18.2".
func Points(n int64) Safe {
	whole, part := n/10, n%10
	if part == 0 {
		return Int(whole)
	}
	if part < 0 {
		part = -part
	}
	said := Int(whole)
	if n < 0 && whole == 0 {
		said = Own("-0")
	}
	return said.Append(Own("."), Clean(strconv.FormatInt(part, 10)))
}

// Fraction is a provider's figure from 0 to 1 in percent, as it was given to the tenth.
func Fraction(f float64) Safe { return Tenths(int64(math.Round(f * 1000))) }
