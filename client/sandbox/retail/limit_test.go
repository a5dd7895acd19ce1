package retail

import (
	"fmt"
	"strconv"
	"testing"
	"time"
)

// Each class of route has its own fixed minute.
func TestCallsPerMinute(t *testing.T) {
	for _, c := range []struct {
		method, path string
		limit        int
	}{
		{"GET", "/a/customer/acme/balance", 300}, {"POST", "/a/customer/acme/activation", 300},
		{"PUT", "/a/customer/acme/activation/x/retry", 50}, {"PUT", "/a/customer/acme/activation/x/cancel", 50},
		{"PUT", "/a/customer/acme/activation/x/finalize", 50}, {"GET", "/a/customer/acme/activation/history", 6},
		{"GET", "/a/customer/acme/activation/x", 300}, {"GET", "/a/customer/acme/activations", 300},
		{"GET", "/activation/countries", 15}, {"GET", "/activation/services", 15}, {"GET", "/activation/services/popular", 15},
		{"GET", "/activation/prices/countries?country_id=zz", 6}, {"GET", "/activation/prices/services?service_id=zz", 6},
		{"GET", "/activation/prices/services/telegram/countries/uk", 60}, {"GET", "/a/customer/acme/transactions", 6},
	} {
		inWorld(t, func(d *desk) {
			pass(10 * time.Second)
			for i := range c.limit {
				if got := d.do(c.method, c.path, nil); got.code == 429 {
					t.Fatalf("%s %s: call %d was refused", c.method, c.path, i+1)
				}
			}
			got := d.want(429, "TooManyRequestsException", c.method, c.path, nil)
			reset, err := strconv.ParseInt(got.header.Get("x-ratelimit-reset"), 10, 64)
			if err != nil || reset%60 != 0 || reset <= time.Now().Unix() || reset > time.Now().Unix()+60 {
				t.Errorf("%s: reset %q at %d", c.path, got.header.Get("x-ratelimit-reset"), time.Now().Unix())
			}
			d.want(200, "", "GET", "/m/customers?limit=1", nil) // another class is free
			time.Sleep(time.Until(time.Unix(reset, 0)))
			if got := d.do(c.method, c.path, nil); got.code == 429 {
				t.Errorf("%s: refused after the reset", c.path)
			}
		})
	}
}

func TestTwentyActive(t *testing.T) {
	inWorld(t, func(d *desk) {
		var last string
		for len(d.s.live) < maxActive {
			last = d.orderFor([]string{"redbarrow", "sandpiper"}[len(d.s.live)%2], "telegram", "uk")
		}
		order := object{"service_id": "telegram", "country_id": "uk", "customer_markup": 0}
		d.want(429, "TooManyActivationsException", "POST", "/a/customer/bluekite/activation", order)
		pass(firstDelay)
		d.want(200, "", "PUT", last+"/finalize", nil)
		d.want(200, "", "POST", "/a/customer/bluekite/activation", order)
	}, SMSAfter(firstDelay))
}

// fail makes n orders and lets all but the first received expire or be
// cancelled, after the seeded history has left the window.
func fail(d *desk, n, received int) {
	d.Helper()
	for i := range n {
		path := d.orderFor("sandpiper", "telegram", "uk")
		if i < received {
			d.control("sms", `{"activation_id":"`+path[len(path)-24:]+`","text":"1234"}`)
			d.want(200, "", "PUT", path+"/finalize", nil)
			continue
		}
		pass(cancelAfter)
		d.want(200, "", "PUT", path+"/cancel", nil)
	}
}

func TestSuccessRate(t *testing.T) {
	order := object{"service_id": "telegram", "country_id": "uk", "customer_markup": 0}
	const path = "/a/customer/sandpiper/activation"
	for _, c := range []struct {
		ordered, received int
		blocked           bool
	}{{9, 0, false}, {10, 0, true}, {10, 1, false}, {14, 1, false}, {15, 1, true}, {28, 2, false}, {29, 2, true}, {100, 7, false}} {
		t.Run(fmt.Sprintf("%d of %d", c.received, c.ordered), func(t *testing.T) {
			inWorld(t, func(d *desk) {
				pass(rateWindow)
				fail(d, c.ordered, c.received)
				if !c.blocked {
					d.want(200, "", "POST", path, order)
					return
				}
				at := time.Now().Unix()
				got := d.want(429, "LowSuccessRateException", "POST", path, order)
				until := int64(got.m["unblockAt"].(float64))
				if until != at+24*3600 {
					t.Errorf("blocked for %d seconds", until-at)
				}
				d.want(200, "", "GET", "/a/customer/sandpiper/activations", nil) // reading goes on
				pass(rateWindow - time.Minute)
				d.want(429, "LowSuccessRateException", "POST", path, order)
				pass(time.Minute)
				d.want(200, "", "POST", path, order)
			}, SMSAfter(time.Hour))
		})
	}
}

func TestUnblockThreeTimes(t *testing.T) {
	inWorld(t, func(d *desk) {
		for range unblocks {
			d.control("block", "")
			d.want(429, "LowSuccessRateException", "POST", "/activation", object{"service_id": "telegram", "country_id": "uk"})
			d.control("unblock", "")
			d.want(200, "", "POST", "/activation", object{"service_id": "telegram", "country_id": "uk"})
		}
		d.control("block", "")
		if _, err := d.s.Control("unblock", nil); err == nil {
			t.Error("unblocked a fourth time")
		}
	})
}

// Orders from before the block was lifted no longer count.
func TestUnblockStartsAnew(t *testing.T) {
	inWorld(t, func(d *desk) {
		pass(rateWindow)
		fail(d, rateFrom, 0)
		order := object{"service_id": "telegram", "country_id": "uk"}
		d.want(429, "LowSuccessRateException", "POST", "/activation", order)
		pass(time.Second)
		d.control("unblock", "")
		d.want(200, "", "POST", "/activation", order)
	}, SMSAfter(time.Hour))
}

func TestNoLimits(t *testing.T) {
	inWorld(t, func(d *desk) {
		for range 30 {
			d.orderFor("sandpiper", "telegram", "uk")
		}
		for range 30 {
			d.want(200, "", "GET", "/a/customer/acme/activation/history", nil)
		}
		d.control("block", "")
		d.want(429, "LowSuccessRateException", "POST", "/activation", object{"service_id": "telegram", "country_id": "uk"})
	}, NoLimits())
}
