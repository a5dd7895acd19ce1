package sandbox

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"switchboard/client/sandbox/answer"
)

// Time put forward is everybody's: a number expires, a session idles out, the Date of an answer
// follows, and a world that is kept goes on from there.
func TestTheClockIsPutForwardForTheWholeWorld(t *testing.T) {
	dir := t.TempDir()
	w, err := New(Options{Dir: dir, Seed: 1, SMSAfter: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	u := inProcess(t, w)
	id := u.order()
	var auth struct {
		Token string `json:"auth_token"`
	}
	key := w.Endpoints("").Lines
	if err := json.Unmarshal([]byte(u.want(201, "PUT", "/v2/api_auth", `{"data":{"api_key":"`+key.APIKey+`"}}`)), &auth); err != nil {
		t.Fatal(err)
	}
	if got := u.want(200, "POST", "/_sandbox/clock", `{"forward":7200}`); !strings.Contains(got, `"ahead":7200`) {
		t.Errorf("the clock says %s", got)
	}
	_, header, answer, err := u.do("GET", "/a/customer/acme/activation/"+id, "")
	if err != nil || !strings.Contains(answer, `"activation_status":"expired"`) {
		t.Errorf("two hours later the number is %s, %v", answer, err)
	}
	at, err := http.ParseTime(header.Get("Date"))
	if ahead := time.Until(at); err != nil || ahead < 119*time.Minute || ahead > 121*time.Minute {
		t.Errorf("the answer's Date is %v ahead, %v", ahead, err)
	}
	r := u.request(t.Context(), "GET", "/v2/accounts/"+key.AccountID+"/phone_numbers", "")
	r.Header.Set("X-Auth-Token", auth.Token)
	idle, err := u.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	if idle.Body.Close(); idle.StatusCode != 401 {
		t.Errorf("the session of two hours ago: %d, want 401", idle.StatusCode)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	next := inProcess(t, newWorld(t, Options{Dir: dir}))
	if got := next.want(200, "GET", "/_sandbox/clock", ""); !strings.Contains(got, `"ahead":7200`) {
		t.Errorf("the next day the clock says %s", got)
	}
	for _, body := range []string{"", `{}`, `{"forward":-1}`, `{"forward":1e12}`, `{"forward":99999999999}`, `{"forward":31622400}`, `{"forward":"60"}`} {
		next.want(400, "POST", "/_sandbox/clock", body)
	}
}

// The list of control routes is all of them: each is answered, and each that is answered is listed.
func TestTheControlRoutesAreListed(t *testing.T) {
	u := inProcess(t, newWorld(t, Options{}))
	var list []answer.Route
	if err := json.Unmarshal([]byte(u.want(200, "GET", "/_sandbox/", "")), &list); err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, route := range list {
		listed[route.Method+" "+strings.TrimPrefix(route.Path, "/_sandbox/")] = true
		if code, _, body, err := u.do(route.Method, route.Path, ""); err != nil || code == 404 || route.Does == "" {
			t.Errorf("%s %s: %d %s, %v", route.Method, route.Path, code, body, err)
		}
	}
	for _, name := range strings.Fields("clock fault key hook sms block unblock account decide cases report review pay dev claim suspend shape charges own invalid credit expire") {
		if !listed["POST "+name] {
			t.Errorf("POST %s is not listed", name)
		}
	}
}

func TestTheLineOfAWorldNamesEveryKey(t *testing.T) {
	u := inProcess(t, newWorld(t, Options{}))
	keys := u.w.Endpoints("").Trust
	for key, want := range map[string]int{keys.Key: 200, keys.Fresh: 200, keys.Second: 200, keys.Tenant: 403, keys.Revoked: 401} {
		r := u.request(t.Context(), "GET", "/api/v1/account", "")
		r.Header.Set("X-Api-Key", key)
		answer, err := u.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		if answer.Body.Close(); key == "" || answer.StatusCode != want {
			t.Errorf("%q: %d, want %d", key, answer.StatusCode, want)
		}
	}
}
