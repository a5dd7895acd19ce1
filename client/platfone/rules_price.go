package platfone

// Markup adds a percentage to an amount of cents, in integers, half a cent up. The
// provider's own rounding is not documented, so an amount that is not exact is to be shown
// with "≈", and after the answer only the provider's customer_price counts (api.md 1.6).
func Markup(c Cents, percent int) (sum Cents, exact bool) {
	hundredths := int64(c) * int64(100+percent)
	return Cents((hundredths + 50) / 100), hundredths%100 == 0
}

// Reserve is what the customer must have free and what is held until the first message.
func (o NewOrder) Reserve() (c Cents, exact bool) {
	if o.Mode == FixedPrice {
		return o.CustomerPrice, true
	}
	return Markup(o.MaxPrice, o.Markup)
}

// Charged is what the customer pays at the first message when the account pays actual. Only
// in the dynamic mode does it depend on that; it is never more than Reserve.
func (o NewOrder) Charged(actual Cents) (c Cents, exact bool) {
	if o.Mode == Dynamic {
		return Markup(min(actual, o.MaxPrice), o.Markup)
	}
	return o.Reserve()
}

// Margin is what is left of the customer's money when the account pays actual.
func (o NewOrder) Margin(actual Cents) (c Cents, exact bool) {
	c, exact = o.Charged(actual)
	return c - actual, exact
}

// LeastMargin is the smallest margin the order can come to. With a fixed price or a fixed
// markup that is when the account pays the whole ceiling; in the dynamic mode it is when it
// pays as little as possible, lowest, or next to nothing when that is unknown.
func (o NewOrder) LeastMargin(lowest Price) (c Cents, exact bool) {
	if o.Mode != Dynamic {
		return o.Margin(o.MaxPrice)
	}
	if !lowest.Known {
		return 0, o.Markup == 0
	}
	return o.Margin(min(lowest.Cents, o.MaxPrice))
}

// Rise is how much more the account would pay at most, and the percentage rounded up.
func (p *PriceMoved) Rise(ceiling Cents) (by Cents, percent int) {
	by = p.Suggested - ceiling
	if ceiling <= 0 || by <= 0 {
		return by, 0
	}
	return by, int((int64(by)*100 + int64(ceiling) - 1) / int64(ceiling))
}
