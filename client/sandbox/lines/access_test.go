package lines

import (
	"crypto/md5"
	"encoding/hex"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"
)

func signIn(t *testing.T, s *Service) string {
	t.Helper()
	r := want(t, sendAs(t, s, "", "PUT", "/v2/api_auth", `{"data":{"api_key":"`+s.Keys().APIKey+`"}}`), 201)
	fits(t, r, "kazoo_auth.json", nil)
	if r.text("data/account_id") != s.Keys().Account || len(r.text("auth_token")) < 32 {
		t.Error(r.Body)
	}
	return r.text("auth_token")
}

func TestTokensIdleOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(1, Options{})
		token := signIn(t, s)
		for range 3 { // each use keeps it alive
			later(tokenIdles - time.Second)
			if r := want(t, sendAs(t, s, token, "GET", "+/phone_numbers", ""), 200); r.text("auth_token") != token {
				t.Error("the token is not echoed")
			}
		}
		later(tokenIdles)
		fits(t, want(t, sendAs(t, s, token, "GET", "+/phone_numbers", ""), 401), "kazoo_unauthorized.json", nil)
		want(t, send(t, s, "GET", "+/phone_numbers", ""), 200) // the printed one stays
		again := signIn(t, s)
		if again == token {
			t.Error("the same token twice")
		}
		control(t, s, "expire", "")
		want(t, sendAs(t, s, again, "GET", "+/phone_numbers", ""), 401)
	})
}

func TestCredentials(t *testing.T) {
	s := New(1, Options{NoLimits: true})
	keys := s.Keys()
	if len(keys.Account) != 32 || len(keys.APIKey) != 64 {
		t.Errorf("%+v", keys)
	}
	sum := md5.Sum([]byte(keys.User + ":" + keys.Password))
	credentials := hex.EncodeToString(sum[:])
	for _, tc := range []struct {
		path, body string
		status     int
	}{
		{"/v2/api_auth", `{"data":{"api_key":"wrong"}}`, 401},
		{"/v2/api_auth", `{"data":{}}`, 400},
		{"/v2/api_auth", `{}`, 400},
		{"/v2/api_auth", `not json`, 400},
		{"/v2/user_auth", `{"data":{"credentials":"` + credentials + `","account_name":"` + keys.AccountName + `"}}`, 201},
		{"/v2/user_auth", `{"data":{"credentials":"` + credentials + `","account_name":"other"}}`, 401},
		{"/v2/user_auth", `{"data":{"credentials":"0","account_name":"` + keys.AccountName + `"}}`, 401},
		{"/v2/user_auth", `{"data":{"credentials":"0"}}`, 400},
	} {
		if r := sendAs(t, s, "", "PUT", tc.path, tc.body); r.Code != tc.status {
			t.Errorf("%s %s: %d %s", tc.path, tc.body, r.Code, r.Body)
		}
	}
	want(t, sendAs(t, s, "", "GET", "+/phone_numbers", ""), 401)
	want(t, sendAs(t, s, "wrong", "GET", "+/phone_numbers", ""), 401)
	want(t, send(t, s, "GET", "/v2/accounts/0123456789abcdef0123456789abcdef/phone_numbers", ""), 403)
	if r := want(t, sendAs(t, s, "", "GET", "/v2/phone_numbers?prefix=415", ""), 200); r.body["auth_token"] != "" {
		t.Error("an anonymous search has a token")
	}
}

func TestBucket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(1, Options{})
		list := offered(t, s, "prefix=415&quantity=2") // the bucket of no account
		for range bucketHolds - 2 {
			want(t, send(t, s, "GET", "+/phone_numbers?page_size=1", ""), 200)
		}
		want(t, send(t, s, "PUT", one(list[0])+"/activate", ""), 201) // takes the last two
		fits(t, want(t, send(t, s, "GET", "+/phone_numbers", ""), 429), "kazoo_too_many.json", nil)
		offered(t, s, "prefix=415")
		r := httptest.NewRequest("GET", "http://sandbox.test/v2/accounts/"+s.Keys().Account+"/phone_numbers", nil)
		r.Header.Set("X-Auth-Token", s.Keys().Token)
		r.RemoteAddr = "127.0.0.9:1"
		w := httptest.NewRecorder()
		if s.ServeHTTP(w, r); w.Code != 200 {
			t.Errorf("another address shares the bucket: %d", w.Code)
		}
		later(100 * time.Millisecond)
		want(t, send(t, s, "PUT", one(list[1])+"/activate", ""), 429) // one token is not two
		want(t, send(t, s, "GET", "+/phone_numbers?page_size=1", ""), 200)
		later(time.Minute)
		for range bucketHolds {
			want(t, send(t, s, "GET", "+/phone_numbers?page_size=1", ""), 200)
		}
		want(t, send(t, s, "GET", "+/phone_numbers?page_size=1", ""), 429) // it never holds more
	})
}
