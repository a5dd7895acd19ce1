package text

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"switchboard/testdata/proof"
)

// drawable fails the test when s is not what a Safe promises to be.
func drawable(t interface{ Errorf(string, ...any) }, s string) {
	if !utf8.ValidString(s) {
		t.Errorf("%q is not valid UTF-8", s)
	}
	marks, first, before := 0, true, rune(0)
	for _, r := range s {
		joined := spelled(before, r)
		before = r
		if joined {
			continue
		}
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Cs, unicode.Co, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) {
			t.Errorf("%q holds %U", s, r)
		}
		if unicode.Is(unicode.M, r) {
			if marks++; first || marks > 2 {
				t.Errorf("%q: %U is a mark too many or has no base", s, r)
			}
		} else {
			marks = 0
		}
		first = false
	}
	if got := ansi.StringWidth(s); got > Width(s) {
		t.Errorf("%q is %d cells to a terminal that joins letters, more than the %d it was given", s, got, Width(s))
	}
}

func checkClean(t interface{ Errorf(string, ...any) }, s string) {
	c := Clean(s)
	drawable(t, c.String())
	if again := Clean(c.String()); again != c {
		t.Errorf("cleaning %q twice gives %q, once %q", s, again, c)
	}
	for _, w := range []int{0, 1, 2, 3, 7, 20} {
		for name, got := range map[string]Safe{"Cut": c.Cut(w), "CutMiddle": c.CutMiddle(w)} {
			drawable(t, got.String())
			if got.Width() > w || got.Width() < min(w, c.Width())-6 { // a letter with marks is up to four cells
				t.Errorf("%s of %q to %d is %q, %d cells", name, c, w, got, got.Width())
			}
		}
		if l, r := c.Pad(w), c.PadLeft(w); l.Width() != w || r.Width() != w {
			t.Errorf("%q padded to %d is %d and %d cells", c, w, l.Width(), r.Width())
		}
	}
	folded := Fold(c.String())
	if !plain(folded) || ansi.StringWidthWc(folded) != c.Width() {
		t.Errorf("%q in ASCII is %q, %d cells", c, folded, c.Width())
	}
	Spoof(s)
	Code(s)
	for _, line := range Inspect(s, 5) {
		drawable(t, line.String())
	}
}

func TestCleanOfHostileStrings(t *testing.T) {
	for _, s := range proof.Hostile(t) {
		checkClean(t, s)
	}
}

func TestCleanOfAnything(t *testing.T) {
	pieces := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }), rapid.SampledFrom(proof.Hostile(t)),
		rapid.StringOfN(rapid.SampledFrom([]rune("aم48ש क् ❤👩🏽\u200C\u200D\uFE0F\uFE0E\u20E3\u200E\u202B\u202C\u202E\u2066\u2069\u0338⇐🇬\n")), 1, 12, -1))
	rapid.Check(t, func(t *rapid.T) {
		checkClean(t, strings.Join(rapid.SliceOfN(pieces, 1, 6).Draw(t, "pieces"), ""))
	})
}

// Hostile strings in any mixture: what may be drawn is plain, and what is
// written past the cleaner is stopped at the gate.
func TestMixturesOfHostileStrings(t *testing.T) {
	n, dice := proof.Size(t, 10000), rand.New(rand.NewPCG(proof.Seed(t, 1), 10))
	list := proof.Hostile(t)
	for range n {
		s := proof.Mixture(dice, list)
		checkClean(t, s)
		if out := through(s); strings.Contains(out, "\x1b]52") || strings.ContainsAny(out, "\x00\u009b\u202e") {
			t.Errorf("the gate passes %q of %q", out, s)
		}
		if t.Failed() {
			return
		}
	}
	proof.Figure(t, "hostile strings", n)
}

func TestWrapLosesNoWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOf(rapid.StringMatching(`[a-zé電]{1,12}`)).Draw(t, "words"), " ")
		w := rapid.IntRange(2, 30).Draw(t, "width")
		var got strings.Builder
		for _, line := range Clean(s).Wrap(w) {
			got.WriteString(line.String())
		}
		if bare := strings.ReplaceAll(s, " ", ""); strings.ReplaceAll(got.String(), " ", "") != bare {
			t.Errorf("%q wrapped to %d became %q", s, w, got.String())
		}
	})
}

func FuzzClean(f *testing.F) {
	for _, s := range proof.Hostile(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkClean(t, s) })
}

func FuzzGate(f *testing.F) {
	for _, s := range proof.Hostile(f) {
		f.Add(s, 3)
	}
	f.Add("\x1b]0;\a", 2)
	f.Add("\x1b]2\a", -4)
	named := regexp.MustCompile("\x1b\\](2;[^\a\x1b]*|1[012];\\?)\a") // the renderer ends its own strings with a bell
	f.Fuzz(func(t *testing.T, s string, cut int) {
		cut = min(max(cut, 0), len(s))
		whole, parted := through(s), through(s[:cut], s[cut:])
		if whole != parted {
			t.Errorf("whole %q, in two %q", whole, parted)
		}
		if again := through(whole); again != whole {
			t.Errorf("passed once %q, twice %q", whole, again)
		}
		if strings.Contains(whole, "\x1b]52") || strings.ContainsAny(named.ReplaceAllString(whole, ""), "\a\x00\u009b\u202e") {
			t.Errorf("%q came through", whole)
		}
	})
}

func BenchmarkClean(b *testing.B) {
	for name, s := range map[string]string{"ascii": "Telegram code 482913. Do not give it to anyone.", "accents": "Kod Telegram: 482913. Nie podawaj go nikomu, jaźń."} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Clean(s)
			}
		})
	}
}

func BenchmarkGate(b *testing.B) {
	frame := []byte(strings.Repeat("\x1b[12;1H\x1b[1;38;2;1;2;3mCODE\x1b[m  +44 7975 777666    telegram   acme    482913     11:42\r\n", 40))
	g := NewGate(discard{})
	b.SetBytes(int64(len(frame)))
	for b.Loop() {
		if _, err := g.Write(frame); err != nil {
			b.Fatal(err)
		}
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
