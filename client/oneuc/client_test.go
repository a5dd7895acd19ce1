package oneuc_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"switchboard/client/contract"
	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/rest"
)

const (
	account = "0123456789abcdef0123456789abcdef"
	numberA = "+14152338397"
	numberB = "+14152338421"
	base    = "/v2/accounts/" + account + "/phone_numbers"
)

// sent is one request as it went onto the wire.
type sent struct{ method, uri, token, body string }

// wire records every request and gives the answers in turn, the last for ever.
type wire struct {
	sent    []sent
	answers []answer
}

type answer struct {
	status int
	body   string
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	w.sent = append(w.sent, sent{r.Method, r.URL.RequestURI(), r.Header.Get("X-Auth-Token"), string(body)})
	a := w.answers[min(len(w.sent), len(w.answers))-1]
	return &http.Response{StatusCode: a.status, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(a.body)), Request: r}, nil
}

func (w *wire) last() sent { return w.sent[len(w.sent)-1] }

// uris are the methods and paths in order, with the account's part cut.
func (w *wire) uris() string {
	var all []string
	for _, s := range w.sent {
		all = append(all, s.method+" "+strings.TrimPrefix(s.uri, "/v2/accounts/"+account))
	}
	return strings.Join(all, "\n")
}

func newClient(t *testing.T, answers ...answer) (*oneuc.Client, *wire) {
	t.Helper()
	w := &wire{answers: answers}
	c, err := oneuc.New(oneuc.Config{Account: account, Rest: rest.Config{Transport: contract.Watch(t, w), Key: func() rest.Secret { return rest.NewSecret("token-0") }}})
	if err != nil {
		t.Fatal(err)
	}
	return c, w
}

// example is a file of the documents with its placeholders filled in.
func example(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "testdata", "oneuc", name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer("{PHONE_NUMBER1}", numberA, "{PHONE_NUMBER2}", numberB, "{PHONE_NUMBER}", numberA, "{NUMBER}", numberA,
		"{ACCOUNT_ID}", account, "{AUTH_TOKEN}", "token-echoed-by-the-server-0000000", "{NAME}", "Michel Mabel", "{ADDRESS}", "116 NATOMA ST",
		"{EXTENDED}", "APT 116", "{CITY}", "SAN FRANCISCO", "{STATE}", "CA", "{ZIP_CODE}", "94105").Replace(string(b))
}

func ok(t *testing.T, name string) answer { return answer{200, example(t, name)} }

// data is the data of an example.
func data(t testing.TB, name string) json.RawMessage {
	t.Helper()
	var e struct{ Data json.RawMessage }
	if err := json.Unmarshal([]byte(example(t, name)), &e); err != nil {
		t.Fatal(err)
	}
	return e.Data
}

// object is a JSON object, for looking into.
func object(t *testing.T, s string) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal([]byte(s), &m); err != nil {
		t.Fatalf("%v: %s", err, s)
	}
	return m
}

// failure is the *rest.Error inside err.
func failure(t *testing.T, err error) *rest.Error {
	t.Helper()
	var e *rest.Error
	if !errors.As(err, &e) {
		t.Fatalf("error is %v, not a *rest.Error", err)
	}
	return e
}

func TestNumberPathIsEscaped(t *testing.T) {
	c, w := newClient(t, ok(t, "number.json"))
	d, err := c.Number(t.Context(), numberA)
	if err != nil {
		t.Fatal(err)
	}
	if got := w.last(); got.uri != base+"/%2B14152338397" || got.token != "token-0" {
		t.Errorf("sent %+v", got)
	}
	if d.E164() != numberA || d.State() != oneuc.Reserved || len(d.Features()) != 1 || d.Created().Format("2006-01-02T15:04:05Z") != "2016-04-14T10:29:49Z" {
		t.Errorf("document %s %s %v %v", d.E164(), d.State(), d.Features(), d.Created())
	}
	if custom := d.Custom(); len(custom) != 1 || string(custom["my_own_field"]) != "{}" {
		t.Errorf("custom fields %v", custom)
	}
}

func TestShortNumbersNeverLeave(t *testing.T) {
	c, w := newClient(t, answer{500, "{}"})
	ctx := t.Context()
	for name, call := range map[string]func() error{
		"read":     func() error { _, err := c.Number(ctx, "41234567"); return err },
		"release":  func() error { _, err := c.Release(ctx, "4123456789"); return err },
		"buy":      func() error { _, err := c.Activate(ctx, "4123456789", true); return err },
		"buy many": func() error { _, err := c.ActivateCollection(ctx, []phone.E164{numberA, "41234567"}, true); return err },
		"edit": func() error {
			_, err := c.SetProperties(ctx, "../../x", oneuc.Properties{CNAM: &oneuc.CNAM{}}, true)
			return err
		},
		"clear": func() error { _, err := c.ClearE911(ctx, "collection", true); return err },
	} {
		if e := failure(t, call()); !e.Local {
			t.Errorf("%s: %v", name, e)
		}
	}
	if len(w.sent) != 0 {
		t.Errorf("went out: %s", w.uris())
	}
}

