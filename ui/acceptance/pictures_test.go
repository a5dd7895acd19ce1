package acceptance

import (
	"fmt"
	"testing"
	"time"

	"switchboard/ui/cli"
	"switchboard/ui/consoletest"
)

// scenes are what is looked at as pictures, and the keys that lead there from the pane before.
var scenes = []struct {
	name string
	keys []string
}{
	{"live", []string{"1"}}, {"customers", []string{"2"}}, {"history", []string{"3"}}, {"listings", []string{"4"}}, {"numbers", []string{"5"}},
	{"insights", []string{"6"}}, {"log", []string{"7"}}, {"big", []string{"1", "v"}}, {"order", []string{"esc", "n", "a", "c", "m", "e", "enter"}},
	{"problems", []string{"esc", "esc", "esc", "!"}}, {"help", []string{"esc", "?"}}, {"palette", []string{"esc", ":"}}, {"settings", []string{"esc", "esc", ","}},
}

// With -pictures DIR the whole console over its sandbox is drawn as PNG, pane by pane, in every theme and at three sizes; without it there is
// nothing to look at.
func TestPictures(t *testing.T) {
	if !consoletest.Pictured() {
		t.Skip("-pictures DIR draws them")
	}
	for _, size := range [][2]int{{80, 24}, {120, 40}, {170, 45}} {
		inBubble(t, cli.Flags{}, func(d *desk) {
			d.Resize(size[0], size[1])
			d.Sleep(90 * time.Second)
			for _, s := range scenes {
				d.Press(s.keys...)
				d.Sleep(2 * time.Second)
				d.Picture(fmt.Sprintf("%s-%dx%d", s.name, size[0], size[1]))
			}
		})
	}
}
