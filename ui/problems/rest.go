package problems

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Runs are the books in which several acts that go on are kept.
type Runs interface {
	Activation(ctx context.Context, id string) (store.Activation, error)
	EndRun(ctx context.Context, id int64) error
}

// Carrier is what goes on with a run that was cut off.
type Carrier struct {
	Books Runs
	Judge act.Judge
	// Fails is what says of an outcome of such an act that it is not what was wanted.
	Fails func(act.Act) pane.Failing
	// Order shows the sheet for so many more of an order; the run it goes on with is over once they are begun.
	Order func(o act.Order, left int, after int64) tea.Cmd
}

// Rest is the act that shows what was cut off: what of it was done, what not and what is
// unknown. What is left can be gone on with there; nothing is sent by itself.
func (p *Problems) Rest(c Carrier) pane.Action {
	return silent("problems.rest", "see what was cut off and go on", p.while(store.CutOff, "nothing was cut off"), func() tea.Cmd {
		st, _ := p.standing(store.CutOff)
		r, ctx := st.Runs[0], p.kit.Ctx
		if r.File != "" || len(r.Acts) == 0 {
			return pane.Send(pane.Push{Sheet: p.file(c, r)})
		}
		return func() tea.Msg {
			of := pane.Several{Title: r.Title, File: "switchboard-rest"}
			for _, a := range r.Acts {
				wanted, err := act.Read(a.Op, a.Body)
				if err != nil {
					return pane.Push{Sheet: p.file(c, r)} // seen is all that can be done about one that cannot be read
				}
				key := act.Upon(wanted, a.Ref)
				of.Of = append(of.Of, pane.Wanted{Key: key, Name: p.name(ctx, c.Books, key), Act: wanted})
			}
			of.Fails = c.Fails(of.Of[0].Act)
			if o, ok := of.Of[0].Act.(act.Order); ok { // what it costs now is for its own sheet to say
				of.Rest = func(left int) tea.Cmd { return c.Order(o, left, r.ID) }
			}
			return pane.Push{Sheet: pane.NewRest(p.kit, c.Judge, r, of)}
		}
	})
}

// name is what an act is upon, as a person knows it.
func (p *Problems) name(ctx context.Context, books Runs, key string) text.Safe {
	n := phone.E164(key)
	if a, err := books.Activation(ctx, key); err == nil {
		n = a.Phone
	}
	if n.Digits() != "" && n[0] == '+' {
		return p.kit.Phone(n)
	}
	return p.kit.Name(key)
}

// file shows what was cut off and cannot be gone on with from here: the rows of a file, and acts that were lost or cannot be read.
func (p *Problems) file(c Carrier, r store.Run) pane.Sheet {
	var s pane.Sheet
	seen := pane.Action{ID: "problems.seenfile", Key: bound("I have seen it", "enter"), Do: func() tea.Cmd {
		ctx := p.kit.Ctx
		return tea.Batch(pane.Send(pane.Pop{Sheet: s}), said(func() error { return c.Books.EndRun(ctx, r.ID) }, "Noted: it is not shown again."))
	}}
	s = pane.NewReader(p.kit, r.Title, func(w int) []string {
		return pane.Prose(p.kit, style.Text, text.Clean(r.Told()+" "+r.File).String(), w)
	}, seen)
	return s
}

// news says once what was cut off before this console opened, or in another program.
func (p *Problems) news() tea.Cmd {
	st, ok := p.standing(store.CutOff)
	if !ok {
		return nil
	}
	newest := st.Runs[len(st.Runs)-1].ID
	if newest <= p.told {
		return nil
	}
	p.told = newest
	return pane.Send(pane.Toast{Text: st.Sentence + " " + st.Works + " ! shows it.", Bad: true})
}
