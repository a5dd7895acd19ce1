package numbers

import (
	"charm.land/bubbles/v2/key"

	"switchboard/ui/keybook"
	"switchboard/ui/pane"
)

// bindings are the keys of the pane.
type bindings struct {
	address, clear, edit, find, mark, markAll, release, buy, online, copy, copyMenu, favourite, open, reread, refresh, more, coverage, unmark, markRange, arrange, export, settle, pick key.Binding
	up, down, top, bottom, pageUp, pageDown                                                                                                                                             key.Binding
}

func bind(kit *pane.Kit) bindings {
	b := kit.Bind
	return bindings{
		address: b("numbers.address", "911 address", "a"), clear: b("numbers.remove-address", "remove 911 address", "A"), edit: b("numbers.properties", "properties", "e"),
		find: b("numbers.find", "find", "n"), mark: b("numbers.mark", "mark", "space"), markAll: b("numbers.mark-all", "mark all shown", "ctrl+a"),
		release: b("numbers.release", "release", "x"), buy: b("numbers.buy", "buy the basket", "B"), online: b("numbers.online", "put online", "N"),
		copy: b("numbers.copy", "number", "y"), copyMenu: b("numbers.copy-more", "copy more", "Y"), favourite: b("numbers.keep", "keep on top", "*"),
		open: b("numbers.open", "open", "enter"), reread: b("numbers.re-read", "re-read", "r"), refresh: b("numbers.refresh", "read the list", "R"),
		more: b("numbers.more", "more", "+"), coverage: b("numbers.coverage", "911 coverage", "w"), unmark: b("numbers.unmark", "clear marks", "esc"),
		markRange: b("numbers.mark-range", "mark a range", "V"), arrange: b("numbers.sort", "sort and columns", "s"), export: b("numbers.export", "export", "E"),
		pick:   b("numbers.pick", "in the basket", "space"),
		settle: b("numbers.settle", "say what became of it", "d"),
		up:     b("numbers.up", "up", "up", "k"), down: b("numbers.down", "down", "down", "j"), top: b("numbers.top", "first", "home", "g"),
		bottom: b("numbers.bottom", "last", "end", "G"), pageUp: b("numbers.page-up", "page up", "pgup", "ctrl+u"), pageDown: b("numbers.page-down", "page down", "pgdown", "ctrl+d"),
	}
}

// fixed is the binding of a sheet's own key: sheets are not remapped.
func fixed(help string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(keybook.Show(keys[0]), help))
}
