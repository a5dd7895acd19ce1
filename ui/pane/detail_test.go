package pane

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"switchboard/themes"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// No value of a detail is cut: it goes on beneath, and one long word stands on a line of its own.
func TestALongValueGoesOnBeneath(t *testing.T) {
	th, _ := themes.Set{}.Load(themes.Mono)
	kit := &Kit{Styles: style.New(th, false)}
	for _, c := range []struct {
		w     int
		value string
		want  []string
	}{
		{40, "active", []string{"website           active"}},
		{40, "https://dispatch.acme.example", []string{"website", "  https://dispatch.acme.example"}},
		{40, "200 MARKET ST, SAN FRANCISCO", []string{"website           200 MARKET ST, SAN", "                  FRANCISCO"}},
		{24, "https://dispatch.acme.example", []string{"website     https://disp", "            atch.acme.ex", "            ample"}},
	} {
		var got []string
		for _, l := range NewDetail(kit, c.w).Field("website", style.Text, text.Clean(c.value)).Lines(9) {
			got = append(got, strings.TrimRight(ansi.Strip(l), " "))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q in %d cells is %q", c.value, c.w, got)
		}
	}
}

// A sentence that has no room on its line goes on beneath, and is not cut.
func TestASentenceOfADetailIsReadWhole(t *testing.T) {
	const said = "No answer yet. Checking whether it went through; it is not sent twice."
	th, _ := themes.Set{}.Load(themes.Mono)
	kit := &Kit{Styles: style.New(th, false)}
	for _, w := range []int{20, 38, 41, 120} {
		lines := NewDetail(kit, w).Own(style.Text, said).Lines(40)
		for i, l := range lines {
			lines[i] = strings.TrimSpace(ansi.Strip(l))
		}
		if got := strings.Join(lines, " "); got != said {
			t.Errorf("in %d cells it says %q", w, got)
		}
	}
}
