package wiring

import (
	"image/color"
	"testing"

	tea "charm.land/bubbletea/v2"

	"switchboard/themes"
	"switchboard/ui/pane"
	"switchboard/ui/style"
)

func TestTheThemeAutoIsTheTerminals(t *testing.T) {
	start, _ := themes.Set{}.Load(themes.Default)
	g := ground{kit: &pane.Kit{Styles: style.New(start, false)}}
	if g.Init() == nil {
		t.Fatal("the terminal is not asked")
	}
	for want, c := range map[string]color.Color{"dark": color.Black, "light": color.White} {
		g.Update(tea.BackgroundColorMsg{Color: c})
		if got := g.kit.Styles.Theme; got != want {
			t.Errorf("on this ground the theme is %s, not %s", got, want)
		}
	}
}
