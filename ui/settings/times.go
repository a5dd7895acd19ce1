package settings

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
)

// timesPath is the setting that says how moments are written.
const timesPath = "time"

// TimesAction goes through the ways in which times are written. The next one holds at once, in everything that is
// shown, and is remembered.
func (s *Settings) TimesAction() pane.Action {
	return pane.Action{ID: "console.times", Key: s.kit.Bind("console.times", "times: local, UTC, ago", "p t"), Hide: true, Do: func() tea.Cmd {
		s.kit.Times = s.kit.Times.Next()
		to, book, ctx := s.kit.Times, s.book, s.kit.Ctx
		return func() tea.Msg {
			said := "Times are shown " + to.String()
			for _, l := range book.Lines() {
				if l.Path == timesPath && l.Fixed {
					return pane.Toast{Text: said + " until you leave: " + l.Origin + " sets what is used after that."}
				}
			}
			if _, err := book.Set(context.WithoutCancel(ctx), timesPath, string(to)); err != nil {
				return pane.Toast{Text: said + ". It could not be kept: " + store.Said(err), Bad: true}
			}
			return pane.Toast{Text: said + ", from now on."}
		}
	}}
}
