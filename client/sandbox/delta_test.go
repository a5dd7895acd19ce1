package sandbox

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
)

// Whatever two texts are, the second is what the first and its stretches make.
func TestATextIsWhatItsStretchesMake(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	random := func() []byte {
		var b strings.Builder
		for range dice.IntN(40) {
			b.WriteString([]string{"{", "{a}", "{b},", "x", `{"id":7},`, "\xff"}[dice.IntN(6)])
		}
		return []byte(b.String())
	}
	for range 5000 {
		old, text := random(), random()
		if got, err := applied(old, delta(old, text)); err != nil || !bytes.Equal(got, text) {
			t.Fatalf("%q and the stretches of %q make %q %v", old, text, got, err)
		}
	}
}

func TestStretchesOfAnotherTextAreRefused(t *testing.T) {
	for _, s := range []stretch{{From: -1, Len: 1}, {Len: -1}, {From: 4, Len: 1}, {From: 3, Len: 2}, {From: 9}, {From: 1, Len: 1<<63 - 1}} {
		if got, err := applied([]byte("four"), []stretch{s}); err == nil {
			t.Errorf("%+v makes %q", s, got)
		}
	}
}
