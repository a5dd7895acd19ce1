package platfone

import (
	"context"
	"errors"

	"switchboard/client/money"
)

// PriceMode is how a customer is charged for an activation.
type PriceMode int

// The three ways to charge.
const (
	FixedPrice  PriceMode = iota // a stated price
	FixedMarkup                  // the ceiling and a markup upon it
	Dynamic                      // the real price and a markup upon it
)

// NewOrder asks for a number. The same order with OrderID from PriceMoved continues an
// attempt that failed on price; the token does not make ordering twice safe.
type NewOrder struct {
	ServiceID     string
	CountryID     string
	MaxPrice      money.Cents // the ceiling: the most the account pays; always sent
	Mode          PriceMode
	CustomerPrice money.Cents // FixedPrice only
	Markup        int         // percent; FixedMarkup and Dynamic
	Quality       int         // 0 prefers price, 100 quality; always sent, see DefaultQuality
	OrderID       string
}

// Check holds the order to the documented limits.
func (o NewOrder) Check() error {
	var pays error
	switch o.Mode {
	case FixedPrice, FixedMarkup, Dynamic:
		pays = o.Charge().Check()
	default:
		pays = &FieldError{"customer_billing_type", "fixed price, fixed markup or dynamic"}
	}
	return Together(CheckServiceID(o.ServiceID), CheckCountryID(o.CountryID), CheckCeiling(o.MaxPrice), CheckQuality(o.Quality), pays)
}

// Raised is the order that continues the attempt at the price the provider suggested. Only
// a person decides to send it.
func (o NewOrder) Raised(moved *PriceMoved) NewOrder {
	o.MaxPrice, o.OrderID = moved.Suggested, moved.OrderID
	return o
}

// orderBody is the order on the wire. The billing type has no documented default, so it is
// always sent.
type orderBody struct {
	ServiceID     string       `json:"service_id"`
	CountryID     string       `json:"country_id"`
	MaxPrice      money.Cents  `json:"max_price"`
	BillingType   string       `json:"customer_billing_type"`
	CustomerPrice *money.Cents `json:"customer_price,omitempty"`
	Markup        *int         `json:"customer_markup,omitempty"`
	OrderID       string       `json:"order_id,omitempty"`
	Quality       int          `json:"quality_factor"`
}

func (o NewOrder) body() orderBody {
	b := orderBody{
		ServiceID: o.ServiceID, CountryID: o.CountryID, MaxPrice: o.MaxPrice,
		BillingType: "fixed", OrderID: o.OrderID, Quality: o.Quality,
	}
	switch o.Mode {
	case FixedPrice:
		b.CustomerPrice = &o.CustomerPrice
	case Dynamic:
		b.BillingType, b.Markup = "dynamic", &o.Markup
	case FixedMarkup:
		b.Markup = &o.Markup
	}
	return b
}

// Order rents a number for a customer. It is never to be repeated after a lost answer: read
// Activations and look for the new one instead. Refusals: *PriceMoved, ErrNoNumbers,
// ErrStaleOrder, ErrPayment, ErrOnHold, ErrCustomerHeld, *TooManyActive, *LowSuccess.
func (c *Client) Order(ctx context.Context, customer string, o NewOrder) (Activation, error) {
	e := epOrder
	if err := checked(e, CheckCustomerID(customer), o.Check()); err != nil {
		return Activation{}, err
	}
	call := e.call(customer)
	call.Body = o.body()
	var a Activation
	err := c.read(ctx, call, &a)
	var moved *PriceMoved
	if errors.As(err, &moved) {
		moved.Asked = o.MaxPrice
	}
	return a, err
}
