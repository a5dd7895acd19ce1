package store

import (
	"fmt"
	"strings"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
)

// ActivationFilter narrows a list of activations; what is empty does not. Parts are joined by
// "and", the values of one part by "or".
type ActivationFilter struct {
	Now        time.Time // the provider's time, for States and Reportable
	States     []platfone.State
	Customers  []string
	Services   []string
	Countries  []string
	Except     Except
	SMS        []platfone.SMSStatus
	Status     []platfone.ActivationStatus
	Billing    []platfone.BillingStatus
	Report     []platfone.ReportStatus
	Terms, Not []string  // parts of the number, id, customer, service, country, code or text
	From, To   time.Time // when it was ordered; To is not included
	HasCode    bool
	NoCode     bool
	Reported   bool
	Reportable bool          // it can still be reported (platfone.Activation.CanReport)
	Window     time.Duration // how long after its end that is; 0 is platfone.ReportWindow
	MinCost    money.Price   // what the account pays; unknown amounts match no bound
	MaxCost    money.Price
	MinPays    money.Price // what the customer pays
	MaxPays    money.Price
}

// Except leaves out the activations of some customers, services or countries.
type Except struct{ Customers, Services, Countries []string }

const hasCode = "(sms_code <> '' OR sms_text <> '')"

// stateOf is platfone.Activation.State in SQL; its argument is now. A test holds the two together.
var stateOf = fmt.Sprintf(`CASE
	WHEN billing_status = 'refunded' THEN %d
	WHEN activation_status = 'active' THEN CASE
		WHEN expire_at <> 0 AND expire_at <= ? THEN %d
		WHEN sms_status = 'retryRequested' AND billing_status = 'billed' THEN %d
		WHEN sms_status IN ('smsRequested', 'smsReceived', 'retryReceived') AND billing_status IN ('reserved', 'billed') AND `+hasCode+` THEN %d
		WHEN sms_status = 'smsRequested' AND billing_status = 'reserved' THEN %d
		ELSE 0 END
	WHEN activation_status = 'canceled' AND billing_status = 'released' AND NOT `+hasCode+` THEN %d
	WHEN activation_status = 'expired' AND billing_status = 'released' AND NOT `+hasCode+` THEN %d
	WHEN activation_status IN ('expired', 'finalized') AND billing_status = 'billed' AND `+hasCode+` THEN %d
	ELSE 0 END`, platfone.Refunded, platfone.Closing, platfone.Again, platfone.CodeReady, platfone.Waiting,
	platfone.Canceled, platfone.Expired, platfone.Done)

// reportBy is platfone.Activation.ReportBy in SQL, without the window: the end of an activation.
const reportBy = `CASE WHEN activation_status IN ('finalized', 'canceled') AND updated_at <> 0 AND (expire_at = 0 OR updated_at < expire_at)
	THEN updated_at ELSE expire_at END`

// clause is the filter in SQL, without the parts that arms takes apart.
func (f ActivationFilter) clause() *clause {
	c := &clause{}
	f.states(c)
	in(c, "sms_status", f.SMS)
	in(c, "activation_status", f.Status)
	in(c, "billing_status", f.Billing)
	in(c, "report_status", f.Report)
	out(c, "customer_id", f.Except.Customers)
	out(c, "service_id", f.Except.Services)
	out(c, "country_id", f.Except.Countries)
	if f.Reported {
		c.and("report_status <> ''")
	}
	if f.Reportable {
		window := f.Window
		if window == 0 {
			window = platfone.ReportWindow
		}
		since := unix(f.Now.Add(-window))
		c.and("report_status = '' AND billing_status <> 'refunded'")
		c.and("(expire_at > ? OR expire_at = 0) AND ("+reportBy+") NOT BETWEEN 1 AND ?", since, since)
	}
	if f.HasCode {
		c.and(hasCode)
	}
	if f.NoCode {
		c.and("NOT " + hasCode)
	}
	if !f.From.IsZero() {
		c.and("k >= ?", int64(keyAt(f.From)))
	}
	if !f.To.IsZero() {
		c.and("k < ?", int64(keyAt(f.To)))
	}
	for _, b := range []struct {
		cond string
		at   money.Price
	}{{"price >= ?", f.MinCost}, {"price <= ?", f.MaxCost}, {"customer_price >= ?", f.MinPays}, {"customer_price <= ?", f.MaxPays}} {
		if b.at.Known {
			c.and(b.cond, int64(b.at.Cents))
		}
	}
	for _, t := range f.Terms {
		match(c, "", t)
	}
	for _, t := range f.Not {
		match(c, "NOT ", t)
	}
	return c
}

// running reports whether only activations that run are wanted: they have an index of their own.
func (f ActivationFilter) running() bool {
	for _, s := range f.States {
		if s != platfone.Waiting && s != platfone.CodeReady && s != platfone.Again && s != platfone.Closing {
			return false
		}
	}
	return len(f.States) > 0
}

// states adds the wanted states, and what lets an index find the rare ones.
func (f ActivationFilter) states(c *clause) {
	if len(f.States) == 0 {
		return
	}
	refunded := true
	words := make([]string, len(f.States))
	for i, s := range f.States {
		words[i] = fmt.Sprint(int(s))
		refunded = refunded && s == platfone.Refunded
	}
	if f.running() {
		c.and("activation_status = 'active'")
	}
	if refunded {
		c.and("billing_status = 'refunded'")
	}
	c.and("("+stateOf+") IN ("+strings.Join(words, ",")+")", unix(f.Now))
}

// match asks for a term in any of the searched columns. Numbers match however they are written.
func match(c *clause, not, term string) {
	if strings.TrimSpace(term) == "" {
		return
	}
	n := needle(term)
	cond := `phone LIKE ? ESCAPE '\' OR id LIKE ? ESCAPE '\' OR customer_id LIKE ? ESCAPE '\' OR service_id LIKE ? ESCAPE '\'
		OR country_id LIKE ? ESCAPE '\' OR sms_code LIKE ? ESCAPE '\' OR coalesce(sms_fold, sms_text) LIKE ? ESCAPE '\'`
	args := []any{n, n, n, n, n, n, n}
	if d, ok := digits(term); ok {
		cond += " OR phone LIKE ?"
		args = append(args, "%"+d+"%")
	}
	c.and(not+"("+cond+")", args...)
}
