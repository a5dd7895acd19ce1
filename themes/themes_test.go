package themes

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func load(t *testing.T, name string) Theme {
	t.Helper()
	got, problems := Set{}.Load(name)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return got
}

func TestBuiltinThemesAreAllThere(t *testing.T) {
	want := []string{"contrast", "dark", "light", "mono", "terminal"}
	if got := (Set{}).Names(); !slices.Equal(got, want) {
		t.Fatalf("themes are %v, want %v", got, want)
	}
	for _, n := range want {
		if load(t, n).About == "" {
			t.Errorf("theme %s does not say what it is", n)
		}
	}
}

func TestContrast(t *testing.T) {
	for name, least := range map[string]float64{"dark": 4.5, "light": 4.5, "contrast": 7} {
		for _, f := range load(t, name).Contrast() {
			least := least
			switch {
			case f.Role == Border: // a line between two things says nothing
				least = min(least, 1.7)
				f.Selected = f.Ratio
			case f.Role == Behind: // it can be read, and stays behind
				least = min(least, 3)
				f.Selected = f.Ratio
			}
			if f.Ratio < least || f.Selected < least {
				t.Errorf("%s: %s is %.2f, on the selected row %.2f; want %.1f", name, f.Role, f.Ratio, f.Selected, least)
			}
		}
	}
}

// A terminal's sixteen colours are not ours to know; the most used palette of them has to be readable on both grounds.
func TestTerminalThemeReadsOnBothGrounds(t *testing.T) {
	xterm := map[string]Color{"red": RGB(205, 0, 0), "magenta": RGB(205, 0, 205), "bright-blue": RGB(92, 92, 255)}
	th := load(t, "terminal")
	for r, p := range th.Paints {
		if !p.BG.Own() {
			t.Errorf("%s paints a background", Role(r))
		}
		if p.FG.Own() {
			continue
		}
		c, ok := xterm[p.FG.String()]
		if !ok {
			t.Errorf("%s is %s, which is hard to read on one of the grounds", Role(r), p.FG)
		}
		for _, ground := range []Color{RGB(0, 0, 0), RGB(255, 255, 255)} {
			if got := Ratio(c, ground); got < 3 {
				t.Errorf("%s: %.2f on %s", Role(r), got, ground)
			}
		}
	}
	if s := th.Paints[Selection]; s.Reverse || !s.Bold {
		t.Error("the selected row is not bold, or its cells lose their colours")
	}
}

func TestMonoHasNoColour(t *testing.T) {
	for r, p := range load(t, Mono).Paints {
		if !p.FG.Own() || !p.BG.Own() || p.Faint && Role(r) != Behind {
			t.Errorf("%s is not made of bold, underline and reverse only: %+v", Role(r), p)
		}
	}
}

