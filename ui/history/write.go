package history

import (
	"strconv"
	"strings"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/text"
)

// codeModes is what an export says of codes and numbers.
var codeModes = []string{"whole", "last 2", "none"}

// output is how an export is written.
type output struct {
	codes string
	now   time.Time // the provider's
}

// record is one activation as it is exported, under the names that the commands
// give its fields. Times are UTC, amounts cents; what is not known is null, or nothing.
type record struct {
	ID       string `json:"activation_id"`
	Ordered  string `json:"created_at"`
	State    string `json:"state"`
	Number   string `json:"e164"`
	Service  string `json:"service_id"`
	Country  string `json:"country_id"`
	Customer string `json:"customer_id"`
	Code     string `json:"code"`
	Cost     *int64 `json:"price_cents"`
	Pays     *int64 `json:"customer_price_cents"`
	Billing  string `json:"billing_status"`
	Report   string `json:"report_status"`
	Updated  string `json:"updated_at"`
	Expires  string `json:"expires_at"`
}

// heads are the columns of the formats that have columns.
var heads = []string{"activation_id", "created_at", "state", "e164", "service_id", "country_id", "customer_id", "code", "price_cents",
	"customer_price_cents", "billing_status", "report_status", "updated_at", "expires_at"}

func (o output) record(a store.Activation) record {
	clean := func(s string) string { return text.Clean(s).String() }
	state := a.State(o.now).String()
	if a.State(o.now) == platfone.Odd {
		state = a.RawWords()
	}
	r := record{
		ID: clean(a.ID), Ordered: iso(a.CreatedAt), State: clean(state), Number: o.masked(string(a.Phone)), Service: clean(a.ServiceID),
		Country: clean(a.CountryID), Customer: clean(a.CustomerID), Code: o.masked(clean(a.Copyable())),
		Billing: clean(string(a.Billing)), Report: clean(string(a.Report)), Updated: iso(a.UpdatedAt), Expires: iso(a.ExpireAt),
	}
	r.Cost, r.Pays = amount(a.Price), amount(a.CustomerPrice)
	return r
}

// masked writes a code or a number as the person wants it.
func (o output) masked(s string) string {
	letters := []rune(s)
	switch {
	case o.codes == "none":
		return ""
	case o.codes == "last 2" && len(letters) > 2:
		return strings.Repeat("*", len(letters)-2) + string(letters[len(letters)-2:])
	}
	return s
}

func iso(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func amount(p money.Price) *int64 {
	if !p.Known {
		return nil
	}
	n := int64(p.Cents)
	return &n
}

func cents(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}

// Fields implements pane.Record.
func (r record) Fields() []string {
	return []string{r.ID, r.Ordered, r.State, r.Number, r.Service, r.Country, r.Customer, r.Code, cents(r.Cost),
		cents(r.Pays), r.Billing, r.Report, r.Updated, r.Expires}
}
