package listings

import (
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
)

// heads are the columns of an export, those that the commands give a listing.
var heads = []string{"e164", "name", "state", "gone_at", "grade", "risk_score", "risk_band", "risk_change", "reports_30d", "renews_at", "renewal_overdue", "verified_at",
	"handle", "read_at", "note", "tags"}

// record is one number as it is exported. Times are UTC; what is not known is null, or nothing.
type record struct {
	Number   string   `json:"e164"`
	Name     string   `json:"name"`
	State    string   `json:"state"`
	Gone     string   `json:"gone_at"`
	Grade    string   `json:"grade"`
	Score    *int     `json:"risk_score"`
	Band     string   `json:"risk_band"`
	Change   *int     `json:"risk_change"`
	Lately   *int     `json:"reports_30d"`
	Renews   string   `json:"renews_at"`
	Overdue  bool     `json:"renewal_overdue"`
	Verified string   `json:"verified_at"`
	Handle   string   `json:"handle"`
	Read     string   `json:"read_at"`
	Note     string   `json:"note"`
	Tags     []string `json:"tags"`
}

// Fields implements pane.Record.
func (r record) Fields() []string {
	return []string{r.Number, r.Name, r.State, r.Gone, r.Grade, pane.Digits(r.Score), r.Band, pane.Digits(r.Change), pane.Digits(r.Lately), r.Renews,
		strconv.FormatBool(r.Overdue), r.Verified, r.Handle, r.Read, r.Note, pane.Listed(r.Tags)}
}

func recordOf(l row, note store.Note, now time.Time) record {
	r := record{
		Number: string(l.E164), Name: l.Name(), State: l.StateWord(), Gone: pane.UTC(l.Gone), Grade: l.Grade, Score: l.Score(), Band: string(l.Band()),
		Lately: l.Reports30d(), Overdue: l.Overdue(now), Read: pane.UTC(l.Seen), Note: note.Text, Tags: append([]string{}, note.Tags...),
	}
	if d, known := l.RiskChange(); known {
		r.Change = &d
	}
	if p := l.Page; p != nil {
		r.Renews, r.Verified, r.Handle = pane.UTC(p.NextBilling), pane.UTC(p.VerifiedSince), p.Handle
	}
	return r
}

// export opens the sheet that writes the rows shown, or those marked, to a file.
func (p *Pane) export() tea.Cmd {
	rows := p.upon().Rows()
	if len(rows) == 0 {
		rows = p.table.Rows()
	}
	note, now := p.book.Now(), p.kit.Now()
	return pane.Send(pane.Push{Sheet: pane.NewExport(p.kit, pane.Export{
		What: pane.Chosen(&p.table.List, "marked number", "marked numbers", "Every number that is shown."), Name: "switchboard-listings", One: "number", Many: "numbers", Heads: heads,
		Rows: pane.Once(pane.Each(rows, func(r row) pane.Record { return recordOf(r, note(string(r.E164)), now) })),
	})})
}

func (p *Pane) noExport() string {
	if len(p.table.Rows()) == 0 {
		return "there are no numbers here"
	}
	return ""
}
