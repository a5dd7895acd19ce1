package welcome_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"switchboard/themes"
	"switchboard/ui/consoletest"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
	"switchboard/ui/welcome"
)

func screen(t *testing.T) *welcome.Model {
	t.Helper()
	theme, problems := themes.Set{}.Load(themes.Mono)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return welcome.New(&pane.Kit{Ctx: t.Context(), Styles: style.New(theme, false)}, "~/.local/share/switchboard", "~/.config/switchboard/config.toml")
}

func TestWelcomeFrame(t *testing.T) {
	m := screen(t)
	m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	consoletest.Golden(t, "welcome-80x24", ansi.Strip(m.View().Content)+"\n")
}

func TestWelcomeFitsAnyWindow(t *testing.T) {
	m := screen(t)
	for w := 1; w < 100; w += 3 {
		for h := 1; h < 30; h++ {
			m.Update(tea.WindowSizeMsg{Width: w, Height: h})
			lines := strings.Split(ansi.Strip(m.View().Content), "\n")
			if len(lines) > h {
				t.Fatalf("%d lines in a window of %dx%d", len(lines), w, h)
			}
			for _, l := range lines {
				if text.Width(l) > w {
					t.Fatalf("%q is too wide for %dx%d", l, w, h)
				}
			}
		}
	}
}

func TestChoices(t *testing.T) {
	for want, keys := range map[welcome.Choice][]tea.KeyPressMsg{
		welcome.Sandbox: {{Code: tea.KeyEnter}},
		welcome.Connect: {{Code: 'j', Text: "j"}, {Code: tea.KeyEnter}},
		welcome.Quit:    {{Code: 'q', Text: "q"}},
	} {
		m := screen(t)
		var cmd tea.Cmd
		for _, k := range keys {
			_, cmd = m.Update(k)
		}
		if m.Chosen() != want || cmd == nil {
			t.Errorf("%v chose %v, ends: %v", keys, m.Chosen(), cmd != nil)
		}
	}
	m := screen(t)
	if _, cmd := m.Update(tea.KeyPressMsg{Code: 'q', Mod: tea.ModAlt}); cmd == nil {
		t.Error("q at once after Esc does not end the program")
	}
	m = screen(t)
	if _, cmd := m.Update(tea.KeyPressMsg{Code: tea.KeyEscape}); cmd != nil {
		t.Error("Esc ends the program")
	}
}

// In a small window the choices, what the one with the cursor is, and the keys are read whole.
func TestASmallWindowSaysItAll(t *testing.T) {
	m := welcome.New(consoletest.Look{}.Kit(t.Context(), t), "~/d", "~/c")
	m.Update(tea.WindowSizeMsg{Width: 40, Height: 8})
	for _, what := range []string{"a built-in sandbox; nothing leaves", "SMS codes, number trust, phone"} {
		said := ansi.Strip(m.View().Content)
		for _, want := range []string{"Try it now", "Connect accounts", what, "Enter choose   Up Down move   q quit"} {
			if !strings.Contains(said, want) {
				t.Errorf("%q is not in\n%s", want, said)
			}
		}
		m.Update(tea.KeyPressMsg{Code: tea.KeyDown})
	}
}
