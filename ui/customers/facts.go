package customers

import (
	"context"
	"encoding/json"
	"slices"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// facts is what is said around the list.
type facts struct {
	shown, all int
	counted    bool
	read       bool // the list of customers was read to its end
	health     store.Health
	open       []store.Intent // acts upon customers whose outcome is not known
}

func (p *Pane) loadFacts() tea.Cmd {
	s, q := p.store, p.query()
	return p.readF.Load(p.kit.Ctx, func(ctx context.Context) (f facts, err error) {
		if f.all, err = s.CountCustomers(ctx, store.CustomerFilter{}); err != nil {
			return f, err
		}
		if f.shown, err = s.CountCustomers(ctx, q); err != nil {
			return f, err
		}
		if f.read, err = s.WasRead(ctx, store.ListOfCustomers); err != nil {
			return f, err
		}
		f.counted = true
		list, err := s.Healths(ctx)
		if err != nil {
			return f, err
		}
		for _, h := range list {
			if h.Provider == platfone.Provider {
				f.health = h
			}
		}
		open, err := s.OpenIntents(ctx)
		f.open = slices.DeleteFunc(open, func(i store.Intent) bool { return i.State != store.StateUnknown || !slices.Contains(acts, i.Op) })
		return f, err
	})
}

// acts are the journal's names for what is done to customers.
var acts = []string{act.Credit{}.Op(), act.NewCustomer{}.Op(), act.Status{}.Op()}

// about is the customer an act is about.
func about(i store.Intent) string {
	var note struct{ Customer string }
	if json.Unmarshal(i.Body, &note) != nil {
		return ""
	}
	return note.Customer
}

// checking is the act upon a customer whose outcome is being found out.
func (p *Pane) checking(id string) (store.Intent, bool) {
	for _, i := range p.facts.open {
		if about(i) == id {
			return i, true
		}
	}
	return store.Intent{}, false
}

// openLine says what is being found out about acts without an answer.
func (p *Pane) openLine() (text.Safe, style.Role) {
	i := p.facts.open[0]
	line := text.Sentence("No answer yet for {}. Checking whether it went through, {} so far.", text.Clean(p.subject(i)), text.Count(int64(i.Checks), "read", "reads"))
	if n := len(p.facts.open); n > 1 {
		line = line.Append(text.Sentence(" {} more.", text.Int(int64(n-1))))
	}
	return line, style.Warn
}

// subject says what an act was, in words; not of whom in private mode.
func (p *Pane) subject(i store.Intent) string {
	about := i.Subject
	switch booking := i.Op == (act.Credit{}).Op(); {
	case p.kit.Private:
		about = "somebody"
	case booking: // its subject says how much
		return about
	}
	return "the " + store.OpName(i.Op) + " (" + about + ")"
}
