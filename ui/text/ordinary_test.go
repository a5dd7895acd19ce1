package text

import (
	"testing"

	"pgregory.net/rapid"
)

// What is taken for ordinary is what cleaning would leave as it is, each sign and any of them together.
func TestAnOrdinaryTextIsClean(t *testing.T) {
	var all []rune
	for r := rune(0); r <= 0xffff; r++ {
		if s := string(r); ordinary(s) && r != '\uFFFD' {
			all = append(all, r)
			if clean(s, true) != s || clean(s, false) != s {
				t.Errorf("%q is not clean", r)
			}
		}
	}
	if len(all) < 30_000 || ordinary("\xff") || ordinary("\u0438\u0306") || ordinary("\t") || ordinary("\u202e") {
		t.Errorf("%d signs are ordinary", len(all))
	}
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOf(rapid.SampledFrom(all)).Draw(t, "text"))
		if clean(s, true) != s || clean(s, false) != s {
			t.Fatalf("%q is cleaned to %q and %q", s, clean(s, true), clean(s, false))
		}
	})
}
