package trust

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func start(t *testing.T, s *Service, key, e164 string) string {
	t.Helper()
	return want(t, send(t, s, "POST", api+"/verify-phone/start", key, `{"phone":"`+e164+`","channel":"sms"}`), 200).text("dev_code")
}

func confirm(t *testing.T, s *Service, key, e164, code string) reply {
	t.Helper()
	return send(t, s, "POST", api+"/verify-phone/confirm", key, `{"phone":"`+e164+`","code":"`+code+`"}`)
}

func TestProveANumber(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(1, Options{})
		fresh := s.Keys().Fresh
		want(t, confirm(t, s, fresh, "+14155550190", "123456"), 400) // nothing was sent
		code := start(t, s, fresh, "+14155550190")
		r := want(t, send(t, s, "POST", api+"/verify-phone/start", fresh, `{"phone":"+14155550190"}`), 429)
		if r.Header().Get("Retry-After") != "60" || r.number("retry_after_seconds") != 60 {
			t.Errorf("%s", r.Body)
		}
		later(time.Minute)
		second := start(t, s, fresh, "+14155550190")
		want(t, confirm(t, s, fresh, "+14155550190", code), 400) // the newer code replaced it
		if r := want(t, confirm(t, s, fresh, "+14155550190", second), 200); r.at("already_bound") != false {
			t.Error(r.Body)
		}
		if r := want(t, confirm(t, s, fresh, "+14155550190", second), 200); r.at("already_bound") != true {
			t.Error(r.Body)
		}
		want(t, send(t, s, "GET", listingPath("14155550190"), fresh, ""), 200) // without its plus
		want(t, send(t, s, "GET", listingPath("%2B14155550190"), fresh, ""), 200)
		want(t, send(t, s, "GET", listingPath(plumbing), fresh, ""), 404)
	})
}

func TestCodesThatDoNotWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(1, Options{})
		fresh, e164 := s.Keys().Fresh, "+14155550190"
		code := start(t, s, fresh, e164)
		later(codeLives)
		if r := want(t, confirm(t, s, fresh, e164, code), 400); !strings.Contains(r.text("error"), "expired") {
			t.Error(r.Body)
		}
		code = start(t, s, fresh, e164)
		for range codeGuesses {
			want(t, confirm(t, s, fresh, e164, "x"), 400)
		}
		if r := want(t, confirm(t, s, fresh, e164, code), 400); !strings.Contains(r.text("error"), "too many") {
			t.Error(r.Body)
		}
		for _, body := range []string{`{}`, `{"phone":"4155550190"}`, `{"phone":"+14155550190","channel":"pigeon"}`, `{"phone":14155550190}`} {
			want(t, send(t, s, "POST", api+"/verify-phone/start", fresh, body), 400)
		}
		want(t, send(t, s, "POST", api+"/verify-phone/confirm", fresh, `{"phone":"`+e164+`","code":123456}`), 400)
	})
}

func TestCodesKeepLeadingZeros(t *testing.T) {
	s := New(1, Options{NoLimits: true})
	for range 4 {
		code := start(t, s, s.Keys().Fresh, "+14155550190")
		if len(code) != 6 {
			t.Fatalf("code %q", code)
		}
		if trimmed := strings.TrimLeft(code, "0"); trimmed != code {
			want(t, confirm(t, s, s.Keys().Fresh, "+14155550190", trimmed), 400)
			want(t, confirm(t, s, s.Keys().Fresh, "+14155550190", code), 200)
			return
		}
	}
	t.Error("no code began with a zero")
}

func TestSecondNumberNeedsAVerifiedOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(1, Options{NoLimits: true})
		fresh, first, second := s.Keys().Fresh, "+14155550190", "+14155550191"
		want(t, confirm(t, s, fresh, first, start(t, s, fresh, first)), 200)
		code := start(t, s, fresh, second)
		r := want(t, confirm(t, s, fresh, second, code), 402)
		fits(t, r, "error_paid_verification.json")
		if r.text("code") != "paid_verification_required" {
			t.Error(r.Body)
		}
		want(t, send(t, s, "PUT", listingPath(first), fresh, `{"kind":"personal","name":"Michel"}`), 200)
		want(t, send(t, s, "POST", listingPath(first)+"/verify-checkout", fresh, ""), 200)
		control(t, s, "pay", `{"e164":"`+first+`"}`)
		later(publishAfter)
		want(t, confirm(t, s, fresh, second, code), 200)
	})
}

func TestClaimedElsewhere(t *testing.T) {
	s := New(1, Options{NoLimits: true})
	want(t, confirm(t, s, s.Keys().Main, rival, start(t, s, s.Keys().Main, rival)), 409)
	control(t, s, "claim", `{"e164":"`+bare+`","by":"account"}`)
	want(t, send(t, s, "GET", listingPath(bare), s.Keys().Main, ""), 404)
}
