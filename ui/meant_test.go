package ui

import (
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keybook"
	"switchboard/ui/pane"
)

// bare is a pane that offers what it is given.
type bare struct {
	actions []pane.Action
	typing  bool
}

func (b *bare) ID() string             { return "bare" }
func (b *bare) Title() string          { return "Bare" }
func (b *bare) Init() tea.Cmd          { return nil }
func (b *bare) Update(tea.Msg) tea.Cmd { return nil }
func (b *bare) Actions() []pane.Action { return b.actions }
func (b *bare) View(int, int) string   { return "" }
func (b *bare) Capturing() bool        { return b.typing }

func over(t *testing.T, b *bare) *Model {
	t.Helper()
	m := New(Options{Kit: &pane.Kit{Ctx: t.Context(), Keys: keybook.New(nil), Now: time.Now}, Panes: []pane.Pane{b}})
	t.Cleanup(m.Quit)
	return m
}

func TestWhatAPersonPressed(t *testing.T) {
	alt := func(r, shifted rune) tea.KeyPressMsg {
		return tea.KeyPressMsg{Code: r, ShiftedCode: shifted, Mod: tea.ModAlt}
	}
	bound := []pane.Action{{ID: "bare.jump", Key: key.NewBinding(key.WithKeys("alt+j"))}}
	for _, c := range []struct {
		about         string
		in            tea.KeyPressMsg
		typing, kitty bool
		want          []string
	}{
		{about: "a letter at once after Escape", in: alt('p', 'P'), want: []string{"esc", "P"}},
		{about: "the same while typing", in: alt('x', 0), typing: true, want: []string{"esc", "x"}},
		{about: "a word back while typing", in: alt('b', 0), typing: true, want: []string{"alt+b"}},
		{about: "no word to go back", in: alt('b', 0), want: []string{"esc", "b"}},
		{about: "an act of its own", in: alt('j', 0), want: []string{"alt+j"}},
		{about: "the terminal knows Alt", in: alt('p', 0), kitty: true, want: []string{"alt+p"}},
		{about: "Ctrl-c of a Russian layout", in: tea.KeyPressMsg{Code: 'с', Mod: tea.ModCtrl}, want: []string{"ctrl+c"}},
		{about: "Escape and Backspace in a list", in: tea.KeyPressMsg{Code: tea.KeyBackspace, Mod: tea.ModAlt}, want: []string{"esc", "backspace"}},
		{about: "a word deleted while typing", in: tea.KeyPressMsg{Code: tea.KeyBackspace, Mod: tea.ModAlt}, typing: true, want: []string{"alt+backspace"}},
		{about: "Alt and an arrow, which no Escape begins", in: tea.KeyPressMsg{Code: tea.KeyUp, Mod: tea.ModAlt}, want: []string{"alt+up"}},
		{about: "Ctrl-[ where the terminal tells it from Escape", in: tea.KeyPressMsg{Code: '[', Mod: tea.ModCtrl}, kitty: true, want: []string{"esc"}},
		{about: "Ctrl-m where the terminal tells it from Enter", in: tea.KeyPressMsg{Code: 'm', Mod: tea.ModCtrl}, kitty: true, want: []string{"enter"}},
		{about: "Ctrl-j where the terminal tells it from Enter", in: tea.KeyPressMsg{Code: 'j', Mod: tea.ModCtrl}, kitty: true, want: []string{"ctrl+j"}},
		{about: "a Russian letter that is text", in: tea.KeyPressMsg{Code: 'с', Text: "с"}, want: []string{"с"}},
	} {
		m := over(t, &bare{actions: bound, typing: c.typing})
		m.kitty = c.kitty
		got := m.meant(c.in)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v", c.about, got)
			continue
		}
		for i, k := range got {
			if k.String() != c.want[i] {
				t.Errorf("%s: %q is key %d, want %q", c.about, k, i, c.want[i])
			}
		}
	}
}
