package ui_test

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store/act"
	"switchboard/ui"
	"switchboard/ui/pane"
)

// What stands against an act has its way out in every sheet that asks about one.
func TestWhatStandsAgainstAnActHasItsWayOut(t *testing.T) {
	for _, c := range []struct {
		no               act.Reason
		key, hint, leads string
	}{
		{act.KeyRefused.Of("LINES"), "k", "k enter a key", "connect lines"},
		{act.NoKey.Of("LINES", "none was given"), "k", "k enter a key", "connect lines"},
		{act.SpendDay.Of("$3.00", "$1.00", "$2.00"), ",", ", settings", "settings"},
		{act.ReadOnly.Of(), "!", "! problems", "problems"},
		{act.SettingsBroken.Of("line 3"), "!", "! problems", "problems"},
		{act.JournalHeld.Of("The journal is missing."), "!", "! problems", "problems"},
		{act.Blocked.Of("LINES", "11:57", ""), "!", "! problems", "problems"},
		{act.OnHold.Of(), "!", "! problems", "problems"},
		{act.OpenAttempt.Of("It is not known yet"), "!", "! problems", "problems"},
	} {
		givers(t, func(m *ui.Model, g *giver) {
			say := func(words string) func() tea.Cmd { return func() tea.Cmd { return pane.Say("led to " + words) } }
			g.kit.Ways = pane.Ways{Settings: say("settings"), Problems: say("problems"),
				Connect: func(provider string) tea.Cmd { return pane.Say("led to connect " + provider) }}
			g.no = []act.Reason{c.no}
			run(m, "g")
			time.Sleep(time.Second)
			says(t, m, c.hint)
			run(m, "R"+c.key)
			says(t, m, "led to "+c.leads)
			if g.sent != 0 {
				t.Errorf("%s: it was sent", c.no.Code)
			}
		})
	}
}
