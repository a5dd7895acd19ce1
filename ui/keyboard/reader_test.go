package keyboard

import (
	"strings"
	"testing"
	"time"
)

// typed is what comes of pieces that a terminal sent within the patience.
func typed(pieces ...string) string {
	r := &Reader{}
	r.read = func(p []byte) (int, error) {
		n := copy(p, pieces[0])
		if pieces[0] = pieces[0][n:]; pieces[0] == "" {
			pieces = pieces[1:]
		}
		return n, nil
	}
	r.more = func(time.Duration) bool { return len(pieces) > 0 }
	var out strings.Builder
	for len(pieces) > 0 || len(r.rest) > 0 {
		p := make([]byte, 320)
		n, _ := r.Read(p)
		out.Write(p[:n])
	}
	return out.String()
}

func TestEscapeIsAKeyOfItsOwn(t *testing.T) {
	const esc = pressed
	for _, c := range []struct {
		in   []string
		want string
	}{
		{[]string{"\x1b"}, esc},
		{[]string{"\x1b\x1b"}, esc + esc},
		{[]string{"\x1b\x1bP"}, esc + esc + "P"},
		{[]string{"\x1b", "\x1b", "P"}, esc + esc + "P"},
		{[]string{"\x1b", "b"}, esc + "b"},
		{[]string{"\x1bb"}, "\x1bb"}, // sent at once: Alt-b
		{[]string{"\x1bP"}, esc + "P"},
		{[]string{"\x1bX"}, esc + "X"},
		{[]string{"\x1b]"}, esc + "]"},
		{[]string{"\x1b\x03"}, esc + "\x03"},
		{[]string{"\x1b\r"}, esc + "\r"},
		{[]string{"\x1b[A"}, "\x1b[A"},
		{[]string{"\x1b", "[A"}, "\x1b[A"},
		{[]string{"\x1b[", "A"}, "\x1b[A"},
		{[]string{"\x1b", "OA"}, "\x1bOA"},
		{[]string{"\x1b["}, esc + "["},
		{[]string{"\x1b\x1b[A"}, esc + "\x1b[A"},
		{[]string{"\x1b[27u\x1b[27u"}, esc + esc},
		{[]string{"\x1b[1089::99;5u"}, "\x1b[1089::99;5u"},
		{[]string{"\x1bP>|term 1\x1b\\"}, "\x1bP>|term 1\x1b\\"},
		{[]string{"\x1b]11;rgb:0/0/0\x1b\\x"}, "\x1b]11;rgb:0/0/0\x1b\\x"},
		{[]string{"\x1b[200~a\x1b\x1bP", "b\x1b", "\x1b[201~\x1b"}, "\x1b[200~a\x1b\x1bPb\x1b\x1b[201~" + esc},
		{[]string{"\x1b[200~a\x1b[20", "1~\x1b"}, "\x1b[200~a\x1b[201~" + esc},
		{[]string{"\x1b]11;rgb:0/0/0\x1b", "\\x"}, "\x1b]11;rgb:0/0/0\x1b\\x"},
		{[]string{"héllo"}, "héllo"},
		{[]string{"a\r", "\nb\r", "\n", "\n"}, "a\rb\r\r"},       // one that came apart
		{[]string{"nacme\ntelegram\n\n"}, "nacme\rtelegram\r\r"}, // typed before the terminal was taken
		{[]string{"\x1b\n"}, esc + "\r"},
		{[]string{"\n\x1b[A\n"}, "\r\x1b[A\r"},
		{[]string{"acme\r\nx"}, "acme\rx"},
		{[]string{"\x1b[200~a\nb", "\n\x1b[201~\n"}, "\x1b[200~a\nb\n\x1b[201~\r"}, // a paste is a text
	} {
		if got := typed(c.in...); got != c.want {
			t.Errorf("%q became %q, want %q", c.in, got, c.want)
		}
	}
}

func TestHeldEscapeIsManyEscapes(t *testing.T) {
	in := strings.Repeat("\x1b", 60) // each is five bytes on
	if got := typed(in); got != strings.Repeat(pressed, 60) {
		t.Errorf("sixty Escapes became %q", got)
	}
}
