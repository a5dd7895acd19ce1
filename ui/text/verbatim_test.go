package text

import "testing"

func TestVerbatimIsWhatWasSent(t *testing.T) {
	for in, want := range map[string]string{
		"می\u200cخواهم 482913":           "می\u200cخواهم 482913",
		"क्\u200dष":                      "क्\u200dष",
		"👩\u200d👧 ❤\ufe0f":               "👩\u200d👧 ❤\ufe0f",
		"a\x1b[31mb\u009b5n\r\nc\td\x00": "a[31mb5n\nc\td",
		"12\u202e34\u2066":               "1234",
		"a\xffb":                         "ab",
	} {
		if got := Verbatim(in); got != want {
			t.Errorf("%q is copied as %q, want %q", in, got, want)
		}
	}
}
