package lines

import (
	"net/http/httptest"
	"strings"
	"testing"
)

// A page of another origin may ask, list the numbers and read an error.
func TestAPageOfAnotherOriginUsesTheAPI(t *testing.T) {
	s := New(1, Options{})
	ask := func(method, path string, headers ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, "http://sandbox.test"+path, strings.NewReader(""))
		r.Header.Set("Origin", "http://page.example")
		for i := 0; i < len(headers); i += 2 {
			r.Header.Set(headers[i], headers[i+1])
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Header().Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s %s: a browser keeps the answer from the page: %v", method, path, w.Header())
		}
		return w
	}
	path := "/v2/accounts/" + s.Keys().Account + "/phone_numbers"
	before := ask("OPTIONS", path, "Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "x-auth-token,content-type")
	for _, name := range []string{"X-Auth-Token", "Content-Type"} {
		if allowed := before.Header().Get("Access-Control-Allow-Headers"); before.Code != 200 || !strings.Contains(allowed, name) {
			t.Errorf("the preflight answers %d and allows %s", before.Code, allowed)
		}
	}
	list := ask("GET", path, "X-Auth-Token", s.Keys().Token)
	if list.Code != 200 || list.Header().Get("Content-Type") != "application/json" {
		t.Errorf("the list: %d, %s", list.Code, list.Header().Get("Content-Type"))
	}
	refused := ask("GET", path, "X-Auth-Token", "wrong")
	if refused.Code != 401 || refused.Header().Get("Content-Type") != "application/json" || !strings.Contains(refused.Body.String(), "invalid credentials") {
		t.Errorf("the error: %d, %s, %s", refused.Code, refused.Header().Get("Content-Type"), refused.Body)
	}
}

func TestFiltersOfKazoo(t *testing.T) {
	s := New(1, Options{NoLimits: true})
	count := func(query string) int {
		return len(rows(want(t, send(t, s, "GET", "+/phone_numbers?paginate=false&"+query, ""), 200)))
	}
	all, serving, porting := count(""), count("filter_state=in_service"), count("filter_state=port_in")
	for query, number := range map[string]int{
		"filter_state=%5B%22in_service%22%2C%22port_in%22%5D":   serving + porting,
		"filter_not_state=in_service":                           all - serving,
		"filter_not_state=%5B%22in_service%22,%22port_in%22%5D": all - serving - porting,
		"filter_used_by=callflow&filter_not_state=in_service":   0,
		"has_key=porting":     1,
		"key_missing=porting": all - 1,
		"filter_porting.service_provider=Harbor+Telecom": 1,
		"filter_features=port":                           1,
		"has_value=my_own_field":                         1, // one of the two is empty
		"has_key=my_own_field":                           2,
		"has_key=nobody":                                 0,
		"filter_state=nosuch":                            0,
	} {
		if got := count(query); got != number {
			t.Errorf("%s: %d numbers, want %d", query, got, number)
		}
	}
	if serving == 0 || porting != 1 || serving == all {
		t.Errorf("%d of %d in service, %d porting: the test shows nothing", serving, all, porting)
	}
}

func TestSigningInCostsAThirdOfTheBucket(t *testing.T) {
	s := New(1, Options{})
	for range 2 {
		signIn(t, s)
	}
	want(t, sendAs(t, s, "", "PUT", "/v2/api_auth", `{"data":{"api_key":"`+s.Keys().APIKey+`"}}`), 429)
}

