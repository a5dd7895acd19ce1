package customers

import (
	"charm.land/bubbles/v2/key"

	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// keyed is a sheet's own binding: sheets are not remapped.
func keyed(help string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(keybook.Show(keys[0]), help))
}

// painted is prose in a role, wrapped to w cells.
func painted(kit *pane.Kit, role style.Role, s string, w int) []string {
	var out []string
	for _, l := range text.Clean(s).Wrap(w) {
		out = append(out, kit.Styles.Paint(role, l.String()))
	}
	return out
}
