package style

import (
	"reflect"
	"testing"

	"switchboard/themes"
	"switchboard/ui/text"
)

func styles(t testing.TB, theme string, ascii bool) *Styles {
	t.Helper()
	th, problems := themes.Set{}.Load(theme)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return New(th, ascii)
}

func TestPaint(t *testing.T) {
	for _, c := range []struct {
		theme string
		role  Role
		in    string
		want  string
	}{
		{"terminal", Text, "acme", "acme"},
		{"terminal", Accent, "482913", "\x1b[1;35m482913\x1b[m"},
		{"terminal", Accent, " 482913  ", " \x1b[1;35m482913\x1b[m  "}, // no ink runs through padding
		{"mono", Bad, "   ", "   "},
		{"mono", Selection, "x ", "\x1b[7mx \x1b[m"}, // a ground does
		{"terminal", Info, "x", "\x1b[94mx\x1b[m"},
		{"terminal", Selection, "", ""},
		{"mono", Bad, "x", "\x1b[1;4;4mx\x1b[m"},
		{"dark", Selection, "x", "\x1b[38;2;255;255;255;48;2;34;43;56mx\x1b[m"},
	} {
		if got := styles(t, c.theme, false).Paint(c.role, c.in); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.theme, c.role, got, c.want)
		}
	}
}

func TestPaintedCellsKeepTheRowsPaint(t *testing.T) {
	s := styles(t, "terminal", false)
	row := "a " + s.Paint(Accent, "b") + " c"
	if got, want := s.Paint(Selection, row), "\x1b[1ma \x1b[1;35mb\x1b[m\x1b[1m c\x1b[m"; got != want {
		t.Errorf("row is %q, want %q", got, want)
	}
}

func TestApplyReachesEveryHolder(t *testing.T) {
	s := styles(t, "terminal", false)
	held := s
	mono, _ := themes.Set{}.Load("mono")
	s.Apply(mono)
	if got := held.Paint(Accent, "x"); got != "\x1b[1mx\x1b[m" || held.Theme != "mono" {
		t.Errorf("holder draws %q in %q after the theme changed", got, held.Theme)
	}
}

func TestGlyphsAreOneCell(t *testing.T) {
	for i, g := range []Glyphs{unicodeGlyphs, asciiGlyphs} {
		v := reflect.ValueOf(g)
		for f := range v.NumField() {
			sign := v.Field(f).String()
			if text.Width(sign) != 1 || text.Clean(sign).String() != sign {
				t.Errorf("%s is %q: not one drawable cell", v.Type().Field(f).Name, sign)
			}
			if i == 1 && sign[0] > '~' {
				t.Errorf("%s is %q: not ASCII", v.Type().Field(f).Name, sign)
			}
			if i == 0 && text.Fold(sign) != reflect.ValueOf(asciiGlyphs).Field(f).String() {
				t.Errorf("%s folds to %q, but its ASCII sign is another", sign, text.Fold(sign))
			}
		}
	}
}

func TestFrame(t *testing.T) {
	line := "» \x1b[1mZażółć\x1b[m 電 … ✓"
	if got := styles(t, "mono", false).Frame(line); got != line {
		t.Errorf("frame changed to %q", got)
	}
	got := styles(t, "mono", true).Frame(line)
	if want := "> \x1b[1mZazo?c\x1b[m ?? ~ v"; got != want {
		t.Errorf("frame is %q, want %q", got, want)
	}
	if text.Width(got) != text.Width(line) {
		t.Errorf("folding made %d cells of %d", text.Width(got), text.Width(line))
	}
}

func TestASCII(t *testing.T) {
	for _, c := range []struct {
		setting string
		env     map[string]string
		want    bool
	}{
		{"auto", map[string]string{"LANG": "en_GB.UTF-8"}, false},
		{"auto", map[string]string{"LANG": "C"}, true},
		{"auto", map[string]string{"LANG": "en_GB.UTF-8", "LC_ALL": "POSIX"}, true},
		{"auto", map[string]string{"LC_CTYPE": "C.utf8", "LANG": "C"}, false},
		{"auto", map[string]string{"LANG": "en_GB.UTF-8", "TERM": "linux"}, true},
		{"auto", nil, false},
		{"on", map[string]string{"LANG": "en_GB.UTF-8"}, true},
		{"off", map[string]string{"LANG": "C"}, false},
	} {
		if got := ASCII(c.setting, func(k string) string { return c.env[k] }); got != c.want {
			t.Errorf("%s %v: %v", c.setting, c.env, got)
		}
	}
}

func TestChoose(t *testing.T) {
	for _, c := range []struct {
		setting string
		noColor bool
		env     map[string]string
		want    string
	}{
		{"", false, nil, "terminal"},
		{"dark", false, nil, "dark"},
		{"auto", false, nil, "terminal"},
		{"dark", true, nil, "mono"},
		{"dark", false, map[string]string{"NO_COLOR": "yes"}, "mono"},
		{"dark", false, map[string]string{"TERM": "dumb"}, "mono"},
	} {
		if got := Choose(c.setting, c.noColor, func(k string) string { return c.env[k] }); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func TestForGround(t *testing.T) {
	for dark, below := range map[bool]float64{true: 2, false: 21} {
		th, problems := themes.Set{}.Load(ForGround(dark))
		if got := themes.Ratio(th.Ground, themes.RGB(0, 0, 0)); len(problems) > 0 || got > below || !dark && got < 10 {
			t.Errorf("dark %v gives %s on %s", dark, th.Name, th.Ground)
		}
	}
}

func BenchmarkPaint(b *testing.B) {
	s := styles(b, "dark", false)
	row := "  WAITING   +1 415 555 2671    netflix    " + s.Paint(Accent, "482913") + "     3:08"
	b.ReportAllocs()
	for b.Loop() {
		s.Paint(Selection, row)
	}
}