func TestRelease(t *testing.T) {
	c, w := newClient(t, ok(t, "release.json"))
	d, err := c.Release(t.Context(), numberA)
	if err != nil || d.State() != oneuc.Available || w.uris() != "DELETE /phone_numbers/%2B14152338397" {
		t.Errorf("%v %v %s", d, err, w.uris())
	}
	c, _ = newClient(t, answer{404, example(t, "number_not_found.json")})
	_, err = c.Release(t.Context(), numberA)
	if e := failure(t, err); e.Kind != rest.NotFound || !strings.Contains(e.Error(), "not on this account") {
		t.Errorf("%+v", e)
	}
	c, _ = newClient(t, answer{400, example(t, "kazoo_invalid_transition.json")})
	_, err = c.Release(t.Context(), numberA)
	if e := failure(t, err); e.Kind != rest.Invalid || e.Unknown() || !strings.Contains(e.Error(), "from available to released") {
		t.Errorf("%+v", e)
	}
}

func TestSuccessNeedsStatusAndWord(t *testing.T) {
	for name, tc := range map[string]struct {
		body    string
		kind    rest.Kind
		unknown bool
	}{
		"error inside 200":       {`{"data":{},"error":"400","message":"x","status":"error"}`, rest.Invalid, false},
		"the same as a number":   {`{"data":{},"error":404,"message":"x","status":"error"}`, rest.NotFound, false},
		"server trouble in 200":  {`{"data":{},"error":"500","message":"x","status":"fatal"}`, rest.Server, true},
		"no word at all":         {`{"data":{}}`, rest.Malformed, true},
		"data of another shape":  {`{"data":[],"status":"success"}`, rest.Malformed, true},
		"empty data":             {`{"data":null,"status":"success"}`, rest.Malformed, true},
		"not an object":          {`[]`, rest.Malformed, true},
		"unknown word with code": {`{"data":{},"error":"299","status":"maybe"}`, rest.Malformed, true},
	} {
		c, _ := newClient(t, answer{200, tc.body})
		_, err := c.Release(t.Context(), numberA)
		if e := failure(t, err); e.Kind != tc.kind || e.Unknown() != tc.unknown {
			t.Errorf("%s: kind %d unknown %v, want %d %v", name, e.Kind, e.Unknown(), tc.kind, tc.unknown)
		}
	}
}

func TestTheTokenGoesNoFurther(t *testing.T) {
	c, _ := newClient(t, answer{404, example(t, "number_not_found.json")})
	_, err := c.Number(t.Context(), numberA)
	if e := failure(t, err); strings.Contains(string(e.Body), "token-echoed") || !strings.Contains(string(e.Body), "not_found") {
		t.Errorf("body %s", e.Body)
	}
	log := rest.NewLog(10)
	w := &wire{answers: []answer{ok(t, "number.json")}}
	c, err = oneuc.New(oneuc.Config{Account: account, Rest: rest.Config{Transport: contract.Watch(t, w), Log: log, Key: func() rest.Secret { return rest.NewSecret("token-0") }}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Number(t.Context(), numberA); err != nil {
		t.Fatal(err)
	}
	shown, err := json.Marshal(log.List())
	if err != nil || strings.Contains(string(shown), "token-echoed") || !strings.Contains(string(shown), "my_own_field") {
		t.Errorf("log %s %v", shown, err)
	}
}

func TestErrorsInWords(t *testing.T) {
	for name, tc := range map[string]struct {
		status int
		body   string
		kind   rest.Kind
		words  string
	}{
		"no credit": {402, example(t, "kazoo_no_credit.json"), rest.Payment, "no credit"},
		"too many":  {429, example(t, "kazoo_too_many.json"), rest.Limited, "too many requests"},
		"field":     {400, example(t, "kazoo_prefix_required.json"), rest.Invalid, "prefix: Field is required but missing"},
		"several fields": {400, `{"data":{"quantity":{"minimum":{"message":"Value must be at least 1"}},"prefix":{"pattern":{"message":"Failed to match"},"minLength":{"message":"Too short"}}},"error":"400","message":"invalid data","status":"error"}`,
			rest.Invalid, "prefix: Too short; Failed to match; quantity: Value must be at least 1"},
		"text as data": {403, `{"data":"nope","error":"403","message":"forbidden","status":"error"}`, rest.Forbidden, "may not do that"},
	} {
		c, _ := newClient(t, answer{tc.status, tc.body})
		_, err := c.Release(t.Context(), numberA)
		if e := failure(t, err); e.Kind != tc.kind || !strings.Contains(e.Error(), tc.words) {
			t.Errorf("%s: kind %d %q", name, e.Kind, e.Error())
		}
	}
}

func TestNewNamesTheField(t *testing.T) {
	for _, bad := range []string{"ABCDEF", "0123456789ABCDEF0123456789ABCDEF", "collection", "../" + account[3:]} {
		if _, err := oneuc.New(oneuc.Config{Account: bad}); err == nil || !strings.HasPrefix(err.Error(), "account") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
