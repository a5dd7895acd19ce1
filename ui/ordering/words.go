package ordering

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/ui/text"
)

func itoa(n int) string { return strconv.Itoa(n) }

// ordered says what was ordered, for whom, for how much.
func (s *sheet) ordered(got []platfone.Activation) string {
	a := got[0]
	what := text.Sentence("({}, {})", text.Clean(a.ServiceID), s.c.kit.Name(a.CustomerID))
	var sum money.Cents
	known := true
	for _, g := range got {
		sum, known = sum+g.Price.Cents, known && g.Price.Known
	}
	line := text.Sentence("Ordered {} {}", s.c.kit.Phone(a.Phone), what)
	if len(got) > 1 {
		line = text.Sentence("Ordered {} numbers {}", text.Int(int64(len(got))), what)
	}
	if known {
		line = line.Append(text.Own(" for "), s.c.kit.Cents(sum))
	}
	return line.String() + "."
}

// words says what became of an order that brought no number, and how many of
// several there are before it.
func (s *sheet) words(b *batch, err error) string {
	why := s.cause(b, err)
	if b.act.Of <= 1 {
		return text.Capital(why)
	}
	return itoa(len(b.got)) + " of " + itoa(b.act.Of) + " ordered: " + why
}

// cause is why an order brought no number, in a sentence that may stand behind a colon.
func (s *sheet) cause(b *batch, err error) string {
	o := b.act.Order
	var open *store.Unsettled
	var low *platfone.LowSuccess
	var many *platfone.TooManyActive
	var limited *rest.Error
	switch {
	case errors.As(err, &open):
		return open.Sentence()
	case errors.Is(err, platfone.ErrNoNumbers):
		return "no numbers left under " + o.MaxPrice.String() + ". " + s.instead()
	case errors.Is(err, platfone.ErrStaleOrder):
		return "the provider no longer knows the earlier attempt. Enter orders again."
	case errors.Is(err, platfone.ErrPayment):
		return "refused: the balance of " + s.named(onCustomer) + " or yours at the provider is too low."
	case errors.Is(err, platfone.ErrCustomerHeld):
		return "refused: the provider keeps " + s.named(onCustomer) + " from ordering; its status is in Customers."
	case errors.Is(err, platfone.ErrOnHold):
		return "refused: the account is on hold."
	case errors.As(err, &low), errors.As(err, &many):
		return strings.TrimSuffix(store.Said(err), ".") + "."
	case errors.As(err, &limited) && limited.Kind == rest.Limited:
		s.wait, s.waitFor = limited.Until, "the provider asks to wait"
		if limited.Keeps > 0 {
			s.waitFor = limited.Keeping()
			return limited.Error() + "."
		}
		return "too many requests: the provider asks to wait. Nothing is lost."
	}
	return store.Said(err)
}

// instead names the countries with stock that did best here for the service.
func (s *sheet) instead() string {
	best := s.alternatives(3)
	if len(best) == 0 {
		return "Try another country or a higher price."
	}
	return "Best by your record: " + strings.Join(best, ", ") + "."
}

func (s *sheet) alternatives(n int) []string {
	var all []store.PairRecord
	for id, p := range s.market.prices {
		if r, ok := s.market.records[id]; ok && id != s.chosen(onCountry) && !p.SoldOut() && r.Ordered > 0 {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b store.PairRecord) int {
		return cmp.Or(cmp.Compare(b.Received*a.Ordered, a.Received*b.Ordered), cmp.Compare(a.CountryID, b.CountryID))
	})
	var out []string
	for _, r := range all[:min(n, len(all))] {
		out = append(out, s.country(r.CountryID)+" ("+itoa(r.Received)+" of "+itoa(r.Ordered)+")")
	}
	return out
}
