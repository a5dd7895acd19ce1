package lines

import (
	"bytes"
	"encoding/json"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/sandbox/contract"
)

// reply is an answer with its envelope decoded.
type reply struct {
	*httptest.ResponseRecorder
	body map[string]any
}

// at follows a path of keys with slashes, since field errors have dots:
// "data/e911/status".
func (r reply) at(path string) any {
	var v any = r.body
	for key := range strings.SplitSeq(path, "/") {
		object, _ := v.(map[string]any)
		v = object[key]
	}
	return v
}

func (r reply) text(path string) string {
	s, _ := r.at(path).(string)
	return s
}

func (r reply) number(path string) float64 {
	n, _ := r.at(path).(float64)
	return n
}

// send makes a call with the printed token; account paths begin with "+" and
// are completed: "+/phone_numbers".
func send(t *testing.T, s *Service, method, path, body string) reply {
	t.Helper()
	return sendAs(t, s, s.Keys().Token, method, path, body)
}

func sendAs(t *testing.T, s *Service, token, method, path, body string) reply {
	t.Helper()
	if rest, ok := strings.CutPrefix(path, "+"); ok {
		path = "/v2/accounts/" + s.Keys().Account + rest
	}
	r := httptest.NewRequest(method, "http://sandbox.test"+path, strings.NewReader(body))
	if token != "" {
		r.Header.Set("X-Auth-Token", token)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	out := reply{ResponseRecorder: w}
	if err := json.Unmarshal(w.Body.Bytes(), &out.body); err != nil {
		t.Fatalf("%s %s: %v: %s", method, path, err, w.Body)
	}
	return out
}

func want(t *testing.T, r reply, status int) reply {
	t.Helper()
	if r.Code != status {
		t.Fatalf("status %d, want %d: %s", r.Code, status, r.Body)
	}
	return r
}

func control(t *testing.T, s *Service, name, body string) {
	t.Helper()
	if _, err := s.Control(name, []byte(body)); err != nil {
		t.Fatal(err)
	}
}

// one is the path of a number, escaped as the document asks for.
func one(e164 string) string { return "+/phone_numbers/" + url.QueryEscape(e164) }

// offered searches and answers the numbers that came.
func offered(t *testing.T, s *Service, query string) []string {
	t.Helper()
	r := want(t, send(t, s, "GET", "/v2/phone_numbers?"+query, ""), 200)
	var list []string
	for _, row := range r.body["data"].([]any) {
		list = append(list, row.(map[string]any)["number"].(string))
	}
	return list
}

// envelope are the fields that the document's shorter examples leave out.
var envelope = []string{"auth_token", "request_id", "revision"}

// fits compares an answer with a transcribed example.
func fits(t *testing.T, r reply, file string, keyed []string, extra ...string) {
	t.Helper()
	example, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", "oneuc", file))
	if err != nil {
		t.Fatal(err)
	}
	found, err := contract.Differences(example, r.Body.Bytes(), append(extra, envelope...), keyed)
	if err != nil || len(found) > 0 {
		t.Errorf("%s: %q, %v\n%s", file, found, err, r.Body)
	}
}

func TestSeededNumbers(t *testing.T) {
	s := New(1, Options{NoLimits: true})
	r := want(t, send(t, s, "GET", "+/phone_numbers?page_size=100", ""), 200)
	states, missing := map[string]int{}, 0
	for e164 := range r.at("data/numbers").(map[string]any) {
		doc := want(t, send(t, s, "GET", one(e164), ""), 200)
		states[doc.text("data/state")]++
		states[doc.text("data/e911/status")]++
		if doc.text("data/state") == inService && doc.at("data/e911") == nil {
			missing++
		}
		if doc.at("data/cnam") != nil && doc.text("data/cnam/display_name") == "" && doc.at("data/cnam/inbound_lookup") == nil {
			t.Errorf("%s has an empty cnam", e164)
		}
	}
	for _, state := range []string{inService, reserved, portIn, aging, provisioned, geocoded} {
		if states[state] == 0 {
			t.Errorf("no number is %s: %v", state, states)
		}
	}
	if total := len(r.at("data/numbers").(map[string]any)); total != 60 || missing == 0 {
		t.Errorf("%d numbers, %d without an address", total, missing)
	}
	for _, n := range named {
		if n.public != "" && !json.Valid([]byte(n.public)) {
			t.Errorf("%s: %s", n.e164, n.public)
		}
	}
}

func TestSameSeedSameWorld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		made := func(seed uint64) []byte {
			s := New(seed, Options{})
			offered(t, s, "prefix=415&quantity=20")
			b, err := json.Marshal(s)
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
		if !bytes.Equal(made(7), made(7)) {
			t.Error("the same seed made two worlds")
		}
		if bytes.Equal(made(7), made(8)) {
			t.Error("another seed made the same world")
		}
	})
}

func TestWorldContinues(t *testing.T) {
	s := New(1, Options{})
	list := offered(t, s, "prefix=415&quantity=3")
	want(t, send(t, s, "PUT", one(list[0])+"/activate", ""), 201)
	control(t, s, "shape", `{"shape":"b"}`)
	signed := want(t, sendAs(t, s, "", "PUT", "/v2/api_auth", `{"data":{"api_key":"`+s.Keys().APIKey+`"}}`), 201)
	saved, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	next := New(99, Options{})
	if err := json.Unmarshal(saved, next); err != nil {
		t.Fatal(err)
	}
	if resaved, _ := json.Marshal(next); !bytes.Equal(saved, resaved) {
		t.Error("a saved world is not the world that was loaded")
	}
	if next.Keys() != s.Keys() {
		t.Error("the keys changed")
	}
	want(t, sendAs(t, next, signed.text("auth_token"), "GET", one(list[0]), ""), 200)
	want(t, send(t, next, "PUT", one(list[1])+"/activate", ""), 201) // found before
	for _, broken := range []string{`{}`, `[]`, `{"account":"x"}`} {
		if err := json.Unmarshal([]byte(broken), New(1, Options{})); err == nil {
			t.Errorf("%s was taken for a world", broken)
		}
	}
}

func TestPathsWithoutVersion(t *testing.T) {
	s := New(1, Options{})
	want(t, send(t, s, "GET", "/accounts/"+s.Keys().Account+"/phone_numbers", ""), 200)
	want(t, send(t, s, "GET", "/phone_numbers?prefix=415", ""), 200)
	want(t, send(t, s, "PUT", "/api_auth", `{"data":{"api_key":"`+s.Keys().APIKey+`"}}`), 201)
	r := want(t, send(t, s, "GET", "/v2/nothing", ""), 404)
	if r.text("error") != "404" || r.text("status") != "error" {
		t.Error(r.Body)
	}
}

func TestEmergencyBodyOnTheWrongPath(t *testing.T) {
	s := New(1, Options{})
	r := want(t, send(t, s, "POST", "+/phone_numbers/collection/activate", natoma), 405)
	if r.Header().Get("Allow") != "PUT" || r.text("error") != "405" {
		t.Errorf("%s, Allow %q", r.Body, r.Header().Get("Allow"))
	}
	want(t, send(t, s, "PATCH", one("+14155234712"), `{"data":{}}`), 405)
}

func later(d time.Duration) { time.Sleep(d) } // inside a synctest bubble no real time passes
