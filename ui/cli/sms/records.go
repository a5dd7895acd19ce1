package sms

import (
	"time"

	"switchboard/client/money"
	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/cli"
	"switchboard/ui/text"
)

// activation is a rented number as commands tell of it.
type activation struct {
	ID            string        `json:"activation_id" col:"id" about:"the provider's id of the order"`
	State         string        `json:"state" col:"state" about:"waiting, code, again, closing, done, expired, canceled, refunded or odd"`
	Number        phone.E164    `json:"e164" col:"number" about:"the phone number"`
	Code          string        `json:"code" col:"code" about:"the newest code"`
	Customer      string        `json:"customer_id" col:"customer" about:"who it is for"`
	Service       string        `json:"service_id" col:"service" about:"the provider's id of the service"`
	Country       string        `json:"country_id" col:"country" about:"the provider's id of the country"`
	Left          time.Duration `json:"left_seconds" col:"left" about:"how long it is still active, 0 when it has ended"`
	Price         money.Price   `json:"price_cents" col:"price" about:"what the account pays"`
	CustomerPrice money.Price   `json:"customer_price_cents" col:"customer price" about:"what the customer pays"`
	Text          string        `json:"text" about:"the newest SMS"`
	Purged        bool          `json:"purged" about:"its codes and texts were deleted here"`
	SMS           string        `json:"sms_status" about:"the provider's word"`
	Status        string        `json:"activation_status" about:"the provider's word"`
	Billing       string        `json:"billing_status" about:"the provider's word"`
	Report        string        `json:"report_status" about:"the provider's word"`
	Created       time.Time     `json:"created_at" col:"created" about:"when it was ordered"`
	Updated       time.Time     `json:"updated_at" about:"when it changed last"`
	Expires       time.Time     `json:"expires_at" about:"when it ends"`
	cli.Noted
}

// short are the columns of a list of what runs, long those of the history.
var (
	short = []string{"id", "state", "number", "code", "customer", "service", "country", "left", "price", "customer price"}
	long  = []string{"id", "state", "number", "code", "customer", "service", "country", "created"}
)

func activationOf(a platfone.Activation, now time.Time) activation {
	r := activation{
		ID: a.ID, State: store.StateWord(a.State(now)), Number: a.Phone, Code: a.Code, Customer: a.CustomerID, Service: a.ServiceID,
		Country: a.CountryID, Left: a.Left(now), Price: a.Price, CustomerPrice: a.CustomerPrice, Text: a.Text, SMS: string(a.SMS),
		Status: string(a.Status), Billing: string(a.Billing), Report: string(a.Report), Created: a.CreatedAt, Updated: a.UpdatedAt, Expires: a.ExpireAt,
	}
	if a.Status.Ended() {
		r.Left = 0
	}
	if a.Code == store.Purged {
		r.Code, r.Text, r.Purged = "", "", true
	}
	return r
}

// received is one code among those of a number.
type received struct {
	Code     string    `json:"code" about:"the code, as it was found in the text"`
	Text     string    `json:"text" about:"the whole SMS"`
	Round    int       `json:"round" about:"1 for the first SMS, 2 for the one asked for after it, and so on"`
	Received time.Time `json:"received_at" about:"when it came; null where nobody was looking"`
	Purged   bool      `json:"purged" about:"code and text were deleted here"`
}

// receivedOf is a code of the number of.
func receivedOf(c store.Code, of store.Activation) received {
	r := received{Code: c.Code, Text: c.Text, Round: c.Round + 1, Received: of.Came(c)}
	if c.Code == store.Purged {
		r.Code, r.Text, r.Purged = "", "", true
	}
	return r
}

// whole is a rented number with every code that came to it.
type whole struct {
	activation
	Codes   []received `json:"codes" about:"every code that came, oldest first"`
	Suspect []string   `json:"suspect" about:"of the newest SMS the characters that are hidden or not plain, as U+202E at 14, where some make it read as something else"`
}

// mostSuspect is how many characters of one text are told apart.
const mostSuspect = 500

// suspect spells the characters of a text that reads as something else.
func suspect(s string) []string {
	var out []string
	if n, _ := text.Spoof(s); n > 0 {
		for _, one := range text.Inspect(s, mostSuspect) {
			out = append(out, one.String())
		}
	}
	return out
}

// event is what happened to a number that is ordered and waited for.
type event struct {
	activation
	Event string `json:"event" about:"ordered, code or ended"`
}

// code is a code with the number it came to.
type code struct {
	received
	Number   phone.E164 `json:"e164" about:"the phone number it came to"`
	ID       string     `json:"activation_id" about:"the order it came to"`
	Customer string     `json:"customer_id" about:"whose it is"`
	Service  string     `json:"service_id" about:"the provider's id of the service"`
	Country  string     `json:"country_id" about:"the provider's id of the country"`
}

func codeOf(c store.Code, of store.Activation) code {
	return code{receivedOf(c, of), c.Phone, c.ActivationID, c.CustomerID, c.ServiceID, c.CountryID}
}

