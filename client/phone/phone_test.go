package phone

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for in, want := range map[string]E164{
		"+1 (415) 555-0142":                  "+14155550142",
		"  +14155550142 ":                    "+14155550142",
		"+44 7975 777666":                    "+447975777666",
		"+48.512.345.678":                    "+48512345678",
		"+1\u00a0415\u2011555 0142":          "+14155550142",
		"+290 22222":                         "+29022222",
		"\u202a+1 (415) 555\u20110142\u202c": "+14155550142",
		"\u200e\ufeff+1\u200b415\u2060555\u00ad0142\u2069": "+14155550142",
	} {
		got, err := Parse(in)
		if err != nil || got != want {
			t.Errorf("Parse(%q) = %q, %v; want %q", in, string(got), err, string(want))
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for in, words := range map[string]string{
		"":                    "empty",
		"   ":                 "empty",
		"+":                   "empty",
		"4123456789":          "4123456789 alone would be taken for +41 234 567 89, Switzerland",
		"41234567":            "Switzerland",
		"(415) 555-0142":      "write the number with +",
		"0044 7975 777666":    "instead of 00",
		"+0123456789":         "no country",
		"+999 123 4567":       "no country",
		"+1 415 555 014":      "ten digits",
		"+1 115 555 0142":     "area code",
		"+44 123":             "too short",
		"+4479757776661234":   "16 digits",
		"+1 415 555 0142 x12": `holds 'x'`,
		"+1 415 555 ٠١٤٢":     "holds",
		"++14155550142":       `holds '+'`,
		"+1415555\x000142":    "holds",
		"call me":             "holds",
	} {
		got, err := Parse(in)
		if err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("Parse(%q) = %q, %v; want an error with %q", in, string(got), err, words)
		}
	}
}

func TestShown(t *testing.T) {
	for _, c := range []struct{ digits, shown, national, country, masked string }{
		{"14155550142", "+1 415 555 0142", "4155550142", "United States", "+1 ••• 42"},
		{"16045550142", "+1 604 555 0142", "6045550142", "Canada", "+1 ••• 42"},
		{"18095550142", "+1 809 555 0142", "8095550142", "Dominican Republic", "+1 ••• 42"},
		{"18005550142", "+1 800 555 0142", "8005550142", "North America, toll-free", "+1 ••• 42"},
		{"447975777666", "+44 7975 777666", "7975777666", "United Kingdom", "+44 ••• 66"},
		{"442079460018", "+44 20 7946 0018", "2079460018", "United Kingdom", "+44 ••• 18"},
		{"441614960000", "+44 161 496 0000", "1614960000", "United Kingdom", "+44 ••• 00"},
		{"48512345678", "+48 512 345 678", "512345678", "Poland", "+48 ••• 78"},
		{"4123456789", "+41 234 567 89", "23456789", "Switzerland", "+41 ••• 89"},
		{"77012345678", "+7 701 234 5678", "7012345678", "Kazakhstan", "+7 ••• 78"},
		{"79161234567", "+7 916 123 4567", "9161234567", "Russia", "+7 ••• 67"},
		{"3531234567", "+353 123 4567", "1234567", "Ireland", "+353 ••• 67"},
		{"999123456", "+999 123 456", "999123456", "", "+••• 56"},
		{"1", "+1", "", "United States", "+1 ••• 1"},
		{"", "", "", "", ""},
	} {
		e := FromDigits(c.digits)
		if e.String() != c.shown || e.National() != c.national || e.Country() != c.country || e.Masked() != c.masked {
			t.Errorf("%s: %q %q %q %q", c.digits, e.String(), e.National(), e.Country(), e.Masked())
		}
		if e.Digits() != c.digits {
			t.Errorf("%s: Digits %q", c.digits, e.Digits())
		}
	}
}

func TestFromDigitsKeepsOnlyDigits(t *testing.T) {
	for in, want := range map[string]E164{"+44 7975-777666": "+447975777666", "none": "", "\x1b[31m12": "+3112"} {
		if got := FromDigits(in); got != want {
			t.Errorf("FromDigits(%q) = %q, want %q", in, string(got), string(want))
		}
	}
}

func TestLast(t *testing.T) {
	e := E164("+14155550142")
	for n, want := range map[int]string{4: "0142", 0: "", -3: "", 99: "14155550142"} {
		if got := e.Last(n); got != want {
			t.Errorf("Last(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestEncodesAsItIs(t *testing.T) {
	b, err := json.Marshal(E164("+14155550142"))
	if err != nil || string(b) != `"+14155550142"` {
		t.Fatalf("%s, %v", b, err)
	}
}

// No calling code may begin with another, or callingCode would find the wrong
// one.
func TestCodesArePrefixFree(t *testing.T) {
	for a := range callingCodes {
		for b := range callingCodes {
			if a != b && strings.HasPrefix(a, b) {
				t.Errorf("%s begins with %s", a, b)
			}
		}
	}
}

var wellFormed = regexp.MustCompile(`^\+[1-9][0-9]{4,14}$`)

func FuzzParse(f *testing.F) {
	for _, s := range []string{"+1 (415) 555-0142", "447975777666", "+", "+0", "\xff+1", "+290 2222", "００", "+7 7"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, e := range []E164{FromDigits(s), E164(s)} {
			_ = fmt.Sprint(e, e.National(), e.Country(), e.Masked(), e.Last(3))
		}
		e, err := Parse(s)
		if err != nil {
			if e != "" {
				t.Fatalf("%q: an error and %q", s, string(e))
			}
			return
		}
		if !wellFormed.MatchString(string(e)) || e.Country() == "" {
			t.Fatalf("%q became %q", s, string(e))
		}
		if back, err := Parse(e.String()); err != nil || back != e {
			t.Fatalf("%q is shown as %q, which reads as %q, %v", s, e.String(), string(back), err)
		}
		if FromDigits(e.Digits()) != e || !strings.HasSuffix(e.Digits(), e.National()) {
			t.Fatalf("%q: digits %q, national %q", s, e.Digits(), e.National())
		}
	})
}
