package trust

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/sandbox/contract"
)

const (
	dispatch  = "+14155550199"
	plumbing  = "+14155550142"
	person    = "+16285550123"
	northwind = "+16285550177"
	bare      = "+12135550101"
	website   = "+12135550188"
	rival     = "+14155550111"
)

// reply is an answer with its body decoded, when it is an object.
type reply struct {
	*httptest.ResponseRecorder
	body map[string]any
}

func (r reply) text(path string) string {
	s, _ := r.at(path).(string)
	return s
}

func (r reply) number(path string) float64 {
	n, _ := r.at(path).(float64)
	return n
}

// at follows a path of keys: "risk.score".
func (r reply) at(path string) any {
	var v any = r.body
	for key := range strings.SplitSeq(path, ".") {
		object, _ := v.(map[string]any)
		v = object[key]
	}
	return v
}

// send makes a call the way a client does; body is JSON unless a type is given.
func send(t *testing.T, s *Service, method, path, key, body string, header ...string) reply {
	t.Helper()
	r := httptest.NewRequest(method, "http://sandbox.test"+path, strings.NewReader(body))
	if key != "" {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	out := reply{ResponseRecorder: w}
	_ = json.Unmarshal(w.Body.Bytes(), &out.body)
	return out
}

func want(t *testing.T, r reply, status int) reply {
	t.Helper()
	if r.Code != status {
		t.Fatalf("status %d, want %d: %s", r.Code, status, r.Body)
	}
	return r
}

const api = "/api/v1/account"

func listingPath(e164 string) string { return api + "/listings/" + e164 }

// fits compares an answer with a transcribed example.
func fits(t *testing.T, r reply, file string, extra ...string) {
	t.Helper()
	example, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", "numbersonline", file))
	if err != nil {
		t.Fatal(err)
	}
	found, err := contract.Differences(example, r.Body.Bytes(), extra, nil)
	if err != nil || len(found) > 0 {
		t.Errorf("%s: %q, %v\n%s", file, found, err, r.Body)
	}
}

func TestAnswersFitTheDocuments(t *testing.T) {
	s := New(1, Options{NoLimits: true})
	main, fresh := s.Keys().Main, s.Keys().Fresh
	fits(t, want(t, send(t, s, "POST", api+"/signup", "", "{}"), 201), "signup.json")
	fits(t, want(t, send(t, s, "GET", api, main, ""), 200), "account.json")
	fits(t, want(t, send(t, s, "PATCH", api, main, `{"name":"Acme Group"}`), 200), "account_patch.json",
		"account.balance_micros", "account.balance_usd", "account.status", "account.created_at")
	started := want(t, send(t, s, "POST", api+"/verify-phone/start", fresh, `{"phone":"+14155550190"}`), 200)
	fits(t, started, "verify_start.json")
	fits(t, want(t, send(t, s, "POST", api+"/verify-phone/confirm", fresh, `{"phone":"+14155550190","code":"`+started.text("dev_code")+`"}`), 200), "verify_confirm.json")
	fits(t, want(t, send(t, s, "GET", api+"/phones", main, ""), 200), "phones.json", "phones[].precall_enrolled_at~")
	fits(t, want(t, send(t, s, "GET", listingPath(plumbing), main, ""), 200), "listing.json", "risk.last_reported_at")
	staged, err := os.ReadFile("../../../testdata/numbersonline/listing_put_request.json")
	if err != nil {
		t.Fatal(err)
	}
	fits(t, want(t, send(t, s, "PUT", listingPath(bare), main, string(staged)), 200), "listing_put.json")
	fits(t, want(t, send(t, s, "POST", listingPath(bare)+"/logo", main, string(picture()), "Content-Type", "image/png"), 200), "logo.json", "content_type")
	fits(t, want(t, send(t, s, "POST", listingPath(bare)+"/verify-checkout", main, ""), 200), "checkout.json")
	fits(t, want(t, send(t, s, "GET", listingPath(dispatch)+"/reports?limit=50", main, ""), 200), "reports.json", "e164")
	control(t, s, "dev", `{}`)
	fits(t, want(t, send(t, s, "POST", listingPath(bare)+"/verify-checkout", main, ""), 200), "checkout_dev.json")
}

func control(t *testing.T, s *Service, name, body string) any {
	t.Helper()
	out, err := s.Control(name, []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSeededListings(t *testing.T) {
	s := New(1, Options{})
	for _, tc := range []struct {
		e164, state, grade string
		score              float64
		risky              bool
	}{
		{dispatch, verified, "A", 61, true},
		{plumbing, verified, "A", 12, true},
		{person, verified, "A-", 4, true},
		{northwind, draft, "", 0, false},
		{bare, unverified, "", 0, false},
	} {
		r := want(t, send(t, s, "GET", listingPath(tc.e164), s.Keys().Main, ""), 200)
		if r.text("state") != tc.state || r.text("trust_grade") != tc.grade || r.number("risk.score") != tc.score || (r.at("risk") != nil) != tc.risky {
			t.Errorf("%s: %s", tc.e164, r.Body)
		}
		if (r.at("listing") != nil) != (tc.state == verified) || (r.at("draft") != nil) != (tc.state == draft) {
			t.Errorf("%s shows the wrong part: %s", tc.e164, r.Body)
		}
	}
	r := send(t, s, "GET", listingPath(person), s.Keys().Main, "")
	if page := r.body["listing"].(map[string]any); page["name"] != nil || page["handle"] != nil || page["verified_since"] == "" {
		t.Errorf("a personal listing shows %v", page)
	} else if _, renews := page["next_billing"]; renews {
		t.Error("a personal listing is paid once")
	}
	if r := send(t, s, "GET", api+"/phones", s.Keys().Fresh, ""); len(r.body["phones"].([]any)) != 0 {
		t.Errorf("the fresh account has numbers: %s", r.Body)
	}
}

func TestSameSeedSameWorld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		one, err := json.Marshal(New(7, Options{}))
		if err != nil {
			t.Fatal(err)
		}
		two, _ := json.Marshal(New(7, Options{}))
		other, _ := json.Marshal(New(8, Options{}))
		if !bytes.Equal(one, two) {
			t.Error("the same seed made two worlds")
		}
		if bytes.Equal(one, other) {
			t.Error("another seed made the same world")
		}
	})
}

