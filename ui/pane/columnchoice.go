package pane

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// ColumnChoice is the columns of a table as a person wants them, kept under a setting of the table's own. It is for tables
// that have one order; those with several have a sheet for both.
type ColumnChoice struct {
	kit    *Kit
	store  Settings
	key    string
	table  arranged
	layout Layout
	read   Loader[Layout]
}

// arranged is a table that takes a layout.
type arranged interface {
	Columned
	Arrange(l Layout)
}

// NewColumnChoice returns the choice of a table's columns, which is kept under key.
func NewColumnChoice(kit *Kit, s Settings, key string, table arranged) *ColumnChoice {
	return &ColumnChoice{kit: kit, store: s, key: key, table: table}
}

// Load reads what was chosen before.
func (c *ColumnChoice) Load() tea.Cmd {
	s, key := c.store, c.key
	return c.read.Load(c.kit.Ctx, func(ctx context.Context) (Layout, error) { return ReadLayout(ctx, s, key) })
}

// Take has the table show what was read; ok is false of a message that is not its own.
func (c *ColumnChoice) Take(msg tea.Msg) (cmd tea.Cmd, ok bool) {
	l, err, ok := c.read.Take(msg)
	switch {
	case !ok:
		return nil, false
	case err != nil:
		return Fail(err), true
	}
	c.layout = l
	c.table.Arrange(l)
	return nil, true
}

// Layout is what is chosen now, for a table whose columns are others from view to view.
func (c *ColumnChoice) Layout() Layout { return c.layout }

// Ask opens the sheet in which columns are turned on and off.
func (c *ColumnChoice) Ask() tea.Cmd {
	return Send(Push{NewArrange(c.kit, nil, c.table, c.layout, func(l Layout) tea.Cmd {
		c.read.Drop() // what a person chooses is newer than what was kept
		c.layout = l
		c.table.Arrange(l)
		return l.Keep(c.kit, c.store, c.key)
	})})
}
