package sandbox

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"slices"
	"strings"
	"testing"
)

// page is a page of another origin, whose browser lets its script do what the server allows to one.
type page struct {
	t      *testing.T
	origin string
	server string
}

// errKept is what a script gets when the browser keeps an answer from it: no status, no words.
var errKept = errors.New("TypeError: Failed to fetch")

// simple are the request headers of which no server is asked first.
var simple = []string{"Accept", "Accept-Language", "Content-Language"}

// fetch does what a browser does for a script that asks another origin: it asks the server first
// where that is due, and hands over the answer and those of its headers that the server exposes.
func (p *page) fetch(method, path string, headers map[string]string, body string) (status int, said string, shown http.Header, err error) {
	p.t.Helper()
	var asked []string
	for name := range headers {
		if !slices.Contains(simple, textproto.CanonicalMIMEHeaderKey(name)) {
			asked = append(asked, strings.ToLower(name))
		}
	}
	slices.Sort(asked)
	if len(asked) > 0 || method != "GET" && method != "POST" && method != "HEAD" {
		if !p.allowed(method, path, asked) {
			return 0, "", nil, errKept
		}
	}
	answer := p.send(method, path, headers, body)
	defer answer.Body.Close()
	if to := answer.Header.Get("Access-Control-Allow-Origin"); to != "*" && to != p.origin {
		return 0, "", nil, errKept
	}
	raw, err := io.ReadAll(answer.Body)
	shown = http.Header{"Content-Type": answer.Header["Content-Type"]}
	for _, name := range list(answer.Header, "Access-Control-Expose-Headers") {
		if values := answer.Header.Values(name); len(values) > 0 {
			shown[textproto.CanonicalMIMEHeaderKey(name)] = values
		}
	}
	return answer.StatusCode, string(raw), shown, err
}

// allowed asks the server, without any credential, whether a request may be made.
func (p *page) allowed(method, path string, headers []string) bool {
	answer := p.send("OPTIONS", path, map[string]string{"Access-Control-Request-Method": method, "Access-Control-Request-Headers": strings.Join(headers, ",")}, "")
	defer answer.Body.Close()
	to := answer.Header.Get("Access-Control-Allow-Origin")
	if answer.StatusCode/100 != 2 || to != "*" && to != p.origin {
		return false
	}
	methods := list(answer.Header, "Access-Control-Allow-Methods")
	if !slices.Contains(methods, method) && method != "GET" && method != "POST" && method != "HEAD" {
		return false
	}
	may := list(answer.Header, "Access-Control-Allow-Headers")
	return !slices.ContainsFunc(headers, func(name string) bool {
		return !slices.ContainsFunc(may, func(m string) bool { return strings.EqualFold(m, name) })
	})
}

func list(h http.Header, name string) (out []string) {
	for one := range strings.SplitSeq(strings.Join(h.Values(name), ","), ",") {
		out = append(out, strings.TrimSpace(one))
	}
	return out
}

func (p *page) send(method, path string, headers map[string]string, body string) *http.Response {
	p.t.Helper()
	r, err := http.NewRequestWithContext(p.t.Context(), method, p.server+path, strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	r.Header.Set("Origin", p.origin)
	for name, value := range headers {
		r.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	return answer
}

// A page of another origin signs in, lists numbers, changes one and reads every error in its words;
// what keeps a page out is seen, and the provider that has no pages of others lets none in.
func TestAPageOfAnotherOriginListsNumbersAndReadsErrors(t *testing.T) {
	w := newWorld(t, Options{Kazoo: true})
	server := httptest.NewServer(w)
	defer server.Close()
	keys := w.Endpoints(server.URL).Lines
	p := &page{t: t, origin: "https://crm.example", server: server.URL}
	numbers := "/v2/accounts/" + keys.AccountID + "/phone_numbers"
	jsonBody := map[string]string{"Content-Type": "application/json"}
	_, said, _, err := p.fetch("PUT", "/v2/api_auth", jsonBody, `{"data":{"api_key":"`+keys.APIKey+`"}}`)
	var session struct {
		Token string `json:"auth_token"`
	}
	if err == nil {
		err = json.Unmarshal([]byte(said), &session)
	}
	if err != nil || session.Token == "" {
		t.Fatalf("signing in: %s, %v", said, err)
	}
	own := map[string]string{"X-Auth-Token": session.Token, "Content-Type": "application/json"}
	status, said, shown, err := p.fetch("GET", numbers+"?page_size=3", own, "")
	if err != nil || status != 200 || strings.Count(said, `"assigned_to"`) < 3 || shown.Get("Content-Type") != "application/json" {
		t.Errorf("the list: %d %.200s %v, %v", status, said, shown, err)
	}
	for _, tc := range []struct {
		what, method, path, body, token string
		status                          int
		words                           string
	}{
		{"a wrong token", "GET", numbers, "", "wrong", 401, "invalid_credentials"},
		{"a number that is none of ours", "GET", numbers + "/%2B14155550000", "", session.Token, 404, "bad_identifier"},
		{"an address without a city", "POST", numbers + "/%2B14155550142", `{"data":{"e911":{"postal_code":"94105","region":"CA","street_address":"1 Main St"}}}`, session.Token, 400, "e911.locality"},
		{"a change", "PATCH", numbers + "/%2B14155550142", `{"data":{"crm":7}}`, session.Token, 200, `"crm":7`},
		{"no such route", "DELETE", "/v2/accounts/" + keys.AccountID + "/nothing", "", session.Token, 404, "not_found"},
	} {
		status, said, _, err := p.fetch(tc.method, tc.path, map[string]string{"X-Auth-Token": tc.token, "Content-Type": "application/json"}, tc.body)
		if err != nil || status != tc.status || !strings.Contains(said, tc.words) {
			t.Errorf("%s: %d %.300s, %v; want %d with %q", tc.what, status, said, err, tc.status, tc.words)
		}
	}
	if err := w.Inject(Fault{Provider: "lines", Method: "GET", Kind: Status, Status: 503}); err != nil {
		t.Fatal(err)
	}
	if status, said, _, err := p.fetch("GET", numbers, own, ""); err != nil || status != 503 {
		t.Errorf("a server in trouble: %d %s, %v", status, said, err)
	}
	for range 200 { // the bucket is empty before that
		if status, said, _, err = p.fetch("GET", numbers+"?page_size=1", own, ""); err != nil || status != 200 {
			break
		}
	}
	if err != nil || status != 429 || !strings.Contains(said, "too many requests") {
		t.Errorf("too many: %d %s, %v", status, said, err)
	}
	if _, _, _, err := p.fetch("GET", numbers, map[string]string{"X-Auth-Token": session.Token, "X-Own": "1"}, ""); err == nil {
		t.Error("a header that the server does not name was let through")
	}
	if _, _, _, err := p.fetch("GET", "/api/v1/retail/m/customers", map[string]string{"X-Api-Key": "x"}, ""); err == nil {
		t.Error("SMS let a page of another origin in, which its document does not have")
	}
}
