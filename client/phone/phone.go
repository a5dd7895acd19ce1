// Package phone owns what a telephone number is: reading what a person types,
// showing it in groups, hiding it. It knows calling codes and no more; whether
// a number is in service is the providers' to say.
package phone

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// E164 is a number as "+14155550142". Use string(e) to store or send it:
// String groups it for the screen.
type E164 string

// Parse reads a number as a person writes it, "+1 (415) 555-0142". It refuses a
// number without its "+", because the providers guess the country then (the
// number document of OneUC takes 4123456789 for a Swiss number), and says which
// country that would be.
func Parse(s string) (E164, error) {
	s = strings.TrimSpace(Visible(s))
	plus := strings.HasPrefix(s, "+")
	digits, err := onlyDigits(strings.TrimPrefix(s, "+"))
	if err != nil {
		return "", err
	}
	switch {
	case digits == "":
		return "", errors.New("the number is empty: write it like +1 415 555 0142")
	case !plus && strings.HasPrefix(digits, "00"):
		return "", errors.New("write the number with + instead of 00")
	case !plus:
		return "", bareError(digits)
	}
	code := callingCode(digits)
	if code == "" {
		return "", fmt.Errorf("no country has a calling code that begins like +%s", digits[:min(3, len(digits))])
	}
	national := digits[len(code):]
	switch {
	case len(digits) > 15:
		return "", fmt.Errorf("the number has %d digits; 15 are the most", len(digits))
	case code == "1" && !american(national):
		return "", errors.New("a +1 number has ten digits after the 1, and the area code begins with 2 to 9")
	case len(national) < 4:
		return "", errors.New("the number is too short")
	}
	return E164("+" + digits), nil
}

// Visible takes out of a text the characters that cannot be seen: marks of
// direction, joiners, soft hyphens, byte order marks. Contact lists and web
// pages put them around numbers.
func Visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
}

// bareError refuses a number without its "+".
func bareError(digits string) error {
	const ask = "write the number with + and its country code"
	e := FromDigits(digits)
	if name := e.Country(); name != "" {
		return fmt.Errorf("%s: %s alone would be taken for %s, %s", ask, digits, e, name)
	}
	return errors.New(ask)
}

// FromDigits takes a number from a provider, which writes it without "+". It
// does not judge: what is not a digit is dropped, nothing left is "".
func FromDigits(s string) E164 {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
	if digits == "" {
		return ""
	}
	return E164("+" + digits)
}

// Digits gives the number without its "+".
func (e E164) Digits() string { return strings.TrimPrefix(string(e), "+") }

// National gives the digits after the calling code, without a trunk zero.
func (e E164) National() string { return e.Digits()[len(callingCode(e.Digits())):] }

// Last gives the last n digits, or all when there are fewer.
func (e E164) Last(n int) string {
	d := e.Digits()
	return d[max(0, len(d)-max(0, n)):]
}

// Masked keeps the calling code and the last two digits.
func (e E164) Masked() string {
	switch code := callingCode(e.Digits()); {
	case e == "":
		return ""
	case code == "":
		return "+••• " + e.Last(2)
	default:
		return "+" + code + " ••• " + e.Last(2)
	}
}

// Country names the country, or the countries that share the code; "" when the
// calling code is not assigned.
func (e E164) Country() string {
	digits := e.Digits()
	code := callingCode(digits)
	rest := digits[len(code):]
	switch {
	case code == "1" && len(rest) >= 3:
		if name, ok := areaCodes[rest[:3]]; ok {
			return name
		}
	case code == "7" && rest != "" && (rest[0] == '6' || rest[0] == '7'):
		return "Kazakhstan"
	}
	return callingCodes[code]
}

// onlyDigits drops the signs people put between digits.
func onlyDigits(s string) (string, error) {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case strings.ContainsRune(" ()-./\u00a0\u2009\u202f\u2010\u2011\u2013", r):
		default:
			return "", fmt.Errorf("the number holds %q: only digits, spaces and ( ) - . / may stand in it", r)
		}
	}
	return b.String(), nil
}

// american holds for the ten digits of the North American plan.
func american(national string) bool {
	return len(national) == 10 && national[0] >= '2'
}

// callingCode finds the one calling code the digits begin with: none of them
// is the beginning of another.
func callingCode(digits string) string {
	for n := 1; n <= 3 && n <= len(digits); n++ {
		if _, ok := callingCodes[digits[:n]]; ok {
			return digits[:n]
		}
	}
	return ""
}
