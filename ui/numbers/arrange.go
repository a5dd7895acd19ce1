package numbers

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
)

// layoutKey is the setting the order and the columns are kept under.
const layoutKey = "numbers.layout"

var orders = []pane.Order{
	{ID: "", Name: "number"}, {ID: "state", Name: "state"}, {ID: "911", Name: "911 address, missing first"}, {ID: "cnam", Name: "caller name"},
	{ID: "listed", Name: "risk, highest first"}, {ID: "since", Name: "newest first"},
}

// sortedBy are the columns whose heading shows the order.
var sortedBy = map[string]string{"": "NUMBER", "state": "STATE", "911": "911", "cnam": "CNAM", "listed": "LISTED", "since": "SINCE"}

var compare = map[string]func(a, b *row) int{
	"":      func(a, b *row) int { return cmp.Compare(a.E164, b.E164) },
	"state": func(a, b *row) int { return cmp.Compare(a.State.Words(), b.State.Words()) },
	"911":   func(a, b *row) int { return urgency[b.cover] - urgency[a.cover] },
	"cnam": func(a, b *row) int {
		return cmp.Or(cmp.Compare(btoi(a.cnam == ""), btoi(b.cnam == "")), cmp.Compare(a.cnam, b.cnam))
	},
	"listed": func(a, b *row) int { return b.score() - a.score() },
	"since":  func(a, b *row) int { return b.Created.Compare(a.Created) },
}

// urgency is how soon somebody should look at an emergency address.
var urgency = map[store.Cover]int{store.Missing: 6, store.Broken: 5, store.Geocoded: 4, store.Unread: 3, store.Provisioned: 2, store.NotNeeded: 1}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// score is the risk of a listed number, less than any when there is none.
func (r *row) score() int {
	switch {
	case !r.listed:
		return -2
	case r.risk == nil || r.risk.Score == nil:
		return -1
	}
	return *r.risk.Score
}

// inOrder puts rows in order: favourites first, then as asked, then by number.
func inOrder(rows []*row, l pane.Layout) {
	by := compare[l.Sort]
	if by == nil {
		by = compare[""]
	}
	slices.SortStableFunc(rows, func(a, b *row) int {
		n := by(a, b)
		if l.Reverse {
			n = -n
		}
		return cmp.Or(btoi(b.first)-btoi(a.first), n, cmp.Compare(a.E164, b.E164))
	})
}

func (p *Pane) arrange() tea.Cmd {
	return pane.Send(pane.Push{Sheet: pane.NewArrange(p.kit, orders, &p.owned, p.layout, p.arrangeAs)})
}

// arrangeAs shows the list as a person wants it, and remembers that.
func (p *Pane) arrangeAs(l pane.Layout) tea.Cmd {
	p.begun, p.layout = true, l
	p.owned.Arranged(p.ownedColumns(), l, sortedBy[l.Sort])
	inOrder(p.all, l)
	p.narrow()
	return l.Keep(p.kit, p.store, layoutKey)
}
