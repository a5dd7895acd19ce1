package history

import (
	"charm.land/bubbles/v2/key"

	"switchboard/ui/pane"
)

// bindings are the keys of the pane.
type bindings struct {
	copyNumber, copyMenu, report, again, open, refresh, export, mark, markAll, unmark key.Binding
	up, down, top, bottom, pageUp, pageDown                                           key.Binding
}

func bind(kit *pane.Kit) bindings {
	b := kit.Bind
	return bindings{
		copyNumber: b("history.copy-number", "number", "y"), copyMenu: b("history.copy-more", "copy more", "Y"),
		report: b("history.report", "report", "f"), again: b("history.again", "same again", "N"),
		open: b("history.open", "open", "enter"), refresh: b("history.refresh", "ask again", "R"), export: b("history.export", "export", "E"),
		mark: b("history.mark", "mark", "space"), unmark: b("history.unmark", "clear marks", "esc"), markAll: b("history.mark-all", "mark all shown", "ctrl+a"),
		up: b("history.up", "up", "up", "k"), down: b("history.down", "down", "down", "j"),
		top: b("history.top", "first", "home", "g"), bottom: b("history.bottom", "last", "end", "G"),
		pageUp: b("history.page-up", "page up", "pgup", "ctrl+u"), pageDown: b("history.page-down", "page down", "pgdown", "ctrl+d"),
	}
}
