package legible

import (
	"strings"
	"testing"
)

func TestLine(t *testing.T) {
	for s, want := range map[string]string{
		"": "", "Acme Dispatch LLC": "", "Żółć & Söhne": "", "می\u200cخواهم": "", "मेसर्स क्\u200dष": "", "חברה \u200fבע״מ": "", "Love ❤\ufe0f 👩\u200d👧": "",
		"Acme\nLLC": "one line", "Acme\r\nLLC": "one line", "Acme\u2028LLC": "one line", "Acme\u0085LLC": "one line", "Acme\vLLC": "one line",
		"Acme\u202eCLL": "turns text around (U+202E)", "\u2066Acme\u2069": "turns text around (U+2066)", "a\u202bb\u202c": "(U+202B)",
		"Ac\u200bme": "cannot be seen (U+200B)", "Acme\x1b[31m": "(U+001B)", "Acme\ufeff": "(U+FEFF)", "a\tb": "cannot be seen (U+0009)", "a\u3164b": "(U+3164)",
		"a\U000E0041": "(U+E0041)", "a\xff": "UTF-8",
	} {
		err := Line("name in public", s)
		switch {
		case want == "" && err != nil:
			t.Errorf("%q: %v", s, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "name in public ")):
			t.Errorf("%q: %v, want %q", s, err, want)
		}
	}
}
