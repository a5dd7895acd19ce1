package ordering

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/ui/pane"
)

// pays is what the customer pays: a choice and its figure.
type pays struct {
	mode   platfone.PriceMode
	figure *pane.Field
	own    bool // the person changed it for this order
}

func newPays() pays {
	p := pays{figure: pane.NewField("Customer pays", 8)}
	p.put(platfone.DefaultCharge)
	return p
}

// put shows a charge.
func (p *pays) put(c platfone.Charge) {
	p.mode = c.Mode
	if c.Mode == platfone.FixedPrice {
		p.figure.SetValue(c.Price.Plain())
		return
	}
	p.figure.SetValue(strconv.Itoa(c.Markup))
}

// modes are the ways to charge in the order of the arrows.
var modes = []platfone.PriceMode{platfone.Dynamic, platfone.FixedMarkup, platfone.FixedPrice}

// turn goes to the next way to charge. A price is not a percentage, so its
// figure starts anew.
func (p *pays) turn(d int) {
	at := 0
	for i, m := range modes {
		if m == p.mode {
			at = i
		}
	}
	was := p.mode
	p.mode, p.own = modes[(at+d+len(modes))%len(modes)], true
	if (was == platfone.FixedPrice) != (p.mode == platfone.FixedPrice) {
		p.figure.SetValue("")
	}
}

// usual shows how the chosen customer is charged unless an order says otherwise.
func (s *sheet) usual() {
	s.pays.put(s.usualOf(s.chosen(onCustomer)))
	s.pays.own = false
}

func (s *sheet) usualOf(customer string) platfone.Charge {
	if c, ok := s.facts.charges[customer]; ok {
		return c
	}
	return s.c.desk.DefaultCharge()
}

// write takes a key or a paste for a field that is no list. Left and Right
// change a choice; a letter is none of its business.
func (s *sheet) write(msg tea.Msg) tea.Cmd {
	k, isKey := msg.(tea.KeyPressMsg)
	if isKey && k.Text != "" && !strings.Contains(s.signs(), k.Text) {
		return s.unused(k.Text)
	}
	switch s.at {
	case onCount:
		turn(s.count, msg, 1, s.c.desk.Places(), 1)
	case onQuality:
		turn(s.quality, msg, 0, platfone.MaxQuality, 25)
	case onMax:
		s.holdMax()
		s.max.Update(msg)
	case onPays:
		switch {
		case isKey && k.String() == "left":
			s.pays.turn(-1)
		case isKey && k.String() == "right":
			s.pays.turn(1)
		default:
			was := s.pays.figure.Value()
			s.pays.figure.Update(msg)
			s.pays.own = s.pays.own || s.pays.figure.Value() != was
		}
	}
	return nil
}

// signs are what the field that has the keys can hold.
func (s *sheet) signs() string {
	if s.at == onMax || s.at == onPays {
		return "0123456789."
	}
	return "0123456789"
}

// takes says which keys the field that has them takes.
func (s *sheet) takes() string {
	switch s.at {
	case onCount:
		return "How many takes digits; Left and Right change it."
	case onMax:
		return "Max price takes an amount, such as 0.40."
	case onPays:
		return "Left and Right change what the customer pays, digits its figure."
	}
	return "Quality takes digits from 0 to 100; Left and Right change it."
}

// number is the whole number in a field, 0 when there is none.
func number(f *pane.Field) int {
	n, _ := strconv.Atoi(f.Value())
	return n
}

// turn changes a whole number by a key: the arrows step by so many, other keys write.
func turn(f *pane.Field, msg tea.Msg, least, most, by int) {
	k, isKey := msg.(tea.KeyPressMsg)
	n := number(f)
	switch {
	case isKey && k.String() == "left":
		n = (n - 1) / by * by
	case isKey && k.String() == "right":
		n = (n/by + 1) * by
	default:
		f.Update(msg)
		return
	}
	f.SetValue(strconv.Itoa(min(max(n, least), most)))
}

// charge is what the customer pays, as it is written.
func (s *sheet) charge() (platfone.Charge, error) {
	c := platfone.Charge{Mode: s.pays.mode}
	said := s.pays.figure.Value()
	if c.Mode == platfone.FixedPrice {
		price, err := money.Parse(said)
		if err != nil {
			return c, err
		}
		c.Price = price
		return c, c.Check()
	}
	n, err := strconv.Atoi(strings.TrimSuffix(said, "%"))
	if err != nil {
		return c, errMarkup
	}
	c.Markup = n
	return c, c.Check()
}
