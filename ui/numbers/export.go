package numbers

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
)

// heads are the columns of an export, under the names that the commands give
// them: what the commands nest in e911_address begins with e911_ here.
var heads = []string{"e164", "state", "e911", "e911_caller_name", "e911_street_address", "e911_extended_address", "e911_locality", "e911_region",
	"e911_postal_code", "cnam", "carrier_name", "features", "assigned_to", "used_by", "risk", "created_at", "read_at", "note", "tags"}

// record is one number as it is exported. Times are UTC; what is not known is nothing.
type record struct {
	Number   string   `json:"e164"`
	State    string   `json:"state"`
	Status   string   `json:"e911"`
	Caller   string   `json:"e911_caller_name"`
	Street   string   `json:"e911_street_address"`
	Unit     string   `json:"e911_extended_address"`
	City     string   `json:"e911_locality"`
	Region   string   `json:"e911_region"`
	Postal   string   `json:"e911_postal_code"`
	CNAM     string   `json:"cnam"`
	Carrier  string   `json:"carrier_name"`
	Features []string `json:"features"`
	Assigned string   `json:"assigned_to"`
	UsedBy   string   `json:"used_by"`
	Risk     string   `json:"risk"`
	Created  string   `json:"created_at"`
	Read     string   `json:"read_at"`
	Note     string   `json:"note"`
	Tags     []string `json:"tags"`
}

// Fields implements pane.Record.
func (r record) Fields() []string {
	return []string{r.Number, r.State, r.Status, r.Caller, r.Street, r.Unit, r.City, r.Region, r.Postal, r.CNAM, r.Carrier, pane.Listed(r.Features), r.Assigned, r.UsedBy,
		r.Risk, r.Created, r.Read, r.Note, pane.Listed(r.Tags)}
}

func recordOf(r *row, note store.Note) record {
	e, _ := r.Document.E911()
	out := record{
		Number: string(r.E164), State: string(r.State), Status: r.cover.Name(), Caller: e.CallerName, Street: e.StreetAddress,
		Unit: e.Extended, City: e.Locality, Region: e.Region, Postal: e.PostalCode, CNAM: r.cnam,
		Carrier: r.Document.CarrierName(), Features: append([]string{}, r.Features...), Assigned: r.AssignedTo, UsedBy: r.UsedBy,
		Created: pane.UTC(r.Created), Read: pane.UTC(r.Seen), Note: note.Text, Tags: append([]string{}, note.Tags...),
	}
	if r.risk != nil && r.risk.Score != nil {
		out.Risk = listedCell(r).Text.String()
	}
	return out
}

// export opens the sheet that writes the rows shown, or those marked, to a file.
func (p *Pane) export() tea.Cmd {
	rows, what := p.owned.Marked(), pane.Chosen(&p.owned.List, "marked number", "marked numbers", "Every number that is shown.")
	if p.owned.Marks() == 0 {
		rows = p.owned.Rows()
	}
	return pane.Send(pane.Push{Sheet: pane.NewExport(p.kit, pane.Export{What: what, Name: "switchboard-numbers", One: "number", Many: "numbers", Heads: heads,
		Rows: func() pane.Records {
			left, note := rows, p.book.Now()
			return func(context.Context) ([]pane.Record, error) {
				out := make([]pane.Record, len(left))
				for i, r := range left {
					out[i] = recordOf(r, note(string(r.E164)))
				}
				left = nil
				return out, nil
			}
		}})})
}

func (p *Pane) noRows() string {
	if len(p.owned.Rows()) == 0 {
		return "there are no numbers here"
	}
	return ""
}
