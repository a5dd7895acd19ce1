package customers

import (
	"context"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// The views of a customer's card.
const (
	cardOverview = iota
	cardActivations
	cardLedger
	cardRecord
	cardStatement
)

// recordOf is how far back a customer's record by service reaches.
const recordOf = 30 * 24 * time.Hour

// card shows one customer whole: what it has, its activations, its ledger and
// how its services did.
type card struct {
	p        *Pane
	c        store.Customer
	tabs     *pane.Tabs
	numbers  pane.Table[store.Activation]
	numbersW pane.Window[store.Activation]
	ledger   pane.Table[store.Transaction]
	ledgerW  pane.Window[store.Transaction]
	record   pane.Table[store.Spend]
	readC    pane.Loader[store.Customer]
	readR    pane.Loader[record]
	lines    pane.Table[store.StatementLine] // the newest first
	readS    pane.Loader[store.Statement]
	stated   store.Statement
	span     int // which of the statement's spans
	daily    []store.CustomerDay
	whole    bool // all of the time of daily is here
	err      error
	top      int // of the overview where it is longer than the sheet
}

// open shows the selected customer's card.
func (p *Pane) open() tea.Cmd {
	c, _ := p.selected()
	return p.show(c, cardOverview)
}

// show opens a customer's card on a view and asks for what may be old on it.
func (p *Pane) show(c store.Customer, view int) tea.Cmd {
	s := newCard(p, c)
	desk, ctx := p.desk, p.kit.Ctx
	return tea.Batch(pane.Send(pane.Push{Sheet: s}), s.tabs.Go(view), s.numbersW.Start(), s.ledgerW.Start(), s.loadRecord(), p.quietly(c.ID), func() tea.Msg {
		_, _ = desk.RefreshHistory(ctx, c.ID), desk.RefreshLedger(ctx, c.ID) // what goes wrong is on the strip
		return nil
	})
}

func newCard(p *Pane, c store.Customer) *card {
	s := &card{p: p, c: c}
	s.tabs = pane.NewTabs(p.kit, "customers.card", s.turned, "Overview", "Activations", "Ledger", "Record", "Statement")
	s.numbers = pane.Table[store.Activation]{Kit: p.kit, Columns: s.numberColumns()}
	s.numbers.Key = func(a store.Activation) string { return a.ID }
	s.numbersW = pane.Window[store.Activation]{Kit: p.kit, List: &s.numbers.List, Place: func(a store.Activation) string { return place(a.Key) },
		Read: func(ctx context.Context, after string, limit int) ([]store.Activation, error) {
			return p.store.History(ctx, store.ActivationFilter{Customers: []string{c.ID}}, before(after), limit)
		}}
	s.ledger = pane.Table[store.Transaction]{Kit: p.kit, Columns: s.ledgerColumns()}
	s.ledger.Key = func(t store.Transaction) string { return place(t.Key) }
	s.ledgerW = pane.Window[store.Transaction]{Kit: p.kit, List: &s.ledger.List,
		Read: func(ctx context.Context, after string, limit int) ([]store.Transaction, error) {
			return p.store.Transactions(ctx, store.TransactionFilter{Customer: c.ID}, before(after), limit)
		}}
	s.record = pane.Table[store.Spend]{Kit: p.kit, Columns: s.recordColumns()}
	s.record.Key = func(t store.Spend) string { return t.ServiceID }
	s.record.Newest = true // the first stays selected while more of the past is read
	s.lines = pane.Table[store.StatementLine]{Kit: p.kit, Columns: s.statementColumns()}
	s.lines.Key = func(l store.StatementLine) string { return l.What + " " + l.ID }
	return s
}

// place and before write the store's key as a window knows rows, and back.
func place(k store.Key) string { return strconv.FormatInt(int64(k), 10) }

func before(place string) store.Key {
	n, err := strconv.ParseInt(place, 10, 64)
	if err != nil {
		return 0
	}
	return store.Key(n)
}

func (s *card) loadRecord() tea.Cmd {
	p, id, now := s.p, s.c.ID, s.p.kit.Now()
	return s.readR.Load(p.kit.Ctx, func(ctx context.Context) (record, error) { return p.readRecord(ctx, id, now.Add(-recordOf), now) })
}

// Title implements pane.Sheet.
func (s *card) Title() string { return s.p.kit.Name(s.c.ID).String() }

// Fill implements pane.Filler.
func (s *card) Fill() bool { return true }

// Update implements pane.Sheet.
func (s *card) Update(msg tea.Msg) tea.Cmd {
	if t, ok := msg.(store.Topic); ok {
		return s.changed(t)
	}
	if cmd, err, ok := s.numbersW.Take(msg); ok {
		s.err = err
		return cmd
	}
	if cmd, err, ok := s.ledgerW.Take(msg); ok {
		s.err = err
		return cmd
	}
	if c, err, ok := s.readC.Take(msg); ok && err == nil {
		s.c = c
	}
	if r, err, ok := s.readR.Take(msg); ok {
		s.err = err
		s.record.Set(r.services)
		s.daily, s.whole = r.days, r.whole
	}
	if st, err, ok := s.readS.Take(msg); ok {
		s.takeStatement(st, err)
	}
	return nil
}

func (s *card) changed(t store.Topic) tea.Cmd {
	var cmds []tea.Cmd
	if t.Has(store.Activations) {
		cmds = append(cmds, s.numbersW.Refresh(), s.loadRecord())
	}
	if t.Has(store.Transactions) {
		cmds = append(cmds, s.ledgerW.Refresh())
	}
	if t.Has(store.Customers | store.Activations | store.Transactions) {
		cmds = append(cmds, s.turned())
	}
	if t.Has(store.Customers | store.Activations) {
		st, id := s.p.store, s.c.ID
		cmds = append(cmds, s.readC.Load(s.p.kit.Ctx, func(ctx context.Context) (store.Customer, error) { return st.Customer(ctx, id) }))
	}
	return tea.Batch(cmds...)
}

func ago(kit *pane.Kit, t time.Time) text.Safe {
	if t.IsZero() {
		return text.Own("never")
	}
	return kit.Age(t).Append(text.Own(" ago"))
}

// empty is what stands in place of a view's rows.
func (s *card) empty() (style.Role, string) {
	switch {
	case s.err != nil:
		return style.Bad, sentence(store.Said(s.err))
	case s.tabs.At() == cardLedger:
		return style.Dim, "Its ledger was not read yet: r reads it."
	case s.tabs.At() == cardStatement:
		return style.Dim, "Nothing happened in this time, as far as is saved. w takes another time."
	case s.tabs.At() == cardRecord && s.c.Read.Month:
		return style.Dim, "No orders in 30 days."
	case !s.c.Read.Month:
		return style.Dim, "The orders of 30 days are not all read yet."
	}
	return style.Dim, "No orders of this customer yet."
}
