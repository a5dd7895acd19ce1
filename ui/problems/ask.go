package problems

import (
	"switchboard/store"
	"switchboard/ui/pane"

	tea "charm.land/bubbletea/v2"
)

// Asker has the providers asked again; the error says why nobody is.
type Asker interface{ AskAgain() error }

// Ask is the act that asks at once where only an answer of the provider ends what stands.
func (p *Problems) Ask(e Asker) pane.Action {
	p.retry = silent("problems.ask", "ask the providers again", p.whileAny("every provider answers", store.Unreachable, store.Trouble, store.OnHold, store.KeyRefused, store.NoKey), func() tea.Cmd {
		return said(e.AskAgain, "The providers are asked again now.")
	})
	return p.retry
}
