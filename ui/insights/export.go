package insights

import (
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/chart"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// figure is one row of an export: what it is of, and its sums. Amounts are cents.
type figure struct {
	Of       string `json:"of"` // a time, a route, a service or a customer
	Ordered  int64  `json:"ordered"`
	Received int64  `json:"received"`
	Spent    int64  `json:"spent_cents"`
	Charged  int64  `json:"customers_paid_cents"`
	Kept     int64  `json:"kept_cents"`
	Reported int64  `json:"reported"`
	Approved int64  `json:"approved"`
	Declined int64  `json:"declined"`
}

var heads = []string{"of", "ordered", "received", "spent_cents", "customers_paid_cents", "kept_cents", "reported", "approved", "declined"}

// Fields implements pane.Record.
func (f figure) Fields() []string {
	out := []string{f.Of}
	for _, n := range []int64{f.Ordered, f.Received, f.Spent, f.Charged, f.Kept, f.Reported, f.Approved, f.Declined} {
		out = append(out, strconv.FormatInt(n, 10))
	}
	return out
}

func figureOf(of string, t store.Tally) figure {
	return figure{text.Clean(of).String(), t.Ordered, t.Received, int64(t.Billed - t.Refunded), int64(t.Charged - t.Returned), int64(t.Margin()),
		t.Reported, t.Approved, t.Declined}
}

func (p *Pane) noExport() string {
	if len(p.figures()) == 0 {
		return "there are no figures here"
	}
	return ""
}

// figures are the rows of the view in front.
func (p *Pane) figures() []pane.Record {
	var out []pane.Record
	if p.f.place != p.place() {
		return nil
	}
	switch p.tabs.At() {
	case tabTrend:
		for i, part := range p.f.trend.Parts {
			if !p.f.trend.Read(i) {
				continue // what is saved of it is no figure of the whole
			}
			out = append(out, figureOf(p.f.trend.Moments[i].Format(time.RFC3339), part))
		}
	case tabRoutes:
		for _, r := range p.f.routes {
			of := r.ServiceID + "/" + r.CountryID
			if r.few > 0 {
				of = r.name().String()
			}
			out = append(out, figureOf(of, r.Tally))
		}
	case tabMoney:
		for _, e := range p.f.earnings {
			if e.partly {
				continue
			}
			f := figureOf(e.id, e.Tally)
			if !e.span.From.IsZero() {
				f.Of = e.span.From.Format(time.RFC3339)
			}
			out = append(out, f)
		}
	case tabCustomers:
		for _, c := range p.f.customers {
			out = append(out, figureOf(c.ID, c.spent))
		}
	case tabCoverage:
		out = p.missing()
	}
	return out
}

// export opens the sheet that writes the figures in front, and of a chart a picture.
func (p *Pane) export() tea.Cmd {
	rows := p.figures()
	e := pane.Export{
		What: text.Sentence("The figures of {}.", p.long(p.window)), Name: "switchboard-insights", Folder: p.set.ExportDir, One: "line", Many: "lines", Heads: heads,
		Rows: pane.Once(rows),
	}
	switch p.tabs.At() {
	case tabTrend, tabMoney:
		e.Picture = func() string { return p.picture().SVG() }
	case tabCoverage:
		e.What, e.Name, e.Heads = text.Own("What is still to be loaded."), "switchboard-coverage", holeHeads
	}
	return pane.Send(pane.Push{Sheet: pane.NewExport(p.kit, e)})
}

// picture is the chart in front as a drawing.
func (p *Pane) picture() chart.Picture {
	t := p.f.trend
	if p.tabs.At() == tabMoney {
		return chart.Picture{Title: text.Sentence("Money kept, {} to {}", day(t.From), day(t.To)).String(), Columns: p.margins(t)}
	}
	return chart.Picture{Title: text.Sentence("Orders and codes, {} to {}", day(t.From), day(t.To)).String(), Columns: p.orders(t), Levels: p.success(t)}
}
