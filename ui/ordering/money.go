package ordering

import (
	"strconv"
	"strings"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// order builds what would be sent from what was typed. The field names the
// one that is wrong.
func (s *sheet) order() (o platfone.NewOrder, field step, why string) {
	service, country, _ := s.chosenPair()
	o = platfone.NewOrder{ServiceID: service, CountryID: country, Quality: s.quality, Mode: s.mode, OrderID: s.token}
	for i, p := range []*pane.Picker{s.customer, s.service, s.country} {
		if _, ok := p.Choice(); !ok {
			return o, step(i), p.Field().Label + ": choose one"
		}
	}
	ceiling, err := money.Parse(s.ceiling.Value())
	if err != nil {
		return o, onCeiling, "Ceiling: " + err.Error()
	}
	o.MaxPrice = ceiling
	if err := platfone.CheckCeiling(o.MaxPrice); err != nil {
		return o, onCeiling, "Ceiling: from $0.01 to " + platfone.MaxCeiling.String()
	}
	return s.charge(o)
}

func (s *sheet) charge(o platfone.NewOrder) (platfone.NewOrder, step, string) {
	value := s.price.Value()
	if s.mode == platfone.FixedPrice {
		c, err := money.Parse(value)
		if err != nil {
			return o, onPrice, "Price: " + err.Error()
		}
		if platfone.CheckCustomerPrice(c) != nil {
			return o, onPrice, "Price: from $0.00 to " + platfone.MaxCustomerPrice.String()
		}
		o.CustomerPrice = c
		return o, 0, ""
	}
	n, err := strconv.Atoi(strings.TrimSuffix(value, "%"))
	if err != nil || platfone.CheckMarkup(n) != nil {
		return o, onPrice, "Markup: a whole number of percent, from 0 to 10000"
	}
	o.Markup = n
	return o, 0, ""
}

// sums says who pays what. Where only a bound is known the words
// say so, and an amount the provider may round differently is marked.
func (s *sheet) sums(o platfone.NewOrder) []text.Safe {
	who := s.c.kit.Name(s.draft().Customer)
	reserve, exact := o.Reserve()
	pays := text.Clean(about(exact) + reserve.String())
	if o.Mode == platfone.Dynamic {
		pays = text.Own("at most ").Append(pays)
	}
	p, _ := s.chosenPrice()
	margin, sure := o.LeastMargin(p.Min)
	first := text.Sentence("You pay at most {}.  {} pays {}.  Margin at least {}.", text.Clean(o.MaxPrice.String()), who, pays, text.Clean(about(sure)+margin.String()))
	out := []text.Safe{first}
	if c, ok := s.chosenCustomer(); ok {
		if left, exact := c.Free(); left.Known && !s.c.kit.Private {
			after := left.Cents - reserve
			out = append(out, text.Sentence("{} after this order: {} free.  {}{}", who, text.Clean(about(exact)+after.String()), s.places(), s.safety()))
		}
	}
	return out
}

// places is how many numbers run of those that may, as the verdict has it.
func (s *sheet) places() text.Safe {
	v, _ := s.weighed.Verdict()
	for _, f := range v.Before {
		if f.Name == act.ActiveNumbers {
			return text.Sentence("Active {}.  ", text.Clean(f.Value))
		}
	}
	return text.Safe{}
}

func about(exact bool) string {
	if exact {
		return ""
	}
	return "≈ "
}

// safety is the account's success rate in words.
func (s *sheet) safety() text.Safe {
	percent, ok := s.facts.account.Rate()
	if !ok {
		return text.Own("Record: too few to tell.")
	}
	word := map[platfone.Caution]text.Literal{platfone.Safe: "safe", platfone.Warn: "low", platfone.Ask: "close to a block", platfone.Stopped: "blocked"}[s.facts.account.Caution()]
	return text.Sentence("Record {} % ≈ {}.", text.Int(int64(percent)), text.Own(word))
}

// bottom draws the sums, the verdict and what is wrong.
func (s *sheet) bottom(w int) []string {
	st := s.c.kit.Styles
	var out []string
	say := func(role style.Role, line string) {
		for _, l := range text.Clean(line).Wrap(w) {
			out = append(out, st.Paint(role, l.String()))
		}
	}
	o, _, why := s.order()
	if why == "" {
		for _, l := range s.sums(o) {
			out = append(out, st.Paint(style.Text, l.Cut(w).String()))
		}
		out = append(out, s.weighed.Reasons(w)...)
		s.weighed.Shown()
	}
	if s.problem != "" {
		say(style.Bad, "! "+s.problem)
	}
	return out
}
