package platfone

import (
	"net/http"
	"strings"
	"testing"
)

// TestOrderModes holds the three ways of charging to what they put on the wire.
func TestOrderModes(t *testing.T) {
	base := NewOrder{ServiceID: "telegram", CountryID: "us_v", MaxPrice: 40, CustomerPrice: 60, Markup: 20, Quality: 50}
	tests := []struct {
		mode PriceMode
		want string
	}{
		{FixedPrice, `{"service_id":"telegram","country_id":"us_v","max_price":40,"customer_billing_type":"fixed","customer_price":60,"quality_factor":50}`},
		{FixedMarkup, `{"service_id":"telegram","country_id":"us_v","max_price":40,"customer_billing_type":"fixed","customer_markup":20,"quality_factor":50}`},
		{Dynamic, `{"service_id":"telegram","country_id":"us_v","max_price":40,"customer_billing_type":"dynamic","customer_markup":20,"quality_factor":50}`},
	}
	for _, tt := range tests {
		c, w := dial(t, always(200, example(t, "a1_create")))
		o := base
		o.Mode = tt.mode
		if _, err := c.Order(t.Context(), "acme", o); err != nil {
			t.Fatal(err)
		}
		sameJSON(t, w.sent[0].body, tt.want)
	}
}

// TestActivationsWithData reads the shape the document leaves out: the same objects as A3.
func TestActivationsWithData(t *testing.T) {
	c, w := dial(t, always(200, "["+example(t, "a3_activation")+"]"))
	list, err := c.Activations(t.Context(), cust)
	if err != nil || len(list) != 1 {
		t.Fatalf("list = %v, %v", list, err)
	}
	checkCreated(t, list[0])
	if w.sent[0].query != "with_data=true" {
		t.Errorf("query = %q", w.sent[0].query)
	}
	// Ids alone prove nothing about the activations, so they must not pass for an empty list.
	c, _ = dial(t, always(200, example(t, "a2_activations")))
	if list, err := c.Activations(t.Context(), cust); err == nil {
		t.Errorf("a list of ids was read as %v", list)
	}
	c, _ = dial(t, always(200, "[]"))
	if list, err := c.Activations(t.Context(), cust); err != nil || len(list) != 0 {
		t.Errorf("empty list: %v, %v", list, err)
	}
}

// TestEvidenceTravelsAsDataURL: a picture goes in the JSON body as a data URL.
func TestEvidenceTravelsAsDataURL(t *testing.T) {
	c, w := dial(t, always(200, `{"status":"declined","decline_id":2}`))
	v, err := c.CreateReport(t.Context(), cust, act, NewReport{ReasonID: 1, Evidence: []byte("%PDF-1.7")})
	if err != nil {
		t.Fatal(err)
	}
	if v.Accepted || v.Hint() != "Retry using the same number" {
		t.Errorf("verdict = %+v", v)
	}
	sameJSON(t, w.sent[0].body, `{"reason_id":1,"evidence":"data:application/pdf;base64,JVBERi0xLjc="}`)
}

// TestActsNeedTheirResult: a 2xx that does not say success leaves the outcome unknown.
func TestActsNeedTheirResult(t *testing.T) {
	for _, body := range []string{``, `{}`, `null`, `[]`, `{"result":"queued"}`, `{"Result":"success"}`, `{"result":"success"`} {
		c, _ := dial(t, always(200, body))
		err := c.Cancel(t.Context(), cust, act)
		if err == nil {
			t.Errorf("%q passed for success", body)
			continue
		}
		if e := restError(t, err); !e.Unknown() {
			t.Errorf("%q: outcome not unknown: %v", body, e)
		}
	}
	c, _ := dial(t, always(200, `{"activation_status":"active"}`))
	if _, err := c.Order(t.Context(), cust, NewOrder{ServiceID: "a", CountryID: "us", MaxPrice: 1}); err == nil || !restError(t, err).Unknown() {
		t.Errorf("an order without an id: %v", err)
	}
	c, _ = dial(t, always(201, `{"result":"success"}`))
	if err := c.Cancel(t.Context(), cust, act); err != nil {
		t.Errorf("201: %v", err)
	}
}

// TestNothingOddReachesTheWire: what breaks a documented limit is refused before it is sent,
// with the field in words.
func TestNothingOddReachesTheWire(t *testing.T) {
	good := NewOrder{ServiceID: "7eleven", CountryID: "us", MaxPrice: 90}
	ctx := t.Context()
	tests := map[string]func(c *Client) error{
		"customer_id": func(c *Client) error { return c.CreateCustomer(ctx, "a-b", 0) },
		"balance":     func(c *Client) error { return c.CreateCustomer(ctx, "ab", 100001) },
		"status":      func(c *Client) error { return c.SetCustomerStatus(ctx, "ab", "gone") },
		"transaction_id": func(c *Client) error {
			return c.AddTransaction(ctx, "ab", NewTransaction{ID: "a_b", Amount: 1})
		},
		"amount": func(c *Client) error { return c.AddTransaction(ctx, "ab", NewTransaction{ID: "ab"}) },
		"gateway": func(c *Client) error {
			return c.AddTransaction(ctx, "ab", NewTransaction{ID: "ab", Amount: 1, Gateway: strings.Repeat("x", 51)})
		},
		"max_price": func(c *Client) error {
			o := good
			o.MaxPrice = 10001
			_, err := c.Order(ctx, "ab", o)
			return err
		},
		"customer_markup": func(c *Client) error {
			o := good
			o.Mode, o.Markup = Dynamic, -1
			_, err := c.Order(ctx, "ab", o)
			return err
		},
		"quality_factor": func(c *Client) error {
			o := good
			o.Quality = 101
			_, err := c.Order(ctx, "ab", o)
			return err
		},
		"activation_id": func(c *Client) error { return c.Cancel(ctx, "ab", "..") },
		"limit":         func(c *Client) error { _, err := c.Reports(ctx, "ab", 1, 101); return err },
		"page":          func(c *Client) error { _, err := c.Customers(ctx, CustomerFilter{}, 0, 0); return err },
		"service_id":    func(c *Client) error { _, err := c.Price(ctx, "a/b", "uk"); return err },
		"country_id":    func(c *Client) error { _, err := c.PricesByCountry(ctx, "u"); return err },
		"message": func(c *Client) error {
			_, err := c.CreateReport(ctx, "ab", act, NewReport{ReasonID: 1, Message: strings.Repeat("é", 1001)})
			return err
		},
		"reason_id": func(c *Client) error { _, err := c.CreateReport(ctx, "ab", act, NewReport{}); return err },
		"evidence": func(c *Client) error {
			_, err := c.CreateReport(ctx, "ab", act, NewReport{ReasonID: 1, Evidence: []byte("GIF89a")})
			return err
		},
	}
	for field, do := range tests {
		c, w := dial(t, always(http.StatusOK, `{"result":"success"}`))
		err := do(c)
		if err == nil || len(w.sent) != 0 {
			t.Errorf("%s: %d requests, error %v", field, len(w.sent), err)
			continue
		}
		e := restError(t, err)
		if !e.Local || e.Sent || e.Unknown() || !strings.HasPrefix(e.Message, field+": ") {
			t.Errorf("%s: refused with %+v", field, e)
		}
	}
}
