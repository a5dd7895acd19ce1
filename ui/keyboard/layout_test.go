package keyboard

import (
	"testing"
	"unicode/utf8"
)

func TestLayoutsHaveALatinKeyForEachOfTheirs(t *testing.T) {
	for _, l := range layouts {
		if own, latin := utf8.RuneCountInString(l[0]), len(l[1]); own != latin {
			t.Errorf("%q has %d keys over %d", l[0], own, latin)
		}
	}
	for r, want := range map[rune]rune{'с': 'c', 'я': 'z', 'д': 'l', 'ψ': 'c', 'ב': 'c', 'ؤ': 'c', 'c': 0, 'é': 0} {
		if got := latin(r); got != want {
			t.Errorf("%c stands over %c, want %c", r, got, want)
		}
	}
}