// Machado, Oliveira and Fernandes 2009, full loss, on linear light.
var losses = map[string][9]float64{
	"protanopia":   {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
	"deuteranopia": {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
}

func TestGoodAndBadDifferForEveryEye(t *testing.T) {
	for _, name := range []string{"dark", "light", "contrast"} {
		th := load(t, name)
		for loss, m := range losses {
			if d := distance(seen(th.Paints[Good].FG, m), seen(th.Paints[Bad].FG, m)); d < 40 {
				t.Errorf("%s: good and bad are %.0f apart under %s, want 40", name, d, loss)
			}
		}
	}
	green, red := RGB(0x3f, 0xb9, 0x50), RGB(0xd1, 0x5a, 0x3b)
	if d := distance(seen(green, losses["deuteranopia"]), seen(red, losses["deuteranopia"])); d > 40 {
		t.Errorf("the measure takes green and red for well apart (%.0f): it proves nothing", d)
	}
}

// seen is the colour in CIELAB as an eye with the loss sees it.
func seen(c Color, m [9]float64) [3]float64 {
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	at := func(i int) float64 { return min(max(m[i]*r+m[i+1]*g+m[i+2]*b, 0), 1) }
	r, g, b = at(0), at(3), at(6)
	f := func(v float64) float64 {
		if v > 0.008856 {
			return math.Cbrt(v)
		}
		return 7.787*v + 16.0/116
	}
	x, y, z := f((0.4124*r+0.3576*g+0.1805*b)/0.9505), f(0.2126*r+0.7152*g+0.0722*b), f((0.0193*r+0.1192*g+0.9505*b)/1.089)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func distance(a, b [3]float64) float64 {
	return math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
}

func write(t *testing.T, files map[string]string) Set {
	t.Helper()
	dir := t.TempDir()
	for name, body := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return Set{Dir: dir}
}

func TestPersonsThemeBuildsOnItsBase(t *testing.T) {
	s := write(t, map[string]string{"mine.toml": "base = \"dark\"\n[role]\nbad = { fg = \"#ff0000\" }\n", "bare.toml": "[role]\ntext = { fg = \"cyan\" }\n"})
	got, problems := s.Load("mine")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	dark := load(t, "dark")
	if got.Paints[Text] != dark.Paints[Text] || got.Ground != dark.Ground {
		t.Error("what is not written does not come from the base")
	}
	if b := got.Paints[Bad]; b.FG != RGB(255, 0, 0) || !b.Bold {
		t.Errorf("bad is %+v: want the new colour and the base's weight", b)
	}
	if bare, _ := s.Load("bare"); bare.Paints[Selection] != load(t, Default).Paints[Selection] {
		t.Error("a theme without a base does not build on the default theme")
	}
	if !slices.Contains(s.Names(), "mine") {
		t.Error("a person's own theme is not listed")
	}
}

func TestWrongRolesFallBackAndAreReported(t *testing.T) {
	s := write(t, map[string]string{"odd.toml": `base = "light"
ground = "white-ish"
[role]
good = { fg = "#12345" }
warn = { fg = 7 }
bad = { fg = "#112233", glow = true }
info = { bold = "yes" }
mood = { fg = "red" }
text = { fg = "#010203" }
`})
	got, problems := s.Load("odd")
	light := load(t, "light")
	for _, r := range []Role{Good, Warn, Bad, Info} {
		if got.Paints[r] != light.Paints[r] {
			t.Errorf("%s did not fall back: %+v", r, got.Paints[r])
		}
	}
	if got.Paints[Text].FG != RGB(1, 2, 3) || got.Ground != light.Ground {
		t.Error("a right role was lost, or a wrong ground kept")
	}
	var roles []string
	for _, p := range problems {
		roles = append(roles, p.Role)
		if !strings.Contains(p.Error(), "odd.toml") || !strings.Contains(p.Error(), p.Role) {
			t.Errorf("%q names not its file and role", p.Error())
		}
	}
	if want := []string{"ground", "bad", "good", "info", "mood", "warn"}; !slices.Equal(roles, want) {
		t.Errorf("reported %v, want %v", roles, want)
	}
}

func TestUnreadableThemesGiveTheDefault(t *testing.T) {
	s := write(t, map[string]string{"broken.toml": "role = [", "a.toml": "base = \"b\"\n", "b.toml": "base = \"a\"\n", "lost.toml": "base = \"gone\"\n"})
	for _, name := range []string{"broken", "a", "lost", "gone", "../themes/dark", ""} {
		got, problems := s.Load(name)
		if len(problems) != 1 {
			t.Errorf("%q: problems %v, want one", name, problems)
		}
		if got.Paints != load(t, Default).Paints {
			t.Errorf("%q does not draw like the default theme", name)
		}
	}
}

func TestThemesThatBuildOnEachOtherAreNamed(t *testing.T) {
	s := write(t, map[string]string{"a.toml": "base = \"b\"\n", "b.toml": "base = \"a\"\n"})
	_, problems := s.Load("a")
	if len(problems) != 1 || !strings.Contains(problems[0].Error(), `its base "a" builds on this theme`) {
		t.Errorf("reported %v", problems)
	}
}

func TestThemeOfABuiltinNameBuildsOnIt(t *testing.T) {
	s := write(t, map[string]string{"dark.toml": "base = \"dark\"\n[role]\ntext = { fg = \"#ffffff\" }\n"})
	got, problems := s.Load("dark")
	if len(problems) > 0 || got.Paints[Text].FG != RGB(255, 255, 255) || got.Paints[Bad] != load(t, "dark").Paints[Bad] {
		t.Errorf("got %+v, problems %v", got, problems)
	}
}

func TestRatio(t *testing.T) {
	if got := Ratio(RGB(0, 0, 0), RGB(255, 255, 255)); math.Abs(got-21) > 0.01 {
		t.Errorf("black on white is %.2f, want 21", got)
	}
	if Ratio(Color{}, RGB(0, 0, 0)) != 0 {
		t.Error("a figure was given for a colour nobody knows")
	}
}
