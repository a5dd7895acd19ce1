package numbers

import (
	"charm.land/bubbles/v2/key"

	"switchboard/ui/keybook"
)

// fixed is the binding of a sheet's own key: sheets are not remapped.
func fixed(help string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(keybook.Show(keys[0]), help))
}
