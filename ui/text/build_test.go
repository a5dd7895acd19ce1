package text

import (
	"slices"
	"testing"
	"time"
)

func TestNumbersAndTimes(t *testing.T) {
	day := time.Date(2027, 6, 8, 22, 31, 5, 0, time.UTC)
	for _, c := range []struct {
		name string
		got  Safe
		want string
	}{
		{"int", Int(12480), "12,480"},
		{"small int", Int(-7), "-7"},
		{"negative int", Int(-1234567), "-1,234,567"},
		{"money", Money(34), "$0.34"},
		{"negative money", Money(-350), "-$3.50"},
		{"large money", Money(120350), "$1,203.50"},
		{"count", Count(1, "code", "codes"), "1 code"},
		{"count many", Count(3, "code", "codes"), "3 codes"},
		{"left", Left(11*time.Minute + 42*time.Second), "11:42"},
		{"left rounds up", Left(6*time.Second + time.Millisecond), "0:07"},
		{"left long", Left(time.Hour + 2*time.Minute + 3*time.Second), "1:02:03"},
		{"left past", Left(-time.Minute), "0:00"},
		{"age future", Age(-time.Minute), "0s"},
		{"age", Age(8 * time.Second), "8s"},
		{"age minutes", Age(4*time.Minute + 50*time.Second), "4m"},
		{"age hours", Age(47 * time.Hour), "47h"},
		{"age days", Age(12 * 24 * time.Hour), "12d"},
		{"clock", Clock(day), "22:31"},
		{"date", Date(day), "8 Jun 2027"},
		{"stamp", Stamp(day), "2027-06-08 22:31:05"},
		{"never", Clock(time.Time{}), ""},
		{"join", Join(" · ", Own("telegram"), Safe{}, Clean("acme")), "telegram · acme"},
		{"append", Own("code ").Append(Clean("48"), Clean("\u202E2")), "code 48\uFFFD2"},
		{"sentence", Sentence("{} copied: {} ({})", Own("Code"), Clean("482913"), Own("wl-copy")), "Code copied: 482913 (wl-copy)"},
		{"sentence short of places", Sentence("{} failed", Own("Copy"), Own("no display")), "Copy failed no display"},
		{"middle", Clean("64a1c0e8d2a1f9b7e45d3b8e").CutMiddle(9), "64a1…3b8e"},
		{"cut wide", Clean("電話番号").Cut(4), "電…"},
		{"flag stays whole", Clean("🇬🇧🇵🇱").Cut(4), "🇬🇧🇵🇱"},
		{"flag cut whole", Clean("🇬🇧🇵🇱🇺🇸").Cut(4), "🇬🇧…"},
		{"pad", Clean("電").Pad(4), "電  "},
		{"pad left", Clean("9s").PadLeft(4), "  9s"},
	} {
		if c.got.String() != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestSpoof(t *testing.T) {
	for _, c := range []struct {
		in    string
		count int
		what  []string
	}{
		{"Telegram code 482913\nDo not share.", 0, nil},
		{"Zażółć gęślą jaźń 電話番号 Москва Ελλάδα", 0, nil},
		{"p\u0430ypal", 1, []string{"words mixing alphabets"}},
		{"4\u200B8\u202E2", 2, []string{"hidden characters"}},
		{"שלום 482913 \u200fמ\u2066abc\u2069", 0, nil},
		{"رمزك هو 482913\u200f. می\u200cخواهم", 0, nil},
		{"क्\u200dष 👩\u200d👧 ❤\ufe0f", 0, nil},
		{"שלום \u2067482913", 1, []string{"hidden characters"}},
		{"שלום \u202e482913\u202c", 2, []string{"hidden characters"}},
		{"שלום \u2067482913\nב\u2069", 2, []string{"hidden characters"}},
		{"482\u200d913", 1, []string{"hidden characters"}},
		{"a\u0300\u0301\u0302\u0303", 2, []string{"heaped marks"}},
		{"a\xff\uFFFD", 1, []string{"invalid bytes"}},
		{"\x1b[2J", 1, []string{"hidden characters"}},
	} {
		if n, what := Spoof(c.in); n != c.count || !slices.Equal(what, c.what) {
			t.Errorf("Spoof(%q) = %d %q, want %d %q", c.in, n, what, c.count, c.what)
		}
	}
}

func TestInspect(t *testing.T) {
	var got []string
	for _, l := range Inspect("a\u202E\xffé\u0301z", 10) {
		got = append(got, l.String())
	}
	if want := []string{"U+202E at 2", "byte FF at 3", "U+00E9 at 4  é", "U+0301 at 5  ◌\u0301"}; !slices.Equal(got, want) {
		t.Errorf("inspected as %q, want %q", got, want)
	}
	if n := len(Inspect("éééé", 2)); n != 2 {
		t.Errorf("%d lines where 2 were allowed", n)
	}
}

func TestCode(t *testing.T) {
	for in, want := range map[string]bool{
		"482913": true, "G-482913": true, "48 29 13": true, "a1b": true, "ab": false, "-12345": false, "12345678901234567": false,
		"4829\u200B13": false, "": false, "rm -rf /": false, "482913\n": false,
	} {
		text, ok := Code(in)
		if ok != want || ok && text != in || !ok && text != Clean(in).String() {
			t.Errorf("Code(%q) = %q, %v", in, text, ok)
		}
	}
}
