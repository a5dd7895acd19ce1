package pane

import (
	"context"
	"encoding/json"

	tea "charm.land/bubbletea/v2"
)

// Settings are where a Layout is kept, as JSON under a key of its pane.
type Settings interface {
	Setting(ctx context.Context, key string) (string, error)
	PutSetting(ctx context.Context, key, value string) error
}

// ReadLayout reads what is remembered of a list; what nobody can read is as good as nothing.
func ReadLayout(ctx context.Context, s Settings, key string) (l Layout, err error) {
	raw, err := s.Setting(ctx, key)
	if err == nil && raw != "" && json.Unmarshal([]byte(raw), &l) != nil {
		l = Layout{}
	}
	return l, err
}

// Keep remembers a layout, also when the console is left meanwhile.
func (l Layout) Keep(kit *Kit, s Settings, key string) tea.Cmd {
	ctx := context.WithoutCancel(kit.Ctx)
	return func() tea.Msg {
		raw, err := json.Marshal(l)
		if err == nil {
			err = s.PutSetting(ctx, key, string(raw))
		}
		if err != nil {
			return NotKept("how the list is shown", err)
		}
		return nil
	}
}
