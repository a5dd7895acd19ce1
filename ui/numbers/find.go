package numbers

import (
	"context"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// offerFresh is how old a search may be whose numbers are bought; later, buying
// searches again first.
const offerFresh = 5 * time.Minute

// roomy is how many lines show what is searched for above what was found.
const roomy = 8

// defaultQuantity is how many numbers a search asks for.
const defaultQuantity = 10

// offer is a number for sale.
type offer struct {
	oneuc.Found
	prefix string
	depth  int // its place among what the search found, from 1
	at     time.Time
}

// searched is the answer to a search.
type searched struct {
	query oneuc.Query
	list  []oneuc.Found
	at    time.Time
	err   error
}

// finder is the view that looks for numbers to buy.
type finder struct {
	p      *Pane
	form   *pane.Form
	prefix *pane.Field
	many   *pane.Field
	typing bool
	busy   bool
	err    error
	query  oneuc.Query // of what is shown; no prefix before the first search
	at     time.Time
	table  pane.Table[offer]
}

func newFinder(p *Pane) finder {
	f := finder{p: p, prefix: pane.NewField("Prefix", 20), many: pane.NewField("How many", 3), typing: true}
	f.prefix.Check = func(v string) string { return words(oneuc.Query{Prefix: tidy(v), Quantity: 1}.Check()) }
	f.many.SetValue(strconv.Itoa(defaultQuantity))
	f.many.Check = func(v string) string {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 || n > oneuc.MaxQuantity {
			return "How many: a number from 1 to " + strconv.Itoa(oneuc.MaxQuantity)
		}
		return ""
	}
	f.form = pane.NewForm(f.prefix, f.many)
	f.table = pane.Table[offer]{Kit: p.kit, Columns: []pane.Column[offer]{
		{Title: "BASKET", Min: 6, Cell: func(o offer) pane.Cell { return p.inBasket(o.E164) }},
		{Title: "NUMBER", Min: 18, Cell: func(o offer) pane.Cell { return pane.Cell{Text: p.kit.Phone(o.E164)} }},
		{Title: "PLACE", Min: 16, Name: true, Grow: true, Drop: 1, Cell: func(o offer) pane.Cell { return pane.Cell{Text: text.Clean(dash(placeOf(o.Found)))} }},
		{Title: "STATE", Min: 18, Drop: 2, Cell: p.state},
	}}
	f.table.Row = func(o offer) style.Role {
		if !p.taken(o.E164).Empty() {
			return style.Faint
		}
		return style.Text
	}
	f.table.Key = func(o offer) string { return string(o.E164) }
	return f
}

func placeOf(f oneuc.Found) string {
	return strings.TrimSpace(f.RateCenter.Name + " " + f.RateCenter.State)
}

// tidy takes out what people put between digits and what cannot be seen.
func tidy(s string) string {
	return strings.NewReplacer(" ", "", "\u00a0", "", "-", "", "\u2011", "", "(", "", ")", "", ".", "").Replace(phone.Visible(s))
}

// trap says how the provider reads digits that are typed without their plus
// (Phone Number API, "Per-number CRUD operations").
func trap(typed string) (say string, wrong bool) {
	v := tidy(typed)
	digits := strings.TrimPrefix(v, "+")
	if v == "" || strings.Trim(digits, "0123456789") != "" {
		return "", false
	}
	n, whole := oneuc.ReadAs(v)
	switch {
	case strings.HasPrefix(v, "+") && n.Country() != "":
		return "numbers that begin with " + v + ", " + n.Country(), false
	case strings.HasPrefix(v, "+"), len(digits) < 3:
		return "", false
	case whole && len(digits) == 10:
		return v + " is read as " + n.String(), false
	case len(digits) >= 8:
		return v + " is read as " + n.String() + ", " + dash(n.Country()) + " !", true
	}
	return "numbers that begin with +1 " + v, false
}

func (f *finder) typed(msg tea.Msg) tea.Cmd {
	f.form.Update(msg)
	return nil
}

// search asks for the first page of what is typed.
func (f *finder) search() tea.Cmd {
	if !f.form.Verify() {
		return nil
	}
	n, err := strconv.Atoi(f.many.Value())
	if err != nil {
		return nil
	}
	return f.ask(oneuc.Query{Prefix: tidy(f.prefix.Value()), Quantity: n})
}

// more asks for the page after what is shown.
func (f *finder) more() tea.Cmd {
	q := f.query
	q.Page++
	return f.ask(q)
}

func (f *finder) ask(q oneuc.Query) tea.Cmd {
	desk, ctx := f.p.desk, f.p.kit.Ctx
	f.busy, f.err = true, nil
	return func() tea.Msg {
		list, at, err := desk.Search(ctx, q)
		return searched{q, list, at, err}
	}
}

func (f *finder) take(m searched) tea.Cmd {
	f.busy, f.err = false, m.err
	if m.err != nil {
		return nil
	}
	f.query, f.at = m.query, m.at
	var rows []offer
	if m.query.Page > 0 {
		rows = append(rows, f.table.Rows()...)
	}
	seen := map[phone.E164]bool{}
	for i := range rows {
		rows[i].at = m.at // later pages read what the first search found
		seen[rows[i].E164] = true
	}
	for i, found := range m.list {
		if !seen[found.E164] {
			rows = append(rows, offer{found, m.query.Prefix, m.query.Page*m.query.Quantity + i + 1, m.at})
		}
	}
	f.table.Set(rows)
	if len(m.list) > 0 {
		f.leave()
	}
	return f.p.basket.refresh(rows)
}

func (f *finder) leave() {
	f.typing = false
	f.prefix.Focus(false)
	f.many.Focus(false)
}

func (f *finder) enter() {
	f.typing = true
	f.form.Go(0)
}

// noMore says why there is no next page.
func (f *finder) noMore() string {
	switch {
	case f.query.Prefix == "":
		return "nothing was searched for yet"
	case len(f.table.Rows()) < (f.query.Page+1)*f.query.Quantity:
		return "the search found no more"
	case f.busy:
		return "a search is under way"
	}
	return ""
}

func (f *finder) view(w, h int) []string {
	if h < roomy && !f.typing && len(f.table.Rows()) > 0 {
		return f.table.View(w, h)
	}
	st := f.p.kit.Styles
	line := st.Paint(f.role(f.prefix), "Prefix ") + f.prefix.Line(f.p.kit, 18) + "   " + st.Paint(f.role(f.many), "How many ") + f.many.Line(f.p.kit, 6)
	say, wrong := trap(f.prefix.Value())
	role := style.Dim
	if wrong {
		role = style.Warn
	}
	for _, field := range []*pane.Field{f.prefix, f.many} {
		if field.Problem != "" {
			role, say = style.Bad, "! "+field.Problem
		}
	}
	out := append([]string{" " + pane.Cut(line, w-1)}, pane.Inset(f.p.kit, role, text.Clean(say), w)...)
	if h >= roomy {
		role, said := f.age()
		out = append(out, pane.Inset(f.p.kit, role, said, w)...)
	}
	if len(f.table.Rows()) == 0 {
		return out
	}
	return append(out, f.table.View(w, h-len(out))...)
}

func (f *finder) role(field *pane.Field) style.Role {
	if field.Focused() {
		return style.Accent
	}
	return style.Dim
}

// age says how old the results are, or why there are none.
func (f *finder) age() (style.Role, text.Safe) {
	age := f.p.kit.Now().Sub(f.at)
	switch {
	case f.err != nil:
		return style.Bad, text.Clean(store.Said(f.err))
	case f.busy:
		return style.Dim, text.Own("Searching…")
	case f.query.Prefix == "":
		return style.Dim, text.Own("An area code, or the start of a number with +. Enter searches.")
	case len(f.table.Rows()) == 0:
		return style.Text, text.Own("No number with this prefix is for sale: try another area code.")
	case age > offerFresh:
		return style.Warn, text.Own("Found ").Append(text.Age(age), text.Own(" ago: buying searches again first."))
	}
	return style.Dim, text.Int(int64(len(f.table.Rows()))).Append(text.Own(" found "), text.Age(age), text.Own(" ago. Space puts one in the basket, + shows more."))
}

// research repeats the searches that items came from, so that they are fresh
// enough to be bought.
func research(ctx context.Context, desk Desk, items []item) (at map[phone.E164]time.Time, err error) {
	depth := map[string]int{}
	for _, i := range items {
		depth[i.Prefix] = max(depth[i.Prefix], i.Depth)
	}
	at = map[phone.E164]time.Time{}
	for prefix, n := range depth {
		list, when, err := desk.Search(ctx, oneuc.Query{Prefix: prefix, Quantity: min(max(n, 1), oneuc.MaxQuantity)})
		if err != nil {
			return at, err
		}
		for _, f := range list {
			at[f.E164] = when
		}
	}
	return at, nil
}
