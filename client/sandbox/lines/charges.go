package lines

import "net/http"

// charge is one thing that costs money: a rate a month and, once, an activation.
// Amounts are cents.
type charge struct {
	Category   string `json:"category"`
	Item       string `json:"item"`
	Number     string `json:"number"`
	Rate       int64  `json:"rate"`
	Activation int64  `json:"activation"`
}

// purchase is a charge that was taken.
type purchase struct {
	charge
	At int64 `json:"at"`
}

// tollFree are the area codes whose numbers always cost money.
var tollFree = map[string]bool{"800": true, "833": true, "844": true, "855": true, "866": true, "877": true, "888": true}

// numberCharge is what a number costs: nothing is asked for a local one unless
// the switch is on.
func (st *state) numberCharge(e164 string) charge {
	c := charge{Category: "phone_numbers", Item: "did_us", Number: e164}
	switch {
	case len(e164) > 5 && tollFree[e164[2:5]] && e164[:2] == "+1":
		c.Item, c.Rate, c.Activation = "tollfree_us", 200, 500
	case st.Switches.Charges:
		c.Rate, c.Activation = 100, 150
	}
	return c
}

// featureCharge is what a feature that a number did not have costs.
func (st *state) featureCharge(e164, item string) charge {
	c := charge{Category: "number_services", Item: item, Number: e164}
	if st.Switches.Charges {
		c.Rate, c.Activation = 699, 500
		if item != "e911" {
			c.Rate, c.Activation = 100, 0
		}
	}
	return c
}

func (c charge) due() int64 { return c.Rate + c.Activation }

// afford refuses what cannot be paid, and asks before it takes money: 402 with
// the quote, until the request says accept_charges.
func (st *state) afford(charges []charge, accepted bool) error {
	var due int64
	for _, c := range charges {
		due += c.due()
	}
	switch {
	case len(charges) == 0:
	case st.Switches.Exhausted:
		return &fault{http.StatusPaymentRequired, "no_credit", map[string]string{"message": "no credit"}}
	case due == 0:
	case due > st.Credit:
		return because(http.StatusPaymentRequired, "not_enough_credit", "not enough credit to perform action", charges[0].Number)
	case !accepted:
		return &fault{http.StatusPaymentRequired, "accept charges", st.quote(charges)}
	}
	return nil
}

// take books the charges; afford has allowed them.
func (st *state) take(charges []charge, at int64) {
	for _, c := range charges {
		st.Credit -= c.due()
		st.Purchases = append(st.Purchases, purchase{charge: c, At: at})
	}
}

// item is one line of a quote.
type item struct {
	category, name   string
	quantity         int
	rate, activation int64
}

// itemise adds up the charges by item, in the order they came.
func itemise(charges []charge) []*item {
	var list []*item
	byName := map[string]*item{}
	for _, c := range charges {
		if c.due() == 0 {
			continue
		}
		l := byName[c.Item]
		if l == nil {
			l = &item{category: c.Category, name: c.Item, rate: c.Rate}
			byName[c.Item], list = l, append(list, l)
		}
		l.quantity++
		l.activation += c.Activation
	}
	return list
}

func dollars(cents int64) float64 { return float64(cents) / 100 }

// quote is the body of a 402: an object by category and item on older servers, a
// list of invoices on newer ones.
func (st *state) quote(charges []charge) any {
	if st.Switches.Quote == "invoices" {
		return invoices(charges)
	}
	quote := map[string]any{}
	var once int64
	for _, l := range itemise(charges) {
		items, _ := quote[l.category].(map[string]any)
		if items == nil {
			items = map[string]any{}
			quote[l.category] = items
		}
		items[l.name] = map[string]any{"category": l.category, "item": l.name, "quantity": l.quantity, "rate": dollars(l.rate), "activation_charges": dollars(l.activation)}
		once += l.activation
	}
	quote["activation_charges"] = dollars(once)
	return quote
}

func invoices(charges []charge) any {
	items, activations := []any{}, []any{}
	var today, recurring int64
	for _, l := range itemise(charges) {
		total := l.rate * int64(l.quantity)
		items = append(items, map[string]any{"category": l.category, "item": l.name, "quantity": l.quantity, "rate": dollars(l.rate), "discount": 0.0, "total": dollars(total)})
		if l.activation > 0 {
			activations = append(activations, map[string]any{"category": l.category, "item": l.name, "quantity": l.quantity, "amount": dollars(l.activation)})
		}
		today, recurring = today+total+l.activation, recurring+total
	}
	return []any{map[string]any{"bookkeeper": map[string]any{"type": "local"}, "items": items, "activation_charges": activations, "taxes": []any{},
		"summary": map[string]any{"today": dollars(today), "recurring": dollars(recurring)}}}
}
