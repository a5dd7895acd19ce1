package ordering

import (
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// step is the field that has the keys.
type step int

const (
	onCustomer step = iota
	onService
	onCountry
	onCount
	onMax
	onPays
	onQuality
	onOrder
	steps
)

// market is what the sheet knows of one service.
type market struct {
	service string
	prices  map[string]store.Price
	records map[string]store.PairRecord
}

type sheet struct {
	c        *Counter
	given    Draft
	asGiven  Draft // the same as it stood when the sheet was shown
	from     kept  // the draft that it was begun with; zero of none
	known    bool  // facts were read
	facts    facts
	market   market
	readBook pane.Loader[facts]
	readMkt  pane.Loader[market]
	weighed  *pane.Weighed             // the order as it is written
	standing *pane.Foresight[struct{}] // what stands against any order

	pickers [3]*pane.Picker // customer, service, country
	count   *pane.Field
	max     *pane.Field
	maxOf   string // the pair the person wrote the price for
	pays    pays
	quality *pane.Field
	at      step
	top     int  // the first line shown where there is no room for all
	more    bool // there are lines below those
	missed  bool // there are lines above those that no frame has shown

	ahead   ahead
	problem string
	wait    time.Time // not before
	waitFor string    // why not: the provider asked for it, or the program's own budget
	batch   *batch    // the orders that are on their way
	after   int64     // the run that was cut off and that these go on with; 0 is none
	token   string    // of the attempt that failed on price
	rises   money.Cents
	moved   *moved
	priced  string // the pair last asked a price for
	asking  int    // questions for a price that have not come back
	settle  int

	checked   string // the pair whose price was asked for before ordering
	checkedAt time.Time
}

func newSheet(c *Counter, given Draft) *sheet {
	s := &sheet{c: c, given: given, weighed: pane.NewWeighed(c.kit, c.desk), count: pane.NewField("How many", 3), quality: pane.NewField("Quality", 3),
		pickers: [3]*pane.Picker{pane.NewPicker("For"), pane.NewPicker("Service"), pane.NewPicker("Country")},
		max:     pane.NewField("Max price", 10), pays: newPays()}
	s.standing = pane.NewForesight(c.kit, c.desk, func(struct{}) []act.Act { return []act.Act{act.Order{}} })
	s.count.SetValue("1")
	s.quality.SetValue(strconv.Itoa(platfone.DefaultQuality))
	s.focus(onCustomer)
	return s
}

// Init implements pane.Starter.
func (s *sheet) Init() tea.Cmd { return tea.Batch(s.loadFacts(), s.standing.Want()) }

// Title implements pane.Sheet.
func (s *sheet) Title() string {
	const title = "Order a number"
	d := s.from
	switch {
	case d.Kept.IsZero():
		return title
	case d.Got > 0:
		return text.Sentence("{}: your draft of {}, {} of {} ordered since", text.Own(title), s.c.kit.When(d.Kept, text.FormDayAt), text.Int(int64(d.Got)), text.Int(int64(d.Got+d.Count))).String()
	}
	return text.Sentence("{}: your draft of {}", text.Own(title), s.c.kit.When(d.Kept, text.FormDayAt)).String()
}

// Wide implements pane.Wide: a country with its price, its stock, and how it did.
func (s *sheet) Wide() int { return 82 }

// Ticking implements pane.Ticker.
func (s *sheet) Ticking() bool { return s.Waiting() != "" || s.c.kit.Now().Before(s.wait) }

// Waiting implements pane.Waiter.
func (s *sheet) Waiting() string { return s.weighed.Waiting() }

// Capturing implements pane.Capturer: text is written in every field, and not
// on the line that orders.
func (s *sheet) Capturing() bool { return s.moved == nil && s.at != onOrder }

// focus moves the keys to a field.
func (s *sheet) focus(to step) {
	s.at, s.top = min(max(to, 0), steps-1), 0
	for i, p := range s.pickers {
		p.Field().Focus(s.at == step(i))
	}
	s.count.Focus(s.at == onCount)
	s.max.Focus(s.at == onMax)
	s.quality.Focus(s.at == onQuality)
	s.pays.figure.Focus(s.at == onPays)
}

// picker is the picker that has the keys, nil when none has.
func (s *sheet) picker() *pane.Picker {
	if s.at < onCount {
		return s.pickers[s.at]
	}
	return nil
}

// chosen is the id that was chosen in a picker, "" while none is.
func (s *sheet) chosen(at step) string {
	o, _ := s.pickers[at].Choice()
	return o.ID
}

// named is the name of what was chosen, as it is shown.
func (s *sheet) named(at step) string {
	o, _ := s.pickers[at].Choice()
	if at == onCustomer {
		return s.c.kit.Name(o.ID).String()
	}
	return o.Name
}

// Update implements pane.Sheet. Whatever changed, the order is weighed anew.
func (s *sheet) Update(msg tea.Msg) tea.Cmd {
	cmd := s.standing.Update(msg, s.update)
	return tea.Batch(cmd, s.weighed.Update(msg), s.weigh())
}

// weigh asks for the verdict on the order as it is written, if it is another.
func (s *sheet) weigh() tea.Cmd {
	if s.Waiting() != "" {
		return nil
	}
	a, ok := s.wanted()
	switch {
	case !ok && s.weighed.Act() == nil:
		return nil
	case !ok:
		return s.weighed.Weigh(nil)
	case s.weighed.Act() == act.Act(a):
		return nil
	}
	return s.weighed.Weigh(a)
}

// wanted is the order that the next key would send; false while it is not whole.
func (s *sheet) wanted() (act.Order, bool) {
	a := act.Order{Customer: s.chosen(onCustomer), Of: 1, Left: 1}
	if m := s.moved; m != nil {
		a.Order, a.Rose = m.order.Raised(m.to), m.order.MaxPrice
		return a, true
	}
	o, _, why := s.order()
	n := number(s.count)
	a.Order, a.Of, a.Left = o, n, n
	return a, why == ""
}

func (s *sheet) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		return s.key(msg)
	case store.Topic:
		if msg.Has(store.Prices|store.Catalogue|store.Customers|store.Activations|store.Settings|store.Limits|store.Healths) && s.Waiting() == "" {
			return tea.Batch(s.loadFacts(), s.loadMarket())
		}
	case answered:
		if msg.to == s {
			return s.answer(msg)
		}
	case begun:
		if msg.to == s && s.batch != nil {
			s.batch.ctx, s.batch.run = msg.ctx, msg.run
			return s.next()
		}
	case asked:
		if msg.to == s {
			s.asking--
			return s.loadMarket()
		}
	case changed:
		if msg.to == s && s.Waiting() == "" {
			return s.weighed.Weigh(s.weighed.Act())
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
			s.problem = store.Said(err)
			return nil
		}
		return tea.Batch(s.fill(f), s.replay())
	}
	if m, err, ok := s.readMkt.Take(msg); ok && err == nil {
		s.market = m
		s.offerCountries()
		s.suggest()
	}
	return nil
}
