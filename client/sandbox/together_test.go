package sandbox

import (
	"strings"
	"testing"
)

// Of several fields that are not allowed none is kept back until the others are mended: they are refused
// together, at every provider, in a body as in a query.
func TestWhatIsRefusedTogetherIsOneRefusal(t *testing.T) {
	u := inProcess(t, newWorld(t, Options{Seed: 7, NoLimits: true}))
	account := "/v2/accounts/" + u.w.Endpoints("").Lines.AccountID
	for _, tc := range []struct{ method, path, body, fields string }{
		{"POST", "/a/customer/acme/activation", `{"service_id":"","country_id":"x","max_price":0,"quality_factor":101}`, "service_id country_id max_price quality_factor customer_markup"},
		{"POST", "/a/customer/acme/activation", `{"country_id":5,"customer_billing_type":"none","customer_price":-1}`, "service_id country_id customer_billing_type customer_price"},
		{"POST", "/m/customer", `{"customer_id":"a b","balance":-1}`, "customer_id balance"},
		{"POST", "/m/customer/acme/transaction", `{"transaction_id":"a_b","amount":"5","gateway":""}`, "transaction_id amount gateway"},
		{"GET", "/m/customers?customer_id=a-b&status=gone,none&created_from_timestamp=x&page=0&limit=0", "", "customer_id status created_from_timestamp page limit"},
		{"GET", "/m/customers/transactions?customer_id=a-b&transaction_id=a-b&limit=1001", "", "customer_id transaction_id limit"},
		{"GET", "/m/customers/activation/history?sms_status=x&activation_status=x&billing_status=x", "", "sms_status activation_status billing_status"},
		{"GET", "/a/customer/acme/activation/history?exclude_active=x&only_expired=x&limit=101", "", "exclude_active only_expired limit"},
		{"POST", "/api/v1/account/signup", `{"name":5,"email":"nobody"}`, "name email"},
		{"PATCH", "/api/v1/account", `{"name":[],"email":7}`, "name email"},
		{"POST", "/api/v1/account/verify-phone/start", `{"phone":"415","channel":"fax"}`, "phone channel"},
		{"POST", "/api/v1/account/verify-phone/confirm", `{"phone":"415","code":5}`, "phone code"},
		{"PUT", "/api/v1/account/listings/+16285550177", `{"kind":"none","dba":5,"formation_date":"May","ein":1,"marketing_opt_in":"yes"}`, "kind dba formation_date ein marketing_opt_in"},
		{"GET", "/v2/phone_numbers?prefix=41&quantity=0&offset=-1", "", "prefix quantity offset"},
		{"GET", account + "/phone_numbers?created_from=x&created_to=y&page_size=0", "", "created_from created_to page_size"},
		{"POST", account + "/phone_numbers/%2B14155550142", `{"data":{"carrier_name":"","cnam":{"display_name":"A NAME THAT IS LONG"},"e911":{"region":"Texas"}}}`,
			"carrier_name cnam.display_name e911.region e911.locality e911.postal_code e911.street_address"},
		{"PUT", "/v2/user_auth", `{"data":{}}`, "credentials account_name"},
	} {
		said := u.want(400, tc.method, tc.path, tc.body)
		for field := range strings.FieldsSeq(tc.fields) {
			if strings.Count(said, field+" ")+strings.Count(said, `"`+field+`"`) != 1 {
				t.Errorf("%s %s %s: %s is not named once: %s", tc.method, tc.path, tc.body, field, said)
			}
		}
	}
}

// A body that is no object is told as that alone: of its fields nothing is known.
func TestABodyThatIsNoObjectIsToldAlone(t *testing.T) {
	u := inProcess(t, newWorld(t, Options{Seed: 7, NoLimits: true}))
	for _, path := range []string{"/a/customer/acme/activation", "/api/v1/account/verify-phone/start"} {
		if said := u.want(400, "POST", path, `[1]`); strings.Contains(said, ";") || strings.Contains(said, "required") {
			t.Errorf("%s: %s", path, said)
		}
	}
}
