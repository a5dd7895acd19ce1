package numbers

import (
	"context"
	"errors"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// item is a number that is to be bought. It is kept in the store, so that it
// survives quitting.
type item struct {
	Number phone.E164
	Place  string
	Prefix string // the search that found it
	Depth  int
	Found  time.Time
	Added  time.Time
	Cause  string // why it could not be bought, "" when nothing was tried
}

// basketID is what the basket's draft is kept under.
const basketID = "basket"

// basket is the view of what is to be bought.
type basket struct {
	p     *Pane
	items []item
	table pane.Table[item]
	read  pane.Loader[[]item]
	acts  pane.Loader[map[phone.E164]store.Intent]
	fate  map[phone.E164]store.Intent // the newest purchase of each number in it
	err   error
}

func newBasket(p *Pane) basket {
	b := basket{p: p}
	b.table = pane.Table[item]{Kit: p.kit, Columns: []pane.Column[item]{
		{Title: "NUMBER", Min: 18, Cell: func(i item) pane.Cell { return pane.Cell{Text: p.kit.Phone(i.Number)} }},
		{Title: "PLACE", Min: 14, Name: true, Drop: 2, Cell: func(i item) pane.Cell { return pane.Cell{Text: text.Clean(dash(i.Place))} }},
		{Title: "FOUND", Min: 5, Right: true, Drop: 3, Cell: func(i item) pane.Cell { return pane.Cell{Text: p.kit.Age(i.Found), Role: style.Dim} }},
		{Title: "RESULT", Min: 24, Grow: true, Cell: func(i item) pane.Cell { return p.basket.result(i) }},
	}}
	b.table.Key = func(i item) string { return string(i.Number) }
	return b
}

// inBasket is the mark of a number that is in the basket.
func (p *Pane) inBasket(n phone.E164) pane.Cell {
	if p.basket.index(n) >= 0 {
		return pane.Cell{Text: text.Own("in"), Role: style.Accent}
	}
	return pane.Cell{}
}

func (b *basket) index(n phone.E164) int {
	return slices.IndexFunc(b.items, func(i item) bool { return i.Number == n })
}

// result is what is known of an item's purchase.
func (b *basket) result(i item) pane.Cell {
	switch in, ok := b.fate[i.Number]; {
	case ok && in.State.Open():
		return pane.Cell{Text: text.Own(store.NoAnswerYet), Role: style.Warn}
	case i.Cause != "":
		return pane.Cell{Text: text.Clean(i.Cause), Role: style.Warn}
	}
	return pane.Cell{Text: text.Own("-"), Role: style.Dim}
}

func (b *basket) load() tea.Cmd {
	s := b.p.store
	return b.read.Load(b.p.kit.Ctx, func(ctx context.Context) ([]item, error) {
		var items []item
		_, err := s.Draft(ctx, store.DraftBasket, basketID, &items)
		if errors.Is(err, store.ErrNotFound) {
			err = nil
		}
		return items, err
	})
}

// keep writes the basket down.
func (b *basket) keep() tea.Cmd {
	b.table.Set(b.items)
	s, ctx, now, items := b.p.store, b.p.kit.Ctx, b.p.kit.Now(), slices.Clone(b.items)
	return func() tea.Msg {
		var v any = items
		if len(items) == 0 {
			v = nil
		}
		if err := s.PutDraft(context.WithoutCancel(ctx), now, store.DraftBasket, basketID, v); err != nil {
			return pane.NotKept("the basket", err)
		}
		return nil
	}
}

// follow reads what became of the purchases.
func (b *basket) follow() tea.Cmd {
	if len(b.items) == 0 {
		return nil
	}
	s := b.p.store
	return b.acts.Load(b.p.kit.Ctx, func(ctx context.Context) (map[phone.E164]store.Intent, error) { return purchases(ctx, s) })
}

// purchases are the newest purchase of each number.
func purchases(ctx context.Context, s PageStore) (map[phone.E164]store.Intent, error) {
	list, err := s.Intents(ctx, pageJournal)
	of := map[phone.E164]store.Intent{}
	for _, in := range list {
		n := phone.E164(numberOf(in))
		if _, newer := of[n]; in.Op == (act.Buy{}).Op() && !newer {
			of[n] = in
		}
	}
	return of, err
}

func (b *basket) take(msg tea.Msg) tea.Cmd {
	if items, err, ok := b.read.Take(msg); ok {
		b.err = err
		if err == nil {
			b.items = items
			b.table.Set(items)
			return b.follow()
		}
	}
	if fate, err, ok := b.acts.Take(msg); ok && err == nil {
		return b.settle(fate)
	}
	return nil
}

// settle takes out what was bought; what was not stays with the reason.
func (b *basket) settle(fate map[phone.E164]store.Intent) tea.Cmd {
	b.fate = fate
	changed := false
	left := b.items[:0:0]
	for _, i := range b.items {
		in, ok := fate[i.Number]
		if !ok || in.Created.Before(i.Added.Truncate(time.Second)) {
			left = append(left, i)
			continue
		}
		if in.State == store.StateConfirmed {
			changed = true
			continue
		}
		if !in.State.Open() && i.Cause != in.Reason {
			i.Cause, changed = in.Reason, true
		}
		left = append(left, i)
	}
	b.items = left
	if !changed {
		b.table.Set(b.items)
		return nil
	}
	return b.keep()
}

// toggle puts a number in or takes it out.
func (b *basket) toggle(o offer) tea.Cmd {
	if at := b.index(o.E164); at >= 0 {
		return b.drop(o.E164)
	}
	b.items = append(b.items, item{Number: o.E164, Place: placeOf(o.Found), Prefix: o.prefix, Depth: o.depth, Found: o.at, Added: b.p.kit.Now()})
	return b.keep()
}

func (b *basket) drop(n phone.E164) tea.Cmd {
	b.items = slices.DeleteFunc(slices.Clone(b.items), func(i item) bool { return i.Number == n })
	return b.keep()
}

// refresh notes that items were found again.
func (b *basket) refresh(found []offer) tea.Cmd {
	changed := false
	for _, o := range found {
		if at := b.index(o.E164); at >= 0 {
			b.items[at].Found, b.items[at].Prefix, b.items[at].Depth, changed = o.at, o.prefix, o.depth, true
		}
	}
	if !changed {
		return nil
	}
	return b.keep()
}

// ready are the items that can be bought: the marked ones, or all, without
// those whose purchase is still open.
func (b *basket) ready() []item {
	list := b.table.Marked()
	if len(list) == 0 {
		list = b.items
	}
	return slices.DeleteFunc(slices.Clone(list), func(i item) bool { return b.fate[i.Number].State.Open() })
}

func (b *basket) view(w, h int) []string {
	st := b.p.kit.Styles
	if len(b.items) == 0 {
		return []string{"", " " + st.Paint(style.Text, text.Own("The basket is empty.").Cut(w-1).String()),
			" " + st.Paint(style.Dim, text.Own("n finds numbers; Space puts them here; B buys them.").Cut(w-1).String())}
	}
	return b.table.View(w, h)
}

func numbersOf(items []item) []phone.E164 {
	list := make([]phone.E164, len(items))
	for i, it := range items {
		list[i] = it.Number
	}
	return list
}

// isCharges reports that an error is a quote.
func isCharges(err error) (*oneuc.ChargesError, bool) {
	var c *oneuc.ChargesError
	ok := errors.As(err, &c)
	return c, ok
}
