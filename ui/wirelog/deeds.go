package wirelog

import (
	"context"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

func ofDeed(d store.Deed) line {
	return line{at: d.Created, what: store.OpName(d.Op), who: d.Subject, result: d.Outcome(), became: d.Became(), event: store.Event{ID: d.ID, What: d.Op},
		tone: deedTone(d), money: d.Money, customer: d.Customer, place: strconv.FormatInt(d.ID, 10)}
}

// deeds reads what was done from this machine, newest first: of today, or of
// the time that the filter asks for.
func (r reading) deeds(ctx context.Context, after string, limit int) (out []line, err error) {
	from, to := r.filter.After, r.filter.Before
	if from.IsZero() && to.IsZero() {
		y, m, d := r.now.Date()
		from = time.Date(y, m, d, 0, 0, 0, 0, r.now.Location())
	}
	before, _ := strconv.ParseInt(after, 10, 64) // nothing but a place that a line gave, or none
	for {
		list, err := r.store.DeedsBefore(ctx, from, to, before, scanPage)
		if err != nil {
			return nil, err
		}
		for _, d := range list {
			if l := ofDeed(d); narrowing.Pass(r.filter, l) {
				out = append(out, l)
			}
			if len(out) == limit {
				return out, nil
			}
			before = d.ID
		}
		if len(list) < scanPage {
			return out, nil
		}
	}
}

// showDeeds puts what was done from this machine in front.
func (p *Pane) showDeeds() tea.Cmd { return p.tabs.Go(tabActs) }

// sum is how many acts are listed, and what the orders among them cost.
func (p *Pane) sum() text.Safe {
	var spent money.Cents
	for _, l := range p.table.Rows() {
		if l.event.What == "sms.order" && l.money.Known {
			spent += l.money.Cents
		}
	}
	said := text.Count(int64(len(p.table.Rows())), "act", "acts")
	if spent != 0 {
		said = text.Join(", ", said, text.Own("orders ").Append(p.kit.Money(money.Known(spent))))
	}
	return said
}

// export writes every line of the view in front, as it is narrowed, to a file.
func (p *Pane) export() tea.Cmd {
	name := map[int]string{tabActs: "switchboard-acts"}[p.tabs.At()]
	if name == "" {
		name = "switchboard-log"
	}
	read := p.reader()
	return pane.Send(pane.Push{Sheet: pane.NewExport(p.kit, pane.Export{What: text.Own("Every line that is listed."), Name: name, One: "line", Many: "lines",
		Heads: []string{"at", "what", "about", "customer_id", "result", "money_cents"}, Rows: func() pane.Records {
			after, over := "", false
			return func(ctx context.Context) ([]pane.Record, error) {
				if over {
					return nil, nil
				}
				list, err := read(ctx, after, scanPage)
				if over = len(list) < scanPage; !over {
					after = list[len(list)-1].place
				}
				return pane.Each(list, func(l line) pane.Record { return written(l) }), err
			}
		}})})
}

// entry is a line as it is exported. Times are UTC, amounts cents.
type entry struct {
	At       string       `json:"at"`
	What     string       `json:"what"`
	About    string       `json:"about"`
	Customer string       `json:"customer_id"`
	Result   string       `json:"result"`
	Money    *money.Cents `json:"money_cents"`
}

func written(l line) entry {
	clean := func(s string) string { return text.Clean(s).String() }
	e := entry{At: l.at.UTC().Format(time.RFC3339), What: clean(l.what), About: clean(l.who), Customer: clean(l.customer), Result: clean(l.result)}
	if l.money.Known {
		e.Money = &l.money.Cents
	}
	return e
}

// Fields implements pane.Record.
func (e entry) Fields() []string {
	cents := ""
	if e.Money != nil {
		cents = strconv.FormatInt(int64(*e.Money), 10)
	}
	return []string{e.At, e.What, e.About, e.Customer, e.Result, cents}
}

// resultCell is what came of a line, and the money that an act moved.
func (p *Pane) resultCell(l line) pane.Cell {
	said := text.Clean(l.result)
	if l.money.Known {
		said = text.Join("   ", said, p.kit.Money(l.money))
	}
	return pane.Cell{Text: said, Role: l.tone}
}