func TestWorldContinues(t *testing.T) {
	s := New(1, Options{})
	main := s.Keys().Main
	want(t, send(t, s, "PUT", listingPath(bare), main, `{"legal_name":"Bare LLC"}`), 200)
	paying := want(t, send(t, s, "POST", listingPath(bare)+"/verify-checkout", main, ""), 200).text("url")
	saved, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	next := New(99, Options{})
	if err := json.Unmarshal(saved, next); err != nil {
		t.Fatal(err)
	}
	if next.Keys() != s.Keys() {
		t.Error("the keys changed")
	}
	if again := want(t, send(t, next, "POST", listingPath(bare)+"/verify-checkout", main, ""), 200).text("url"); again != paying {
		t.Errorf("another pay page: %s, %s", paying, again)
	}
	resaved, _ := json.Marshal(next)
	var a, b state
	if json.Unmarshal(saved, &a) != nil || json.Unmarshal(resaved, &b) != nil || a.Minted != b.Minted || len(a.Numbers) != len(b.Numbers) {
		t.Error("the state was not carried over")
	}
	for _, broken := range []string{`{}`, `[]`, `{"accounts":{}}`} {
		if err := json.Unmarshal([]byte(broken), New(1, Options{})); err == nil {
			t.Errorf("%s was taken for a world", broken)
		}
	}
}

func TestUnknownPathsAndMethods(t *testing.T) {
	s := New(1, Options{})
	want(t, send(t, s, "GET", api+"/nothing", s.Keys().Main, ""), http.StatusNotFound)
	r := want(t, send(t, s, "DELETE", listingPath(bare), s.Keys().Main, ""), http.StatusMethodNotAllowed)
	if allow := r.Header().Get("Allow"); !strings.Contains(allow, "GET") || !strings.Contains(allow, "PUT") {
		t.Errorf("Allow is %q", allow)
	}
	if r := want(t, send(t, s, "PATCH", api, s.Keys().Main, `[]`), 400); r.text("error") == "" {
		t.Errorf("no error text: %s", r.Body)
	}
}

func later(d time.Duration) { time.Sleep(d) } // inside a synctest bubble no real time passes
