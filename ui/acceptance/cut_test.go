package acceptance

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"switchboard/ui/cli"
)

var (
	// shortened is what says which thing is meant, shortened in its middle: a number, an id.
	shortened = regexp.MustCompile(`\S ?… ?\S`)
	// heading is a line that begins with the capitals of a heading or of column titles; a row's state is followed by its number.
	heading = regexp.MustCompile(`^[\[A-Z][A-Z0-9]{2,}\b`)
	// inSheet is a line of a sheet that ends in the middle of something.
	inSheet = regexp.MustCompile(`^[^│]*│[^│]*… *│`)
	number  = regexp.MustCompile(`\+\d`)
)

// cutLines are the lines of a frame that must be whole and are not: the head of the window, titles, headings, totals, what is said under a
// table, sheets, the foot.
func cutLines(frame string) []string {
	var out []string
	lines := strings.Split(strings.TrimRight(frame, "\n"), "\n")
	for i, l := range lines {
		if !strings.Contains(shortened.ReplaceAllString(l, ""), "…") {
			continue
		}
		in := strings.TrimSpace(strings.Trim(strings.TrimSpace(l), "│▌"))
		sheet := inSheet.MatchString(l) && !number.MatchString(in)
		chrome := i < 3 || i >= len(lines)-2
		total := strings.HasPrefix(strings.ToLower(in), "total") || strings.HasPrefix(in, "all ")
		if sheet || chrome || total || heading.MatchString(in) && !number.MatchString(in) {
			out = append(out, l)
		}
	}
	return out
}

// In a window of 80 by 24 no heading, no total, no sheet's sentence and no foot is cut: what a list has no room for is its cells alone.
func TestNothingThatNamesIsCutAt80x24(t *testing.T) {
	t.Run("frames", func(t *testing.T) {
		var files []string
		for _, glob := range []string{"*80x24*.txt", "*/*80x24*.txt"} {
			found, err := filepath.Glob(filepath.Join("..", "..", "testdata", "frames", glob))
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, found...)
		}
		if len(files) < 100 {
			t.Fatalf("only %d frames", len(files))
		}
		for _, f := range files {
			raw, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range cutLines(string(raw)) {
				t.Errorf("%s: %s", filepath.Base(f), l)
			}
		}
	})
	t.Run("console", func(t *testing.T) {
		inBubble(t, cli.Flags{}, func(d *desk) {
			for _, digit := range d.panes() {
				d.Resize(80, 24)
				d.Press("esc", "esc", digit)
				for tab := range 6 {
					for _, l := range cutLines(d.Frame()) {
						t.Errorf("pane %s, tab %d: %s", digit, tab, l)
					}
					d.Press("right")
				}
			}
			for _, keys := range []string{"?", ":", ",", "!", "n", "1 s", "2 n", "2 b", "2 e", "2 enter", "3 E", "5 a", "5 e", "4 n", "6 E", "6 w"} {
				d.Press("esc", "esc", "esc")
				d.Press(strings.Fields(keys)...)
				for _, l := range cutLines(d.Frame()) {
					t.Error(fmt.Sprintf("%q: ", keys) + l)
				}
			}
		})
	})
}
