// Package money is what amounts are made of everywhere: whole US cents, and
// whether an amount is known at all. Fractions of a cent exist nowhere, and no
// amount goes through a floating point number.
package money

import (
	"errors"
	"strconv"
	"strings"
)

// Cents is an amount of US cents.
type Cents int64

// String writes the amount for people: "$0.34", "-$1,203.50".
func (c Cents) String() string {
	sign, dollars, rest := c.parts()
	for i := len(dollars) - 3; i > 0; i -= 3 {
		dollars = dollars[:i] + "," + dollars[i:]
	}
	return sign + "$" + dollars + rest
}

// Plain writes the amount for programs and for typing over: "0.34", "-1203.50".
// Parse reads it.
func (c Cents) Plain() string {
	sign, dollars, rest := c.parts()
	return sign + dollars + rest
}

func (c Cents) parts() (sign, dollars, rest string) {
	n := uint64(c)
	if c < 0 {
		sign, n = "-", -n
	}
	rest = strconv.FormatUint(n%100, 10)
	if len(rest) == 1 {
		rest = "0" + rest
	}
	return sign, strconv.FormatUint(n/100, 10), "." + rest
}

var (
	errAmount = errors.New("an amount in dollars, such as 0.40 or 35: digits, and at most two after the point")
	errComma  = errors.New("an amount in dollars without commas, such as 1000 or 1000.50: what 1,000 means is not the same everywhere")
)

// Parse reads an amount in dollars as people type it: "0.40", "$35", "+35",
// "-3.50". Thousands separators, exponents and fractions of a cent are
// refused: a misread amount is worse than one typed again.
func Parse(s string) (Cents, error) {
	sign := Cents(1)
	s = strings.TrimSpace(s)
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		sign, s = -1, rest
	} else {
		s = strings.TrimPrefix(s, "+")
	}
	s = strings.TrimPrefix(s, "$")
	if strings.Contains(s, ",") {
		return 0, errComma
	}
	whole, part, point := strings.Cut(s, ".")
	if point && (len(part) == 0 || len(part) > 2) || whole == "" || len(whole) > 9 || !digits(whole) || !digits(part) {
		return 0, errAmount
	}
	n, err := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
	if err != nil {
		return 0, errAmount
	}
	return sign * Cents(n), nil
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }
