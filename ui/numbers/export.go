package numbers

import (
	"context"
	"encoding/json"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// heads are the columns of an export, under the names that the commands give
// them: what the commands nest in e911_address begins with e911_ here.
var heads = []string{"e164", "state", "e911", "e911_caller_name", "e911_street_address", "e911_extended_address", "e911_locality", "e911_region",
	"e911_postal_code", "cnam", "carrier_name", "features", "assigned_to", "used_by", "risk", "created_at", "read_at"}

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
}

// Fields implements pane.Record.
func (r record) Fields() []string {
	return []string{r.Number, r.State, r.Status, r.Caller, r.Street, r.Unit, r.City, r.Region, r.Postal, r.CNAM, r.Carrier, r.listed(), r.Assigned, r.UsedBy,
		r.Risk, r.Created, r.Read}
}

// listed are the features as a cell has them.
func (r record) listed() string {
	b, err := json.Marshal(r.Features)
	if err != nil {
		return "" // a list of strings can always be written
	}
	return string(b)
}

func recordOf(r *row) record {
	clean := func(s string) string { return text.Clean(s).String() }
	e, _ := r.Document.E911()
	features := make([]string, len(r.Features))
	for i, f := range r.Features {
		features[i] = clean(f)
	}
	out := record{
		Number: string(r.E164), State: clean(string(r.State)), Status: clean(r.cover.Name()), Caller: clean(e.CallerName), Street: clean(e.StreetAddress),
		Unit: clean(e.Extended), City: clean(e.Locality), Region: clean(e.Region), Postal: clean(e.PostalCode), CNAM: clean(r.cnam),
		Carrier: clean(r.Document.CarrierName()), Features: features, Assigned: clean(r.AssignedTo), UsedBy: clean(r.UsedBy),
		Created: utc(r.Created), Read: utc(r.Read),
	}
	if r.risk != nil && r.risk.Score != nil {
		out.Risk = listedCell(r).Text.String()
	}
	return out
}

func utc(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// export opens the sheet that writes the rows shown, or those marked, to a file.
func (p *Pane) export() tea.Cmd {
	rows, what := p.owned.Marked(), text.Own("Every number that is shown.")
	if n := len(rows); n > 0 {
		what = text.Count(int64(n), "marked number", "marked numbers").Append(text.Own("."))
	} else {
		rows = p.owned.Rows()
	}
	return pane.Send(pane.Push{Sheet: pane.NewExport(p.kit, pane.Export{What: what, Name: "switchboard-numbers", One: "number", Many: "numbers", Heads: heads,
		Rows: func() pane.Records {
			left := rows
			return func(context.Context) ([]pane.Record, error) {
				out := make([]pane.Record, len(left))
				for i, r := range left {
					out[i] = recordOf(r)
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
