package text

import (
	"bytes"
	"testing"
)

func TestInertHoldsFormulasBack(t *testing.T) {
	for raw, want := range map[string]string{
		"=1+1": "'=1+1", "+48500": "'+48500", "-1": "'-1", "@x": "'@x", " =1": "' =1", "\u00a0+1": "' +1", "\tx": "' x", "\nx": "' x",
		"x=1": "x=1", "": "", "1-1": "1-1", " x": " x",
	} {
		if got := Inert(raw); got != want {
			t.Errorf("%q is %q, want %q", raw, got, want)
		}
	}
}

// Tags that nobody sees are left out of what is copied.
func TestVerbatimDropsTags(t *testing.T) {
	if got := Verbatim("a\U000E0041b"); got != "ab" {
		t.Errorf("%q", got)
	}
}

// What is on the clipboard is neither asked for nor written by a text.
func TestGateDropsTheClipboard(t *testing.T) {
	for _, seq := range []string{"\x1b]52;?\x07", "\x1b]52;c;?\x07", "\x1b]52;c;aGk=\x1b\\"} {
		var b bytes.Buffer
		if _, err := NewGate(&b).Write([]byte(seq)); err != nil || b.Len() != 0 {
			t.Errorf("%q passed as %q, %v", seq, b.String(), err)
		}
	}
}

// A code has sixteen characters at most: what is longer is asked about before it is copied.
func TestCodeHasALength(t *testing.T) {
	for s, want := range map[string]bool{"12": false, "123": true, "1234567890123456": true, "12345678901234567": false} {
		if _, ok := Code(s); ok != want {
			t.Errorf("%s is a code: %v", s, ok)
		}
	}
}
