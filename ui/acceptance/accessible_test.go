package acceptance

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"switchboard/ui/cli"
)

// at is the line under the terminal's own cursor; false where it is hidden.
func (d *desk) at() (line string, ok bool) {
	c := d.Cursor()
	if c == nil {
		return "", false
	}
	return strings.Split(d.Frame(), "\n")[c.Y], true
}

// The terminal's own cursor is on the selected row, and in a field where the
// next letter goes, so that a screen reader reads it and a magnifier shows it.
func TestTheTerminalsCursorIsWhereThePersonIs(t *testing.T) {
	t.Parallel()
	inBubble(t, cli.Flags{}, func(d *desk) {
		for _, size := range [][2]int{{40, 8}, {80, 24}, {120, 40}, {170, 45}} {
			for _, digit := range d.panes() {
				if digit == "6" || digit == "7" { // figures, and acts from here: without rows at first
					continue
				}
				d.Resize(size[0], size[1])
				d.Press(digit)
				d.Sleep(2 * time.Second)
				before, ok := d.at()
				if !ok || !strings.HasPrefix(before, "▌") {
					t.Errorf("pane %s at %v: the cursor is on %q:\n%s", digit, size, before, d.Frame())
				}
				d.Press("down")
				if after, ok := d.at(); !ok || !strings.HasPrefix(after, "▌") {
					t.Errorf("pane %s at %v, a row further: the cursor is on %q:\n%s", digit, size, after, d.Frame())
				}
			}
		}
		d.Resize(80, 24)
		for _, c := range []struct{ key, typed, on string }{{":", "hist", "▌"}, {",", "", "▌"}, {"n", "ac", "▌"}, {"Y", "", "▌"}, {"?", "cop", ""}} {
			d.Press("1", c.key)
			d.Sleep(time.Second)
			d.Type(c.typed)
			d.Sleep(time.Second)
			if line, ok := d.at(); !ok || !strings.Contains(line, c.on) {
				t.Errorf("in the sheet of %s the cursor is on %q:\n%s", c.key, line, d.Frame())
			}
			d.Press("esc", "esc", "esc")
		}
	})
}

// colour is a sequence that sets one.
var colour = regexp.MustCompile(`\x1b\[[0-9;:]*m`)

// attributes are the parts of a sequence that set no colour: bold, faint, underline, reverse, conceal, and taking them back.
var attributes = regexp.MustCompile(`^(0|1|2|4|7|8|22|24|27|28)?$`)

// everywhere shows each pane and the sheets that open from it, at four sizes.
func (d *desk) everywhere(look func(where string)) {
	for _, digit := range d.panes() {
		for at, opener := range openers[digit] {
			size := [][2]int{{120, 40}, {80, 24}, {170, 45}, {40, 8}}[at%4]
			d.Resize(size[0], size[1])
			d.Press(digit, "down")
			look("pane " + digit)
			d.Press(opener)
			d.Sleep(time.Second)
			look("pane " + digit + ", " + opener)
			d.Press("esc", "esc", "esc", "u")
		}
	}
	for _, opener := range []string{"!", ":", ",", "?"} {
		d.Press(opener)
		look(opener)
		d.Press("esc", "esc")
	}
}

// Where colour is unwanted or impossible no frame sets one: what it says is in
// words, in bold, underline and reverse.
func TestWithoutColourNoFrameHasOne(t *testing.T) {
	for name, set := range map[string][2]string{"NO_COLOR": {"NO_COLOR", "1"}, "TERM=dumb": {"TERM", "dumb"}} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(set[0], set[1])
			inBubble(t, cli.Flags{}, func(d *desk) {
				d.everywhere(func(where string) {
					for _, seq := range colour.FindAllString(d.Painted(), -1) {
						for _, part := range strings.Split(strings.TrimSuffix(strings.TrimPrefix(seq, "\x1b["), "m"), ";") {
							if !attributes.MatchString(part) {
								t.Fatalf("%s: %q sets a colour:\n%s", where, seq, d.Frame())
							}
						}
					}
				})
			})
		})
	}
}

// With plain signs no pane and no sheet has a letter beyond ASCII.
func TestPlainSignsAreASCII(t *testing.T) {
	t.Setenv("SWITCHBOARD_ASCII", "on")
	inBubble(t, cli.Flags{}, func(d *desk) {
		d.everywhere(func(where string) {
			for _, r := range ansi.Strip(d.Painted()) {
				if r > 0x7e {
					t.Fatalf("%s has %q:\n%s", where, r, d.Frame())
				}
			}
		})
	})
}

// With calm countdowns the screen stands still for ten seconds at a time.
func TestCalmScreensStandStill(t *testing.T) {
	t.Setenv("SWITCHBOARD_CALM", "true")
	inBubble(t, cli.Flags{Offline: true}, func(d *desk) {
		d.Resize(120, 40)
		d.Sleep(30 * time.Second)
		for _, digit := range d.panes() {
			d.Resize(120, 40)
			d.Press(digit)
			d.Sleep(time.Until(time.Now().Truncate(10*time.Second).Add(10*time.Second)) + time.Second)
			first := d.Painted()
			for range 8 {
				d.Sleep(time.Second)
				if d.Painted() != first {
					t.Errorf("pane %s moves:\n%s", digit, d.Frame())
					break
				}
			}
		}
	})
}

// What is set about the look of the console holds as soon as it is saved.
func TestASettingOfTheLookHoldsAtOnce(t *testing.T) {
	t.Parallel()
	inBubble(t, cli.Flags{}, func(d *desk) {
		d.Resize(120, 40)
		d.Press(",", "/")
		d.Sleep(time.Second)
		d.Type("ascii letters")
		d.Press("enter", "enter")
		d.Sleep(time.Second)
		d.Shows("auto", "on", "off")
		d.Press("home", "down", "enter")
		d.Sleep(time.Second)
		d.Shows("Saved and in use: Plain ASCII letters and lines only")
		d.Hides("│", "▌")
	})
}
