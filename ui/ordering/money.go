package ordering

import (
	"errors"
	"strconv"
	"strings"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/text"
)

var errMarkup = errors.New("a whole number of percent, from 0 to " + strconv.Itoa(platfone.MaxMarkup))

// threeWords are what an order is made of, in the order in which they are asked for.
var threeWords = []string{"customer", "service", "country"}

// missing names what has to be chosen before anything can be ordered.
func (s *sheet) missing() string {
	var out []string
	for i, what := range threeWords {
		if s.chosen(step(i)) == "" {
			out = append(out, "a "+what)
		}
	}
	if n := len(out) - 1; n > 0 {
		out = append(out[:n-1], out[n-1]+" and "+out[n])
	}
	return "choose " + strings.Join(out, ", ") + " first."
}

// order builds what would be sent from what was typed. The field names the
// one that is wrong.
func (s *sheet) order() (o platfone.NewOrder, field step, why string) {
	o = platfone.NewOrder{ServiceID: s.chosen(onService), CountryID: s.chosen(onCountry), OrderID: s.token}
	for i, what := range threeWords {
		if s.chosen(step(i)) == "" {
			return o, step(i), "Choose a " + what + " first."
		}
	}
	switch n, err := strconv.Atoi(s.count.Value()); {
	case err != nil || n < 1:
		return o, onCount, "How many: a whole number, at least 1."
	case n > 1:
		o.OrderID = "" // an attempt is for one number: several begin anew
	}
	quality, err := strconv.Atoi(s.quality.Value())
	if o.Quality = quality; err != nil || platfone.CheckQuality(quality) != nil {
		return o, onQuality, "Quality: from 0 to " + strconv.Itoa(platfone.MaxQuality) + "."
	}
	most, err := money.Parse(s.max.Value())
	switch {
	case s.max.Value() == "" && s.pricing():
		return o, onOrder, "The price is on its way."
	case s.max.Value() == "":
		return o, onMax, "Max price: no price of this is known here. Type the most that you pay, such as 0.40."
	case err != nil:
		return o, onMax, "Max price: " + store.Said(err)
	case platfone.CheckCeiling(most) != nil:
		return o, onMax, "Max price: from $0.01 to " + platfone.MaxCeiling.String()
	}
	o.MaxPrice = most
	c, err := s.charge()
	switch {
	case err == nil:
	case c.Mode == platfone.FixedPrice && errors.As(err, new(*platfone.FieldError)):
		return o, onPays, "Customer pays: from $0.00 to " + platfone.MaxCustomerPrice.String()
	case c.Mode == platfone.FixedPrice:
		return o, onPays, "Customer pays: " + store.Said(err)
	default:
		return o, onPays, "Customer pays: " + errMarkup.Error()
	}
	return o.At(c), 0, ""
}

// sums says who pays what. Where only a bound is known the words say so, and
// an amount the provider may round differently is marked. Of several numbers
// it is what each comes to, and all of them.
func (s *sheet) sums(a act.Order) []text.Safe {
	o, you := a.Order, text.Own("You pay")
	if a.Of > 1 {
		you = text.Own("For each number you pay")
	}
	who := s.c.kit.Name(s.chosen(onCustomer)).CutMiddle(24)
	reserve, exact := o.Reserve()
	pays := text.Clean(about(exact)).Append(text.Money(reserve))
	if o.Mode == platfone.Dynamic {
		pays = text.Own("at most ").Append(pays)
	}
	p, _ := s.chosenPrice()
	margin, sure := o.LeastMargin(p.Min)
	first := text.Sentence("{} at most {}. {} pays {}. You keep at least {}.", you, text.Money(o.MaxPrice), who, pays, text.Clean(about(sure)).Append(text.Money(margin)))
	if n := money.Cents(a.Of); n > 1 {
		all := text.Clean(about(exact)).Append(text.Money(reserve * n))
		if o.Mode == platfone.Dynamic {
			all = text.Own("at most ").Append(all)
		}
		first = first.Append(text.Sentence(" For all {} you pay at most {}, {} pays {}.", text.Int(int64(n)), text.Money(o.MaxPrice*n), who, all))
	}
	return []text.Safe{first, s.success().Append(s.places())}
}

func about(exact bool) string {
	if exact {
		return ""
	}
	return "≈ "
}

// places is how many numbers may still run beside those that do, as the verdict has it.
func (s *sheet) places() text.Safe {
	v, _ := s.weighed.Verdict()
	for _, f := range v.Before {
		if f.Name == act.FreePlaces {
			return text.Sentence(" {} places free.", text.Clean(f.Value))
		}
	}
	return text.Safe{}
}

// success is the account's record of a day in words.
func (s *sheet) success() text.Safe {
	percent, ok := s.facts.account.Rate()
	if !ok {
		return text.Own("Success in 24 h: too few orders to tell.")
	}
	return text.Sentence("Success in 24 h: about {} (blocked under {}).", text.Percents(percent), text.Percents(platfone.SuccessPercent))
}

// sentence is what Enter will do, in full.
func (s *sheet) sentence(a act.Order) text.Safe {
	what := text.Clean(s.named(onService)).Append(text.Own(", "), text.Clean(s.named(onCountry)))
	line := text.Sentence("{} orders {}, for {}: at most {}", text.Clean(text.Capital(s.orderKey())), what, s.c.kit.Name(a.Customer), text.Money(a.Order.MaxPrice))
	if a.Of > 1 {
		line = text.Sentence("{} orders {} numbers of {}, for {}: at most {} each, {} in all", text.Clean(text.Capital(s.orderKey())), text.Int(int64(a.Of)), what,
			s.c.kit.Name(a.Customer), text.Money(a.Order.MaxPrice), text.Money(a.Order.MaxPrice*money.Cents(a.Of)))
	}
	return line
}