// customer is a customer and what they have.
type customer struct {
	ID       string      `json:"customer_id" col:"id" about:"the customer's id"`
	Status   string      `json:"status" col:"status" about:"the provider's word: active, paused, disabled or markedForDeletion; empty while it was not read"`
	Free     money.Price `json:"free_cents" col:"free" nearly:"Most" about:"what they can spend now; null while what is held is not known"`
	Most     money.Price `json:"free_at_most_cents" about:"the same as far as is known: while what is held is not, it may be less"`
	Held     money.Price `json:"held_cents" col:"held" about:"what is reserved for active numbers; null while it was not read since the balance"`
	Balance  money.Price `json:"balance_cents" col:"balance" about:"all they have"`
	Active   *int64      `json:"active" col:"active" about:"how many of their numbers are active; null while the history was never read"`
	Ordered  *int64      `json:"ordered_30d" col:"ordered 30d" about:"numbers ordered in 30 days; null while these are not all read"`
	Received *int64      `json:"received_30d" col:"received 30d" about:"of these, how many got a code; null likewise"`
	Charged  money.Price `json:"charged_30d_cents" col:"charged 30d" about:"what they paid in 30 days, refunds taken off; null likewise"`
	Created  time.Time   `json:"created_at" col:"created" about:"when they were made"`
	Read     time.Time   `json:"read_at" about:"when this was read from the provider"`
	Stops    string      `json:"status_means" about:"what the status keeps from happening"`
	OnHold   *bool       `json:"on_hold" about:"whether the provider keeps them from operating; null while it was not asked"`
	HoldRead time.Time   `json:"on_hold_read_at" about:"when that was read"`
	cli.Noted
}

// customerOf is a customer, with counts as far as their numbers were read.
func customerOf(c store.Customer) customer {
	free, exact := c.Free()
	out := customer{
		ID: c.ID, Status: string(c.Status), Free: free, Most: free, Held: c.Held.Reserved, Balance: c.Balance,
		Created: c.CreatedAt, Read: c.Seen, Stops: c.Status.Stops(), HoldRead: c.HoldSeen,
	}
	if !exact { // what is held is that of before, and an order may have been made since
		out.Free, out.Held = money.Price{}, money.Price{}
	}
	if !c.HoldSeen.IsZero() {
		out.OnHold = &c.OnHold
	}
	if c.Read.Active {
		n := int64(c.Active)
		out.Active = &n
	}
	if c.Read.Month {
		out.Ordered, out.Received, out.Charged = &c.Month.Ordered, &c.Month.Received, money.Known(c.Month.Charged-c.Month.Returned)
	}
	return out
}

// transaction is one line of a customer's ledger.
type transaction struct {
	ID       string      `json:"transaction_id" col:"id" about:"the same id is never booked twice"`
	Customer string      `json:"customer_id" col:"customer" about:"whose balance"`
	Amount   money.Price `json:"amount_cents" col:"amount" about:"below zero: deducted"`
	Gateway  string      `json:"gateway" col:"gateway" about:"how it was paid"`
	Created  time.Time   `json:"created_at" col:"created" about:"when it was booked, as the provider says"`
}

// booking is what came of a credit.
type booking struct {
	ID       string      `json:"transaction_id" about:"the same id is never booked twice"`
	Customer string      `json:"customer_id" about:"whose balance"`
	Amount   money.Cents `json:"amount_cents" about:"below zero: deducted"`
	Gateway  string      `json:"gateway" about:"how it was paid"`
	Before   bool        `json:"booked_before" about:"the ledger had it already; nothing was booked now"`
}

// offer is what a service costs in a country.
type offer struct {
	Country   string      `json:"country_id" col:"country" about:"the provider's id of the country"`
	Service   string      `json:"service_id" col:"service" about:"the provider's id of the service"`
	From      money.Price `json:"from_cents" col:"from" about:"the lowest price"`
	To        money.Price `json:"to_cents" col:"to" about:"the highest price"`
	Suggested money.Price `json:"suggested_cents" col:"suggested" about:"the price at which the provider expects to sell"`
	Available *int64      `json:"available" col:"numbers" about:"how many numbers there are"`
	Read      time.Time   `json:"read_at" col:"read" about:"when this was read from the provider"`
}

func offerOf(p store.Price) offer {
	o := offer{Country: p.CountryID, Service: p.ServiceID, From: p.Min, To: p.Max, Suggested: p.Suggested, Read: p.Seen}
	if p.Counted {
		o.Available = &p.Count
	}
	return o
}

// reason is a reason that the provider takes for a report.
type reason struct {
	ID       int    `json:"reason_id" col:"reason" about:"for --reason"`
	Name     string `json:"name" col:"name" about:"in the provider's words"`
	Evidence bool   `json:"needs_evidence" col:"needs evidence" about:"whether --evidence is needed"`
}

// reported is what became of a report.
type reported struct {
	ID       string `json:"activation_id" about:"the number that was reported"`
	Accepted bool   `json:"accepted" about:"whether the provider took it"`
	Status   string `json:"report_status" about:"the provider's word"`
	Hint     string `json:"hint" about:"what that means"`
}

// entry is one line of the log of acts.
type entry struct {
	ID       int64     `json:"entry_id" about:"the number of the line"`
	Happened time.Time `json:"happened_at" about:"when"`
	What     string    `json:"what" about:"what was done"`
	Who      string    `json:"who" about:"to whom or what"`
	Result   string    `json:"result" about:"what came of it"`
}
