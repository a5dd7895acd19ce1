package numbersonline_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"switchboard/client/contract"
	"switchboard/client/numbersonline"
	"switchboard/client/rest"
)

const number = "+14155550142"

// sent is one request as it went onto the wire.
type sent struct {
	method, uri, key, contentType string
	body                          string
}

// wire records every request and gives the answers in turn, the last for ever.
type wire struct {
	sent    []sent
	answers []answer
}

type answer struct {
	status int
	body   string
	header map[string]string
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	w.sent = append(w.sent, sent{r.Method, r.URL.RequestURI(), r.Header.Get("Authorization"), r.Header.Get("Content-Type"), string(body)})
	a := w.answers[min(len(w.sent), len(w.answers))-1]
	res := &http.Response{StatusCode: a.status, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(a.body)), Request: r}
	for k, v := range a.header {
		res.Header.Set(k, v)
	}
	return res, nil
}

func (w *wire) last() sent { return w.sent[len(w.sent)-1] }

func newClient(t *testing.T, answers ...answer) (*numbersonline.Client, *wire) {
	t.Helper()
	w := &wire{answers: answers}
	c, err := numbersonline.New(rest.Config{Transport: contract.Watch(t, w), Key: func() rest.Secret { return rest.NewSecret("nol_key") }})
	if err != nil {
		t.Fatal(err)
	}
	return c, w
}

func example(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "testdata", "numbersonline", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func ok(t *testing.T, name string) answer { return answer{status: 200, body: example(t, name)} }

// failure is the *rest.Error inside err.
func failure(t *testing.T, err error) *rest.Error {
	t.Helper()
	var e *rest.Error
	if !errors.As(err, &e) {
		t.Fatalf("error is %v, not a *rest.Error", err)
	}
	return e
}

// png is the smallest thing that passes for one.
func png(size int) []byte {
	b := make([]byte, size)
	copy(b, "\x89PNG\r\n\x1a\n")
	return b
}

func TestWhatGoesOnTheWire(t *testing.T) {
	ctx := t.Context()
	email, name := "", "Acme Group"
	webp := append([]byte("RIFF\x00\x00\x00\x00WEBP"), bytes.Repeat([]byte{0}, 20)...)
	cases := []struct {
		name   string
		answer string
		call   func(*numbersonline.Client) error
		want   sent
	}{
		{"account", "account.json", func(c *numbersonline.Client) error { _, err := c.Account(ctx); return err },
			sent{method: "GET", uri: "/api/v1/account"}},
		{"change account", "account_patch.json", func(c *numbersonline.Client) error { _, err := c.UpdateAccount(ctx, &name, &email); return err },
			sent{method: "PATCH", uri: "/api/v1/account", body: `{"email":"","name":"Acme Group"}`}},
		{"start", "verify_start.json", func(c *numbersonline.Client) error {
			_, err := c.StartVerification(ctx, "+1 (415) 555-0142", numbersonline.SMS)
			return err
		}, sent{method: "POST", uri: "/api/v1/account/verify-phone/start", body: `{"channel":"sms","phone":"+14155550142"}`}},
		{"confirm keeps zeros", "verify_confirm.json", func(c *numbersonline.Client) error {
			_, err := c.ConfirmVerification(ctx, number, "004821")
			return err
		},
			sent{method: "POST", uri: "/api/v1/account/verify-phone/confirm", body: `{"code":"004821","phone":"+14155550142"}`}},
		{"phones", "phones.json", func(c *numbersonline.Client) error { _, err := c.Phones(ctx); return err },
			sent{method: "GET", uri: "/api/v1/account/phones"}},
		{"listing", "listing.json", func(c *numbersonline.Client) error { _, err := c.Listing(ctx, number); return err },
			sent{method: "GET", uri: "/api/v1/account/listings/+14155550142"}},
		{"logo", "logo.json", func(c *numbersonline.Client) error { _, err := c.UploadLogo(ctx, number, webp); return err },
			sent{method: "POST", uri: "/api/v1/account/listings/+14155550142/logo", contentType: "image/webp", body: string(webp)}},
		{"checkout", "checkout.json", func(c *numbersonline.Client) error { _, err := c.Checkout(ctx, number); return err },
			sent{method: "POST", uri: "/api/v1/account/listings/+14155550142/verify-checkout"}},
		{"reports", "reports.json", func(c *numbersonline.Client) error { _, err := c.Reports(ctx, number, 200); return err },
			sent{method: "GET", uri: "/api/v1/account/listings/+14155550142/reports?limit=200"}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			c, w := newClient(t, ok(t, tc.answer))
			if err := tc.call(c); err != nil {
				t.Fatal(err)
			}
			if len(w.sent) != 1 {
				t.Fatalf("%d requests, want 1", len(w.sent))
			}
			got := w.last()
			tc.want.key = "Bearer nol_key"
			if tc.want.contentType == "" {
				got.contentType = ""
			}
			if got != tc.want {
				t.Errorf("sent %+v\nwant %+v", got, tc.want)
			}
		})
	}
}

