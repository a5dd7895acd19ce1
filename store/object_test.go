package store

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/phone"
	"switchboard/client/platfone"
)

// received is the object of an activation as the provider's document orders its fields.
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

// asEncoded is the object as encoding/json writes it.
func asEncoded(a *Activation, escaped bool) []byte {
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

// What a row came as is known by its sum, so that it has to be written to the letter as encoding/json writes it.
func TestAnObjectIsWrittenAsEncodingJSONWritesIt(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	texts := []string{"", "telegram", "a\"b", `a\b`, "<b>&", "\u2028 \u2029", "é 日本 👨‍👩‍👧", "\x00\t\n\r\x1f\x7f", "\xff\xfe half", " ", "line\nbreak", "\b\f"}
	text := func() string { return texts[random.IntN(len(texts))] }
	at := func() time.Time {
		if random.IntN(3) == 0 {
			return time.Time{}
		}
		return time.Unix(random.Int64N(1<<33)-1<<31, 0)
	}
	price := func() money.Price {
		return money.Price{Cents: money.Cents(random.Int64N(2000) - 1000), Known: random.IntN(3) > 0}
	}
	for range 5000 {
		var a Activation
		a.ID, a.CustomerID, a.CountryID, a.ServiceID, a.Code, a.Text, a.Formatted = text(), text(), text(), text(), text(), text(), text()
		a.CustomerPrice, a.Price, a.Phone = price(), price(), phone.E164("+"+text())
		a.SMS, a.Status, a.Billing, a.Report = platfone.SMSStatus(text()), platfone.ActivationStatus(text()), platfone.BillingStatus(text()), platfone.ReportStatus(text())
		a.ExpireAt, a.UpdatedAt, a.CreatedAt, a.CancelableAfter, a.Retriable = at(), at(), at(), at(), random.IntN(2) == 0
		for _, escaped := range []bool{false, true} {
			if got, want := a.object(escaped), asEncoded(&a, escaped); !bytes.Equal(got, want) {
				t.Fatalf("escaped %v:\n%s\nencoding/json writes\n%s", escaped, got, want)
			}
		}
	}
}

func BenchmarkObject(b *testing.B) {
	var a Activation
	a.ID, a.CustomerID, a.CountryID, a.ServiceID, a.Code, a.Text = "6650f1c2e4b0a1b2c3d4e5f6", "acme", "es", "telegram", "693937", "Telegram code 693937"
	a.Phone, a.CreatedAt, a.Price = "+34600111222", time.Unix(1764288000, 0), money.Known(20)
	for name, write := range map[string]func(*Activation, bool) []byte{"object": (*Activation).object, "encoding/json": asEncoded} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				write(&a, false)
			}
		})
	}
}
