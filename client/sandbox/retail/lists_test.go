package retail

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestPages(t *testing.T) {
	all := make([]int, 48)
	for _, c := range []struct {
		p            page
		items, pages int
	}{{page{1, 10}, 10, 5}, {page{5, 10}, 8, 5}, {page{6, 10}, 0, 5}, {page{1, 1000}, 48, 1}, {page{1 << 31, 1000}, 0, 1}, {page{2, 24}, 24, 2}} {
		got := pageOf(t, listed("rows", all, c.p))
		if n := len(got.Rows); n != c.items || got.Pages != c.pages || got.Total != 48 || got.Page != c.p.number || got.Limit != c.p.limit {
			t.Errorf("page %v: %d rows, %+v", c.p, n, got)
		}
	}
	if got := pageOf(t, listed("rows", []int(nil), page{1, 10})); got.Rows == nil || got.Pages != 0 {
		t.Errorf("an empty list is %+v", got)
	}
}

type pageShown struct {
	Rows         []int
	Page, Limit  int64
	Pages, Total int
}

func pageOf(t *testing.T, v any) (p pageShown) {
	t.Helper()
	raw, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(raw, &p)
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestFilters(t *testing.T) {
	inWorld(t, func(d *desk) {
		count := func(path, name string, holds func(map[string]any) bool) {
			d.Helper()
			got := d.want(200, "", "GET", path, nil)
			rows := got.m[name].([]any)
			if len(rows) == 0 {
				d.Errorf("%s is empty", path)
			}
			for _, row := range rows {
				if !holds(row.(map[string]any)) {
					d.Errorf("%s has %v", path, row)
					return
				}
			}
		}
		oneOf := func(field string, words ...string) func(map[string]any) bool {
			return func(row map[string]any) bool {
				return strings.Contains(" "+strings.Join(words, " ")+" ", " "+fmt.Sprint(row[field])+" ")
			}
		}
		count("/m/customers?status=disabled,paused", "customers", oneOf("status", "disabled", "paused"))
		count("/m/customers?customer_id=acme", "customers", oneOf("customer_id", "acme"))
		const h = "/m/customers/activation/history?limit=1000"
		count(h+"&sms_status=retryRequested,retryReceived", "activations", oneOf("sms_status", "retryRequested", "retryReceived"))
		count(h+"&activation_status=expired,canceled", "activations", oneOf("activation_status", "expired", "canceled"))
		count(h+"&billing_status=refunded", "activations", oneOf("billing_status", "refunded"))
		count(h+"&customer_id=northwind", "activations", oneOf("customer_id", "northwind"))
		began := d.s.Began
		count(fmt.Sprintf("%s&created_from_timestamp=%d&created_to_timestamp=%d", h, began-86400, began-3600), "activations", func(row map[string]any) bool {
			at := int64(row["created_at"].(float64))
			return at >= began-86400 && at <= began-3600
		})
		one := d.s.Activations[500]
		count(fmt.Sprintf("%s&created_from_timestamp=%d&created_to_timestamp=%d", h, one.Created, one.Created), "activations", oneOf("created_at", fmt.Sprint(float64(one.Created))))
		count("/a/customer/acme/activation/history?exclude_active=true&limit=100", "activations", oneOf("activation_status", "expired", "finalized", "canceled"))
		count("/a/customer/acme/activation/history?only_expired=true", "activations", oneOf("activation_status", "expired"))
		count("/a/customer/acme/activation/history?exclude_reported=true&limit=100", "activations", oneOf("report_status", "<nil>"))
		some := d.want(200, "", "GET", "/m/customers/transactions?limit=1", nil).m["transactions"].([]any)[0].(map[string]any)
		count(fmt.Sprintf("/m/customers/transactions?transaction_id=%s", some["transaction_id"]), "transactions", oneOf("transaction_id", fmt.Sprint(some["transaction_id"])))
		count("/a/customer/acme/transactions", "transactions", oneOf("customer_id", "acme"))
	})
}

func TestBadQueries(t *testing.T) {
	inWorld(t, func(d *desk) {
		for _, path := range []string{
			"/m/customers?limit=1001", "/m/customers?limit=0", "/m/customers?page=0", "/m/customers?page=two", "/m/customers?status=asleep",
			"/m/customers?customer_id=a-b", "/m/customers?created_from_timestamp=yesterday", "/m/customers/activation/history?sms_status=gone",
			"/m/customers/transactions?transaction_id=a-b", "/a/customer/acme/activation/history?limit=101",
			"/a/customer/acme/activation/history?only_expired=perhaps", "/a/customer/acme/activations?with_data=yes",
			"/activation/prices/countries?country_id=u", "/activation/prices/services/telegram/countries/u",
		} {
			d.want(400, "InvalidRequestParamsException", "GET", path, nil)
		}
		d.want(404, "ResourceNotFoundException", "GET", "/activation/prices/services/telegram/countries/zz", nil)
	})
}

func TestTransactions(t *testing.T) {
	inWorld(t, func(d *desk) {
		const path = "/m/customer/amberlane/transaction" // has 150
		d.want(200, "", "POST", path, object{"transaction_id": "TX1", "amount": -350, "gateway": "stripe"})
		if total, _ := d.money("amberlane"); total != -200 {
			t.Errorf("balance %d, want -200", total)
		}
		d.want(409, "ResourceAlreadyExistsException", "POST", path, object{"transaction_id": "TX1", "amount": -350})
		d.want(409, "ResourceAlreadyExistsException", "POST", "/m/customer/acme/transaction", object{"transaction_id": "TX1", "amount": 1})
		if total, _ := d.money("amberlane"); total != -200 {
			t.Errorf("a rejected transaction moved money: %d", total)
		}
		for _, body := range []object{
			{"amount": 1}, {"transaction_id": "a_b", "amount": 1}, {"transaction_id": strings.Repeat("a", 81), "amount": 1}, {"transaction_id": "TX2"},
			{"transaction_id": "TX2", "amount": 100001}, {"transaction_id": "TX2", "amount": -100001}, {"transaction_id": "TX2", "amount": 1.5},
			{"transaction_id": "TX2", "amount": 1, "gateway": ""}, {"transaction_id": "TX2", "amount": 1, "gateway": strings.Repeat("g", 51)},
		} {
			d.want(400, "InvalidRequestParamsException", "POST", path, body)
		}
	})
}

func TestCreateCustomer(t *testing.T) {
	inWorld(t, func(d *desk) {
		d.want(200, "", "POST", "/m/customer", object{"customer_id": "fresh", "balance": 90})
		if total, held := d.money("fresh"); total != 90 || held != 0 {
			t.Errorf("balance %d, %d held", total, held)
		}
		booked := d.want(200, "", "GET", "/a/customer/fresh/transactions", nil).m["transactions"].([]any)
		if len(booked) != 1 || booked[0].(map[string]any)["amount"] != 90.0 {
			t.Errorf("transactions %v", booked)
		}
		d.want(200, "", "POST", "/m/customer", object{"customer_id": "poor"})
		if none := d.want(200, "", "GET", "/a/customer/poor/transactions", nil); none.m["total"] != 0.0 {
			t.Errorf("an empty balance booked %v", none.m)
		}
		d.want(409, "ResourceAlreadyExistsException", "POST", "/m/customer", object{"customer_id": "fresh"})
		for _, body := range []object{{}, {"customer_id": "a-b"}, {"customer_id": ""}, {"customer_id": strings.Repeat("a", 81)}, {"customer_id": 5},
			{"customer_id": "new1", "balance": -1}, {"customer_id": "new1", "balance": 100001}} {
			d.want(400, "InvalidRequestParamsException", "POST", "/m/customer", body)
		}
		d.want(200, "", "POST", "/m/customer", object{"customer_id": strings.Repeat("a", 80)})
	})
}

// Parts of a price may be left out; a sold-out pair has the count 0.
func TestPricesOfTheHardPairs(t *testing.T) {
	inWorld(t, func(d *desk) {
		if got := d.want(200, "", "GET", "/activation/prices/services/other/countries/jm", nil); got.m["price"] != nil || got.m["quality"] != nil || got.m["count"] == nil {
			t.Errorf("other in jm: %s", got.raw)
		}
		if got := d.want(200, "", "GET", "/activation/prices/services/signal/countries/de", nil); got.m["count"] != 0.0 {
			t.Errorf("signal in de: %s", got.raw)
		}
	})
}

func TestCatalogueIsCached(t *testing.T) {
	inWorld(t, func(d *desk) {
		for _, path := range []string{"/activation/countries", "/activation/services", "/activation/services/popular"} {
			first := d.want(200, "", "GET", path, nil)
			tag := first.header.Get("X-ETag")
			if len(tag) != 40 || len(first.list) < 5 {
				t.Errorf("%s: tag %q, %d entries", path, tag, len(first.list))
			}
			r := httptest.NewRequest("GET", path, nil)
			r.Header.Set("X-Api-Key", d.s.Key())
			r.Header.Set("If-None-Match", tag)
			if same := d.send(r); same.code != 304 || len(same.raw) != 0 || same.header.Get("X-ETag") != tag {
				t.Errorf("%s: %d with %d bytes", path, same.code, len(same.raw))
			}
			r.Header.Set("If-None-Match", "other")
			if other := d.send(r); other.code != 200 {
				t.Errorf("%s with another tag: %d", path, other.code)
			}
		}
	})
}

// A list that is written as a parameter more than once is the same list.
func TestAFilterThatIsThereTwiceIsOneList(t *testing.T) {
	inWorld(t, func(d *desk) {
		total := func(query string) float64 {
			return d.want(200, "", "GET", "/m/customers?"+query, nil).m["total"].(float64)
		}
		both := total("status=paused,disabled")
		if got := total("status=paused&status=disabled"); got != both || got == total("status=paused") {
			t.Errorf("%v customers of the two, written as one list %v", got, both)
		}
		d.want(400, "InvalidRequestParamsException", "GET", "/m/customers?status=paused&status=none", nil)
	})
}
