package ordering

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// batch are the orders of one Enter: one after the other, each an attempt and
// a consent of its own.
type batch struct {
	act  act.Order
	each []act.Consent
	got  []platfone.Activation
	run  int64           // where they are written down; 0 is nowhere
	ctx  context.Context // within which each is carried out by its place
}

// answered is what came of one of them.
type answered struct {
	to     *sheet
	number platfone.Activation
	used   string // says that the number was used before
	err    error
}

// submit checks what was typed and orders. A price older than a minute is
// asked for again first.
func (s *sheet) submit() tea.Cmd {
	o, field, why := s.order()
	switch now := s.c.kit.Now(); {
	case why != "":
		s.problem = why
		s.focus(field)
		return nil
	case now.Sub(s.ahead.spared) < burst: // the end of something that was meant for another place
		return s.again()
	}
	if s.outdated() {
		s.problem = "The price was old and is read again: " + s.againWords() + "."
		s.checked, s.checkedAt, s.priced = s.pair(), s.c.kit.Now(), ""
		return s.ask(func(ctx context.Context, d Desk) error { return d.RefreshPrice(ctx, o.ServiceID, o.CountryID) })
	}
	return s.send()
}

// outdated reports whether the price has to be asked for before ordering: it
// is old, begins an attempt, and was not asked for already, for an answer that
// does not come keeps nobody from ordering.
func (s *sheet) outdated() bool {
	p, ok := s.chosenPrice()
	now := s.c.kit.Now()
	asked := s.checked == s.pair() && now.Sub(s.checkedAt) <= fresh
	return ok && s.token == "" && !asked && now.Sub(p.Seen) > fresh
}

// send orders what was shown.
func (s *sheet) send() tea.Cmd {
	if s.weighed.Unread() {
		return s.again()
	}
	a, ok := s.wanted()
	if !ok || s.weighed.Act() != act.Act(a) {
		return s.again() // it is another order since the verdict
	}
	each, no := s.weighed.Agree(a.Of)
	if len(each) == 0 {
		return no
	}
	s.problem = ""
	s.batch = &batch{act: a, each: each, ctx: s.c.kit.Ctx}
	return tea.Batch(s.keepDraft(), s.writeDown())
}

// begun says where the orders of a batch are written down.
type begun struct {
	to  *sheet
	ctx context.Context
	run int64
}

// writeDown writes several orders down before the first is sent, so that the next start tells of
// them if this program ends in the middle.
func (s *sheet) writeDown() tea.Cmd {
	a := s.batch.act
	a.Left = 0 // it moves with each, and is no part of what was wanted
	to := pane.Written{Title: text.Sentence("Order {} of {}", text.Count(int64(a.Of), "number", "numbers"), text.Clean(a.Order.ServiceID+"/"+a.Order.CountryID)).String(), After: s.after}
	for range a.Of {
		to.Acts = append(to.Acts, a)
	}
	if !to.Needed(s.c.kit) {
		return s.next()
	}
	s.after = 0
	kit := s.c.kit
	return func() tea.Msg {
		ctx, run := to.Begin(kit)
		return begun{s, ctx, run}
	}
}

// next sends the next order of the batch.
func (s *sheet) next() tea.Cmd {
	a, n := s.batch.act, len(s.batch.got)
	a.Left = a.Of - n
	c, desk, ctx := s.batch.each[n], s.c.desk, act.AtPlace(s.batch.ctx, n)
	return func() tea.Msg {
		got, err := act.Do[platfone.Activation](ctx, desk, a, c)
		used := ""
		if err == nil {
			used, _ = desk.Used(ctx, got) // what cannot be read is not said
		}
		return answered{s, got, used, err}
	}
}

// answer does what the outcome asks for.
func (s *sheet) answer(m answered) tea.Cmd {
	b := s.batch
	if m.number.ID != "" {
		b.got = append(b.got, m.number)
	}
	if len(b.got) < b.act.Of && !act.Ends(b.act, m.err) {
		return tea.Batch(s.keepDraft(), s.next())
	}
	over := pane.EndRun(s.c.kit, b.run) // what came of them is on the screen
	if m.err == nil {
		return tea.Batch(over, s.done(m.used))
	}
	return tea.Batch(over, s.failed(b, m.err))
}

// failed says what keeps the rest of a batch from being ordered.
func (s *sheet) failed(b *batch, err error) tea.Cmd {
	of, got := b.act.Of, len(b.got)
	if s.moved != nil {
		of, got = s.moved.of, s.moved.got
	}
	s.weighed.Clear()
	s.went(b.act.Order)
	s.batch = nil
	s.count.SetValue(itoa(of - got))
	var rose *platfone.PriceMoved
	var open *store.Unsettled
	switch {
	case errors.As(err, &rose):
		s.top, s.moved = 0, &moved{order: b.act.Order, to: rose, of: of, got: got}
		return s.landed(b)
	case errors.As(err, &open):
		return tea.Batch(pane.Send(pane.Pop{Sheet: s}), pane.Send(pane.Goto{Pane: "live"}), pane.Send(pane.Toast{Text: s.words(b, err), Bad: true}))
	case errors.Is(err, platfone.ErrStaleOrder):
		s.token = ""
	}
	s.problem = s.words(b, err)
	return s.landed(b)
}

// landed takes the focus in Live to what was ordered before the rest failed.
func (s *sheet) landed(b *batch) tea.Cmd {
	if len(b.got) == 0 {
		return nil
	}
	return pane.Send(pane.Goto{Pane: "live", Key: b.got[len(b.got)-1].ID})
}

// done closes the sheet and says what was ordered, for whom, for how much.
func (s *sheet) done(used string) tea.Cmd {
	b := s.batch
	last := b.got[len(b.got)-1]
	words := s.ordered(b.got)
	if used != "" {
		words += " " + used
	}
	cmds := []tea.Cmd{pane.Send(pane.Pop{Sheet: s}), pane.Send(pane.Goto{Pane: "live", Key: last.ID}), s.dropDraft(s.draft())}
	if m := s.moved; m != nil && m.of-m.got > 1 {
		return s.rest(words, last.ID)
	}
	if len(b.got) > 1 || !s.c.set.CopyNumber {
		return tea.Batch(append(cmds, pane.Say(words))...)
	}
	what := last.ServiceID + ", " + s.c.kit.Name(last.CustomerID).String()
	return tea.Batch(append(cmds, pane.Send(pane.Copy{Text: string(last.Phone), What: "Number", Shown: s.c.kit.Phone(last.Phone).String(), Below: what, Lead: words}))...)
}

// rest goes on after the price of one of several moved and was accepted: those
// that are left are another order, which is to be read and wanted.
func (s *sheet) rest(words, id string) tea.Cmd {
	m := s.moved
	got := m.got + 1
	s.weighed.Clear()
	s.went(s.batch.act.Order)
	s.batch, s.token = nil, ""
	s.count.SetValue(itoa(m.of - got))
	s.problem = text.Sentence("{} of {} ordered. {} The others wait below.", text.Int(int64(got)), text.Int(int64(m.of)), text.Clean(words)).String()
	s.focus(onOrder)
	return tea.Batch(pane.Send(pane.Goto{Pane: "live", Key: id}), s.keepDraft())
}
