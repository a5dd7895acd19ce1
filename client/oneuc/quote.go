package oneuc

import (
	"encoding/json"
	"fmt"
	"math/big"
	"sort"

	"switchboard/client/money"
	"switchboard/client/rest"
)

// Charge is one line of a quote.
type Charge struct {
	Category, Item string
	Quantity       int
	Rate           money.Price // each, per month
	Discount       money.Price
	Activation     money.Price // once
	Total          money.Price
}

// Quote is what an operation would cost, told instead of doing it (HTTP 402).
type Quote struct {
	Lines      []Charge
	Activation money.Price // once, for the whole operation
	Taxes      money.Price
	Today      money.Price // what is due now, or, with AtMost, the most that may be
	AtMost     bool        // the answer does not say whether the first month is due now: it is in Today
	Recurring  money.Price // per month
	Raw        json.RawMessage
}

// ChargesError says that nothing was done because it costs money. Show the
// quote, and send the identical request again with consent.
type ChargesError struct {
	Quote Quote
	Err   *rest.Error
}

func (e *ChargesError) Error() string {
	if due := e.Quote.Due(); due != "" {
		return "nothing was done: this costs " + due + " and needs your consent"
	}
	return "nothing was done: this costs money and needs your consent"
}

func (e *ChargesError) Unwrap() error { return e.Err }

// amount reads dollars, written as a number or a string, as a whole number of
// cents. The server computes in binary fractions (6.9900000000000002132), so the
// nearest cent is meant.
type amount money.Price

func (a *amount) UnmarshalJSON(b []byte) error {
	var t flexText
	if err := t.UnmarshalJSON(b); err != nil {
		return err
	}
	*a = amount{}
	if t == "" || len(t) > 40 {
		return nil
	}
	f, _, err := big.ParseFloat(string(t), 10, 128, big.ToNearestEven)
	if err != nil || f.IsInf() {
		return nil
	}
	f.Mul(f, big.NewFloat(100))
	half := 0.5
	if f.Sign() < 0 {
		half = -half
	}
	cents, _ := f.Add(f, big.NewFloat(half)).Int64()
	const most = 1e12 // ten billion dollars: beyond it something else was meant
	if cents > most || cents < -most {
		return nil
	}
	*a = amount{Cents: money.Cents(cents), Known: true}
	return nil
}

type itemJSON struct {
	Category    string  `json:"category"`
	Item        string  `json:"item"`
	Name        string  `json:"name"`
	Quantity    flexInt `json:"quantity"`
	Rate        amount  `json:"rate"`
	Discount    amount  `json:"discount"`
	Activation  amount  `json:"activation_charge"`
	Activations amount  `json:"activation_charges"`
	Total       amount  `json:"total"`
}

func (i itemJSON) charge() Charge {
	c := Charge{Category: i.Category, Item: i.Item, Quantity: int(i.Quantity), Rate: money.Price(i.Rate), Discount: money.Price(i.Discount),
		Activation: money.Price(i.Activation).Plus(money.Price(i.Activations)), Total: money.Price(i.Total)}
	if i.Name != "" {
		c.Item = i.Name
	}
	if !c.Total.Known && c.Rate.Known {
		c.Total = money.Known(c.Rate.Cents*money.Cents(c.Quantity) - c.Discount.Cents)
	}
	return c
}

// DecodeQuote reads the data of a 402 answer in both of its shapes: an object of
// categories (older servers) or a list of invoices (newer ones).
func DecodeQuote(data json.RawMessage) (Quote, error) {
	var invoices []invoiceJSON
	if json.Unmarshal(data, &invoices) == nil {
		return invoiceQuote(invoices, data), nil
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(data, &object); err != nil {
		return Quote{Raw: data}, fmt.Errorf("read the charges: %w", err)
	}
	return categoryQuote(object, data), nil
}

func categoryQuote(object map[string]json.RawMessage, raw json.RawMessage) Quote {
	q := Quote{Raw: raw}
	for category, body := range object {
		if category == "activation_charges" {
			var a amount
			_ = json.Unmarshal(body, &a)
			q.Activation = money.Price(a)
			continue
		}
		var items map[string]itemJSON
		if json.Unmarshal(body, &items) != nil {
			continue
		}
		for name, item := range items {
			if item.Category == "" {
				item.Category = category
			}
			if item.Item == "" {
				item.Item = name
			}
			q.Lines = append(q.Lines, item.charge())
		}
	}
	sort.Slice(q.Lines, func(i, j int) bool {
		a, b := q.Lines[i], q.Lines[j]
		return a.Category < b.Category || a.Category == b.Category && a.Item < b.Item
	})
	for _, line := range q.Lines {
		q.Recurring = q.Recurring.Plus(line.Total)
	}
	q.Today = q.Activation
	if !q.Today.Known {
		for _, line := range q.Lines {
			q.Today = q.Today.Plus(line.Activation)
		}
	}
	if q.Today.Known && q.Recurring.Known {
		q.Today, q.AtMost = q.Today.Plus(q.Recurring), true
	}
	return q
}

// Due is what is due now, in words such as "at most $2.50 today"; "" where that is not told.
func (q Quote) Due() string {
	switch {
	case !q.Today.Known:
		return ""
	case q.AtMost:
		return "at most " + q.Today.String() + " today"
	}
	return q.Today.String() + " today"
}

type invoiceJSON struct {
	Items       []itemJSON        `json:"items"`
	Activations []json.RawMessage `json:"activation_charges"`
	Taxes       []json.RawMessage `json:"taxes"`
	Summary     struct {
		Today     amount `json:"today"`
		Recurring amount `json:"recurring"`
	} `json:"summary"`
}

func invoiceQuote(invoices []invoiceJSON, raw json.RawMessage) Quote {
	q := Quote{Raw: raw}
	for _, invoice := range invoices {
		for _, item := range invoice.Items {
			q.Lines = append(q.Lines, item.charge())
		}
		for _, entry := range invoice.Activations {
			q.Activation = q.Activation.Plus(entryAmount(entry))
		}
		for _, entry := range invoice.Taxes {
			q.Taxes = q.Taxes.Plus(entryAmount(entry))
		}
		q.Today = q.Today.Plus(money.Price(invoice.Summary.Today))
		q.Recurring = q.Recurring.Plus(money.Price(invoice.Summary.Recurring))
	}
	return q
}

// entryAmount reads one entry of an invoice's list of fees, which is an amount
// or an object that holds one.
func entryAmount(raw json.RawMessage) money.Price {
	var plain amount
	if json.Unmarshal(raw, &plain) == nil && plain.Known {
		return money.Price(plain)
	}
	var object struct {
		Amount amount `json:"amount"`
		Rate   amount `json:"rate"`
		Total  amount `json:"total"`
	}
	_ = json.Unmarshal(raw, &object)
	for _, a := range []amount{object.Total, object.Amount, object.Rate} {
		if a.Known {
			return money.Price(a)
		}
	}
	return money.Price{}
}
