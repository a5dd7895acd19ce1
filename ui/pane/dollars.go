package pane

import (
	"errors"
	"strconv"
	"strings"
)

var errDollars = errors.New("an amount in dollars, such as 0.40 or 35: digits, and at most two after the point")

// ParseDollars reads an amount as people type it and returns cents: "0.40",
// "$35", "+35", "-3.50". Thousands separators, exponents and fractions of a
// cent are refused: a misread amount is worse than one typed again.
func ParseDollars(s string) (cents int64, err error) {
	sign := int64(1)
	s = strings.TrimSpace(s)
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		sign, s = -1, rest
	} else {
		s = strings.TrimPrefix(s, "+")
	}
	s = strings.TrimPrefix(s, "$")
	whole, part, point := strings.Cut(s, ".")
	if point && (len(part) == 0 || len(part) > 2) || whole == "" || len(whole) > 9 || !digits(whole) || !digits(part) {
		return 0, errDollars
	}
	for len(part) < 2 {
		part += "0"
	}
	n, err := strconv.ParseInt(whole+part, 10, 64)
	if err != nil {
		return 0, errDollars
	}
	return sign * n, nil
}

func digits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}