// What the document does not have is there only when it is asked for.
func TestWhatNewerServersHaveIsBehindASwitch(t *testing.T) {
	plain := New(1, Options{NoLimits: true})
	want(t, send(t, plain, "PATCH", one("+14155550142"), `{"data":{}}`), 405)
	want(t, send(t, plain, "PUT", one("+16505550100"), ``), 405)
	want(t, send(t, plain, "GET", "/v2/phone_numbers/classifiers", ""), 404)

	s := New(1, Options{Kazoo: true})
	before := want(t, send(t, s, "GET", one("+14155550142"), ""), 200)
	r := want(t, send(t, s, "PATCH", one("+14155550142"), `{"data":{"cnam":{"inbound_lookup":true},"my_own_field":null,"note":"vip"}}`), 200)
	if r.text("data/cnam/display_name") != "ACME PLUMBING" || r.at("data/cnam/inbound_lookup") != true || r.at("data/my_own_field") != nil || r.text("data/note") != "vip" {
		t.Errorf("merged: %s", r.Body)
	}
	if r.text("data/e911/location_id") != before.text("data/e911/location_id") || r.text("data/e911/status") != provisioned {
		t.Errorf("the address was touched: %s", r.Body)
	}
	if _, ok := r.at("data/_read_only/features/settings").(map[string]any); !ok || r.at("tokens/remaining") == nil || r.text("version") == "" {
		t.Errorf("the answer is not of a newer server: %s", r.Body)
	}
	r = want(t, send(t, s, "PUT", one("+16505550100"), `{"data":{"create_with_state":"in_service"}}`), 201)
	if r.text("data/state") != inService {
		t.Error(r.Body)
	}
	if r = want(t, send(t, s, "PUT", one("+16505550100"), ``), 409); r.text("message") != "number_exists" {
		t.Error(r.Body)
	}
	for _, path := range []string{"/v2/phone_numbers/classifiers/4158867900", "+/phone_numbers/classifiers/4158867900"} {
		if r = want(t, send(t, s, "GET", path, ""), 200); r.text("data/name") != "did_us" || r.text("data/e164") != "+14158867900" || r.text("data/number") != "4158867900" {
			t.Error(r.Body)
		}
	}
	if r = want(t, send(t, s, "GET", "+/phone_numbers/classifiers", ""), 200); r.text("data/tollfree_us/friendly_name") != "US TollFree" {
		t.Error(r.Body)
	}
	if r = want(t, send(t, s, "POST", "+/phone_numbers/locality", `{"data":{"numbers":["+14152338397"]}}`), 200); r.text("data/+14152338397/locality") != "SAN RAFAEL" {
		t.Error(r.Body)
	}
	number := offered(t, s, "prefix=415")[0]
	if r = want(t, send(t, s, "POST", "+/phone_numbers/check", `{"data":{"numbers":["`+number+`","+19995550000"]}}`), 200); r.text("data/"+number) != "success" || r.text("data/+19995550000") != "error" {
		t.Error(r.Body)
	}
}

func TestTheErrorsOfNewerServers(t *testing.T) {
	s := New(1, Options{Kazoo: true})
	for _, tc := range []struct {
		token, method, path, body string
		status                    int
		message, data             string
	}{
		{"wrong", "GET", "+/phone_numbers", "", 401, "invalid_credentials", "invalid credentials"},
		{"", "PUT", "/v2/api_auth", `{"data":{"api_key":"wrong"}}`, 404, "bad_identifier", "bad identifier"},
		{s.Keys().Token, "GET", "/v2/accounts/" + strings.Repeat("0", 32) + "/phone_numbers", "", 403, "forbidden", "forbidden"},
		{s.Keys().Token, "GET", "/v2/nothing", "", 404, "not_found", "not found"},
		{s.Keys().Token, "DELETE", "+/phone_numbers/collection/activate", "", 405, "invalid_method", "method not allowed"},
	} {
		r := want(t, sendAs(t, s, tc.token, tc.method, tc.path, tc.body), tc.status)
		if r.text("message") != tc.message || r.text("data/message") != tc.data || r.text("status") != "error" {
			t.Errorf("%s %s: %s", tc.method, tc.path, r.Body)
		}
	}
	r := want(t, send(t, s, "POST", one("+14155550142"), `{"data":{"carrier_name":""}}`), 400)
	if r.text("message") != "validation error" || r.at("data/carrier_name/minLength") == nil {
		t.Error(r.Body)
	}
}
