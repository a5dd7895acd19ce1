package numbersonline_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/rest"
)

func TestListing(t *testing.T) {
	c, _ := newClient(t, ok(t, "listing.json"))
	l, err := c.Listing(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	if l.E164 != number || l.State != numbersonline.Verified || l.Grade != "A" || l.Draft != nil || l.Band() != numbersonline.BandLow {
		t.Errorf("listing %+v", l)
	}
	if r := l.Risk; r == nil || *r.Score != 12 || *r.Reports != 0 || *r.Reports30d != 0 || !r.LastReported.IsZero() || *r.ReviewPositive != 4 {
		t.Errorf("risk %+v", l.Risk)
	}
	if p := l.Page; p.Handle != "acme-plumbing-9f3a" || !strings.HasPrefix(p.LogoURL, "https://numbers.online/api/media/") ||
		p.VerifiedSince.Format(time.DateOnly) != "2026-06-08" || p.NextBilling.Format(time.DateOnly) != "2027-06-08" {
		t.Errorf("page %+v", p)
	}
	if got := c.PageURL(l.Page.Handle); got != "https://numbers.online/business/acme-plumbing-9f3a" {
		t.Error(got)
	}
}

func TestNullsStayUnknown(t *testing.T) {
	l, err := numbersonline.DecodeListing([]byte(`{"e164":"+14155550142","state":"unverified","trust_grade":null,"risk":null,"listing":null,"draft":null}`))
	if err != nil || l.Risk != nil || l.Page != nil || l.Draft != nil || l.Grade != "" || l.Band() != numbersonline.BandUnknown {
		t.Errorf("%+v %v", l, err)
	}
	l, err = numbersonline.DecodeListing([]byte(`{"state":"draft","risk":{"score":null,"report_count":"many","review_total":3.0},"listing":[],"draft":7}`))
	if err != nil || l.Risk.Score != nil || l.Risk.Reports != nil || *l.Risk.ReviewTotal != 3 || l.Page != nil || l.Draft != nil {
		t.Errorf("%+v %v", l, err)
	}
	for _, body := range []string{`{}`, `{"state":null}`, `[]`, `"verified"`, `{"state":"verified"`} {
		if _, err := numbersonline.DecodeListing([]byte(body)); err == nil {
			t.Errorf("%s passes for a listing", body)
		}
	}
}

func TestBands(t *testing.T) {
	for score, want := range map[int]numbersonline.Band{0: "low", 39: "low", 40: "medium", 69: "medium", 70: "high", 100: "high"} {
		if got := numbersonline.BandOf(&score); got != want {
			t.Errorf("%d is %s, want %s", score, got, want)
		}
	}
	if got := numbersonline.BandOf(nil); got != "unknown" {
		t.Errorf("nothing is %s", got)
	}
}

func TestDraftInBothShapes(t *testing.T) {
	for name, draft := range map[string]string{
		"nested": `{"verification_id":"v1","kind":"business","profile":{"dba":"Acme","ein":"12-3456789"},"logo_url":"/api/media/1"}`,
		"flat":   `{"verification_id":"v1","kind":"business","dba":"Acme","ein":"12-3456789","logo_url":"/api/media/1"}`,
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := newClient(t, answer{status: 200, body: `{"state":"draft","draft":` + draft + `}`})
			l, err := c.Listing(t.Context(), number)
			if err != nil {
				t.Fatal(err)
			}
			want := numbersonline.StagedProfile{VerificationID: "v1", Profile: numbersonline.Profile{Kind: "business", DBA: "Acme"}, LogoURL: "https://numbers.online/api/media/1"}
			if l.Draft == nil || *l.Draft != want {
				t.Errorf("draft %+v\nwant %+v", l.Draft, want)
			}
			if strings.Contains(string(l.Raw), "3456789") || !strings.Contains(string(l.Raw), "Acme") {
				t.Errorf("raw %s", l.Raw)
			}
		})
	}
}

