package wiring

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/themes"
	"switchboard/ui/pane"
	"switchboard/ui/style"
)

// ground chooses between dark and light by the terminal's background, where the
// person leaves it to that. It is asked and not waited for: a terminal that says
// nothing keeps the theme that is right on both.
type ground struct {
	kit    *pane.Kit
	themes themes.Set
}

// Init implements ui.Listener.
func (g ground) Init() tea.Cmd { return tea.RequestBackgroundColor }

// Update implements ui.Listener.
func (g ground) Update(msg tea.Msg) tea.Cmd {
	if told, ok := msg.(tea.BackgroundColorMsg); ok {
		theme, _ := g.themes.Load(style.ForGround(told.IsDark()))
		g.kit.Styles.Apply(theme)
	}
	return nil
}
