package settings_test

import (
	"testing"

	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/settings"
)

// A short key would be told by its end: its length alone is said, and no sentence is left without its end.
func TestAShortKeyIsToldByItsLength(t *testing.T) {
	bubble(t, func(c *consoletest.Console, _ *ui.Model, s *settings.Settings, _ *accounts) {
		c.Send(s.Connect("sms")())
		c.Paste("wrongkey")
		c.Shows("8 characters")
		c.Hides("8 characters, ends")
	})
}
