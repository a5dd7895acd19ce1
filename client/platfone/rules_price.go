package platfone

import (
	"switchboard/client/money"
)

// Reserve is what the customer must have free and what is held until the first message.
func (o NewOrder) Reserve() (c money.Cents, exact bool) {
	if o.Mode == FixedPrice {
		return o.CustomerPrice, true
	}
	return o.MaxPrice.Markup(o.Markup)
}

// Charged is what the customer pays at the first message when the account pays actual. Only
// in the dynamic mode does it depend on that; it is never more than Reserve.
func (o NewOrder) Charged(actual money.Cents) (c money.Cents, exact bool) {
	if o.Mode == Dynamic {
		return min(actual, o.MaxPrice).Markup(o.Markup)
	}
	return o.Reserve()
}

// Margin is what is left of the customer's money when the account pays actual.
func (o NewOrder) Margin(actual money.Cents) (c money.Cents, exact bool) {
	c, exact = o.Charged(actual)
	return c - actual, exact
}

// LeastMargin is the smallest margin the order can come to. With a fixed price or a fixed
// markup that is when the account pays the whole ceiling; in the dynamic mode it is when it
// pays as little as possible, lowest, or next to nothing when that is unknown.
func (o NewOrder) LeastMargin(lowest money.Price) (c money.Cents, exact bool) {
	if o.Mode != Dynamic {
		return o.Margin(o.MaxPrice)
	}
	if !lowest.Known {
		return 0, o.Markup == 0
	}
	return o.Margin(min(lowest.Cents, o.MaxPrice))
}

// UsualMax is the most that is paid for an order where nobody said otherwise: the price the provider suggests and 15 % more, so that one that has
// moved a little still sells; never above the provider's ceiling or a limit that is known. Cents.
func UsualMax(suggested money.Cents, limits ...money.Price) money.Cents {
	most, _ := suggested.Markup(15)
	most = min(most, MaxCeiling)
	for _, l := range limits {
		if l.Known && suggested <= l.Cents { // above it the judgement refuses, and says whose limit it is
			most = min(most, l.Cents)
		}
	}
	return most
}
