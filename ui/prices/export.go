package prices

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// heads are the columns of an export, as the command prices writes them.
var heads = []string{"country_id", "service_id", "from_cents", "to_cents", "suggested_cents", "available", "read_at"}

// price is one row of an export. Amounts are cents; null is not known.
type price struct {
	Country   string `json:"country_id"`
	Service   string `json:"service_id"`
	From      *int64 `json:"from_cents"`
	To        *int64 `json:"to_cents"`
	Suggested *int64 `json:"suggested_cents"`
	Available *int64 `json:"available"`
	Read      string `json:"read_at"`
}

// Fields implements pane.Record.
func (p price) Fields() []string {
	return []string{p.Country, p.Service, pane.Digits(p.From), pane.Digits(p.To), pane.Digits(p.Suggested), pane.Digits(p.Available), p.Read}
}

func priceOf(r row) price {
	p := price{Country: r.CountryID, Service: r.ServiceID, From: pane.Cents(r.Min), To: pane.Cents(r.Max), Suggested: pane.Cents(r.Suggested), Read: pane.UTC(r.Seen)}
	if r.Counted {
		p.Available = &r.Count
	}
	return p
}

func (s *sheet) noExport() string {
	if len(s.table.Rows()) == 0 {
		return "there are no prices here"
	}
	return ""
}

// export opens the sheet that writes the prices that are listed.
func (s *sheet) export() tea.Cmd {
	return pane.Send(pane.Push{Sheet: pane.NewExport(s.p.kit, pane.Export{
		What: text.Sentence("The prices of {} that are listed.", text.Clean(s.name)), Name: "switchboard-prices", One: "price", Many: "prices", Heads: heads,
		Rows: pane.Once(pane.Each(s.table.Rows(), func(r row) pane.Record { return priceOf(r) })),
	})})
}
