package customers

import (
	"context"
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// statementSpans are how many days back a statement reaches, the usual one first.
var statementSpans = []int{30, 90, 7}

// statement opens the card of the selected customer on its statement.
func (p *Pane) statement() tea.Cmd {
	c, _ := p.selected()
	return p.show(c, cardStatement)
}

// stating is a customer whose statement another pane asked for.
type stating struct {
	to  *Pane
	c   store.Customer
	err error
}

func (p *Pane) stated(m stating) tea.Cmd {
	if m.err != nil {
		return pane.Say("That customer is not saved here: R reads the list again.")
	}
	return p.show(m.c, cardStatement)
}

// turned reads the statement once somebody looks at it.
func (s *card) turned() tea.Cmd {
	if s.tabs.At() != cardStatement {
		return nil
	}
	return s.loadStatement()
}

func (s *card) loadStatement() tea.Cmd {
	st, id, now := s.p.store, s.c.ID, s.p.kit.Now()
	from := now.AddDate(0, 0, -s.days())
	return s.readS.Load(s.p.kit.Ctx, func(ctx context.Context) (store.Statement, error) { return st.Statement(ctx, id, from, now, now) })
}

// days is how far back the statement in front reaches.
func (s *card) days() int { return statementSpans[s.span%len(statementSpans)] }

func (s *card) nextSpan() tea.Cmd {
	s.span++
	return s.loadStatement()
}

// takeStatement shows it with the newest line first.
func (s *card) takeStatement(st store.Statement, err error) {
	if s.err = err; err != nil {
		return
	}
	s.stated = st
	lines := slices.Clone(st.Lines)
	slices.Reverse(lines)
	s.lines.Set(lines)
}

// spanned says how the span began and how it ended.
func (s *card) spanned(w int) []string {
	kit := s.p.kit
	span := text.Sentence("Last {} days. ", text.Int(int64(s.days())))
	if !s.stated.Opening.Known {
		span = span.Append(text.Own("Balances are not known yet: older orders are loading."))
	} else {
		span = span.Append(text.Sentence("{} at the beginning, {} at the end.", kit.Money(s.stated.Opening), kit.Money(s.stated.Closing)))
	}
	if n := s.stated.Before; n > 0 {
		span = span.Append(text.Sentence(" {} older lines are not shown: E writes them all.", text.Int(int64(n))))
	}
	return pane.Prose(kit, style.Dim, span.String(), w)
}

func (s *card) statementColumns() []pane.Column[store.StatementLine] {
	kit := s.p.kit
	type line = store.StatementLine
	return []pane.Column[line]{
		{Title: "WHEN", Min: 12, Times: true, Cell: func(l line) pane.Cell {
			return pane.Cell{Text: kit.Column(l.At, text.FormDayAt), Role: style.Dim}
		}},
		{Title: "WHAT", Min: 6, Drop: 1, Cell: func(l line) pane.Cell { return pane.Cell{Text: text.Clean(l.What)} }},
		{Title: "AMOUNT", Min: 10, Right: true, Cell: func(l line) pane.Cell { return pane.Cell{Text: moved(kit, money.Known(l.Amount))} }},
		{Title: "BALANCE", Min: 10, Right: true, Cell: func(l line) pane.Cell { return pane.Cell{Text: kit.Money(l.Balance)} }},
		{Title: "SERVICE", Min: 10, Name: true, Drop: 2, Cell: func(l line) pane.Cell { return pane.Cell{Text: text.Clean(l.Service)} }},
		{Title: "NUMBER", Min: 18, Drop: 3, Cell: func(l line) pane.Cell {
			if l.Phone == "" {
				return pane.Cell{}
			}
			return pane.Cell{Text: kit.Phone(l.Phone)}
		}},
		{Title: "ID", Min: 18, Grow: true, Drop: 4, Cell: func(l line) pane.Cell { return pane.Cell{Text: text.Clean(l.ID), Role: style.Dim, Middle: true} }},
	}
}

// statementRow is a line of a statement in a file. Amounts are cents.
type statementRow struct {
	At       time.Time `json:"happened_at"`
	What     string    `json:"what"`
	Service  string    `json:"service_id"`
	Country  string    `json:"country_id"`
	Number   string    `json:"e164"`
	Code     string    `json:"code"`
	Amount   int64     `json:"amount_cents"`
	Balance  *int64    `json:"balance_cents"` // null while it is not known
	Order    string    `json:"activation_id"`
	Booking  string    `json:"transaction_id"`
	Customer string    `json:"customer_id"`
}

var statementHeads = []string{"happened_at", "what", "service_id", "country_id", "e164", "code", "amount_cents", "balance_cents", "activation_id", "transaction_id", "customer_id"}

// Fields implements pane.Record.
func (r statementRow) Fields() []string {
	return []string{r.At.UTC().Format(time.RFC3339), r.What, r.Service, r.Country, r.Number, r.Code, strconv.FormatInt(r.Amount, 10), pane.Digits(r.Balance), r.Order, r.Booking, r.Customer}
}

func statementRowOf(l store.StatementLine, customer string) statementRow {
	order, booking := l.Of()
	r := statementRow{At: l.At.UTC(), What: l.What, Service: l.Service, Country: l.Country, Number: string(l.Phone), Code: l.Code,
		Amount: int64(l.Amount), Order: order, Booking: booking, Customer: customer, Balance: pane.Cents(l.Balance)}
	if l.Code == store.Purged {
		r.Code = ""
	}
	return r
}

// statementPage is how many lines of a statement are read at once for a file.
const statementPage = 500

// statementRecords read a statement for a file, a page at a time and all of one moment.
func statementRecords(st Store, of store.Statement) pane.Records {
	var r *store.StatementReader
	return func(ctx context.Context) (rows []pane.Record, err error) {
		if r == nil { // it ends with its context, whatever keeps the file from being written
			if r, err = st.OpenStatement(ctx, of.Customer, of.From, of.To, of.To); err != nil {
				return nil, err
			}
		}
		for len(rows) < statementPage {
			l, more, err := r.Next()
			if err != nil {
				return nil, err
			}
			if !more {
				break
			}
			rows = append(rows, statementRowOf(l, of.Customer))
		}
		if len(rows) == 0 {
			r.Close()
		}
		return rows, nil
	}
}

func (s *card) noStatement() string {
	if s.tabs.At() != cardStatement {
		return "go to Statement first: its span is what changes"
	}
	return ""
}

func (s *card) noExport() string {
	if why := s.noStatement(); why != "" {
		return "go to Statement first: that is what is exported"
	}
	switch {
	case len(s.stated.Lines) == 0 && !s.stated.Opening.Known:
		return "nothing of this time is read yet"
	case len(s.stated.Lines) == 0:
		return "nothing happened in this time"
	}
	return ""
}

// export opens the sheet that writes the statement in front, oldest line first.
func (s *card) export() tea.Cmd {
	st, of := s.p.store, s.stated
	of.Lines = nil
	return pane.Send(pane.Push{Sheet: pane.NewExport(s.p.kit, pane.Export{
		What: text.Sentence("The statement of {}, last {} days.", s.p.kit.Name(s.c.ID), text.Int(int64(s.days()))), Name: "switchboard-statement",
		One: "line", Many: "lines", Heads: statementHeads, Rows: func() pane.Records { return statementRecords(st, of) },
	})})
}
