// Package news tells the person what the engine wrote down for them: a
// balance that is low, a report that was decided, a block that began.
package news

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// look is how many of the newest lines are read; more than that at once are told as one.
const look = 50

// Store is where the engine writes.
type Store interface {
	AuditLog(ctx context.Context, before int64, limit int) ([]store.Event, error)
}

// News implements ui.Listener.
type News struct {
	kit   *pane.Kit
	store Store
	read  pane.Loader[[]store.Event]
	last  int64 // the newest line that was told, or that was there at the start
	begun bool
}

// New returns the listener.
func New(kit *pane.Kit, s Store) *News { return &News{kit: kit, store: s} }

// Init implements ui.Listener.
func (n *News) Init() tea.Cmd { return n.load() }

func (n *News) load() tea.Cmd {
	s := n.store
	return n.read.Load(n.kit.Ctx, func(ctx context.Context) ([]store.Event, error) { return s.AuditLog(ctx, 0, look) })
}

// Update implements ui.Listener.
func (n *News) Update(msg tea.Msg) tea.Cmd {
	if t, ok := msg.(store.Topic); ok && t.Has(store.Audit) {
		return n.load()
	}
	list, err, ok := n.read.Take(msg)
	if !ok || err != nil {
		return nil
	}
	return n.tell(list)
}

// tell says what is new since the last time; what was there at the start is old.
func (n *News) tell(list []store.Event) tea.Cmd {
	var cmds []tea.Cmd
	for i := len(list) - 1; i >= 0; i-- {
		e := list[i]
		told, ok := e.Notice()
		if ok && n.begun && e.ID > n.last {
			cmds = append(cmds, pane.Send(n.notice(told, e.Who)))
		}
		n.last = max(n.last, e.ID)
	}
	n.begun = true
	return pane.Sequence(cmds...)
}

func (n *News) notice(told store.Notice, who string) pane.Notice {
	said := text.Clean(told.Said)
	if n.kit.Private {
		said = text.Clean(told.Public)
	}
	if who != "" {
		said = text.Join(": ", n.kit.Name(who), said)
	}
	return pane.Notice{Kind: told.Kind, Text: said.String(), Masked: text.Clean(told.Public).String(), Full: said.String()}
}
