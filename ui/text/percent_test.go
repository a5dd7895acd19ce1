package text

import (
	"testing"

	"switchboard/client/money"
)

func TestPercentagesAreSaidAsTheyAre(t *testing.T) {
	for want, got := range map[string]Safe{
		"74 %":   Percent(40, 54),
		"6 %":    Percent(699, 10_000), // under the limit of 7 is not said as 7
		"99 %":   Percent(999, 1000),
		"0 %":    Percent(1, 0),
		"18.2 %": Tenths(money.Change(39, 33)),
		"50 %":   Tenths(money.Change(45, 30)),
		"-0.5 %": Tenths(money.Change(199, 200)),
		"0.1 %":  Tenths(money.Change(100_001, 100_000)),
		"43 %":   Fraction(0.43),
		"43.7 %": Fraction(0.437),
	} {
		if got.String() != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
