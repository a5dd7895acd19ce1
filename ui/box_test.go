package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// growing is a sheet with a field, whose widest line changes with what is typed.
type growing struct {
	w      int
	typing bool
}

func (growing) Title() string          { return "Growing" }
func (growing) Update(tea.Msg) tea.Cmd { return nil }
func (growing) Actions() []pane.Action { return nil }
func (growing) View(int, int) string   { return "" }
func (g *growing) Wide() int           { return g.w }
func (g *growing) Capturing() bool     { return g.typing }

// The border of a sheet that is typed into never comes nearer; another stage of it, without a field, is as wide as its words.
func TestTheBorderStaysWhileOneTypes(t *testing.T) {
	m := over(t, &bare{})
	m.w = 160
	g := &growing{w: 80, typing: true}
	m.sheets = []opened{{sheet: g}}
	for _, c := range []struct {
		w      int
		typing bool
		want   int
	}{{80, true, 84}, {60, true, 84}, {90, true, 94}, {70, true, 94}, {70, false, 74}, {60, true, 64}} {
		if g.w, g.typing = c.w, c.typing; m.wide(g) != c.want {
			t.Errorf("%+v: %d", c, m.wide(g))
		}
	}
}

// What stands beside a sheet begins at the sheet's edge, whatever letter the edge goes through.
func TestTheEndOfALineKeepsItsPlace(t *testing.T) {
	for _, line := range []string{"abcdef", "ﾃﾞｰﾀ ﾃﾞｰﾀ", "電話番号", "e\u0301e\u0301e\u0301"} {
		for n := range text.Width(line) {
			if got := text.Width(endOf(line, n)); got != text.Width(line)-n {
				t.Errorf("%q from cell %d is %q, %d cells", line, n, endOf(line, n), got)
			}
		}
	}
}
