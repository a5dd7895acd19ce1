package numbers

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// notOffered is said of a number that a search does not find again.
const notOffered = "no longer offered"

// renewed is the answer to searching again before a purchase.
type renewed struct {
	items []item
	at    map[phone.E164]time.Time
	err   error
}

// bought is the answer to a purchase.
type bought struct {
	items []item
	err   error
}

// buy begins a purchase: numbers of an old search are looked for again first.
func (b *basket) buy() tea.Cmd {
	items := b.ready()
	now := b.p.kit.Now()
	old := slices.ContainsFunc(items, func(i item) bool { return now.Sub(i.Found) > offerFresh-30*time.Second })
	if !old {
		return b.ask(items)
	}
	desk, ctx := b.p.desk, b.p.kit.Ctx
	return tea.Batch(pane.Say("The search is more than five minutes old: searching again first."), func() tea.Msg {
		v, err := desk.Weigh(ctx, act.Buy{Numbers: numbersOf(items)})
		if err = cmp.Or(err, v.Barred()); err != nil {
			return renewed{items, nil, err}
		}
		at, err := research(ctx, desk, items)
		return renewed{items, at, err}
	})
}

// renewed goes on with the numbers that are still for sale.
func (b *basket) renewed(m renewed) tea.Cmd {
	if m.err != nil {
		return pane.Fail(m.err)
	}
	var left []item
	for _, i := range m.items {
		at := b.index(i.Number)
		if at < 0 {
			continue
		}
		if when, ok := m.at[i.Number]; ok {
			b.items[at].Found, b.items[at].Cause = when, ""
			left = append(left, b.items[at])
		} else {
			b.items[at].Cause = notOffered
		}
	}
	if len(left) == 0 {
		return tea.Batch(b.keep(), pane.Say("None of these numbers is offered any more. Nothing was bought."))
	}
	return tea.Batch(b.keep(), b.ask(left))
}

// ask shows what is about to be bought.
func (b *basket) ask(items []item) tea.Cmd {
	return b.agree("Buy "+text.Count(int64(len(items)), "number", "numbers").String(), "purchase", items, nil)
}

// costs is what a purchase or a change at LINES costs, as far as its act says.
func costs(_ *pane.Kit, a act.Act, _ string) []text.Safe {
	var q *oneuc.Quote
	switch a := a.(type) {
	case act.Buy:
		if q = a.Charges; q == nil {
			return []text.Safe{text.Own("This API does not quote a price. When it asks for one, you see it before anything is bought.")}
		}
	case act.Set:
		q = a.Charges
	case act.SetAddress:
		q = a.Charges
	case act.ClearAddress:
		q = a.Charges
	}
	if q == nil {
		return nil
	}
	return chargeLines(*q)
}

// agree asks about a purchase; the table of results follows it in the journal.
func (b *basket) agree(title, verb string, items []item, charges *oneuc.Quote) tea.Cmd {
	return pane.Send(pane.Push{Sheet: pane.NewAgree(b.p.kit, b.p.desk, pane.Agreement{
		Title: title, Verb: verb, Act: act.Buy{Numbers: numbersOf(items), Charges: charges}, Says: costs,
		Began: pane.Push{Sheet: newResults(b.p, items)},
		Done:  func(_ act.Outcome, err error) tea.Msg { return bought{items, err} },
	})})
}

func (b *basket) bought(m bought) tea.Cmd {
	follow := b.follow()
	charges, ok := isCharges(m.err)
	switch {
	case m.err == nil:
		return tea.Batch(follow, b.p.bought(m.items))
	case !ok:
		return tea.Batch(follow, pane.Send(pane.Toast{Text: words(m.err), Bad: true}))
	}
	return tea.Batch(follow, pane.Send(closeResults{}), b.agree("This costs money", "accept and buy", m.items, &charges.Quote))
}

// chargeLines is a quote as a table. What it leaves out is not made up.
func chargeLines(q oneuc.Quote) []text.Safe {
	row := func(what, many, each, once, total string) text.Safe {
		return text.Clean(text.Clean(what).Cut(24).Pad(24).String() + text.Clean(many).PadLeft(5).String() + text.Clean(each).PadLeft(12).String() +
			text.Clean(once).PadLeft(10).String() + text.Clean(total).PadLeft(10).String())
	}
	lines := []text.Safe{sum(q), {}, row("", "", "each, month", "once", "total")}
	for _, c := range q.Lines {
		name := strings.ReplaceAll(strings.TrimSpace(c.Item), "_", " ")
		lines = append(lines, row(dash(name), strconv.Itoa(c.Quantity), c.Rate.String(), c.Activation.String(), c.Total.String()))
	}
	for _, f := range []struct {
		label string
		price money.Price
	}{{"once, for all of it", q.Activation}, {"taxes", q.Taxes}} {
		if f.price.Known {
			lines = append(lines, row(f.label, "", "", "", f.price.String()))
		}
	}
	if len(q.Lines) == 0 {
		return lines[:1]
	}
	return lines
}

// sum is a quote in one line, short enough for any window.
func sum(q oneuc.Quote) text.Safe {
	var parts []text.Safe
	if due := q.Due(); due != "" {
		parts = append(parts, text.Clean(text.Capital(due)))
	}
	if q.Recurring.Known {
		parts = append(parts, text.Clean(q.Recurring.String()).Append(text.Own(" a month")))
	}
	if len(parts) == 0 {
		return text.Own("Costs money; how much is not said.")
	}
	return text.Join(", ", parts...).Append(text.Own(". Not done yet."))
}

// closeResults closes the table of results of a purchase that did not happen.
type closeResults struct{}

// results is the table of a purchase, number by number, followed in the
// journal until nothing is open.
type results struct {
	*pane.Reader
	p     *Pane
	items []item
	since time.Time
	read  pane.Loader[map[phone.E164]outcome]
	of    map[phone.E164]outcome
}

// outcome is what is known of one number of a purchase.
type outcome struct {
	word, reason string
	role         style.Role
	open         bool
}

func newResults(p *Pane, items []item) *results {
	r := &results{p: p, items: items, since: p.kit.Now(), of: map[phone.E164]outcome{}}
	r.Reader = pane.NewReader(p.kit, "Buying "+text.Count(int64(len(items)), "number", "numbers").String(), r.lines)
	return r
}

// Fill implements pane.Filler.
func (r *results) Fill() bool { return false }

// Init implements pane.Starter.
func (r *results) Init() tea.Cmd {
	s, since := r.p.store, r.since
	return r.read.Load(r.p.kit.Ctx, func(ctx context.Context) (map[phone.E164]outcome, error) {
		fates, err := purchases(ctx, s)
		of := map[phone.E164]outcome{}
		for n, in := range fates {
			if !in.Created.Before(since.Truncate(time.Second)) {
				of[n] = outcomeOf(in)
			}
		}
		return of, err
	})
}

// Actions implements pane.Sheet.
func (r *results) Actions() []pane.Action {
	acts := r.Reader.Actions()
	for i := range acts {
		if acts[i].ID == "reader.close" {
			acts[i].Do = func() tea.Cmd { return pane.Send(pane.Pop{Sheet: r}) }
		}
	}
	return acts
}