func TestRefusedBeforeTheWire(t *testing.T) {
	ctx := t.Context()
	text := func(s string) *string { return &s }
	ein := rest.NewSecret("123456789")
	cases := []struct {
		name, field string
		call        func(*numbersonline.Client) error
	}{
		{"bad e-mail at sign-up", "e-mail", func(c *numbersonline.Client) error { _, err := c.Signup(ctx, "", "Ops <ops@x.y>"); return err }},
		{"nothing to change", "nothing to change", func(c *numbersonline.Client) error { _, err := c.UpdateAccount(ctx, nil, nil); return err }},
		{"short number", "country code", func(c *numbersonline.Client) error { _, err := c.Listing(ctx, "41234567"); return err }},
		{"no channel", "voice or by sms", func(c *numbersonline.Client) error { _, err := c.StartVerification(ctx, number, ""); return err }},
		{"letters in a code", "4 to 10 digits", func(c *numbersonline.Client) error { _, err := c.ConfirmVerification(ctx, number, "12a4"); return err }},
		{"bad tax id", "tax id", func(c *numbersonline.Client) error {
			_, err := c.StageListing(ctx, number, numbersonline.Changes{EIN: &ein})
			return err
		}},
		{"day that does not exist", "formation date", func(c *numbersonline.Client) error {
			_, err := c.StageListing(ctx, number, numbersonline.Changes{FormationDate: text("2019-02-30")})
			return err
		}},
		{"http website", "https://", func(c *numbersonline.Client) error {
			_, err := c.StageListing(ctx, number, numbersonline.Changes{Website: text("http://acme.example")})
			return err
		}},
		{"empty changes", "nothing to change", func(c *numbersonline.Client) error {
			_, err := c.StageListing(ctx, number, numbersonline.Changes{})
			return err
		}},
		{"svg", "SVG", func(c *numbersonline.Client) error {
			_, err := c.UploadLogo(ctx, number, []byte(`<?xml version="1.0"?><svg xmlns="x"/>`))
			return err
		}},
		{"one byte too many", "512 KB", func(c *numbersonline.Client) error { _, err := c.UploadLogo(ctx, number, png(524289)); return err }},
		{"empty logo", "empty", func(c *numbersonline.Client) error { _, err := c.UploadLogo(ctx, number, nil); return err }},
		{"no reports", "between 1 and 200", func(c *numbersonline.Client) error { _, err := c.Reports(ctx, number, 0); return err }},
		{"too many reports", "between 1 and 200", func(c *numbersonline.Client) error { _, err := c.Reports(ctx, number, 201); return err }},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			c, w := newClient(t, answer{status: 500, body: "{}"})
			e := failure(t, tc.call(c))
			if len(w.sent) != 0 {
				t.Fatalf("%d requests went out", len(w.sent))
			}
			if !e.Local || e.Kind != rest.Invalid || e.Unknown() {
				t.Errorf("error %+v is not a local refusal", e)
			}
			if !strings.Contains(e.Error(), tc.field) {
				t.Errorf("message %q does not say %q", e.Error(), tc.field)
			}
		})
	}
}

func TestLargestLogoIsSent(t *testing.T) {
	c, w := newClient(t, ok(t, "logo.json"))
	l, err := c.UploadLogo(t.Context(), number, png(524288))
	if err != nil {
		t.Fatal(err)
	}
	if w.last().contentType != "image/png" || len(w.last().body) != 524288 {
		t.Errorf("sent %q, %d bytes", w.last().contentType, len(w.last().body))
	}
	if l.Size != 8123 || !strings.HasPrefix(l.URL, "https://numbers.online/api/media/") {
		t.Errorf("logo %+v", l)
	}
}
