package retail

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestPriceModes(t *testing.T) {
	for _, c := range []struct {
		name                string
		charge              charge
		maxPrice, price     int64
		reserve, afterFirst int64
	}{
		{"fixed price", charge{byPrice: true, fixed: 80}, 90, 20, 80, 80},
		{"fixed markup is on the ceiling", charge{markup: 50}, 90, 20, 135, 135},
		{"dynamic markup is on the price", charge{markup: 50, dynamic: true}, 90, 21, 135, 32},
		{"half a cent goes up", charge{markup: 5}, 10, 10, 11, 11},
		{"less than half goes down", charge{markup: 4}, 10, 10, 10, 10},
		{"the document's sample", charge{markup: 10000}, 90, 20, 9090, 9090},
		{"the most there is", charge{markup: 10000}, 10000, 10000, maxCustomerPrice, maxCustomerPrice},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.charge.reserve(c.maxPrice); got != c.reserve {
				t.Errorf("reserve %d, want %d", got, c.reserve)
			}
			if got := c.charge.final(c.maxPrice, c.price); got != c.afterFirst {
				t.Errorf("charge %d, want %d", got, c.afterFirst)
			}
		})
	}
}

func TestDynamicReleasesTheDifference(t *testing.T) {
	inWorld(t, func(d *desk) {
		total, _ := d.money("redbarrow")
		got := d.want(200, "", "POST", "/a/customer/redbarrow/activation", object{"service_id": "telegram", "country_id": "uk",
			"max_price": 9000, "customer_markup": 100, "customer_billing_type": "dynamic"})
		if got.m["customer_price"] != 18000.0 {
			t.Errorf("reserved %v", got.m["customer_price"])
		}
		pass(firstDelay)
		paid := d.want(200, "", "GET", "/a/customer/redbarrow/activation/"+got.text("activation_id"), nil)
		if paid.m["customer_price"].(float64) != 2*paid.m["price"].(float64) {
			t.Errorf("paid %v for a price of %v", paid.m["customer_price"], paid.m["price"])
		}
		after, held := d.money("redbarrow")
		if total-after != int64(paid.m["customer_price"].(float64)) || held != 0 {
			t.Errorf("charged %d, held %d", total-after, held)
		}
	})
}

func TestOrderIsValidated(t *testing.T) {
	good := func(change object) object {
		body := object{"service_id": "telegram", "country_id": "uk", "customer_markup": 10, "customer_billing_type": "fixed"}
		for key, value := range change {
			body[key] = value
			if value == nil {
				delete(body, key)
			}
		}
		return body
	}
	inWorld(t, func(d *desk) {
		for _, change := range []object{
			{"service_id": nil}, {"service_id": strings.Repeat("x", 31)}, {"service_id": 7}, {"country_id": nil}, {"country_id": "u"},
			{"country_id": "united--k"}, {"country_id": "u k"}, {"max_price": 0}, {"max_price": 10001}, {"max_price": 1.5}, {"max_price": "90"},
			{"customer_markup": nil}, {"customer_markup": -1}, {"customer_markup": 10001}, {"customer_billing_type": "weekly"},
			{"customer_billing_type": "dynamic", "customer_price": 80}, {"customer_price": -1, "customer_markup": nil},
			{"quality_factor": 101}, {"quality_factor": -0.5}, {"quality_factor": "best"}, {"service_id": "fakebank"},
		} {
			if change["country_id"] == "united--k" {
				continue // the pattern allows it; the catalogue does not
			}
			d.want(400, "InvalidRequestParamsException", "POST", "/a/customer/acme/activation", good(change))
		}
		d.want(404, "ResourceNotFoundException", "POST", "/a/customer/acme/activation", good(object{"service_id": "nosuch"}))
		d.want(404, "ResourceNotFoundException", "POST", "/a/customer/acme/activation", good(object{"country_id": "zz"}))
		d.want(404, "ResourceNotFoundException", "POST", "/a/customer/nobody/activation", good(nil))
		d.want(400, "InvalidRequestParamsException", "POST", "/a/customer/no-body/activation", good(nil))
		d.want(404, "NoNumbersAvailableException", "POST", "/a/customer/acme/activation", good(object{"service_id": "signal", "country_id": "de"}))
		d.want(402, "PaymentRequiredException", "POST", "/a/customer/greyheron/activation", good(nil))
		d.want(402, "PaymentRequiredException", "POST", "/a/customer/eastgate/activation", good(object{"customer_markup": nil, "customer_price": 46}))
		held := d.want(200, "", "GET", "/user/balance", nil).text("reserved")
		d.control("account", `{"balance":`+held+`}`)
		d.want(402, "PaymentRequiredException", "POST", "/a/customer/sandpiper/activation", good(nil))
	})
}

// What is reserved is part of the total and not free.
func TestReservedMoneyIsNotFree(t *testing.T) {
	inWorld(t, func(d *desk) {
		body := object{"service_id": "telegram", "country_id": "uk", "customer_price": 100, "customer_billing_type": "fixed"}
		d.want(200, "", "POST", "/a/customer/amberlane/activation", body) // has 150
		d.want(402, "PaymentRequiredException", "POST", "/a/customer/amberlane/activation", body)
		pass(lifetime)
		d.want(200, "", "POST", "/a/customer/amberlane/activation", body)
	}, SMSAfter(time.Hour))
}

