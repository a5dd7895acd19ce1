package customers

import (
	"context"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
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
	readR    pane.Loader[[]store.Spend]
	err      error
	top      int // of the overview where it is longer than the sheet
}

// open shows the selected customer's card and asks for what may be old on it.
func (p *Pane) open() tea.Cmd {
	c, _ := p.selected()
	s := newCard(p, c)
	cmds := []tea.Cmd{pane.Send(pane.Push{Sheet: s}), s.numbersW.Start(), s.ledgerW.Start(), s.loadRecord(), p.quietly(c.ID)}
	if p.desk.Refusal() == "" {
		desk, ctx := p.desk, p.kit.Ctx
		cmds = append(cmds, func() tea.Msg {
			_ = desk.RefreshLedger(ctx, c.ID) // what goes wrong is on the strip
			return nil
		})
	}
	return tea.Batch(cmds...)
}

func newCard(p *Pane, c store.Customer) *card {
	s := &card{p: p, c: c}
	s.tabs = pane.NewTabs(p.kit, "customers.card", nil, "Overview", "Activations", "Ledger", "Record")
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
	st, id, since := s.p.store, s.c.ID, s.p.kit.Now().Add(-recordOf)
	return s.readR.Load(s.p.kit.Ctx, func(ctx context.Context) ([]store.Spend, error) { return st.SpendsOf(ctx, id, since) })
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
		s.record.Set(r)
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
	if t.Has(store.Customers | store.Activations) {
		st, id := s.p.store, s.c.ID
		cmds = append(cmds, s.readC.Load(s.p.kit.Ctx, func(ctx context.Context) (store.Customer, error) { return st.Customer(ctx, id) }))
	}
	return tea.Batch(cmds...)
}

// Actions implements pane.Sheet.
func (s *card) Actions() []pane.Action {
	k, p := s.p.keys, s.p
	move := func(d int) func() tea.Cmd { return func() tea.Cmd { return s.move(d) } }
	return append([]pane.Action{
		{ID: "customers.card.close", Key: keyed("close", "esc", "enter", "q"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: s}) }},
		{ID: "customers.balance", Key: k.balance, Off: p.desk.Refusal, Do: func() tea.Cmd { return p.adjust(s.c.ID) }},
		{ID: "customers.status", Key: k.status, Off: p.desk.Refusal, Do: func() tea.Cmd { return p.chooseStatus(s.c) }},
		{ID: "customers.card.copy", Key: keyed("copy "+s.copies(), "y"), Off: s.noCopy, Do: s.copy},
		{ID: "customers.reread", Key: k.reread, Hide: true, Do: func() tea.Cmd { return p.reread(s.c.ID) }},
		{ID: "customers.order", Key: k.order, Hide: true, Off: s.noOrder, Do: func() tea.Cmd { return p.orders.Order(s.c.ID, "", "") }},
		{ID: "customers.up", Key: k.up, Hide: true, Do: move(-1)},
		{ID: "customers.down", Key: k.down, Hide: true, Do: move(1)},
		{ID: "customers.page-up", Key: k.pageUp, Hide: true, Do: move(-10)},
		{ID: "customers.page-down", Key: k.pageDown, Hide: true, Do: move(10)},
		{ID: "customers.top", Key: k.top, Hide: true, Do: func() tea.Cmd { return s.end(-1) }},
		{ID: "customers.bottom", Key: k.bottom, Hide: true, Do: func() tea.Cmd { return s.end(1) }},
	}, s.tabs.Actions()...)
}

func (s *card) noOrder() string {
	if why := s.p.desk.Refusal(); why != "" {
		return why
	}
	return s.c.Status.MayOrder()
}

func (s *card) move(d int) tea.Cmd {
	switch s.tabs.At() {
	case cardActivations:
		return s.numbersW.Move(d)
	case cardLedger:
		return s.ledgerW.Move(d)
	case cardRecord:
		s.record.Move(d)
	default:
		s.top = max(s.top+d, 0)
	}
	return nil
}

// end goes to the first row, or to the last.
func (s *card) end(d int) tea.Cmd {
	switch {
	case s.tabs.At() == cardActivations && d < 0:
		return s.numbersW.Home()
	case s.tabs.At() == cardActivations:
		return s.numbersW.End()
	case s.tabs.At() == cardLedger && d < 0:
		return s.ledgerW.Home()
	case s.tabs.At() == cardLedger:
		return s.ledgerW.End()
	}
	return s.move(d * (1 << 20))
}

// copies names what y copies on the view in front.
func (s *card) copies() string {
	return [...]string{"id", "number", "reference", "service"}[s.tabs.At()]
}

func (s *card) copied() (value, shown string) {
	switch s.tabs.At() {
	case cardActivations:
		a, _ := s.numbers.Selected()
		return string(a.Phone), s.p.kit.Phone(a.Phone).String()
	case cardLedger:
		t, _ := s.ledger.Selected()
		return t.ID, text.Clean(t.ID).String()
	case cardRecord:
		t, _ := s.record.Selected()
		return t.ServiceID, text.Clean(t.ServiceID).String()
	}
	return s.c.ID, s.p.kit.Name(s.c.ID).String()
}

func (s *card) noCopy() string {
	if value, _ := s.copied(); value == "" {
		return "there is nothing to copy"
	}
	return ""
}

func (s *card) copy() tea.Cmd {
	value, shown := s.copied()
	what := sentence(s.copies())
	return pane.Send(pane.Copy{Text: text.Clean(value).String(), What: what[:len(what)-1], Shown: shown})
}

func (p *Pane) cents(c platfone.Cents) text.Safe { return p.money(platfone.Known(c)) }

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
		return style.Bad, sentence(s.err.Error())
	case s.tabs.At() == cardLedger:
		return style.Dim, "Nothing is known of its ledger yet."
	case s.tabs.At() == cardRecord:
		return style.Dim, "No orders in 30 days."
	}
	return style.Dim, "No activations are known."
}
