package customers

import (
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// painted is prose in a role, wrapped to w cells.
func painted(kit *pane.Kit, role style.Role, s string, w int) []string {
	var out []string
	for _, l := range text.Clean(s).Wrap(w) {
		out = append(out, kit.Styles.Paint(role, l.String()))
	}
	return out
}