func TestStageListingSendsOnlyWhatIsGiven(t *testing.T) {
	text := func(s string) *string { return &s }
	ein := rest.NewSecret("12-3456789")
	c, w := newClient(t, ok(t, "listing_put.json"))
	s, err := c.StageListing(t.Context(), number, numbersonline.Changes{Kind: numbersonline.Business, DBA: text("Acme Plumbing"), LegalName: text("Acme Plumbing LLC"), EIN: &ein,
		FormationDate: text("2019-04-01"), Industry: text("Home services"), Address: text("1 Main St, Austin TX"), Website: text("https://acme.example"),
		Bio: text("Licensed plumbers, same-day service.")})
	if err != nil {
		t.Fatal(err)
	}
	if !sameJSON(t, w.last().body, example(t, "listing_put_request.json")) || w.last().method != "PUT" {
		t.Errorf("sent %+v", w.last())
	}
	if s.State != numbersonline.Draft || s.Kind != numbersonline.Business || s.Profile == nil {
		t.Errorf("staged %+v", s)
	}
	if _, err := c.StageListing(t.Context(), number, numbersonline.Changes{Bio: text("")}); err != nil {
		t.Fatal(err)
	}
	if w.last().body != `{"bio":""}` {
		t.Errorf("clearing sent %s", w.last().body)
	}
}

func TestStageListingAcceptsTheShorterAnswer(t *testing.T) {
	c, _ := newClient(t, answer{status: 200, body: `{"ok":true,"state":"verified","verification_id":"v1"}`})
	s, err := c.StageListing(t.Context(), number, numbersonline.Changes{Kind: numbersonline.Personal})
	if err != nil || s.State != numbersonline.Verified || s.Profile != nil || s.Kind != "" {
		t.Errorf("%+v %v", s, err)
	}
}

func TestTaxIDNeverPrints(t *testing.T) {
	ein := rest.NewSecret("12-3456789")
	changes := numbersonline.Changes{EIN: &ein}
	encoded, err := json.Marshal(changes)
	if err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{fmt.Sprintf("%v", changes), fmt.Sprintf("%+v", changes), fmt.Sprintf("%#v", changes), fmt.Sprint(*changes.EIN), string(encoded)} {
		if strings.Contains(out, "3456789") {
			t.Error(out)
		}
	}
}

func TestBetween(t *testing.T) {
	from := numbersonline.Profile{Kind: numbersonline.Business, DBA: "Acme", Bio: "old", Industry: "Home"}
	to := from
	if c := numbersonline.Between(from, to); !c.Empty() {
		t.Errorf("no change gives %+v", c)
	}
	to.Bio, to.Industry, to.Marketing = "new", "", true
	c := numbersonline.Between(from, to)
	if c.DBA != nil || c.Kind != "" || *c.Bio != "new" || *c.Industry != "" || !*c.Marketing || c.Empty() {
		t.Errorf("changes %+v", c)
	}
}

func TestCheckout(t *testing.T) {
	c, _ := newClient(t, ok(t, "checkout.json"))
	p, err := c.Checkout(t.Context(), number)
	if err != nil || p.Verified() || p.Provider != "stripe" || !strings.HasPrefix(p.URL, "https://checkout.stripe.com/") {
		t.Errorf("%+v %v", p, err)
	}
	c, _ = newClient(t, ok(t, "checkout_dev.json"))
	p, err = c.Checkout(t.Context(), number)
	if err != nil || !p.Verified() || p.URL != "" || p.Handle != "acme-plumbing-9f3a" {
		t.Errorf("%+v %v", p, err)
	}
	c, _ = newClient(t, answer{status: 200, body: `{"ok":true,"provider":"stripe","state":"pending","url":"https://checkout.stripe.com.evil.example/pay"}`})
	p, err = c.Checkout(t.Context(), number)
	var unsafe *numbersonline.UnsafeURLError
	if !errors.As(err, &unsafe) || unsafe.Host != "checkout.stripe.com.evil.example" || p.URL != "" {
		t.Errorf("%+v %v", p, err)
	}
	c, _ = newClient(t, answer{status: 200, body: `{"ok":true}`})
	if _, err = c.Checkout(t.Context(), number); !failure(t, err).Unknown() {
		t.Errorf("%v counts as known", err)
	}
}

