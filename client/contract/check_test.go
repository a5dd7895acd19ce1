package contract

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What a document does not allow is named; what it allows passes.
func TestARequestIsHeldToTheDocument(t *testing.T) {
	list, err := books()
	if err != nil {
		t.Fatal(err)
	}
	number := "/v2/accounts/" + strings.Repeat("a", 32) + "/phone_numbers/%2B14155550142"
	for _, tc := range []struct{ method, path, body, want string }{
		{"GET", "/api/v1/retail/m/customers?limit=1000&status=active,paused", "", ""},
		{"GET", "/api/v1/retail/m/customers?limit=1001", "", "M3 limit: \"1001\" is not the documented integer"},
		{"GET", "/api/v1/retail/m/customers?limit=0", "", "M3 limit"},
		{"GET", "/api/v1/retail/m/customers?order=desc", "", "M3 order: is not documented in the query"},
		{"GET", "/api/v1/retail/m/customers?status=active&status=paused", "", "more than once"},
		{"GET", "/api/v1/retail/m/customers?status=asleep", "", "M3 status"},
		{"DELETE", "/api/v1/retail/m/customers", "", "no provider has such a route"},
		{"POST", "/api/v1/retail/m/customer", `{"balance":5}`, "M1 customer_id: is required and missing"},
		{"POST", "/api/v1/retail/m/customer", `{"customer_id":"a-b"}`, "M1 customer_id"},
		{"POST", "/api/v1/retail/m/customer", `{"customer_id":"ab","balance":"5"}`, "M1 balance"},
		{"PUT", "/api/v1/retail/a/customer/acme/activation/x/cancel", `{"why":"x"}`, "A5 why: is not documented in the body"},
		{"PUT", "/api/v1/retail/a/customer/acme/activation/x/cancel", ``, ""},
		{"GET", "/api/v1/activation/prices/countries?country_id=uk", "", ""},
		{"POST", "/api/v1/account/signup", `[]`, "not one JSON object"},
		{"POST", "/api/v1/account/verify-phone/start", `{"phone":"+14155550142","channel":"fax"}`, "N4 channel"},
		{"POST", number, `{"data":{"my_own_field":{"crm":1},"cnam":{"display_name":"ACME"}}}`, ""},
		{"POST", number, `{"data":{"e911":{"street_address":"1 Main St","locality":"Austin","region":"TX"}}}`, "O8 data.e911.postal_code: is required and missing"},
		{"POST", number, `{"data":{},"accept_charges":true}`, ""},
		{"POST", number, `{"data":{"accept_charges":true,"cnam":{"display_name":"A NAME THAT IS LONG"}}}`, "O8 data.cnam.display_name"},
		{"GET", strings.Replace(number, "%2B", "+", 1), "", "no provider has such a route"}, // a plus has to be escaped
		{"GET", "/v2/accounts/" + strings.Repeat("a", 32) + "/phone_numbers?prefix=415&page_size=3", "", "O4 page_size"},
		{"GET", "/v2/accounts/" + strings.Repeat("a", 32) + "/phone_numbers?page_size=3", "", ""},
	} {
		r := httptest.NewRequest(tc.method, "http://provider.test"+tc.path, strings.NewReader(tc.body))
		got := strings.Join(Allowed(list, r, []byte(tc.body)), "; ")
		if tc.want == "" && got != "" || !strings.Contains(got, tc.want) {
			t.Errorf("%s %s %s: %q, want %q", tc.method, tc.path, tc.body, got, tc.want)
		}
	}
}

// failing notes what a test was told.
type failing struct {
	testing.TB
	told []any
}

func (f *failing) Helper()           {}
func (f *failing) Error(args ...any) { f.told = append(f.told, args...) }
func (f *failing) Errorf(format string, args ...any) {
	f.told = append(f.told, fmt.Sprintf(format, args...))
}

type echo struct{ body string }

func (e *echo) RoundTrip(r *http.Request) (*http.Response, error) {
	raw, err := io.ReadAll(r.Body)
	e.body = string(raw)
	return &http.Response{StatusCode: 200, Body: http.NoBody}, err
}

// A test whose client sends what is not documented fails, once for each thing, and the request goes on as it was.
func TestATestIsFailedForWhatItsClientSends(t *testing.T) {
	told, next := &failing{TB: t}, &echo{}
	watch := Watch(told, next)
	for range 2 {
		r := httptest.NewRequest("POST", "http://provider.test/api/v1/retail/m/customer", strings.NewReader(`{"customer_id":"ab","note":"x"}`))
		answer, err := watch.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
	}
	if len(told.told) != 1 || next.body != `{"customer_id":"ab","note":"x"}` {
		t.Errorf("told %q, passed on %q", told.told, next.body)
	}
}

// A log of the sandbox is held to the documents line by line, whatever program made the requests.
func TestALogIsHeldToTheDocuments(t *testing.T) {
	name := filepath.Join(t.TempDir(), "requests")
	good := `{"method":"GET","target":"/api/v1/retail/m/customers?limit=10"}` + "\n" +
		`{"method":"POST","target":"/api/v1/account/listings/+14155550142/logo","type":"image/png","base64":"iVBORw=="}` + "\n"
	for log, want := range map[string]int{
		good: 0,
		good + `{"method":"GET","target":"/m/customers?limit=10"}` + "\n" + `{"method":"GET","target":"/phone_numbers?prefix=415"}` + "\n": 0, // below the root
		good + `{"method":"GET","target":"/api/v1/retail/m/customers?limit=10&colour=red"}` + "\n":                                         1,
		good + `{"method":"POST","target":"/api/v1/retail/m/customer","type":"application/json","body":"{\"customer_id\":5}"}` + "\n":      1,
		good + `{"method":"GET","target":"/api`: 1,
	} {
		if err := os.WriteFile(name, []byte(log), 0o600); err != nil {
			t.Fatal(err)
		}
		told := &failing{TB: t}
		if n := Log(told, name); n < 2 || len(told.told) != want {
			t.Errorf("%s: %d lines, told %q", log, n, told.told)
		}
	}
	if n := Log(t, name+"none"); n != 0 {
		t.Errorf("%d lines of no log", n)
	}
}
