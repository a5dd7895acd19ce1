package platfone

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"switchboard/client/money"
)

// Charge is how a customer is charged: a mode and its figure.
type Charge struct {
	Mode   PriceMode
	Price  money.Cents // FixedPrice only
	Markup int         // percent; FixedMarkup and Dynamic
}

// DefaultCharge is half as much again as the most the account pays.
var DefaultCharge = Charge{Mode: FixedMarkup, Markup: 50}

// The words of a charge. A person writes them as they are shown.
const (
	onCost  = "cost"
	onMax   = "max price"
	isFixed = "fixed price"
)

// Base names what the customer's price is made of: "cost", "max price" or "fixed price".
func (m PriceMode) Base() string {
	switch m {
	case FixedPrice:
		return isFixed
	case Dynamic:
		return onCost
	}
	return onMax
}

// String is the charge in words: "cost + 50 %", "max price + 50 %", "fixed price $1.20".
func (c Charge) String() string {
	if c.Mode == FixedPrice {
		return isFixed + " " + c.Price.String()
	}
	return c.Mode.Base() + " + " + strconv.Itoa(c.Markup) + " %"
}

// Check holds the charge to the documented limits.
func (c Charge) Check() error {
	if c.Mode == FixedPrice {
		return CheckCustomerPrice(c.Price)
	}
	return CheckMarkup(c.Markup)
}

var upon = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(cost|max price|max) *\+ *([0-9]{1,5}) *%$`) })

// ParseCharge reads a charge as String writes it; an amount alone is a fixed price.
func ParseCharge(s string) (Charge, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	var c Charge
	if m := upon().FindStringSubmatch(s); m != nil {
		c.Mode = FixedMarkup
		if m[1] == onCost {
			c.Mode = Dynamic
		}
		c.Markup, _ = strconv.Atoi(m[2])
		return c, c.Check()
	}
	price, err := money.Parse(strings.TrimSpace(strings.TrimPrefix(s, isFixed)))
	if err != nil {
		return c, fmt.Errorf("%q is not %s", s, ChargeWords)
	}
	c = Charge{Mode: FixedPrice, Price: price}
	return c, c.Check()
}

// ChargeWords says what ParseCharge reads.
const ChargeWords = `"cost + 50 %", "max price + 50 %", or an amount such as "$1.20"`

// Charge is how the order charges the customer.
func (o NewOrder) Charge() Charge { return Charge{o.Mode, o.CustomerPrice, o.Markup} }

// At is the order with another charge.
func (o NewOrder) At(c Charge) NewOrder {
	o.Mode, o.CustomerPrice, o.Markup = c.Mode, c.Price, c.Markup
	return o
}
