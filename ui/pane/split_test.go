package pane_test

import (
	"strings"
	"testing"

	"switchboard/ui/pane"
)

func TestOfARowThatPassesTheHeadIsDrawn(t *testing.T) {
	said := func(w, h int) []string { return []string{"head", "second", "third"}[:min(h, 3)] }
	for name, size := range map[string][3]int{"under it": {80, 30, 10}, "beside it": {120, 30, 10}, "below a wide list": {120, 40, 110}} {
		kit := kit(t)
		s := pane.Split{Kit: kit, Need: size[2], PreviewHeight: 4, List: func(int, int) []string { return []string{"row"} }, Preview: said, Detail: said}
		if got := s.View(size[0], size[1]); !strings.Contains(got, "third") {
			t.Errorf("%s: what is said of a row is not all drawn:\n%s", name, got)
		}
		kit.Passing = true
		if got := s.View(size[0], size[1]); !strings.Contains(got, "head") || strings.Contains(got, "second") || strings.Count(got, "\n") != size[1]-1 {
			t.Errorf("%s: of a row that passes more than its head is drawn:\n%s", name, got)
		}
	}
}
