package acceptance

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/ui/cli"
	"switchboard/ui/wiring"
)

// What is changed in Settings holds at once, or the sheet says from when on.
func TestASettingSaysFromWhenOnItHolds(t *testing.T) {
	inBubble(t, cli.Flags{}, func(d *desk) {
		d.Press(",", "/")
		d.Type("undo_seconds")
		d.Press("enter")
		d.Shows("A change holds from the next start, or after o (reload).")
		d.Press("e", "ctrl+u")
		d.Type("9")
		d.Press("enter")
		d.Sleep(time.Second)
		d.Shows("from the next start", "This value holds from the next start, or after o (reload).")
		d.Press("/", "ctrl+u")
		d.Type("calm")
		d.Press("enter", "enter")
		d.Sleep(time.Second)
		d.Shows("Saved and in use")
		d.Hides("from the next start")
	})
}

// Every setting is shown whole: its sentence, its value, its name and where the value comes from; what it may be and when it holds where there is
// room for it.
func TestEverySettingIsShownWhole(t *testing.T) {
	for _, size := range [][2]int{{170, 45}, {80, 24}, {40, 24}, {40, 8}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			t.Parallel()
			p := program(t)
			c, profile, err := cli.Flags{Sandbox: true}.Configuration(p.Paths())
			if err != nil {
				t.Fatal(err)
			}
			within(t, p, func(d *desk) {
				d.Resize(size[0], size[1])
				d.Press(",")
				d.Sleep(time.Second)
				for _, l := range c.Lines(profile) {
					says, _, _ := strings.Cut(strings.TrimSuffix(l.About, "."), ". ")
					want := []string{says, l.Said, l.Path}
					if size[1] > 8 {
						want = append(want, "It can be: ", "A change holds ")
					}
					frame := unwrapped(d.Frame())
					for _, w := range want {
						if !strings.Contains(frame, strings.Join(strings.Fields(w), " ")) {
							t.Errorf("%s: %q is not whole in\n%s", l.Path, w, d.Frame())
						}
					}
					d.Press("down")
				}
			})
		})
	}
}

// unwrapped is a frame with the lines of what is in a box run together.
func unwrapped(frame string) string {
	var words []string
	for _, line := range strings.Split(frame, "\n") {
		words = append(words, strings.Fields(strings.Trim(line, " │▌"))...)
	}
	return strings.Join(words, " ")
}

// within is open in a bubble.
func within(t *testing.T, p wiring.Program, do func(*desk)) {
	synctest.Test(t, func(t *testing.T) {
		open(t, p, cli.Flags{}, do)
		synctest.Wait()
	})
}
