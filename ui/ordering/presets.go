package ordering

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// What stands for a whole order among the customers: a preset by its name, a
// last order by its id.
const (
	isPreset = "preset "
	isLast   = "last "
)

// lastOrders is how many of the last orders are offered.
const lastOrders = 5

// wholes are the presets and the last orders, as options of the first list.
func (s *sheet) wholes() []pane.Option {
	var out []pane.Option
	for i, p := range s.facts.presets {
		note := text.Join("  ", s.c.kit.Name(p.Customer), text.Clean(p.Service), text.Clean(s.country(p.Country)))
		if p.Max > 0 {
			note = note.Append(text.Sentence("  at most {}", s.c.kit.Cents(money.Cents(p.Max))))
		}
		out = append(out, pane.Option{ID: isPreset + p.Name, Name: p.Name, Words: []string{p.Name}, Note: note, Whole: true, First: 2000 - i})
	}
	for i, a := range s.facts.last {
		note := text.Join("  ", text.Clean(a.ServiceID), text.Clean(s.country(a.CountryID)))
		if a.Price.Known {
			note = note.Append(text.Own("  "), s.c.kit.Money(a.Price))
		}
		out = append(out, pane.Option{ID: isLast + a.ID, Name: s.c.kit.Name(a.CustomerID).String(), Note: note, Whole: true, First: 1000 - i})
	}
	return out
}

// country is the name of a country by its id.
func (s *sheet) country(id string) string {
	for _, c := range s.facts.countries {
		if c.ID == id {
			return c.Name
		}
	}
	return id
}

// takeWhole takes all three words from a preset or a last order.
func (s *sheet) takeWhole(id string) tea.Cmd {
	var p store.Preset
	if name, ok := strings.CutPrefix(id, isPreset); ok {
		p, _ = s.preset(name)
	} else {
		for _, a := range s.facts.last {
			if isLast+a.ID == id {
				p = store.Preset{Customer: a.CustomerID, Service: a.ServiceID, Country: a.CountryID, Quality: platfone.DefaultQuality}
			}
		}
	}
	d := Draft{Customer: p.Customer, Service: p.Service, Country: p.Country, Quality: p.Quality, Pays: p.Pays}
	if p.Max > 0 {
		d.Max = money.Cents(p.Max).Plain()
	}
	s.maxOf = ""
	for _, of := range s.pickers {
		of.Pick("")
	}
	s.restore(d)
	s.ahead.stuck = false
	s.focus(onOrder)
	for i, want := range []string{p.Customer, p.Service, p.Country} {
		if s.chosen(step(i)) != want {
			s.focus(step(i))
			s.stick("\"" + want + "\" is not offered any more: choose another.")
			break
		}
	}
	return tea.Batch(s.loadMarket(), s.refreshPrices(), s.refreshBalance(), s.reprice())
}

func (s *sheet) preset(name string) (store.Preset, bool) {
	for _, p := range s.facts.presets {
		if strings.EqualFold(p.Name, name) {
			return p, true
		}
	}
	return store.Preset{}, false
}

// under is the preset under the cursor of the first list.
func (s *sheet) under() (store.Preset, bool) {
	if s.at != onCustomer || !s.ready() {
		return store.Preset{}, false
	}
	o, _ := s.picker().Current()
	name, is := strings.CutPrefix(o.ID, isPreset)
	if !is {
		return store.Preset{}, false
	}
	return s.preset(name)
}

func (s *sheet) starWords() string {
	if p, ok := s.under(); ok {
		return "forget " + p.Name
	}
	if s.at == onPays {
		return "save for " + s.named(onCustomer)
	}
	return "save as preset"
}

func (s *sheet) noStar() string {
	switch _, is := s.under(); {
	case is:
		return ""
	case s.at == onPays:
		return s.noUsual()
	}
	return s.noPreset()
}

