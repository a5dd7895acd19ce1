package sandbox

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

func TestPathsHaveOneOwner(t *testing.T) {
	w := newWorld(t, Options{})
	for path, want := range map[string]string{
		"/api/v1/retail/m/customers": "sms", "/test/api/v1/retail/a/customer/x": "sms", "/m/customers": "sms", "/a/customer/x": "sms",
		"/api/v1/retial/m/prices/countries": "sms", "/api/v1/user/balance": "sms", "/api/v1/activation": "sms", "/api/v1/countries": "sms",
		"/api/v1/account": "trust", "/api/v1/account/listings/+1": "trust", "/api/media/1": "trust", "/api/v1/accounts": "sms",
		"/v2/accounts/1/phone_numbers": "lines", "/accounts/1/phone_numbers": "lines", "/phone_numbers": "lines", "/v2/api_auth": "lines", "/api_auth": "lines",
		"/": "", "/favicon.ico": "", "/_sandbox/ledger": "", "/marvel": "",
	} {
		got := ""
		if m := w.owner(path); m != nil {
			got = m.Name
		}
		if got != want {
			t.Errorf("%s belongs to %q, want %q", path, got, want)
		}
	}
}

func TestEveryProviderAnswers(t *testing.T) {
	u := inProcess(t, newWorld(t, Options{}))
	u.want(200, "GET", "/m/customers?limit=1", "")
	u.want(200, "GET", "/api/v1/account", "")
	account := u.w.Endpoints("").Lines.AccountID
	u.want(200, "GET", "/v2/accounts/"+account+"/phone_numbers", "")
	u.want(200, "GET", "/accounts/"+account+"/phone_numbers", "")
	u.want(404, "GET", "/favicon.ico", "")
	ledger := u.want(200, "GET", "/_sandbox/ledger", "")
	for _, part := range []string{`"sms"`, `"trust"`, `"lines"`, `"transactions"`, `"listings"`} {
		if !strings.Contains(ledger, part) {
			t.Errorf("the ledger lacks %s", part)
		}
	}
}

func TestEndpointsAreOneLine(t *testing.T) {
	w := newWorld(t, Options{Seed: 3})
	line, err := json.Marshal(w.Endpoints("http://127.0.0.1:8080/"))
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(line, &got); err != nil {
		t.Fatal(err)
	}
	for name, fields := range map[string][]string{"sms": {"base_url", "key"}, "trust": {"base_url", "key"}, "lines": {"base_url", "account_id", "token", "api_key", "key"}} {
		part, _ := got[name].(map[string]any)
		for _, field := range fields {
			if value, _ := part[field].(string); value == "" {
				t.Errorf("%s.%s is missing in %s", name, field, line)
			}
		}
	}
	if got["control"] != "http://127.0.0.1:8080/_sandbox" || got["lines"].(map[string]any)["key"] != got["lines"].(map[string]any)["token"] {
		t.Errorf("endpoints %s", line)
	}
	if same := newWorld(t, Options{Seed: 3}).Endpoints("http://127.0.0.1:8080"); same != w.Endpoints("http://127.0.0.1:8080") {
		t.Error("the keys depend on more than the seed")
	}
	if newWorld(t, Options{Seed: 4}).Endpoints("").SMS.Key == w.Endpoints("").SMS.Key {
		t.Error("two seeds have the same key")
	}
}

func TestRequestLog(t *testing.T) {
	u := inProcess(t, newWorld(t, Options{}))
	u.want(200, "GET", "/m/customers?limit=1", "")
	u.want(200, "POST", "/_sandbox/fault", `{"kind":"reset"}`)
	_, _, _, _ = u.do("GET", "/a/customer/acme/balance", "") // its fault is the point
	u.want(404, "GET", "/nothing", "")
	var log []Request
	if err := json.Unmarshal([]byte(u.want(200, "GET", "/_sandbox/requests", "")), &log); err != nil {
		t.Fatal(err)
	}
	if len(log) != 3 || log[0].Path != "/m/customers" || log[0].Query != "limit=1" || log[0].Status != 200 || log[0].Provider != "sms" ||
		log[1].Status != 0 || log[2].Provider != "" || log[0].Time.After(log[2].Time) {
		t.Errorf("log %+v", log)
	}
}

func TestRequestLogIsBounded(t *testing.T) {
	w := newWorld(t, Options{})
	for i := range 2*keptRequests + 5 {
		w.note(Request{Status: i})
	}
	if log := w.Requests(); len(log) != keptRequests || log[len(log)-1].Status != 2*keptRequests+4 || cap(w.requests) > 4*keptRequests {
		t.Errorf("%d kept, the last is %d", len(log), log[len(log)-1].Status)
	}
}

