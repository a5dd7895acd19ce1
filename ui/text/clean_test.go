package text

import (
	"testing"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "Telegram code 482913", "Telegram code 482913"},
		{"accents", "Zażółć gęślą jaźń", "Zażółć gęślą jaźń"},
		{"decomposed", "e\u0301", "é"},
		{"wide", "電話番号", "電話番号"},
		{"line end", "a\r\nb\nc\td", "a b c d"},
		{"lone return", "a\rb", "a␍b"},
		{"sequence", "\x1b[31mred", "␛[31mred"},
		{"eight bit control", "a\u009b31m\u009dx", "a\uFFFD31m\uFFFDx"},
		{"delete and null", "a\x7f\x00", "a␡␀"},
		{"invalid bytes", "a\xff\xfeb", "a\uFFFDb"},
		{"bidi", "\u202Eabc\u2066", "\uFFFDabc\uFFFD"},
		{"zero width", "4\u200B8\uFEFF2", "4\uFFFD8\uFFFD2"},
		{"grapheme joiner", "a\u034Fb", "a\uFFFDb"},
		{"tags", "a\U000E0041", "a\uFFFD"},
		{"private use", "\uE000", "\uFFFD"},
		{"unassigned", "\u0378", "\uFFFD"},
		{"heaped marks", "a\u0323\u0331\u0332\u0333", "\u1EA1\u0331\u0332"},
		{"mark without base", "\u0332x", "\u25CC\u0332x"},
		{"flag", "🇬🇧", "🇬🇧"},
		{"half a flag", "🇬x", "\uFFFDx"},
		{"three halves", "🇬🇧🇬", "🇬🇧\uFFFD"},
		{"joined picture", "👩\u200D👧", "👩👧"},
		{"joined picture with a wish", "❤\uFE0F\u200D🔥", "❤🔥"},
		{"joiner after no picture", "4\u200D8👩\u200D", "4\uFFFD8👩\uFFFD"},
		{"skin tone", "👍🏽", "👍"},
		{"skin tone of nothing", "a🏽", "a\uFFFD"},
		{"a wish twice", "❤\uFE0F\uFE0F", "❤\uFFFD"},
		{"key", "1\uFE0F\u20E3", "1\u20E3"},
		{"Persian", "می\u200Cخواهم", "می\u200Cخواهم"},
		{"Hindi", "क्\u200Dष र्\u200Cय", "क्\u200Dष र्\u200Cय"},
		{"Sinhala", "ශ්\u200Dරී", "ශ්\u200Dරී"},
		{"a second joiner", "می\u200C\u200Cخ", "می\u200C\uFFFDخ"},
		{"joiner in Latin", "pay\u200Cpal", "pay\uFFFDpal"},
		{"joiner after a digit", "می 48\u200C29", "می 48\uFFFD29"},
		{"direction in Hebrew", "הקוד \u200E482913\u200F", "הקוד 482913"},
		{"isolate in Hebrew", "הקוד \u2066482913\u2069", "הקוד 482913"},
		{"open isolate in Hebrew", "הקוד \u2066482913", "הקוד \uFFFD482913"},
		{"override in Hebrew", "הקוד \u202E482913\u202C", "הקוד \uFFFD482913\uFFFD"},
		{"direction in Latin", "ac\u200Eme", "ac\uFFFDme"},
		{"isolate in Latin", "\u2068acme\u2069", "\uFFFDacme\uFFFD"},
		{"spaces", "a\u00A0b\u3000c", "a b c"},
		{"line separator", "a\u2028b", "a b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Clean(c.in).String(); got != c.want {
				t.Errorf("Clean(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}