// star saves: on what the customer pays as usual for them, elsewhere the order
// as a preset. On a preset it forgets that.
func (s *sheet) star() tea.Cmd {
	if why := s.noStar(); why != "" {
		s.problem = text.Capital(why) + "."
		return nil
	}
	if p, ok := s.under(); ok {
		return s.change(func(ctx context.Context) error { return s.c.book.ForgetPreset(ctx, p.Name) }, "The preset "+p.Name+" is forgotten.")
	}
	if s.at == onPays {
		return s.saveUsual()
	}
	return s.askName()
}

// change writes something to the store and tells.
func (s *sheet) change(do func(context.Context) error, done string) tea.Cmd {
	ctx := context.WithoutCancel(s.c.kit.Ctx)
	return pane.Sequence(pane.Try(func() error { return do(ctx) }, done), s.loadFacts(), pane.Send(changed{s}))
}

// changed says that something was saved by which an order is judged.
type changed struct{ to *sheet }

func (s *sheet) noUsual() string {
	if s.chosen(onCustomer) == "" {
		return "choose a customer first: what is usual belongs to one"
	}
	if _, err := s.charge(); err != nil {
		return "what the customer pays is not complete: " + store.Said(err)
	}
	return ""
}

func (s *sheet) saveUsual() tea.Cmd {
	customer := s.chosen(onCustomer)
	c, _ := s.charge()
	s.pays.own = false
	return s.change(func(ctx context.Context) error { return s.c.desk.SetCharge(ctx, customer, c) },
		s.c.kit.Name(customer).String()+" pays "+c.String()+" from now on, unless an order says otherwise.")
}

func (s *sheet) noPreset() string {
	for i, what := range threeWords {
		if s.chosen(step(i)) == "" {
			return "choose a " + what + " first: a preset holds a customer, a service and a country"
		}
	}
	return ""
}

// naming asks for the name of a preset.
type naming struct {
	of    *sheet
	field *pane.Field
}

func (s *sheet) askName() tea.Cmd {
	n := &naming{of: s, field: pane.NewField("Name", 60)}
	n.field.SetValue(s.chosen(onCustomer) + " " + s.chosen(onService) + " " + s.chosen(onCountry))
	n.field.Focus(true)
	return pane.Send(pane.Push{Sheet: n})
}

// Title implements pane.Sheet.
func (n *naming) Title() string { return "Save as preset" }

// Capturing implements pane.Capturer.
func (n *naming) Capturing() bool { return true }

// Update implements pane.Sheet.
func (n *naming) Update(msg tea.Msg) tea.Cmd {
	n.field.Update(msg)
	return nil
}

// Actions implements pane.Sheet.
func (n *naming) Actions() []pane.Action {
	return []pane.Action{
		{ID: "preset.save", Key: keybook.Fixed("save", "enter"), Do: n.save},
		{ID: "preset.close", Key: keybook.Fixed("close", "esc"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: n}) }},
	}
}

func (n *naming) save() tea.Cmd {
	s := n.of
	d := s.draft()
	p := store.Preset{Name: n.field.Value(), Customer: d.Customer, Service: d.Service, Country: d.Country, Pays: d.Pays, Quality: d.Quality}
	if o, _, why := s.order(); why == "" && d.Max != "" {
		p.Max = int64(o.MaxPrice)
	}
	if err := p.Check(); err != nil {
		n.field.Problem = text.Capital(store.Said(err)) + "."
		return nil
	}
	words := "Saved as the preset " + p.Name + ". It stands first under For; a script orders it with --preset."
	if _, had := s.preset(p.Name); had {
		words = "The preset " + p.Name + " is replaced."
	}
	return tea.Batch(pane.Send(pane.Pop{Sheet: n}), s.change(func(ctx context.Context) error { return s.c.book.PutPreset(ctx, p) }, words))
}

// Wide implements pane.Wide: three ordinary ids are one name.
func (n *naming) Wide() int { return 60 }

// View implements pane.Sheet.
func (n *naming) View(w, _ int) string {
	st := n.of.c.kit.Styles
	lines := []string{pane.Cut("Name   "+n.field.Line(n.of.c.kit, w-7), w)}
	return strings.Join(append(lines, st.Paint(style.Bad, n.field.Problem)), "\n")
}
