package numbers

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/numbersonline"
	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/filter"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// favouriteKind is the kind of favourites numbers are kept under.
const favouriteKind = "number"

// row is one number with what other parts of the store know of it.
type row struct {
	store.Number
	cover   store.Cover
	cnam    string
	risk    *numbersonline.Risk // nil: not listed, or not known
	listed  bool
	draft   bool          // an address was begun and not sent
	open    string        // what is being found out about it, "" for nothing
	attempt *store.Intent // the attempt behind that
	first   bool          // a favourite
	find    filter.Text   // what a filter's words are looked for in
}

// inventory is what a load brings.
type inventory struct {
	rows     []*row
	coverage store.Coverage
	layout   pane.Layout
	complete bool
	choices  []phone.E164 // for which a place has to be chosen, oldest first
}

// load reads every number, or while nobody looks at them only how their emergency addresses stand.
func (p *Pane) load() tea.Cmd {
	p.pace.Began(p.kit.Now())
	if !p.awake {
		return p.survey.Load(p.kit.Ctx, p.store.Coverage)
	}
	s, layout, begun := p.store, p.layout, p.begun
	return p.read.Load(p.kit.Ctx, func(ctx context.Context) (inventory, error) {
		numbers, err := s.Numbers(ctx)
		listings, err2 := s.Listings(ctx)
		drafts, err3 := s.Drafts(ctx, store.DraftE911)
		open, err4 := s.OpenIntents(ctx)
		first, err5 := s.Favourites(ctx, favouriteKind)
		var err6 error
		if !begun {
			layout, err6 = pane.ReadLayout(ctx, s, layoutKey)
		}
		if err := errors.Join(err, err2, err3, err4, err5, err6); err != nil {
			return inventory{}, err
		}
		rows := rowsOf(numbers, listings, drafts, open, first)
		inOrder(rows, layout)
		read, err := s.Progress(ctx, store.ListOfNumbers)
		choices, err2 := s.Choices(ctx)
		inv := inventory{rows: rows, coverage: store.CoverageOf(numbers), layout: layout, complete: !read.At.IsZero()}
		for _, c := range choices {
			inv.choices = append(inv.choices, c.Number)
		}
		return inv, errors.Join(err, err2)
	})
}

// look reads the first numbers alone, so that a screen of them is there while
// thousands are still being read. When they would not be the first ones of the
// list as the person has it, it brings none.
func (p *Pane) look() tea.Cmd {
	s := p.store
	return p.glance.Load(p.kit.Ctx, func(ctx context.Context) (inventory, error) {
		layout, err := pane.ReadLayout(ctx, s, layoutKey)
		first, err2 := s.Favourites(ctx, favouriteKind)
		if err := errors.Join(err, err2); err != nil || layout.Sort != "" || layout.Reverse || len(first) > 0 {
			return inventory{}, err
		}
		numbers, err := s.FirstNumbers(ctx, pane.Few)
		drafts, err2 := s.Drafts(ctx, store.DraftE911)
		open, err3 := s.OpenIntents(ctx)
		if err := errors.Join(err, err2, err3); err != nil {
			return inventory{}, err
		}
		var listings []store.Listing
		for _, n := range numbers {
			l, err := s.Listing(ctx, n.E164)
			if err == nil {
				listings = append(listings, l)
			} else if !errors.Is(err, store.ErrNotFound) {
				return inventory{}, err
			}
		}
		return inventory{rows: rowsOf(numbers, listings, drafts, open, nil)}, nil
	})
}

func rowsOf(numbers []store.Number, listings []store.Listing, drafts []string, open []store.Intent, first []string) []*row {
	listed := make(map[phone.E164]store.Listing, len(listings))
	for _, l := range listings {
		listed[l.E164] = l
	}
	rows := make([]*row, len(numbers))
	at := make(map[string]*row, len(numbers))
	for i, n := range numbers {
		r := &row{Number: n, cover: n.Cover()}
		if c, ok := n.Document.CNAM(); ok {
			r.cnam = c.DisplayName
		}
		if l, ok := listed[n.E164]; ok {
			r.listed, r.risk = true, l.Risk
		}
		r.find = filter.TextOf(string(n.E164), append(slices.Clone(n.Features), r.cnam, n.State.Words(), n.UsedBy, n.AssignedTo, r.cover.String())...)
		rows[i] = r
		at[string(n.E164)] = r
	}
	for _, id := range drafts {
		if r := at[id]; r != nil {
			r.draft = true
		}
	}
	for _, in := range open {
		if r := at[numberOf(in)]; r != nil {
			r.attempt = &in
			if !in.Damaged { // that one may be about anything, and holds no address
				r.open = in.Op
			}
		}
	}
	for _, id := range first {
		if r := at[id]; r != nil {
			r.first = true
		}
	}
	return rows
}

// numberOf is the number a journal entry of this provider is about.
func numberOf(in store.Intent) string {
	if !strings.HasPrefix(in.Op, "lines.") {
		return ""
	}
	return in.NaturalKey[strings.LastIndexByte(in.NaturalKey, '/')+1:]
}

