package listings

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

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
		r.find = filter.TextOf(string(l.E164), r.Name(), string(r.Kind()), r.stateWord(), l.Grade, r.Website())
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
	"":        func(a, b row) int { return number(b.Score()) - number(a.Score()) },
	"change":  func(a, b row) int { return rise(b) - rise(a) },
	"number":  func(a, b row) int { return cmp.Compare(a.E164, b.E164) },
	"name":    func(a, b row) int { return cmp.Compare(filter.Fold(a.Name()), filter.Fold(b.Name())) },
	"state":   func(a, b row) int { return cmp.Compare(a.stateWord(), b.stateWord()) },
	"reports": func(a, b row) int { return number(b.Reports30d()) - number(a.Reports30d()) },
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
var grammar = store.GrammarOf("listings")

// narrowing says how a row answers a filter: as a listing does wherever it is listed, and by what is known here.
func (p *Pane) narrowing() filter.Rows[row] {
	asked := store.ListingRows(p.book.Of)
	return filter.Rows[row]{
		Text: func(r row) filter.Text { return r.find },
		Word: func(r row, field string) ([]string, bool) {
			if field == "state" {
				return []string{r.stateWord()}, true
			}
			return asked.Word(r.Listing, field)
		},
		Has:    func(r row, what string) (has, answered bool) { return asked.Has(r.Listing, what) },
		Amount: func(r row, field string) (int64, bool) { return asked.Amount(r.Listing, field) },
		Is: func(r row, what string) (is, answered bool) {
			switch what {
			case "marked":
				return p.table.IsMarked(string(r.E164)), true
			case "kept":
				return r.kept, true
			}
			return asked.Is(r.Listing, what)
		},
	}
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
