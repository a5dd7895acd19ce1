package ui_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"switchboard/ui"
)

// typedOn presses keys a person types, one every 200 milliseconds.
func typedOn(m *ui.Model, keys ...tea.KeyPressMsg) {
	for _, k := range keys {
		send(m, k)
	}
}

func letters(s string) []tea.KeyPressMsg {
	var out []tea.KeyPressMsg
	for _, r := range s {
		k := tea.KeyPressMsg{Code: r, Text: string(r)}
		if r == '\n' {
			k = tea.KeyPressMsg{Code: tea.KeyEnter}
		}
		out = append(out, k)
	}
	return out
}

func TestWhatIsTypedForASheetThatDoesNotOpenIsNoCommand(t *testing.T) {
	givers(t, func(m *ui.Model, g *giver) {
		g.off = "all places are taken."
		typedOn(m, letters("nfox-7\nxq\n")...)
		if g.ended != 0 {
			t.Error("a letter of a name ended a number")
		}
		says(t, m, "All places are taken. Not taken: fox-7 xq.")
		time.Sleep(time.Second)
		run(m, "x")
		if g.ended != 1 {
			t.Error("the pane has lost its keys")
		}
	})
}

// At any speed at which people type, and pasted.
func TestWhatIsTypedSlowlyForASheetThatDoesNotOpenIsNoCommand(t *testing.T) {
	for _, pace := range []time.Duration{20, 50, 80, 120, 300, 400} {
		givers(t, func(m *ui.Model, g *giver) {
			g.off = "all places are taken."
			for _, k := range letters("nfox\nx\n") {
				time.Sleep(pace * time.Millisecond)
				send(m, k)
			}
			if g.ended != 0 {
				t.Errorf("at %d ms a key a letter of a name ended a number", pace)
			}
			says(t, m, "All places are taken. Not taken: fox x.")
		})
	}
	givers(t, func(m *ui.Model, g *giver) {
		g.off = "all places are taken."
		typedOn(m, letters("nf")...)
		m.Update(tea.PasteMsg{Content: "ox\nxylo"})
		says(t, m, "All places are taken. Not taken: f a paste.")
	})
}

func TestCommandsAfterARefusalAreCommands(t *testing.T) {
	for _, c := range []struct {
		key   tea.KeyPressMsg
		shows string
	}{
		{letters(":")[0], "Commands"},
		{letters("?")[0], "Help"},
		{tea.KeyPressMsg{Code: 'p', Mod: tea.ModCtrl}, "Commands"},
		{letters("g")[0], "Give back"}, // the refusal names it
	} {
		givers(t, func(m *ui.Model, g *giver) {
			g.off = "all places are taken: g gives one back."
			typedOn(m, append(letters("n"), c.key)...)
			if frame := ansi.Strip(m.View().Content); !strings.Contains(frame, c.shows) || strings.Contains(frame, "Not typed") {
				t.Errorf("%s after a refusal does nothing:\n%s", c.key, frame)
			}
		})
	}
}

func TestEscapeEndsWhatIsTypedForASheetThatDoesNotOpen(t *testing.T) {
	givers(t, func(m *ui.Model, g *giver) {
		g.off = "all places are taken."
		typedOn(m, append(letters("nfo"), tea.KeyPressMsg{Code: tea.KeyEscape}, letters("x")[0])...)
		if g.ended != 1 {
			t.Error("x is no command after Escape")
		}
	})
}

// A key that opens nothing to write into leaves the keys behind it alone.
func TestKeysAfterAnotherRefusalAreCommands(t *testing.T) {
	givers(t, func(m *ui.Model, g *giver) {
		typedOn(m, letters("vx")...)
		if g.ended != 1 {
			t.Error("x was taken for what is typed")
		}
	})
}

// What is typed behind a key for words that does nothing in a sheet, such as that of the commands, is no command there.
func TestWhatIsTypedForCommandsThatDoNotOpenIsNoCommand(t *testing.T) {
	for _, opener := range []string{":", "/", "n"} {
		givers(t, func(m *ui.Model, g *giver) {
			run(m, "g")
			typedOn(m, letters(opener+"Release")...)
			if g.sent != 0 {
				t.Errorf("a letter typed behind %s confirmed what was asked", opener)
			}
			says(t, m, "Not taken: Release.")
			time.Sleep(2 * time.Second)
			run(m, "")
			run(m, "R")
			if g.sent != 1 {
				t.Error("the sheet has lost its key")
			}
		})
	}
}
