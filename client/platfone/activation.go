package platfone

import (
	"encoding/json"
	"errors"
	"time"

	"switchboard/client/money"
	"switchboard/client/phone"
)

// Activation is one rented number and the messages it received, as the provider last told it.
type Activation struct {
	ID         string
	CustomerID string // empty for activations of the account itself
	Phone      phone.E164
	Formatted  string // the provider's own spelling of the number; may be empty
	CountryID  string
	ServiceID  string

	SMS     SMSStatus
	Status  ActivationStatus
	Billing BillingStatus
	Report  ReportStatus

	Code string // may be empty while Text is not
	Text string

	Price         money.Price // what the account pays
	CustomerPrice money.Price // what the customer pays

	ExpireAt        time.Time
	UpdatedAt       time.Time
	CreatedAt       time.Time
	CancelableAfter time.Time // zero: cannot be canceled at all
	Retriable       bool

	Raw json.RawMessage // the object as received
}

// errNoID is what decoding says of a record nothing can refer to.
var errNoID = errors.New("it has no id")

// UnmarshalJSON reads the Activation object. Only an object with an
// activation_id is required; the documents' own samples contradict their state rules, so
// nothing else is validated.
func (a *Activation) UnmarshalJSON(b []byte) error {
	return readRecord(b, "an activation", func(o object) string {
		*a = Activation{
			ID:              o.text("activation_id"),
			CustomerID:      o.text("customer_id"),
			Phone:           phone.FromDigits(o.text("phone")),
			Formatted:       o.text("formatted"),
			CountryID:       o.text("country_id"),
			ServiceID:       o.text("service_id"),
			SMS:             SMSStatus(o.text("sms_status")),
			Status:          ActivationStatus(o.text("activation_status")),
			Billing:         BillingStatus(o.text("billing_status")),
			Report:          ReportStatus(o.text("report_status")),
			Code:            o.text("sms_code"),
			Text:            o.text("sms_text"),
			Price:           o.price("price"),
			CustomerPrice:   o.price("customer_price"),
			ExpireAt:        o.time("expire_at"),
			UpdatedAt:       o.time("updated_at"),
			CreatedAt:       o.time("created_at"),
			CancelableAfter: o.time("cancelable_after"),
			Retriable:       o.flag("is_retriable"),
			Raw:             append(json.RawMessage(nil), b...),
		}
		return a.ID
	})
}

// MarshalJSON writes the object as it was received, so that a copy of a row loses nothing.
func (a Activation) MarshalJSON() ([]byte, error) {
	if len(a.Raw) > 0 {
		return a.Raw, nil
	}
	return json.Marshal(map[string]any{
		"activation_id": a.ID, "customer_id": a.CustomerID, "customer_price": a.CustomerPrice,
		"price": a.Price, "phone": a.Phone.Digits(), "country_id": a.CountryID, "service_id": a.ServiceID,
		"sms_status": a.SMS, "activation_status": a.Status, "billing_status": a.Billing,
		"report_status": orNull(string(a.Report)), "sms_code": orNull(a.Code), "sms_text": orNull(a.Text),
		"expire_at": seconds(a.ExpireAt), "updated_at": seconds(a.UpdatedAt), "created_at": seconds(a.CreatedAt),
		"cancelable_after": seconds(a.CancelableAfter), "is_retriable": a.Retriable, "formatted": a.Formatted,
	})
}

// HasCode reports whether there is anything to copy: a code, or the text it was not found in.
func (a Activation) HasCode() bool { return a.Code != "" || a.Text != "" }

// Copyable is what the copy key takes: the code, or the whole text when no code was found in it.
func (a Activation) Copyable() string {
	if a.Code != "" {
		return a.Code
	}
	return a.Text
}

// Waits reports whether a message is still expected: the activation runs, its time is not
// over, and the last message asked for has not come.
func (a Activation) Waits(now time.Time) bool {
	s := a.State(now)
	return s == Waiting || s == Again
}

// Left is the time until the activation expires, by the provider's clock; 0 when it is over
// or has no stated end.
func (a Activation) Left(now time.Time) time.Duration {
	if a.Status.Ended() || a.ExpireAt.IsZero() {
		return 0
	}
	return max(0, a.ExpireAt.Sub(now))
}