func TestPriceMovedAndContinued(t *testing.T) {
	inWorld(t, func(d *desk) {
		body := object{"service_id": "whatsapp", "country_id": "us", "max_price": 20, "customer_markup": 0}
		path := "/a/customer/redbarrow/activation"
		got := d.want(409, "MaxPriceExceededException", "POST", path, body)
		suggested := got.m["suggestedPrice"].(float64)
		if got.m["suggested_price"] != suggested || got.m["orderId"] != got.m["order_id"] || suggested <= 20 || len(got.text("orderId")) != 24 {
			t.Fatalf("409 says %s", got.raw)
		}
		body["order_id"] = got.m["orderId"]
		if more := d.want(409, "MaxPriceExceededException", "POST", path, body); more.m["suggestedPrice"] != suggested {
			t.Errorf("the token with too low a maximum: %s", more.raw)
		}
		d.want(200, "", "POST", path, object{"service_id": "whatsapp", "country_id": "us", "max_price": suggested, "customer_markup": 0, "order_id": body["order_id"]})
		stale := d.want(404, "", "POST", path, body) // used up
		if stale.text("errorMessage") != "Order not found" {
			t.Errorf("stale token: %s", stale.raw)
		}
		delete(body, "order_id")
		again := d.want(409, "MaxPriceExceededException", "POST", path, body)
		pass(tokenLife)
		body["order_id"], body["max_price"] = again.m["order_id"], 9000
		if old := d.want(404, "", "POST", path, body); old.text("errorMessage") != "Order not found" {
			t.Errorf("old token: %s", old.raw)
		}
		foreign := d.want(409, "MaxPriceExceededException", "POST", path, object{"service_id": "telegram", "country_id": "uk", "max_price": 1, "customer_markup": 0})
		d.want(404, "ResourceNotFoundException", "POST", "/a/customer/bluekite/activation", object{"service_id": "telegram", "country_id": "uk", "max_price": 900, "customer_markup": 0, "order_id": foreign.m["orderId"]})
		other := d.want(409, "MaxPriceExceededException", "POST", path, object{"service_id": "telegram", "country_id": "uk", "max_price": 1, "customer_markup": 0})
		d.want(404, "ResourceNotFoundException", "POST", path, object{"service_id": "telegram", "country_id": "us", "max_price": 9000, "customer_markup": 0, "order_id": other.m["orderId"]})
	})
}

// The price that a refusal suggests is one at which a number is sold, with its token or without,
// and never less than the list said.
func TestTheSuggestedPriceSells(t *testing.T) {
	inWorld(t, func(d *desk) {
		path := "/a/customer/redbarrow/activation"
		listed := d.want(200, "", "GET", "/activation/prices/services/whatsapp/countries/us", nil).m["price"].(map[string]any)["suggested"]
		body := object{"service_id": "whatsapp", "country_id": "us", "max_price": listed, "customer_markup": 0}
		suggested := d.want(409, "MaxPriceExceededException", "POST", path, body).m["suggestedPrice"]
		body["max_price"] = suggested
		for range 3 {
			if got := d.want(200, "", "POST", path, body); got.m["price"] != suggested {
				t.Errorf("sold at %v, suggested was %v", got.m["price"], suggested)
			}
		}
		delete(body, "max_price") // the list's price is what is meant
		d.want(409, "MaxPriceExceededException", "POST", path, body)
	})
}

// What no price list has is not sold.
func TestAPairWithoutAPriceIsNotSold(t *testing.T) {
	inWorld(t, func(d *desk) {
		var unlisted object
		for _, service := range d.s.catalog.services {
			for _, in := range d.s.catalog.countries {
				if !service.Prohibited && !d.s.catalog.sold(service, in) {
					unlisted = object{"service_id": service.ID, "country_id": in.ID, "customer_markup": 0}
				}
			}
		}
		d.want(404, "", "GET", fmt.Sprintf("/activation/prices/services/%s/countries/%s", unlisted["service_id"], unlisted["country_id"]), nil)
		d.want(404, "NoNumbersAvailableException", "POST", "/a/customer/redbarrow/activation", unlisted)
	})
}

func TestCustomerStatusRestricts(t *testing.T) {
	order := object{"service_id": "telegram", "country_id": "uk", "customer_markup": 0}
	inWorld(t, func(d *desk) {
		path := d.orderFor("acme", "telegram", "uk")
		status := func(to string) { d.want(200, "", "PUT", "/m/customer/acme", object{"status": to}) }
		status(customerPaused)
		d.want(403, "AccountOnHoldException", "POST", "/a/customer/acme/activation", order)
		d.want(200, "", "GET", path, nil)
		pass(firstDelay)
		d.want(200, "", "PUT", path+"/retry", nil)
		for _, to := range []string{customerDisabled, customerMarked} {
			status(to)
			d.want(403, "AccountOnHoldException", "POST", "/a/customer/acme/activation", order)
			d.want(403, "AccountOnHoldException", "GET", path, nil)
			d.want(403, "AccountOnHoldException", "PUT", path+"/finalize", nil)
			if got := d.want(200, "", "GET", "/a/customer/acme", nil); got.m["accountOnHold"] != true {
				t.Errorf("%s is not on hold", to)
			}
		}
		status(customerActive)
		if got := d.want(200, "", "GET", "/a/customer/acme", nil); got.m["accountOnHold"] != false {
			t.Error("an active customer is on hold")
		}
		d.want(200, "", "PUT", path+"/finalize", nil)
		d.want(400, "InvalidRequestParamsException", "PUT", "/m/customer/acme", object{"status": "asleep"})
		d.want(404, "ResourceNotFoundException", "PUT", "/m/customer/nobody", object{"status": "active"})
	})
}

func TestKeyIsRequired(t *testing.T) {
	inWorld(t, func(d *desk) {
		for _, key := range []string{"", "sandbox-sms-"} {
			r := httptest.NewRequest("GET", "/m/customers", nil)
			r.Header.Set("X-Api-Key", key)
			if got := d.send(r); got.code != 401 || got.text("errorName") != "UnauthorizedException" {
				t.Errorf("key %q: %d %s", key, got.code, got.raw)
			}
		}
	})
}
