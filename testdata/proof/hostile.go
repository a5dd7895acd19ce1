package proof

import (
	_ "embed"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

//go:embed hostile.txt
var hostile string

// Hostile are the strings that nothing may pass on as they are.
func Hostile(t testing.TB) (list []string) {
	t.Helper()
	for line := range strings.Lines(hostile) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		s, err := strconv.Unquote(line)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		list = append(list, s)
	}
	if len(list) < 400 {
		t.Fatalf("only %d hostile strings were read", len(list))
	}
	return list
}

// Names are what people and providers call things, in many scripts.
func Names() []string {
	return []string{
		"Acme GmbH", "電話番号", "ｱｶｳﾝﾄ", "한국어 고객", "各", "שלום חברה", "العربية", "فارسی\u200cها", "हिन्दी क्षेत्र", "বাংলা", "தமிழ்", "ไทยกำ", "မြန်မာ", "ខ្មែរ", "🇬🇧🇵🇱",
		"👨\u200d👩\u200d👧\u200d👦", "👍🏽", "❤\ufe0f", "☎\ufe0f 24h", "﷽", "𒈙", "𒀱", "e\u0301\u0302\u0303", "Zoë", "Ångström", "ﾊﾟ", "½ ¼", "№ 5", "①②③", "…—", "ｆｕｌｌ", "𝔊𝔬𝔱𝔥", "🂡", "ꦗꦮ", "ᚠᚢᚦ", "⠿", "▓▒░", "│┤", "ǆ", "ß", "\u1160",
	}
}

// Mixture is pieces of the strings of a list and of bytes, in any order.
func Mixture(dice *rand.Rand, list []string) string {
	var out strings.Builder
	for range 1 + dice.IntN(4) {
		switch s := list[dice.IntN(len(list))]; dice.IntN(4) {
		case 0:
			out.WriteString(s)
		case 1:
			out.WriteString(s[dice.IntN(len(s)+1):])
		case 2:
			out.WriteString(s[:dice.IntN(len(s)+1)])
		default:
			out.WriteByte(byte(dice.IntN(256)))
		}
	}
	return out.String()
}

// Mixtures are every hostile string and, after them, as many mixtures of them
// as make up the size of the run.
func Mixtures(t testing.TB, usual int) []string {
	t.Helper()
	list := Hostile(t)
	out, dice := list, rand.New(rand.NewPCG(Seed(t, 1), 10))
	for len(out) < max(Size(t, usual), len(list)) {
		out = append(out, Mixture(dice, list))
	}
	return out
}

// Acts is where in s a terminal would do something but draw, or draw other text
// than stands there; -1 is nowhere. Line ends and tabs are no act.
func Acts(s string) int {
	for i, r := range s {
		_, size := utf8.DecodeRuneInString(s[i:])
		bidi := r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
		if r != '\n' && r != '\t' && unicode.IsControl(r) || bidi || r >= 0xe0000 && r <= 0xe007f || r == utf8.RuneError && size == 1 {
			return i
		}
	}
	return -1
}