// soon reads the numbers again, but not more often than is of use.
func (p *Pane) soon() tea.Cmd {
	return p.pace.Soon(p.kit, p.awake && len(p.all) < pane.Few, p.load)
}

func (p *Pane) take(inv inventory, err error) tea.Cmd {
	p.loaded, p.err = true, err
	if err == nil {
		p.all, p.coverage, p.complete, p.choices = inv.rows, inv.coverage, inv.complete, inv.choices
		p.ours(p.all)
		if p.begun && (inv.layout.Sort != p.layout.Sort || inv.layout.Reverse != p.layout.Reverse) {
			inOrder(p.all, p.layout) // the order was changed while they were read
		} else if !p.begun {
			p.begun, p.layout = true, inv.layout
			p.owned.Arranged(p.ownedColumns(), p.layout, sortedBy[p.layout.Sort])
		}
		p.narrow()
		if p.want != "" && p.owned.Select(p.want) {
			p.want = ""
		}
	}
	return nil
}

// grammar is what the numbers can be narrowed by: what any list of numbers can, and what is known here.
var grammar = store.GrammarOf("numbers")

func (p *Pane) narrow() { p.owned.Set(p.narrowing().Only(p.filter.Filter(), p.all)) }

// narrowing says how a number answers a filter.
func (p *Pane) narrowing() filter.Rows[*row] {
	asked := store.NumberRows(p.book.Of)
	return filter.Rows[*row]{
		Text: func(r *row) filter.Text { return r.find },
		Word: func(r *row, field string) ([]string, bool) { return asked.Word(r.Number, field) },
		Has: func(r *row, what string) (has, answered bool) {
			if what == "draft" {
				return r.draft, true
			}
			return asked.Has(r.Number, what)
		},
		Is: func(r *row, what string) (is, answered bool) {
			switch what {
			case "listed":
				return r.listed, true
			case "marked":
				return p.owned.IsMarked(string(r.E164)), true
			case "favourite":
				return r.first, true
			case "open":
				return r.open != "", true
			}
			return asked.Is(r.Number, what)
		},
	}
}

func (p *Pane) ownedColumns() []pane.Column[*row] {
	dim := func(s string) pane.Cell { return pane.Cell{Text: text.Clean(dash(s)), Role: style.Dim} }
	return []pane.Column[*row]{
		{Title: "NUMBER", Stays: true, Min: 18, Cell: func(r *row) pane.Cell { return pane.Cell{Text: p.kit.Phone(r.E164)} }},
		{Title: "STATE", Min: 11, Drop: 1, Cell: stateCell},
		{Title: "911", Min: 14, Cell: coverCell},
		{Title: "CNAM", Min: 15, Name: true, Drop: 2, Cell: func(r *row) pane.Cell { return pane.Cell{Text: p.kit.Name(dash(r.cnam))} }},
		{Title: "LISTED", Min: 9, Drop: 3, Cell: listedCell},
		{Title: "SINCE", Min: 5, Drop: 6, Cell: func(r *row) pane.Cell { return dim(since(r)) }},
		{Title: "FEATURES", Min: 16, Grow: true, Drop: 7, Cell: func(r *row) pane.Cell { return dim(strings.Join(r.Features, " ")) }},
		{Title: "OWNER", Min: 9, Drop: 8, Cell: func(r *row) pane.Cell {
			return pane.Cell{Text: text.Clean(dash(r.AssignedTo)), Role: style.Dim, Middle: true}
		}},
	}
}

func stateCell(r *row) pane.Cell {
	if r.open != "" {
		return pane.Cell{Text: text.Own("checking"), Role: style.Warn}
	}
	role := style.Dim
	if r.State == oneuc.InService {
		role = style.Text
	}
	return pane.Cell{Text: text.Clean(r.State.Words()), Role: role}
}

func coverCell(r *row) pane.Cell {
	word := text.Clean(r.cover.String())
	if r.draft {
		word = word.Append(text.Own(", draft"))
	}
	return pane.Cell{Text: word, Role: roleOf(r.cover)}
}

func listedCell(r *row) pane.Cell {
	switch {
	case !r.listed:
		return pane.Cell{Text: text.Own("-"), Role: style.Dim}
	case r.risk == nil || r.risk.Score == nil:
		return pane.Cell{Text: text.Own("listed"), Role: style.Dim}
	}
	band := numbersonline.BandOf(r.risk.Score)
	role := style.Text
	if band == numbersonline.BandHigh {
		role = style.Bad
	} else if band == numbersonline.BandMedium {
		role = style.Warn
	}
	return pane.Cell{Text: text.Clean(strconv.Itoa(*r.risk.Score) + " " + string(band)), Role: role}
}

func since(r *row) string {
	if r.Created.IsZero() {
		return ""
	}
	return strconv.Itoa(r.Created.Year())
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