func TestControlsFindTheirProvider(t *testing.T) {
	u := inProcess(t, newWorld(t, Options{}))
	if cases := u.want(200, "GET", "/_sandbox/cases", ""); !strings.Contains(cases, "MaxPriceExceeded") {
		t.Errorf("cases %s", cases)
	}
	u.want(200, "GET", "/_sandbox/sms/cases", "")
	u.want(404, "GET", "/_sandbox/trust/cases", "")
	u.want(404, "POST", "/_sandbox/nothing", "")
	u.want(400, "POST", "/_sandbox/sms", `{"phone":"1","text":"x"}`)
	u.want(200, "POST", "/_sandbox/block", "")
	u.want(429, "POST", "/activation", `{"service_id":"telegram","country_id":"uk"}`)
	u.want(200, "POST", "/_sandbox/unblock", "")
	u.want(200, "POST", "/activation", `{"service_id":"telegram","country_id":"uk"}`)
}

func TestDeliverOverTheControlRoute(t *testing.T) {
	u := inProcess(t, newWorld(t, Options{}))
	var made struct {
		ID    string `json:"activation_id"`
		Phone string `json:"phone"`
	}
	if err := json.Unmarshal([]byte(u.want(200, "POST", "/activation", `{"service_id":"telegram","country_id":"uk"}`)), &made); err != nil {
		t.Fatal(err)
	}
	u.want(200, "POST", "/_sandbox/sms", `{"activation_id":"`+made.ID+`","text":"Your code is 482913"}`)
	if got := u.want(200, "GET", "/activation/"+made.ID, ""); !strings.Contains(got, `"sms_code":"482913"`) {
		t.Errorf("after the delivery %s", got)
	}
}

func TestKeysCanBeRefused(t *testing.T) {
	u := inProcess(t, newWorld(t, Options{}))
	account := "/accounts/" + u.w.Endpoints("").Lines.AccountID + "/phone_numbers"
	for provider, path := range map[string]string{"sms": "/m/customers", "trust": "/api/v1/account", "lines": account} {
		u.want(200, "POST", "/_sandbox/key", `{"provider":"`+provider+`","refuse":true}`)
		u.want(401, "GET", path, "")
		u.want(200, "POST", "/_sandbox/key", `{"provider":"`+provider+`","refuse":false}`)
		u.want(200, "GET", path, "")
	}
	u.want(400, "POST", "/_sandbox/key", `{"provider":"mail","refuse":true}`)
	u.want(400, "POST", "/_sandbox/key", `{`)
}

func TestOnlyThisMachine(t *testing.T) {
	w := newWorld(t, Options{})
	for from, want := range map[string]int{"192.0.2.1:1234": 403, "[2001:db8::1]:1": 403, "127.0.0.1:1": 200, "[::1]:1": 200, "pipe": 200} {
		r := httptest.NewRequest("GET", "/_sandbox/ledger", nil)
		r.RemoteAddr = from
		rec := httptest.NewRecorder()
		w.ServeHTTP(rec, r)
		if rec.Code != want {
			t.Errorf("from %s: %d, want %d", from, rec.Code, want)
		}
	}
}

// Without a connection to cut, the server is told to drop the request.
func TestCutWithoutAConnection(t *testing.T) {
	w := newWorld(t, Options{})
	if err := w.Inject(Fault{Kind: Reset}); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if got := recover(); got != http.ErrAbortHandler {
			t.Errorf("recovered %v", got)
		}
	}()
	r := httptest.NewRequest("GET", "/m/customers", nil)
	r.RemoteAddr = "127.0.0.1:1"
	w.ServeHTTP(httptest.NewRecorder(), r)
	t.Error("the request was answered")
}

func TestManyClientsAtOnce(t *testing.T) {
	u := inProcess(t, newWorld(t, Options{NoLimits: true, Dir: t.TempDir()}))
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for n := range 4 {
				id := string(rune('a'+i)) + string(rune('a'+n))
				for _, path := range []string{"/m/customers?limit=5", "/_sandbox/requests", "/_sandbox/ledger", "/api/v1/account"} {
					if code, _, _, err := u.do("GET", path, ""); err != nil || code != 200 {
						u.Errorf("%s: %d %v", path, code, err)
					}
				}
				if code, _, _, err := u.do("POST", creditPath, credit(id)); err != nil || code != 200 {
					u.Errorf("credit: %d %v", code, err)
				}
			}
		})
	}
	before := u.balance()
	all.Wait()
	if got := u.balance(); got < before || got < 3200 {
		t.Errorf("32 credits of one dollar left %d cents", got)
	}
}
