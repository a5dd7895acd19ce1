package retail

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"switchboard/client/sandbox/contract"
)

// Every answer has the shape of the document's own example of it.
func TestAnswersHaveTheDocumentsShape(t *testing.T) {
	inWorld(t, func(d *desk) {
		path := d.orderFor("acme", "telegram", "uk")
		got := func(example, method, path string, body any) {
			d.Helper()
			answer := d.want(200, "", method, path, body)
			document, err := os.ReadFile(filepath.Join("../../../testdata/platfone", example+".json"))
			if err != nil {
				d.Fatal(err)
			}
			differences, err := contract.Differences(document, answer.raw, []string{"[].prohibited", "transactions[].transaction_id~"}, nil)
			if err != nil {
				d.Fatalf("%s: %v", example, err)
			}
			for _, one := range differences {
				d.Errorf("%s %s against %s: %s", method, path, example, one)
			}
		}
		order := object{"service_id": "7eleven", "country_id": "uk", "customer_markup": 20, "customer_billing_type": "fixed", "quality_factor": 10}
		got("m1_create_customer", "POST", "/m/customer", object{"customer_id": "fresh", "balance": 90})
		got("m2_set_status", "PUT", "/m/customer/fresh", object{"status": "paused"})
		got("m3_customers", "GET", "/m/customers", nil)
		got("m4_history", "GET", "/m/customers/activation/history", nil)
		got("m5_transactions", "GET", "/m/customers/transactions", nil)
		got("m6_add_transaction", "POST", "/m/customer/fresh/transaction", object{"transaction_id": "t1", "amount": -350, "gateway": "stripe"})
		got("a1_create", "POST", "/a/customer/acme/activation", order)
		got("a2_activations", "GET", "/a/customer/acme/activations", nil)
		got("a3_activation", "GET", path, nil)
		got("a9_balance", "GET", "/a/customer/acme/balance", nil)
		pass(firstDelay)
		got("a11_reasons", "GET", path+"/report/reasons", nil)
		got("a12_report", "POST", path+"/report", object{"reason_id": 4, "message": "2FA enabled here"})
		got("a13_report", "GET", path+"/report", nil)
		got("a14_reports", "GET", "/a/customer/acme/activation/reports", nil)
		got("a4_retry", "PUT", path+"/retry", nil)
		got("a6_finalize", "PUT", path+"/finalize", nil)
		got("a7_history", "GET", "/a/customer/acme/activation/history", nil)
		got("a8_customer", "GET", "/a/customer/acme", nil)
		got("a10_transactions", "GET", "/a/customer/acme/transactions", nil)
		waiting := d.orderFor("acme", "telegram", "id")
		pass(cancelAfter)
		got("a5_cancel", "PUT", waiting+"/cancel", nil)
		got("p1_price", "GET", "/api/v1/activation/prices/services/7eleven/countries/uk", nil)
		got("p2_prices_by_country", "GET", "/api/v1/retail/m/prices/countries?country_id=uk", nil)
		got("p3_prices_by_service", "GET", "/api/v1/activation/prices/services?service_id=7eleven", nil)
		got("c1_countries", "GET", "/api/v1/countries", nil)
		got("c2_services", "GET", "/api/v1/retail/services", nil)
		got("c3_popular", "GET", "/api/v1/retail/a/activation/services/popular", nil)
	}, SMSAfter(firstDelay))
}

// with_data turns ids into the objects of the single read.
func TestActiveListWithData(t *testing.T) {
	inWorld(t, func(d *desk) {
		path := d.orderFor("acme", "telegram", "uk")
		ids := d.want(200, "", "GET", "/a/customer/acme/activations", nil).list
		whole := d.want(200, "", "GET", "/a/customer/acme/activations?with_data=true", nil).list
		one := d.want(200, "", "GET", path, nil)
		if len(ids) != len(whole) || ids[0] != one.m["activation_id"] {
			d.Fatalf("ids %v, objects %v", ids, whole)
		}
		if first := whole[0].(map[string]any); len(first) != len(one.m) || first["phone"] != one.m["phone"] {
			d.Errorf("the object %v is not the read one %v", first, one.m)
		}
	})
}

