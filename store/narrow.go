package store

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store/filter"
)

// ActivationFilter narrows a list of activations; what is empty does not. Parts are joined by
// "and", the values of one part by "or".
type ActivationFilter struct {
	Now          time.Time // the provider's time, for States and Reportable
	States       []platfone.State
	Customers    []string
	Services     []string
	Countries    []string
	Any, None    map[string][]filter.Value // by column: values that may be a part, and those that leave an activation out
	SMS          []platfone.SMSStatus
	Status       []platfone.ActivationStatus
	Billing      []platfone.BillingStatus
	Report       []platfone.ReportStatus
	Terms, Not   []string  // parts of the number, id, customer, service, country, code or text
	From, To     time.Time // when it was ordered; To is not included
	HasCode      bool      // a code was found in what came
	NoCode       bool
	HasSMS       bool // something came, with a code in it or without
	NoSMS        bool
	Reported     bool
	Unreported   bool
	Reportable   bool // it was paid for and can still be reported (platfone.Activation.CanReport)
	Unreportable bool
	Window       time.Duration // how long after its end that is; 0 is platfone.ReportWindow
	MinCost      money.Price   // what the account pays; unknown amounts match no bound
	MaxCost      money.Price
	MinPays      money.Price // what the customer pays
	MaxPays      money.Price
	Noted        filter.Query // the part that is about notes
	amid         *amid        // what that comes to
}

const hasSMS = "(sms_code <> '' OR sms_text <> '')"

// stateOf is platfone.Activation.State in SQL; its argument is now. A test holds the two together.
var stateOf = fmt.Sprintf(`CASE
	WHEN billing_status = 'refunded' THEN %d
	WHEN activation_status = 'active' THEN CASE
		WHEN expire_at <> 0 AND expire_at <= ? THEN %d
		WHEN sms_status = 'retryRequested' AND billing_status = 'billed' THEN %d
		WHEN sms_status IN ('smsRequested', 'smsReceived', 'retryReceived') AND billing_status IN ('reserved', 'billed') AND `+hasSMS+` THEN %d
		WHEN sms_status = 'smsRequested' AND billing_status = 'reserved' THEN %d
		ELSE 0 END
	WHEN activation_status = 'canceled' AND billing_status = 'released' AND NOT `+hasSMS+` THEN %d
	WHEN activation_status = 'expired' AND billing_status = 'released' AND NOT `+hasSMS+` THEN %d
	WHEN activation_status IN ('expired', 'finalized') AND billing_status = 'billed' AND `+hasSMS+` THEN %d
	ELSE 0 END`, platfone.Refunded, platfone.Closing, platfone.Again, platfone.CodeReady, platfone.Waiting,
	platfone.Canceled, platfone.Expired, platfone.Done)

// reportBy is platfone.Activation.ReportBy in SQL, without the window: the end of an activation.
const reportBy = `CASE WHEN activation_status IN ('finalized', 'canceled') AND updated_at <> 0 AND (expire_at = 0 OR updated_at < expire_at)
	THEN updated_at ELSE expire_at END`

// where is the filter in SQL, without the parts that arms takes apart.
func (f ActivationFilter) where() *filter.Where {
	c := &filter.Where{}
	f.states(c)
	filter.In(c, "sms_status", f.SMS)
	filter.In(c, "activation_status", f.Status)
	filter.In(c, "billing_status", f.Billing)
	filter.In(c, "report_status", f.Report)
	for _, column := range []string{"customer_id", "service_id", "country_id", "billing_status", "report_status"} {
		c.Any(column, f.Any[column])
		c.None(column, f.None[column])
	}
	if f.Reported {
		c.And("report_status <> ''")
	}
	if f.Unreported {
		c.And("report_status = ''")
	}
	f.claims(c)
	f.amid.narrow(c, "id")
	if f.HasCode {
		c.And("sms_code <> ''")
	}
	if f.NoCode {
		c.And("sms_code = ''")
	}
	if f.HasSMS {
		c.And(hasSMS)
	}
	if f.NoSMS {
		c.And("NOT " + hasSMS)
	}
	if !f.From.IsZero() {
		c.And("k >= ?", int64(KeyAt(f.From)))
	}
	if !f.To.IsZero() {
		c.And("k < ?", int64(KeyAt(f.To)))
	}
	for _, b := range []struct {
		cond string
		at   money.Price
	}{{"price >= ?", f.MinCost}, {"price <= ?", f.MaxCost}, {"customer_price >= ?", f.MinPays}, {"customer_price <= ?", f.MaxPays}} {
		if b.at.Known {
			c.And(b.cond, int64(b.at.Cents))
		}
	}
	c.Words(f.Terms, f.Not, "phone", "id", "customer_id", "service_id", "country_id", "sms_code", "coalesce(sms_fold, sms_text)")
	return c
}

// claims asks for what can, or cannot, be reported.
func (f ActivationFilter) claims(c *filter.Where) {
	if !f.Reportable && !f.Unreportable {
		return
	}
	since := f.since()
	const can = "report_status = '' AND billing_status = 'billed' AND (expire_at > ? OR expire_at = 0) AND (" + reportBy + ") NOT BETWEEN 1 AND ?"
	if f.Reportable {
		c.And(can, since, since)
	}
	if f.Unreportable {
		c.And("NOT ("+can+")", since, since)
	}
}

// since is the end before which nothing can be reported any more.
func (f ActivationFilter) since() int64 {
	return unix(f.Now.Add(-cmp.Or(f.Window, platfone.ReportWindow)))
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
func (f ActivationFilter) states(c *filter.Where) {
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
		c.And("activation_status = 'active'")
	}
	if refunded {
		c.And("billing_status = 'refunded'")
	}
	c.And("("+stateOf+") IN ("+strings.Join(words, ",")+")", unix(f.Now))
}
