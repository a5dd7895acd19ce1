package rest

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Everything that must not be read in the log, wherever it stands.
func TestLogHoldsNoSecret(t *testing.T) {
	log := NewLog(50)
	reply := ""
	c := build(t, "https://sms.test/api", func(cfg *Config) {
		cfg.Log, cfg.Header, cfg.Prefix = log, "Authorization", "Bearer "
		cfg.Transport = trip(func(*http.Request) (*http.Response, error) { return answer(200, reply), nil })
		cfg.Explain = func(e *Error) { e.Message = "the key " + canary + " and +14155550142 are wrong" }
	})
	bodies := []string{
		`{"data":{"auth_token":"CANARY1","credentials":"CANARY2","nested":[{"sms_code":"CANARY3","sms_text":"CANARY4 is your code"}]}}`,
		`{"code":"CANARY5","ein":"CANARY6","url":"https://checkout.stripe.com/CANARY7","api_key":"CANARY8","key":{"tier":["CANARY9"]},"after":"kept1"}`,
		`{"AUTH_TOKEN":"CANARY10","legal_name":"CANARY11","locality":{"street_address":"CANARY12"},"reviews":[{"body":"CANARY13"}]}`,
		`{"phone":"447975777666","formatted":"+44 7975 777666","numbers":{"+14155550142":{"state":"in_service"}},"14155550142":1,"phone_number":14155550142}`,
		`["+14155550142","14155550142","call +1 (415) 555-0142 now"]`,
		`{"auth_token":"CANARY14","broken":`,
		`{"errorName":"kept2","echo":"` + canary + `"}`,
		`plain words with ` + canary + ` and +14155550142`,
		"\x00\x01binary CANARY15",
		`{"a":"` + strings.Repeat("x", 5000) + `","sms_code":"CANARY16"}`,
		`<html>` + canary + ` +14155550142</html>`,
	}
	for i, body := range bodies {
		reply = body
		_, _ = c.Do(t.Context(), Call{Op: "x", Method: "POST", Path: "phone_numbers/%2B14155550142/14155550142",
			Query: url.Values{"phone": {"447975777666"}, "key": {"CANARY17"}, "note": {canary}, "filter": {"+14155550142"}, "created_from_timestamp": {"1679061628"}},
			Body:  Raw{"application/json", []byte(bodies[len(bodies)-1-i])}})
		_, _ = c.Do(t.Context(), Call{Op: "y", Path: "refuse", Route: "refuse/{id}", Body: map[string]string{"sms_text": "CANARY18"}, Method: "PUT"})
	}
	all := fmt.Sprintf("%+v", log.List())
	for _, form := range []string{"CANARY", canary, url.QueryEscape(canary), base64.StdEncoding.EncodeToString([]byte(canary)),
		"4155550142", "555-0142", "7975777666", "777666"} {
		if i := strings.Index(all, form); i >= 0 {
			t.Errorf("%q is in the log: …%s", form, all[max(0, i-80):min(len(all), i+40)])
		}
	}
	for _, form := range []string{"kept1", "kept2", "in_service", "•••42", "1679061628", `"Authorization: Bearer $SWITCHBOARD_SMS_KEY"`, "refuse/{id}"} {
		if !strings.Contains(all, form) {
			t.Errorf("%q is missing", form)
		}
	}
	for _, x := range log.List() {
		if len(x.Response) > shownBody+100 || len(x.Request) > shownBody+100 {
			t.Errorf("%d and %d bytes kept", len(x.Request), len(x.Response))
		}
	}
}

func TestLogLine(t *testing.T) {
	log := NewLog(3)
	changed := log.Changed()
	c := build(t, "https://sms.test/api", func(cfg *Config) {
		cfg.Log = log
		cfg.Transport = always(409, `{"errorName":"MaxPriceExceededException","sms_code":null}`)
	})
	_, _ = c.Do(t.Context(), Call{Op: "order", Method: "POST", Path: "a/customer/it's/activation", Route: "a/customer/{id}/activation",
		Query: url.Values{"n": {"1"}}, Body: map[string]any{"max_price": 34, "sms_code": "1234"}})
	select {
	case <-changed:
	default:
		t.Error("nobody was told")
	}
	x := log.List()[0]
	if x.ID != 1 || x.At.IsZero() || x.Provider != "sms" || x.Op != "order" || x.Method != "POST" || x.Route != "a/customer/{id}/activation" || x.Status != 409 || !x.Sent {
		t.Errorf("%+v", x)
	}
	if x.Request != `{"max_price":34,"sms_code":"•••"}` || x.Response != `{"errorName":"MaxPriceExceededException","sms_code":null}` {
		t.Errorf("%s and %s", x.Request, x.Response)
	}
	want := `curl -X POST 'https://sms.test/api/a/customer/it'\''s/activation?n=1' -H "X-Api-Key: $SWITCHBOARD_SMS_KEY"` +
		` -H 'Content-Type: application/json' --data '{"max_price":34,"sms_code":"•••"}'`
	if x.Curl != want {
		t.Errorf("%s\nwant\n%s", x.Curl, want)
	}
	if x.Err != "SMS refuses it in the present state" {
		t.Errorf("err %q", x.Err)
	}
	_, _ = c.Do(t.Context(), Call{Method: "POST", Path: "logo", Body: Raw{"image/png", []byte("\x89PNG\r\n\x1a\n")}, NoKey: true})
	if x = log.List()[0]; x.Request != "(bytes that are not text)" || x.Curl != `curl -X POST 'https://sms.test/api/logo' -H 'Content-Type: image/png' --data-binary @FILE` {
		t.Errorf("%q, %s", x.Request, x.Curl)
	}
}

func TestLogKeepsTheNewest(t *testing.T) {
	l := NewLog(3)
	if len(l.List()) != 0 {
		t.Error("a new log is not empty")
	}
	for i := range 5 {
		l.add(Exchange{Op: fmt.Sprint(i)})
	}
	list := l.List()
	if len(list) != 3 || list[0].Op != "4" || list[0].ID != 5 || list[2].Op != "2" {
		t.Errorf("%+v", list)
	}
	var none *Log
	none.add(Exchange{})
}
