package pane

import (
	"context"
	"strconv"
	"strings"
	"time"

	"switchboard/store"
	"switchboard/ui/text"
)

// Rented is an export of rented numbers, the same in every list of them.
type Rented struct {
	What   text.Safe // which of them go into it, in a sentence
	Name   string    // of the file
	Folder string    // where it goes unless another place is typed
	Now    time.Time // the provider's
	Note   func(id string) store.Note
	// Pages gives the numbers a page at a time; none ends it.
	Pages func() func(ctx context.Context) ([]store.Activation, error)
	Total func(ctx context.Context) (int, error) // as in an Export
}

// RentedOnce gives numbers that are held whole.
func RentedOnce(list []store.Activation) func(ctx context.Context) ([]store.Activation, error) {
	return func(context.Context) ([]store.Activation, error) {
		now := list
		list = nil
		return now, nil
	}
}

// NewRentedExport returns the sheet that writes them, and asks what is to be said of codes.
func NewRentedExport(kit *Kit, e Rented) Sheet {
	codes := NewChoice("Codes", codeModes...)
	return NewExport(kit, Export{
		What: e.What, Name: e.Name, Folder: e.Folder, One: "number", Many: "numbers", Ask: codes, Heads: rentedHeads, Total: e.Total,
		Rows: func() Records {
			next, o := e.Pages(), veil{codes.Value(), e.Now, e.Note}
			return func(ctx context.Context) ([]Record, error) {
				list, err := next(ctx)
				return Each(list, func(a store.Activation) Record { return o.record(a) }), err
			}
		},
	})
}

// codeModes is what an export says of codes and numbers.
var codeModes = []string{"whole", "last 2", "none"}

// veil is how much of codes and numbers is written.
type veil struct {
	codes string
	now   time.Time // the provider's
	note  func(id string) store.Note
}

// rented is one number as it is exported, under the names that the commands
// give its fields. Times are UTC, amounts cents; what is not known is null, or nothing.
type rented struct {
	ID       string   `json:"activation_id"`
	Ordered  string   `json:"created_at"`
	State    string   `json:"state"`
	Number   string   `json:"e164"`
	Service  string   `json:"service_id"`
	Country  string   `json:"country_id"`
	Customer string   `json:"customer_id"`
	Code     string   `json:"code"`
	Text     string   `json:"text"`
	Purged   bool     `json:"purged"`
	Cost     *int64   `json:"price_cents"`
	Pays     *int64   `json:"customer_price_cents"`
	Billing  string   `json:"billing_status"`
	Report   string   `json:"report_status"`
	Updated  string   `json:"updated_at"`
	Expires  string   `json:"expires_at"`
	Note     string   `json:"note"`
	Tags     []string `json:"tags"`
}

// rentedHeads are the columns of the formats that have columns.
var rentedHeads = []string{"activation_id", "created_at", "state", "e164", "service_id", "country_id", "customer_id", "code", "text", "purged", "price_cents",
	"customer_price_cents", "billing_status", "report_status", "updated_at", "expires_at", "note", "tags"}

func (o veil) record(a store.Activation) rented {
	r := rented{
		ID: a.ID, Ordered: UTC(a.CreatedAt), State: store.StateWord(a.State(o.now)), Number: o.masked(string(a.Phone)), Service: a.ServiceID,
		Country: a.CountryID, Customer: a.CustomerID, Code: o.masked(text.Clean(a.Code).String()), Text: a.Text,
		Billing: string(a.Billing), Report: string(a.Report), Updated: UTC(a.UpdatedAt), Expires: UTC(a.ExpireAt),
	}
	if o.codes != codeModes[0] {
		r.Text = "" // the code stands in it
	}
	if a.Code == store.Purged {
		r.Code, r.Text, r.Purged = "", "", true
	}
	r.Cost, r.Pays = Cents(a.Price), Cents(a.CustomerPrice)
	note := o.note(a.ID)
	r.Note, r.Tags = note.Text, append([]string{}, note.Tags...)
	return r
}

// masked writes a code or a number as the person wants it.
func (o veil) masked(s string) string {
	letters := []rune(s)
	switch {
	case o.codes == "none":
		return ""
	case o.codes == "last 2" && len(letters) > 2:
		return strings.Repeat("*", len(letters)-2) + string(letters[len(letters)-2:])
	}
	return s
}

// Fields implements Record.
func (r rented) Fields() []string {
	return []string{r.ID, r.Ordered, r.State, r.Number, r.Service, r.Country, r.Customer, r.Code, r.Text, strconv.FormatBool(r.Purged), Digits(r.Cost),
		Digits(r.Pays), r.Billing, r.Report, r.Updated, r.Expires, r.Note, Listed(r.Tags)}
}
