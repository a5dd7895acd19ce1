package ordering

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
)

// step is the field that has the keys.
type step int

const (
	onCustomer step = iota
	onService
	onCountry
	onPrefer
	onCeiling
	onPrice
	steps
)

// facts are what the sheet knows from the store.
type facts struct {
	draft     Draft
	customers []store.Customer
	services  []platfone.Service
	countries []platfone.Country
	favourite map[string]bool // "service/telegram"
	recent    map[string]int  // the same, newest highest
	popular   map[string]int  // services the provider says are asked for most, the first highest
	account   platfone.Record
	stands    []store.Standing // what keeps orders from being made, the worst first
	watched   map[string]money.Cents
}

// market is what the sheet knows of one service.
type market struct {
	service string
	prices  map[string]store.Price
	records map[string]store.PairRecord
}

type sheet struct {
	c        *Counter
	given    Draft
	facts    facts
	market   market
	readBook pane.Loader[facts]
	readMkt  pane.Loader[market]
	weighed  *pane.Weighed // the order as it is written

	customer, service, country *pane.Picker
	quality                    int
	ceiling, price             *pane.Field
	ceilingOf                  string // the pair the person wrote the ceiling for
	mode                       platfone.PriceMode
	at                         step

	problem string
	wait    time.Time // not before
	waitFor string    // why not: the provider asked for it, or the program's own budget
	token   string    // of the attempt that failed on price
	rises   money.Cents
	moved   *moved
	priced  string // the pair last asked a price for
	settle  int
}

func newSheet(c *Counter, given Draft) *sheet {
	s := &sheet{c: c, given: given, weighed: pane.NewWeighed(c.kit, c.desk), quality: platfone.DefaultQuality, mode: platfone.FixedMarkup}
	s.customer, s.service, s.country = pane.NewPicker("Customer"), pane.NewPicker("Service"), pane.NewPicker("Country")
	s.ceiling, s.price = pane.NewField("Ceiling", 10), pane.NewField("Price", 10)
	s.price.SetValue("50")
	s.focus(onCustomer)
	return s
}

// Init implements pane.Starter.
func (s *sheet) Init() tea.Cmd { return s.loadFacts() }

// Title implements pane.Sheet.
func (s *sheet) Title() string { return "Order a number" }

// Ticking implements pane.Ticker.
func (s *sheet) Ticking() bool { return s.Waiting() != "" || s.c.kit.Now().Before(s.wait) }

// Waiting implements pane.Waiter.
func (s *sheet) Waiting() string { return s.weighed.Waiting() }

// Capturing implements pane.Capturer: text is written everywhere but on the
// slider, and not while an answer is awaited or a question is open.
func (s *sheet) Capturing() bool { return s.Waiting() == "" && s.moved == nil }

// focus moves the keys to a field.
func (s *sheet) focus(to step) {
	s.at = min(max(to, 0), steps-1)
	s.customer.Field().Focus(s.at == onCustomer)
	s.service.Field().Focus(s.at == onService)
	s.country.Field().Focus(s.at == onCountry)
	s.ceiling.Focus(s.at == onCeiling)
	s.price.Focus(s.at == onPrice)
}

// picker is the picker that has the keys, nil when none has.
func (s *sheet) picker() *pane.Picker {
	switch s.at {
	case onCustomer:
		return s.customer
	case onService:
		return s.service
	case onCountry:
		return s.country
	}
	return nil
}

// Update implements pane.Sheet. Whatever changed, the order is weighed anew.
func (s *sheet) Update(msg tea.Msg) tea.Cmd {
	cmd := s.update(msg)
	return tea.Batch(cmd, s.weighed.Update(msg), s.weigh())
}

// weigh asks for the verdict on the order as it is written, if it is another.
func (s *sheet) weigh() tea.Cmd {
	if s.Waiting() != "" {
		return nil
	}
	a, ok := s.wanted()
	if !ok {
		if s.weighed.Act() == nil {
			return nil
		}
		return s.weighed.Weigh(nil)
	}
	if s.weighed.Act() == act.Act(a) {
		return nil
	}
	return s.weighed.Weigh(a)
}

// wanted is the order that the next key would send; false while it is not whole.
func (s *sheet) wanted() (act.Order, bool) {
	if m := s.moved; m != nil {
		return act.Order{Customer: s.draft().Customer, Order: m.order.Raised(m.to), Rose: m.order.MaxPrice}, true
	}
	o, _, why := s.order()
	return act.Order{Customer: s.draft().Customer, Order: o}, why == ""
}

