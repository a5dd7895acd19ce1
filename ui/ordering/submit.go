package ordering

import (
	"errors"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// answered is what came of an order.
type answered struct {
	to     *sheet
	order  platfone.NewOrder
	number platfone.Activation
	err    error
}

// submit checks what was typed and orders. A price older than a minute is
// asked for again first.
func (s *sheet) submit() tea.Cmd {
	o, field, why := s.order()
	if why != "" {
		s.problem = why
		s.focus(field)
		return nil
	}
	if p, ok := s.chosenPrice(); s.token == "" && s.stale(p, ok) {
		s.priced = ""
		s.problem = "The price was old: it is asked for again. Enter orders."
		s.market.prices[o.CountryID] = markSeen(p, s.c.kit.Now())
		return s.refreshPair(o)
	}
	return s.send(o)
}

func (s *sheet) stale(p store.Price, known bool) bool {
	return known && s.c.kit.Now().Sub(p.Seen) > fresh
}

// markSeen keeps a price from being asked for over and over when the answer does not come.
func markSeen(p store.Price, now time.Time) store.Price {
	p.Seen = now
	return p
}

func (s *sheet) refreshPair(o platfone.NewOrder) tea.Cmd {
	desk, ctx := s.c.desk, s.c.kit.Ctx
	return pane.Sequence(func() tea.Msg {
		_ = desk.RefreshPrice(ctx, o.ServiceID, o.CountryID)
		return nil
	}, s.loadMarket())
}

// send orders what was shown; more than Enter is asked for over the sheet.
func (s *sheet) send(o platfone.NewOrder) tea.Cmd {
	done := func(out act.Outcome, err error) tea.Msg {
		a, _ := out.(platfone.Activation)
		return answered{s, o, a, err}
	}
	s.problem = ""
	if v, ok := s.weighed.Verdict(); ok && v.Stands() && v.Consent.Sureness() > act.ByEnter && s.moved == nil {
		a, _ := s.wanted()
		line := text.Sentence("1 number: {} in {}, for {}", text.Clean(o.ServiceID), text.Clean(o.CountryID), s.c.kit.Name(a.Customer))
		return tea.Batch(s.c.keepDraft(s.draft()), pane.Send(pane.Push{Sheet: pane.NewAgree(s.c.kit, s.c.desk, pane.Agreement{
			Title: "Order for up to " + o.MaxPrice.String() + "?", Verb: "order", Act: a, Lines: []text.Safe{line}, Done: done,
		})}))
	}
	return tea.Batch(s.c.keepDraft(s.draft()), s.weighed.Confirm(done))
}

// answer does what the outcome asks for.
func (s *sheet) answer(m answered) tea.Cmd {
	if m.err == nil {
		return s.done(m.number)
	}
	s.weighed.Clear()
	s.went(m.order)
	var rose *platfone.PriceMoved
	if errors.As(m.err, &rose) {
		s.moved = &moved{order: m.order, to: rose, at: s.c.kit.Now()}
		return nil
	}
	s.problem = s.words(m)
	var u *store.Unsettled
	switch {
	case errors.As(m.err, &u):
		return tea.Batch(pane.Send(pane.Pop{Sheet: s}), pane.Send(pane.Goto{Pane: "live"}), pane.Send(pane.Toast{Text: s.problem, Bad: true}))
	case errors.Is(m.err, platfone.ErrNoNumbers):
		s.focus(onCountry)
	case errors.Is(m.err, platfone.ErrStaleOrder):
		s.token = ""
	}
	return nil
}

func (s *sheet) done(a platfone.Activation) tea.Cmd {
	shown := s.c.kit.Phone(a.Phone).String()
	cmds := []tea.Cmd{pane.Send(pane.Pop{Sheet: s}), pane.Send(pane.Goto{Pane: "live", Key: a.ID})}
	if s.c.set.CopyNumber {
		return tea.Batch(append(cmds, pane.Send(pane.Copy{Text: string(a.Phone), What: "number", Shown: shown}))...)
	}
	return tea.Batch(append(cmds, pane.Say("Number "+shown+" is ordered. Waiting for the code."))...)
}

// words says what became of an order that brought no number.
func (s *sheet) words(m answered) string {
	pair := m.order.ServiceID + "/" + m.order.CountryID
	var u *store.Unsettled
	var limited *rest.Error
	var low *platfone.LowSuccess
	var many *platfone.TooManyActive
	switch err := m.err; {
	case errors.As(err, &u):
		return "Sent, no answer yet: checking. Nothing will be sent again by itself."
	case errors.Is(err, platfone.ErrNoNumbers):
		return "None left for " + pair + " under " + m.order.MaxPrice.String() + ". " + s.instead()
	case errors.Is(err, platfone.ErrStaleOrder):
		return "The earlier attempt is gone at the provider. Enter orders anew."
	case errors.Is(err, platfone.ErrPayment):
		return "Refused: the customer's balance or yours at the provider is too low. The draft is kept."
	case errors.Is(err, platfone.ErrOnHold):
		return "Refused: the account or the customer is on hold."
	case errors.As(err, &low), errors.As(err, &many):
		return capital(err.Error()) + "."
	case errors.As(err, &limited) && limited.Kind == rest.Limited:
		s.wait, s.waitFor = limited.Until, "the provider asks to wait"
		if limited.Keeps > 0 {
			s.waitFor = limited.Keeping()
			return capital(limited.Error()) + "."
		}
		return "Too many requests: the provider asks to wait. Nothing is lost."
	}
	return m.err.Error()
}

// instead names the countries with stock that did best here for the service.
func (s *sheet) instead() string {
	best := s.alternatives(3)
	if len(best) == 0 {
		return "Try another country or a higher ceiling."
	}
	line := "Best by your record:"
	for i, a := range best {
		if i > 0 {
			line += ","
		}
		line += " " + a
	}
	return line + "."
}

func (s *sheet) alternatives(n int) []string {
	type choice struct {
		name string
		rate int
	}
	var all []choice
	_, chosen, _ := s.chosenPair()
	for id, p := range s.market.prices {
		if r, ok := s.market.records[id]; ok && id != chosen && !p.SoldOut() && r.Ordered > 0 {
			all = append(all, choice{id + " (" + strconv.Itoa(r.Received) + " of " + strconv.Itoa(r.Ordered) + ")", r.Received * 1000 / r.Ordered})
		}
	}
	for i := range all {
		for j := i; j > 0 && (all[j].rate > all[j-1].rate || all[j].rate == all[j-1].rate && all[j].name < all[j-1].name); j-- {
			all[j], all[j-1] = all[j-1], all[j]
		}
	}
	var out []string
	for _, c := range all[:min(n, len(all))] {
		out = append(out, c.name)
	}
	return out
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}