// Every documented spelling of a path reaches the same handler.
func TestEverySpellingOfAPath(t *testing.T) {
	for _, same := range [][]string{
		{"/api/v1/retail/m/customers", "/test/api/v1/retail/m/customers", "/m/customers", "/retail/m/customers"},
		{"/api/v1/retail/a/customer/acme/balance", "/a/customer/acme/balance", "/a/acme/balance", "/api/v1/retail/a/acme/balance"},
		{"/api/v1/countries", "/api/v1/activation/countries", "/api/v1/retail/countries", "/api/v1/retail/a/activation/countries",
			"/test/api/v1/activation/countries", "/api/v1/retail/activation/countries", "/a/countries"},
		{"/api/v1/retail/services", "/api/v1/activation/services", "/a/activation/services"},
		{"/api/v1/retail/a/activation/services/popular", "/api/v1/activation/services/popular"},
		{"/api/v1/retial/m/prices/countries?country_id=uk", "/api/v1/retail/m/prices/countries?country_id=uk",
			"/api/v1/activation/prices/countries?country_id=uk"},
		{"/api/v1/activation/prices/services/telegram/countries/uk", "/api/v1/retail/a/activation/prices/services/telegram/countries/uk"},
		{"/api/v1/user/balance", "/test/api/v1/user/balance"},
	} {
		inWorld(t, func(d *desk) {
			first := d.want(200, "", "GET", same[0], nil)
			for _, path := range same[1:] {
				if got := d.want(200, "", "GET", path, nil); string(got.raw) != string(first.raw) {
					d.Errorf("%s answers otherwise than %s", path, same[0])
				}
			}
			d.want(404, "ResourceNotFoundException", "GET", "/api/v1/retail/nothing", nil)
			d.want(404, "ResourceNotFoundException", "GET", "/m/customer/../customers", nil)
		}, NoLimits())
	}
}

// The account's own API has numbers without a customer.
func TestAccountsOwnActivations(t *testing.T) {
	inWorld(t, func(d *desk) {
		before := d.want(200, "", "GET", "/api/v1/user/balance", nil)
		made := d.want(200, "", "POST", "/api/v1/activation", object{"service_id": "telegram", "country_id": "uk"})
		if _, there := made.m["customer_id"]; there {
			d.Error("the account's own activation has a customer")
		}
		path := "/api/v1/activation/" + made.text("activation_id")
		after := d.want(200, "", "GET", "/api/v1/user/balance", nil)
		if after.m["reserved"].(float64)-before.m["reserved"].(float64) != made.m["price"].(float64) || after.m["total"] != before.m["total"] {
			d.Errorf("reserved %v then %v for a price of %v", before.m, after.m, made.m["price"])
		}
		pass(firstDelay)
		d.inState(path, "active smsReceived billed")
		d.want(200, "", "PUT", path+"/retry", nil)
		d.want(200, "", "PUT", path+"/finalize", nil)
		d.want(409, "ResourceBadStateException", "PUT", path+"/cancel", nil)
		if rows := string(d.want(200, "", "GET", "/m/customers/activation/history?limit=1000", nil).raw); strings.Contains(rows, made.text("activation_id")) {
			d.Error("the account's own number is among the customers'")
		}
		history := d.want(200, "", "GET", "/api/v1/activation/history", nil)
		if history.m["total"] != 1.0 {
			d.Errorf("history %v", history.m["total"])
		}
		paid := d.want(200, "", "GET", "/api/v1/user/balance", nil)
		if before.m["total"].(float64)-paid.m["total"].(float64) < made.m["price"].(float64) {
			d.Errorf("total %v then %v", before.m["total"], paid.m["total"])
		}
	}, SMSAfter(firstDelay))
}