func (s *sheet) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		return s.typed(msg)
	case store.Topic:
		if msg.Has(store.Prices|store.Catalogue|store.Customers|store.Activations|store.Limits|store.Healths) && s.Waiting() == "" {
			return tea.Batch(s.loadFacts(), s.loadMarket())
		}
	case answered:
		if msg.to == s {
			return s.answer(msg)
		}
	case settled:
		if msg.to == s && msg.n == s.settle {
			return s.reprice()
		}
	}
	return s.take(msg)
}

func (s *sheet) take(msg tea.Msg) tea.Cmd {
	if f, err, ok := s.readBook.Take(msg); ok {
		if err != nil {
			s.problem = err.Error()
			return nil
		}
		return s.fill(f)
	}
	if m, err, ok := s.readMkt.Take(msg); ok && err == nil {
		s.market = m
		s.offerCountries()
		s.suggest()
	}
	return nil
}

// typed takes a key or a paste for the field that has the keys.
func (s *sheet) typed(msg tea.Msg) tea.Cmd {
	s.problem = ""
	if p := s.picker(); p != nil {
		if k, ok := msg.(tea.KeyPressMsg); ok && k.Text == "*" {
			return s.favourite()
		}
		p.Type(func(f *pane.Field) { f.Update(msg) })
		return s.settling()
	}
	k, isKey := msg.(tea.KeyPressMsg)
	if isKey && k.Text == "w" {
		return s.watch()
	}
	switch s.at {
	case onPrefer:
		if isKey {
			s.slide(k)
		}
	case onCeiling:
		if !isKey || amount(k) {
			s.ownCeiling()
			s.ceiling.Update(msg)
		}
	case onPrice:
		if mode, ok := map[string]platfone.PriceMode{"f": platfone.FixedPrice, "m": platfone.FixedMarkup, "d": platfone.Dynamic}[k.Text]; isKey && ok {
			s.setMode(mode)
			return nil
		}
		if !isKey || amount(k) {
			s.price.Update(msg)
		}
	}
	return nil
}

// amount reports whether a key can be part of an amount, or edits one.
func amount(k tea.KeyPressMsg) bool {
	return k.Text == "" || strings.Contains("0123456789.", k.Text)
}

// slide moves the preference between cheap and good; digits write it.
func (s *sheet) slide(k tea.KeyPressMsg) {
	switch {
	case len(k.Text) == 1 && k.Text[0] >= '0' && k.Text[0] <= '9':
		n := s.quality*10 + int(k.Text[0]-'0')
		if n > platfone.MaxQuality {
			n = int(k.Text[0] - '0')
		}
		s.quality = n
	case k.String() == "left":
		s.quality = max((s.quality-1)/25*25, 0)
	case k.String() == "right":
		s.quality = min((s.quality/25+1)*25, platfone.MaxQuality)
	case k.String() == "backspace":
		s.quality /= 10
	}
}

// setMode changes how the customer is charged; a price is not a percentage,
// so the value starts anew.
func (s *sheet) setMode(mode platfone.PriceMode) {
	if (s.mode == platfone.FixedPrice) != (mode == platfone.FixedPrice) {
		s.price.SetValue("")
	}
	s.mode = mode
}

// favourite marks or unmarks what the cursor stands on.
func (s *sheet) favourite() tea.Cmd {
	o, ok := s.picker().Current()
	if !ok {
		return nil
	}
	kind := [...]string{"customer", "service", "country"}[s.at]
	book, ctx := s.c.book, s.c.kit.Ctx
	return pane.Sequence(func() tea.Msg {
		if err := book.ToggleFavourite(context.WithoutCancel(ctx), kind, o.ID); err != nil {
			return pane.Toast{Text: err.Error(), Bad: true}
		}
		return nil
	}, s.loadFacts())
}

func (s *sheet) draft() Draft {
	d := Draft{Quality: s.quality, Ceiling: s.ceiling.Value(), Price: s.price.Value(), Mode: int(s.mode)}
	if o, ok := s.customer.Choice(); ok {
		d.Customer = o.ID
	}
	if o, ok := s.service.Choice(); ok {
		d.Service = o.ID
	}
	if o, ok := s.country.Choice(); ok {
		d.Country = o.ID
	}
	return d
}
