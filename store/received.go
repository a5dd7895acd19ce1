package store

import (
	"bytes"
	"encoding/json"
	"hash/crc64"
	"iter"
	"time"

	"switchboard/client/money"
)

// received is the object of an activation as the provider's document orders its fields. What came
// in just that form is not kept a second time: it is written again from its columns.
type received struct {
	ID            string  `json:"activation_id"`
	Customer      string  `json:"customer_id,omitempty"`
	CustomerPrice *int64  `json:"customer_price,omitempty"`
	Price         *int64  `json:"price"`
	Phone         string  `json:"phone"`
	Country       string  `json:"country_id"`
	Service       string  `json:"service_id"`
	SMS           string  `json:"sms_status"`
	Status        string  `json:"activation_status"`
	Billing       string  `json:"billing_status"`
	Report        *string `json:"report_status"`
	Code          *string `json:"sms_code"`
	Text          *string `json:"sms_text"`
	Expire        *int64  `json:"expire_at"`
	Updated       *int64  `json:"updated_at"`
	Created       *int64  `json:"created_at"`
	Retriable     bool    `json:"is_retriable"`
	Cancelable    *int64  `json:"cancelable_after"`
	Formatted     string  `json:"formatted,omitempty"`
}

// object is the JSON an activation would have come as. Some programs escape what HTML would
// take for its own.
func (a *Activation) object(escaped bool) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(escaped)
	err := e.Encode(received{a.ID, a.CustomerID, knownCents(a.CustomerPrice), knownCents(a.Price), a.Phone.Digits(), a.CountryID, a.ServiceID, string(a.SMS), string(a.Status),
		string(a.Billing), orNull(string(a.Report)), orNull(a.Code), orNull(a.Text), orNever(a.ExpireAt), orNever(a.UpdatedAt), orNever(a.CreatedAt), a.Retriable,
		orNever(a.CancelableAfter), a.Formatted})
	if err != nil {
		return nil
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// asReceived is the object that a row came as, written from its columns; nil when it came in
// another form, or is not kept any more.
func (a *Activation) asReceived() json.RawMessage {
	if a.rawSum == 0 {
		return nil
	}
	for b := range a.objects() {
		if int64(crc64.Checksum(b, sumTable)) == a.rawSum {
			return b
		}
	}
	return nil
}

// objects are the forms that a row may have come in.
func (a *Activation) objects() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		plain := a.object(false)
		if yield(plain) && bytes.ContainsAny(plain, "<>&\u2028\u2029") {
			yield(a.object(true))
		}
	}
}

// told reports whether the columns of a row say all of the object that it came as.
func (a *Activation) told() bool {
	for b := range a.objects() {
		if bytes.Equal(b, a.Raw) {
			return a.rawSum != 0
		}
	}
	return false
}

func knownCents(p money.Price) *int64 {
	if !p.Known {
		return nil
	}
	n := int64(p.Cents)
	return &n
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func orNever(t time.Time) *int64 {
	if t.IsZero() {
		return nil
	}
	n := t.Unix()
	return &n
}
