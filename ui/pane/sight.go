package pane

import (
	"slices"
	"strings"

	"switchboard/ui/style"
)

// Sight draws at most h of the lines of a sheet: from the first on, or as far down as the place that is typed into and the line beneath it are.
func Sight(lines []string, h int) string {
	h = max(h, 0)
	if len(lines) > h {
		here := max(slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, style.Here) }), 0)
		top := min(max(here+2-h, 0), here, len(lines)-h)
		lines = lines[top : top+h]
	}
	return strings.Join(lines, "\n")
}
