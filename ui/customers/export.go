package customers

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// heads are the columns of an export, those that the commands give a customer.
var heads = []string{"customer_id", "status", "free_cents", "free_at_most_cents", "held_cents", "balance_cents", "active", "ordered_30d", "received_30d",
	"charged_30d_cents", "created_at", "read_at", "status_means", "on_hold", "on_hold_read_at", "note", "tags"}

// written is one customer as it is exported. Times are UTC, amounts cents; what is not known is null, or nothing.
type written struct {
	ID       string   `json:"customer_id"`
	Status   string   `json:"status"`
	Free     *int64   `json:"free_cents"` // null while what is held is not known
	Most     *int64   `json:"free_at_most_cents"`
	Held     *int64   `json:"held_cents"`
	Balance  *int64   `json:"balance_cents"`
	Active   *int     `json:"active"` // null while the history was never read
	Ordered  *int64   `json:"ordered_30d"`
	Received *int64   `json:"received_30d"`
	Charged  *int64   `json:"charged_30d_cents"`
	Created  string   `json:"created_at"`
	Read     string   `json:"read_at"`
	Means    string   `json:"status_means"`
	OnHold   *bool    `json:"on_hold"` // null while it was not asked
	HoldRead string   `json:"on_hold_read_at"`
	Note     string   `json:"note"`
	Tags     []string `json:"tags"`
}

// Fields implements pane.Record.
func (r written) Fields() []string {
	return []string{r.ID, r.Status, pane.Digits(r.Free), pane.Digits(r.Most), pane.Digits(r.Held), pane.Digits(r.Balance), pane.Digits(r.Active), pane.Digits(r.Ordered),
		pane.Digits(r.Received), pane.Digits(r.Charged), r.Created, r.Read, r.Means, pane.YesOrNo(r.OnHold), r.HoldRead, r.Note, pane.Listed(r.Tags)}
}

func writtenOf(c store.Customer, note store.Note) written {
	free, exact := c.Free()
	r := written{
		ID: c.ID, Status: string(c.Status), Most: pane.Cents(free), Balance: pane.Cents(c.Balance), Created: pane.UTC(c.CreatedAt), Read: pane.UTC(c.Seen),
		Means: c.Status.Stops(), HoldRead: pane.UTC(c.HoldSeen), Note: note.Text, Tags: append([]string{}, note.Tags...),
	}
	if exact {
		r.Free, r.Held = r.Most, pane.Cents(c.Held.Reserved)
	}
	if r.HoldRead != "" {
		r.OnHold = &c.OnHold
	}
	if c.Read.Active {
		r.Active = &c.Active
	}
	if c.Read.Month {
		charged := int64(c.Month.Charged - c.Month.Returned)
		r.Ordered, r.Received, r.Charged = &c.Month.Ordered, &c.Month.Received, &charged
	}
	return r
}

// exportPage is how many customers are in memory at once while a file is written.
const exportPage = 1000

// export opens the sheet that writes the customers that pass, or those of them that are marked, to a file.
func (p *Pane) export() tea.Cmd {
	what := text.Own("Every customer that passes the filter.")
	if n := p.table.Marks(); n > 0 {
		what = text.Count(int64(n), "marked customer, if it passes the filter.", "marked customers, as far as they pass the filter.")
	}
	return pane.Send(pane.Push{Sheet: pane.NewExport(p.kit, pane.Export{
		What: what, Name: "switchboard-customers", One: "customer", Many: "customers", Heads: heads, Rows: p.records, Total: p.total(),
	})})
}

// total counts the customers that pass; of marks there are few.
func (p *Pane) total() func(ctx context.Context) (int, error) {
	if p.table.Marks() > 0 {
		return nil
	}
	s, q := p.store, p.query()
	return func(ctx context.Context) (int, error) { return s.CountCustomers(ctx, q) }
}

// records are the customers that pass, those that are marked where some are, in the order of the list.
func (p *Pane) records() pane.Records {
	s, q, note := p.store, p.query(), p.book.Now()
	marked := map[string]bool{}
	for _, id := range p.table.MarkedKeys() {
		marked[id] = true
	}
	after, over := "", false
	return func(ctx context.Context) (out []pane.Record, err error) {
		for len(out) == 0 && !over {
			list, err := s.Customers(ctx, q, after, exportPage)
			if err != nil {
				return nil, err
			}
			if over = len(list) < exportPage; !over {
				after = list[len(list)-1].ID
			}
			for _, c := range list {
				if len(marked) == 0 || marked[c.ID] {
					out = append(out, writtenOf(c, note(c.ID)))
				}
			}
		}
		return out, nil
	}
}

func (p *Pane) noExport() string {
	if len(p.table.Rows()) == 0 {
		return "there are no customers here"
	}
	return ""
}
