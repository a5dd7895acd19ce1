package trust

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestKeys(t *testing.T) {
	s := New(1, Options{})
	keys := s.Keys()
	for _, tc := range []struct {
		key, code string
		status    int
	}{
		{"", "missing_key", 401}, {"nol_wrong", "invalid_key", 401}, {keys.Revoked, "invalid_key", 401}, {keys.Tenant, "use_case_forbidden", 403},
	} {
		r := want(t, send(t, s, "GET", api, tc.key, ""), tc.status)
		if r.text("code") != tc.code || r.text("error") == "" {
			t.Errorf("%q: %s", tc.key, r.Body)
		}
	}
	want(t, send(t, s, "GET", api, "", "", "X-API-Key", keys.Main), 200)
	for _, key := range []string{keys.Main, keys.Fresh, keys.Tenant, keys.Revoked} {
		if !strings.HasPrefix(key, "nol_") || len(key) != 44 {
			t.Errorf("%q is not a key", key)
		}
	}
	control(t, s, "suspend", "")
	if r := want(t, send(t, s, "GET", api, keys.Main, ""), 403); r.text("code") != "account_suspended" {
		t.Error(r.Body)
	}
	control(t, s, "suspend", `{"on":false}`)
	want(t, send(t, s, "GET", api, keys.Main, ""), 200)
}

func TestSixtyCallsAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(1, Options{})
		later(15 * time.Second)
		for range callsPerMinute {
			want(t, send(t, s, "GET", api, s.Keys().Main, ""), 200)
		}
		r := want(t, send(t, s, "GET", api, s.Keys().Main, ""), 429)
		fits(t, r, "error.json")
		if r.text("code") != "rate_limited_key" || r.Header().Get("Retry-After") != "45" || r.number("retry_after_seconds") != 45 {
			t.Errorf("%s, Retry-After %q", r.Body, r.Header().Get("Retry-After"))
		}
		want(t, send(t, s, "GET", api, s.Keys().Fresh, ""), 200)
		later(45 * time.Second)
		usage := want(t, send(t, s, "GET", api, s.Keys().Main, ""), 200)
		if usage.number("usage_30d.requests") != callsPerMinute+1 {
			t.Errorf("usage: %s", usage.Body)
		}
		free := New(1, Options{NoLimits: true})
		for range callsPerMinute + 1 {
			want(t, send(t, free, "GET", api, free.Keys().Main, ""), 200)
		}
	})
}

func TestThreeSignupsAnHour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(1, Options{})
		want(t, send(t, s, "POST", api+"/signup", "", `{"email":"not an address"}`), 400)
		seen := map[string]bool{}
		for range signupsPerHour {
			r := want(t, send(t, s, "POST", api+"/signup", "", `{"name":"N","email":"n@n.example"}`), 201)
			seen[r.text("api_key")] = true
			want(t, send(t, s, "GET", api, r.text("api_key"), ""), 200)
			if r.text("key_prefix") != r.text("api_key")[:12] || r.text("account.email") != "n@n.example" {
				t.Error(r.Body)
			}
			later(time.Minute)
		}
		if len(seen) != signupsPerHour {
			t.Error("two sign-ups share a key")
		}
		r := want(t, send(t, s, "POST", api+"/signup", "", ""), 429)
		if r.text("code") != "rate_limited_ip" || r.Header().Get("Retry-After") != "3420" {
			t.Errorf("%s, Retry-After %q", r.Body, r.Header().Get("Retry-After"))
		}
		later(57 * time.Minute)
		want(t, send(t, s, "POST", api+"/signup", "", ""), 201)
	})
}

func TestEditAccount(t *testing.T) {
	s := New(1, Options{})
	main := s.Keys().Main
	r := want(t, send(t, s, "PATCH", api, main, `{"email":"new@acme.example"}`), 200)
	if r.text("account.email") != "new@acme.example" || r.text("account.name") != "Switchboard demo" {
		t.Error(r.Body)
	}
	if r := want(t, send(t, s, "PATCH", api, main, `{"email":""}`), 200); r.at("account.email") != nil {
		t.Error(r.Body)
	}
	for _, body := range []string{``, `{}`, `{"nickname":"x"}`, `{"email":"x"}`, `{"email":7}`, `[]`} {
		want(t, send(t, s, "PATCH", api, main, body), 400)
	}
}
