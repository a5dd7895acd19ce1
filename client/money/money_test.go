package money

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

func TestCents(t *testing.T) {
	for c, want := range map[Cents][2]string{
		0: {"$0.00", "0.00"}, 5: {"$0.05", "0.05"}, 34: {"$0.34", "0.34"}, 99_999: {"$999.99", "999.99"}, 120_350: {"$1,203.50", "1203.50"},
		-350: {"-$3.50", "-3.50"}, -123_456_789: {"-$1,234,567.89", "-1234567.89"}, 100_000_000: {"$1,000,000.00", "1000000.00"},
		math.MinInt64: {"-$92,233,720,368,547,758.08", "-92233720368547758.08"},
	} {
		if got := [2]string{c.String(), c.Plain()}; got != want {
			t.Errorf("%d is %q, want %q", int64(c), got, want)
		}
	}
}

func TestParse(t *testing.T) {
	for in, want := range map[string]Cents{"0.40": 40, "$35": 3500, "+35": 3500, "-3.5": -350, "35.00": 3500, "0": 0, " 1.05 ": 105, "-$5": -500, "999999999.99": 99_999_999_999} {
		if got, err := Parse(in); err != nil || got != want {
			t.Errorf("%q is %d, %v; want %d", in, got, err, want)
		}
	}
	for _, in := range []string{"", "-", "$", "1,000", "-1,000.50", "1,5", ",5", "1e3", "0.405", "1.", ".5", "--1", "99999999999999999999", "٣", "$-5", "1 0"} {
		if got, err := Parse(in); err == nil {
			t.Errorf("%q was read as %d", in, got)
		} else if strings.Contains(in, ",") != strings.Contains(err.Error(), "commas") {
			t.Errorf("%q: %v", in, err)
		}
	}
	for _, c := range []Cents{0, 1, -1, 99, 100, -12345, 10_100_00} {
		if got, err := Parse(c.Plain()); err != nil || got != c {
			t.Errorf("%q is read again as %d, %v", c.Plain(), got, err)
		}
	}
}

func TestPrice(t *testing.T) {
	for p, want := range map[Price][2]string{{}: {"–", "null"}, Known(0): {"$0.00", "0"}, Known(-20): {"-$0.20", "-20"}} {
		b, err := json.Marshal(p)
		if got := [2]string{p.String(), string(b)}; err != nil || got != want {
			t.Errorf("%+v is %q, want %q", p, got, want)
		}
		var again Price
		if err := json.Unmarshal(b, &again); err != nil || again != p {
			t.Errorf("%s is read again as %+v", b, again)
		}
	}
	for _, odd := range []string{`"34"`, `3.5`, `{}`, `true`, `99999999999999999999`} {
		p := Known(1)
		if err := json.Unmarshal([]byte(odd), &p); err != nil || p.Known {
			t.Errorf("%s is read as %v, %v", odd, p, err)
		}
	}
	if got := (Price{}).Plus(Known(5)).Plus(Price{}).Plus(Known(2)); got != Known(7) {
		t.Errorf("the sum of what is known is %v", got)
	}
}

func TestPercent(t *testing.T) {
	for _, tt := range []struct {
		c     Cents
		p     int
		want  Cents
		exact bool
	}{{100, 15, 115, true}, {34, 15, 39, false}, {30, 5, 32, false}, {10_000, 10_000, 1_010_000, true}, {7, 0, 7, true}} {
		if got, exact := tt.c.Markup(tt.p); got != tt.want || exact != tt.exact {
			t.Errorf("%d and %d %% are %d (%v)", tt.c, tt.p, got, exact)
		}
	}
	for _, tt := range []struct {
		to, from, by Cents
		tenths       int64
	}{{41, 34, 7, 206}, {39, 33, 6, 182}, {34, 34, 0, 0}, {30, 34, -4, 0}, {5, 0, 5, 0}, {200, 100, 100, 1000}, {100_001, 100_000, 1, 1}} {
		if by, tenths := tt.to.Over(tt.from); by != tt.by || tenths != tt.tenths {
			t.Errorf("from %d to %d is %d, %d tenths of a percent", tt.from, tt.to, by, tenths)
		}
	}
	for _, tt := range []struct {
		r        Rise
		from, to Cents
		want     bool
	}{{Rise{}, 30, 30, true}, {Rise{}, 30, 31, false}, {Rise{Cents: 5}, 30, 35, true}, {Rise{Cents: 5}, 30, 36, false},
		{Rise{Percent: 10}, 30, 33, true}, {Rise{Percent: 10}, 39, 43, false}, {Rise{Percent: 10}, 9, 10, false}, {Rise{}, 30, 20, true}} {
		if got := tt.r.Allows(tt.from, tt.to); got != tt.want {
			t.Errorf("%+v from %d to %d: %v", tt.r, tt.from, tt.to, got)
		}
	}
}
