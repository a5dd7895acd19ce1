package text

import (
	"strings"
	"testing"
)

func TestVerbatimIsWhatWasSent(t *testing.T) {
	for in, want := range map[string]string{
		"می\u200cخواهم 482913":           "می\u200cخواهم 482913",
		"क्\u200dष":                      "क्\u200dष",
		"👩\u200d👧 ❤\ufe0f":               "👩\u200d👧 ❤\ufe0f",
		"a\x1b[31mb\u009b5n\r\nc\td\x00": "a[31mb5n\nc\td",
		"12\u202e34\u2066":               "1234",
		"a\xffb":                         "ab",
		"הקוד \u200f\u2066482913\u2069":  "הקוד \u200f\u2066482913\u2069",
		"הקוד \u2066482913":              "הקוד 482913",
		"הקוד \u202e482913\u202c":        "הקוד 482913",
	} {
		if got := Verbatim(in); got != want {
			t.Errorf("%q is copied as %q, want %q", in, got, want)
		}
	}
}

func TestLineKeepsPicturesWhole(t *testing.T) {
	for in, want := range map[string]string{
		"👩\u200d👧 ❤\ufe0f 👍🏽 1\ufe0f\u20e3": "👩\u200d👧 ❤\ufe0f 👍🏽 1\ufe0f\u20e3",
		"می\u200cخواهم\nb":                  "می\u200cخواهم b",
		"🩵 ☰ ᄒ\u1161":                       "🩵 ☰ 하",
		"a\x1b[31mb\u200d":                  "a␛[31mb\uFFFD",
	} {
		got := Line(in)
		if got != want {
			t.Errorf("%q is the line %q, want %q", in, got, want)
		}
		var b strings.Builder
		if _, err := NewPlain(&b, false).Write([]byte(got)); err != nil || b.String() != want {
			t.Errorf("%q is printed as %q, %v", in, b.String(), err)
		}
	}
	if got := through("می\u200cخ ❤\ufe0f👩\u200d👧 a\u200cb"); got != "می\u200cخ ❤👩👧 ab" {
		t.Errorf("the screen gets %q", got)
	}
}