func TestCheckPayURL(t *testing.T) {
	for raw, allowed := range map[string]bool{
		"https://checkout.stripe.com/c/pay/cs_1#x":    true,
		"http://127.0.0.1:8080/_sandbox/pay/1":        true,
		"http://[::1]:8080/_sandbox/pay/1":            true,
		"https://localhost/_sandbox/pay/1":            true,
		"http://checkout.stripe.com/c/pay":            false,
		"https://checkout.stripe.com:444/c":           false,
		"https://user@checkout.stripe.com/c":          false,
		"https://CHECKOUT.stripe.com.evil.example/c":  false,
		"https://notstripe.com/c/pay/cs_1":            false,
		"https://dashboard.stripe.com/c/pay/cs_1":     false,
		"https://sandbox.invalid/_sandbox/pay/1":      true,
		"https://sandbox.invalid/elsewhere":           false,
		"http://127.0.0.1/elsewhere":                  false,
		"http://10.0.0.1/_sandbox/pay/1":              false,
		"http://127.0.0.1.evil.example/_sandbox/pay/": false,
		"javascript:alert(1)":                         false,
		"file:///etc/passwd":                          false,
		"https://checkout.stripe.com/\nx":             false,
		"--help":                                      false,
		"":                                            false,
	} {
		if err := numbersonline.CheckPayURL(raw); (err == nil) != allowed {
			t.Errorf("%q: %v", raw, err)
		}
	}
}

func TestReports(t *testing.T) {
	c, _ := newClient(t, ok(t, "reports.json"))
	r, err := c.Reports(t.Context(), number, 50)
	if err != nil || r.E164 != number || len(r.Reports) != 2 || len(r.Reviews) != 0 || r.Summary == nil || r.Summary.Score != nil {
		t.Fatalf("%+v %v", r, err)
	}
	first, second := r.Reports[0], r.Reports[1]
	if !first.Anonymous() || first.Tags[0] != "robocall" || first.Rating != "" || first.Provenance != "" {
		t.Errorf("first %+v", first)
	}
	if second.Anonymous() || second.Rating != "2" || second.Body != "" || second.Lane != "accountable" || second.Provenance != "matched" {
		t.Errorf("second %+v", second)
	}
}

func sameJSON(t *testing.T, a, b string) bool {
	t.Helper()
	var x, y any
	if err := json.Unmarshal([]byte(a), &x); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(b), &y); err != nil {
		t.Fatal(err)
	}
	p, _ := json.Marshal(x)
	q, _ := json.Marshal(y)
	return string(p) == string(q)
}

// The journal and the log keep what a refusal says: a tax id that its sentence repeats is in neither.
func TestARefusalRepeatsNoTaxID(t *testing.T) {
	for _, a := range []answer{
		{status: 422, body: `{"error":"The tax id 12-3456789 is not on file.","code":"bad_ein"}`},
		{status: 422, body: `{"error":"123456789 belongs to another","field":{"given":"12-3456789"}}`},
		{status: 403, body: `{"error":"12 3456789 and 12–3456789 are one"}`},
		{status: 422, body: `{"error":"refused","given":123456789,"why":"bad \"id\""}`},
		{status: 422, body: `{"error":"refused","given":"12\u20133456789","lines":["one\n123456789"]}`},
		{status: 422, body: `{"error":"refused","code":123456789}`},
		{status: 500, body: `no such id: 12-3456789`},
	} {
		ein := rest.NewSecret("12-3456789")
		c, _ := newClient(t, a)
		_, err := c.StageListing(t.Context(), number, numbersonline.Changes{EIN: &ein})
		var e *rest.Error
		if !errors.As(err, &e) {
			t.Fatalf("%s: %v", a.body, err)
		}
		if told := e.Error() + e.Message + string(e.Body); strings.Contains(told+e.Name, "3456789") || !strings.Contains(told, "tax id") {
			t.Errorf("%s is told as %q", a.body, told)
		}
		if json.Valid([]byte(a.body)) != json.Valid(e.Body) {
			t.Errorf("%s is kept as %s, which is no JSON", a.body, e.Body)
		}
	}
}
