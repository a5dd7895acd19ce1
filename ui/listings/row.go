package listings

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/filter"
	"switchboard/ui/pane"
)

// row is one number as the list shows it.
type row struct {
	store.Listing
	kept bool          // a person keeps it on top
	open *store.Intent // something was sent about it whose outcome is not known
	find filter.Text   // what it is found by
}

func rowsOf(list []store.Listing, kept []string, open []store.Intent) []row {
	about := map[phone.E164]*store.Intent{}
	for i := range open {
		var note struct{ E164 phone.E164 }
		if strings.HasPrefix(open[i].Op, "trust.") && json.Unmarshal(open[i].Body, &note) == nil && note.E164 != "" {
			about[note.E164] = &open[i]
		}
	}
	rows := make([]row, len(list))
	for i, l := range list {
		r := row{Listing: l, open: about[l.E164], kept: slices.Contains(kept, string(l.E164))}
		r.find = filter.TextOf(string(l.E164), r.name(), string(r.kind()), r.stateWord(), l.Grade, r.website())
		rows[i] = r
	}
	return rows
}

// stateWord is the one word of a row, unknown while something was sent about it
// whose outcome is not known.
func (r row) stateWord() string {
	switch {
	case r.open != nil:
		return "unknown"
	}
	return r.StateWord()
}

// kind is what the number verifies as; of a verified one the badge tells.
func (r row) kind() numbersonline.Kind {
	switch {
	case r.Draft != nil:
		return r.Draft.Profile.Kind
	case r.Grade == "A-":
		return numbersonline.Personal
	case r.Grade == "A" || r.Page != nil && r.Page.Handle != "":
		return numbersonline.Business
	}
	return ""
}

// name is what the number is called: in public, or in its draft.
func (r row) name() string {
	switch {
	case r.Page != nil && r.Page.Name != "":
		return r.Page.Name
	case r.Draft != nil:
		p := r.Draft.Profile
		return cmp.Or(p.DBA, p.LegalName, p.Name)
	}
	return ""
}

func (r row) website() string {
	switch {
	case r.Page != nil:
		return r.Page.Website
	case r.Draft != nil:
		return r.Draft.Profile.Website
	}
	return ""
}

func (r row) score() *int {
	if r.Risk == nil {
		return nil
	}
	return r.Risk.Score
}

func (r row) reports30() *int {
	if r.Risk == nil {
		return nil
	}
	return r.Risk.Reports30d
}

// bound reports whether the number is proved to be the account's.
func (r row) bound() bool { return r.Bound.E164 != "" || !r.Seen.IsZero() }

// The orders of the list.
var orders = []pane.Order{
	{ID: "", Name: "risk, highest first"}, {ID: "change", Name: "risk that rose most"}, {ID: "number", Name: "number"}, {ID: "name", Name: "name"},
	{ID: "state", Name: "state"}, {ID: "reports", Name: "reports in 30 days"}, {ID: "renews", Name: "renewal, soonest first"},
}

// sortedBy are the columns whose heading shows the order.
var sortedBy = map[string]string{"": colRisk, "change": colRisk, "number": "NUMBER", "name": "NAME", "state": "STATE", "reports": "30 D", "renews": "RENEWS"}

// arrange puts rows in order: what is kept first, then as asked, then by number.
func arrange(rows []row, l pane.Layout) {
	by := compare[l.Sort]
	if by == nil {
		by = compare[""]
	}
	slices.SortStableFunc(rows, func(a, b row) int {
		if a.kept != b.kept {
			if a.kept {
				return -1
			}
			return 1
		}
		n := by(a, b)
		if l.Reverse {
			n = -n
		}
		return cmp.Or(n, cmp.Compare(a.E164, b.E164))
	})
}

var compare = map[string]func(a, b row) int{
	"":        func(a, b row) int { return number(b.score()) - number(a.score()) },
	"change":  func(a, b row) int { return rise(b) - rise(a) },
	"number":  func(a, b row) int { return cmp.Compare(a.E164, b.E164) },
	"name":    func(a, b row) int { return cmp.Compare(filter.Fold(a.name()), filter.Fold(b.name())) },
	"state":   func(a, b row) int { return cmp.Compare(a.stateWord(), b.stateWord()) },
	"reports": func(a, b row) int { return number(b.reports30()) - number(a.reports30()) },
	"renews":  func(a, b row) int { return cmp.Compare(renewal(a), renewal(b)) },
}

// number makes what is not known less than nothing.
func number(n *int) int {
	if n == nil {
		return -1
	}
	return *n
}

func rise(r row) int {
	d, _ := r.RiskChange()
	return d
}

func renewal(r row) int64 {
	if r.Page == nil || r.Page.NextBilling.IsZero() {
		return 1<<63 - 1
	}
	return r.Page.NextBilling.Unix()
}

// grammar is what the list can be narrowed by.
var grammar = filter.Grammar{
	Fields: []filter.Field{
		{Name: "state", Values: append(store.StateWords(), "unknown")},
		{Name: "kind", Values: []string{"business", "personal"}},
		{Name: "band", Values: []string{"low", "medium", "high", "unknown"}},
		{Name: "badge"}, {Name: "name"}, {Name: "number"},
		{Name: "risk", Kind: filter.Count}, {Name: "reports", Kind: filter.Count},
	},
	Is: []string{"changed", "kept"},
}

// narrowing says how a row answers a filter.
var narrowing = filter.Rows[row]{
	Text: func(r row) filter.Text { return r.find },
	Word: func(r row, field string) []string {
		return []string{map[string]string{"state": r.stateWord(), "kind": string(r.kind()), "band": string(r.Band()), "badge": r.Grade, "name": r.name(), "number": string(r.E164)}[field]}
	},
	Amount: row.count,
	Is:     row.flag,
}

func (r row) count(field string) (int64, bool) {
	n := r.reports30()
	if field == "risk" {
		n = r.score()
	}
	if n == nil {
		return 0, false
	}
	return int64(*n), true
}

func (r row) flag(what string) bool {
	if what == "kept" {
		return r.kept
	}
	d, known := r.RiskChange()
	return known && d != 0
}

func signed(n int) string {
	switch {
	case n == 0:
		return "="
	case n > 0:
		return "+" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
