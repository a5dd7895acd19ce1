package retail

// charge is how a customer pays for an activation.
type charge struct {
	dynamic bool
	fixed   int64 // customer_price in cents; used when there is no markup
	markup  int64 // percent
	byPrice bool  // customer_price was given
}

// maxCustomerPrice is the most a markup can make of the highest max_price;
// the document gives customer_price no bound of its own.
const maxCustomerPrice = 10000 * 101

func (f *fields) charge() charge {
	var c charge
	switch kind := f.text("customer_billing_type", text{min: 1, max: 20}); kind {
	case "", "fixed":
	case "dynamic":
		c.dynamic = true
	default:
		f.fail(invalid(`customer_billing_type must be "fixed" or "dynamic"`))
	}
	c.byPrice = f.has("customer_price")
	c.fixed = f.integer("customer_price", false, 0, maxCustomerPrice)
	switch {
	case c.dynamic && c.byPrice:
		f.fail(invalid("customer_price must not be sent when customer_billing_type is dynamic"))
	case !c.byPrice:
		c.markup = f.integer("customer_markup", true, 0, 10000)
	default:
		f.integer("customer_markup", false, 0, 10000)
	}
	return c
}

// reserve is what is held on the customer until the first SMS.
func (c charge) reserve(maxPrice int64) int64 {
	if c.byPrice {
		return c.fixed
	}
	return marked(maxPrice, c.markup)
}

// final is what the first SMS costs the customer: with dynamic billing the
// markup is on the price the account really pays.
func (c charge) final(maxPrice, price int64) int64 {
	if c.dynamic {
		return marked(price, c.markup)
	}
	return c.reserve(maxPrice)
}

// marked adds percent to cents, half a cent rounded up.
func marked(cents, percent int64) int64 { return (cents*(100+percent) + 50) / 100 }
