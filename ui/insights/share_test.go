package insights

import "testing"

func TestTheRangeIsWilsons(t *testing.T) {
	for _, c := range []struct {
		hits, n   int64
		low, high int
	}{
		{26, 41, 48, 76}, {8, 18, 25, 66}, {2, 32, 2, 20}, {0, 10, 0, 28}, {10, 10, 72, 100}, {500_000, 1_000_000, 50, 50}, {0, 0, 0, 100},
	} {
		if low, high := wilson(c.hits, c.n); low != c.low || high != c.high {
			t.Errorf("%d of %d: %d to %d, want %d to %d", c.hits, c.n, low, high, c.low, c.high)
		}
	}
	if got := share(3, 9).String(); got != "too few        of 9" {
		t.Errorf("3 of 9 is %q", got)
	}
}
