package phone

import "strings"

// String writes the number in the groups it is read in: "+44 7975 777666".
func (e E164) String() string {
	digits := e.Digits()
	code := callingCode(digits)
	if digits == "" {
		return ""
	}
	parts := split(digits[len(code):], groups(code, digits[len(code):]))
	if code == "" {
		return "+" + strings.Join(parts, " ")
	}
	return "+" + strings.TrimSuffix(code+" "+strings.Join(parts, " "), " ")
}

// groups gives the lengths of the leading groups; the rest goes by threes.
func groups(code, national string) []int {
	switch {
	case code == "1" && len(national) == 10:
		return []int{3, 3, 4}
	case code == "44" && len(national) == 10:
		return british(national)
	case code == "48" && len(national) == 9:
		return []int{3, 3, 3}
	}
	return nil
}

// british follows the lengths of area codes: 2 digits in London and the other
// 02x areas, 3 in the cities 01x1 and 011x and for 03 and 08, else 4.
func british(n string) []int {
	switch {
	case n[0] == '2':
		return []int{2, 4, 4}
	case n[0] == '3', n[0] == '8', n[0] == '9', n[0] == '1' && (n[1] == '1' || n[2] == '1'):
		return []int{3, 3, 4}
	}
	return []int{4, 6}
}

// split cuts s into groups of the given lengths and what is left into threes,
// the last of which has two to four digits.
func split(s string, lengths []int) []string {
	var parts []string
	for _, n := range lengths {
		parts = append(parts, s[:n])
		s = s[n:]
	}
	for len(s) > 4 {
		parts = append(parts, s[:3])
		s = s[3:]
	}
	if s != "" {
		parts = append(parts, s)
	}
	return parts
}
