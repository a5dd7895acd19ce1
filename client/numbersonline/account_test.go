package numbersonline_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/rest"
)

func TestSignup(t *testing.T) {
	c, w := newClient(t, answer{status: 201, body: example(t, "signup.json")})
	s, err := c.Signup(t.Context(), "Acme", "")
	if err != nil {
		t.Fatal(err)
	}
	if got := w.last(); got.key != "" || got.body != `{"name":"Acme"}` || got.uri != "/api/v1/account/signup" {
		t.Errorf("sent %+v", got)
	}
	if s.Key.Reveal() != "nol_8f3c2a1b00000000000000000000000000000000" || s.KeyPrefix != "nol_8f3c2a1b" || s.Limits.PerMinute != 60 || s.Limits.PooledReportsDay != 10 {
		t.Errorf("signed up: %+v", s)
	}
	if !s.Account.BalanceKnown || s.Account.Balance != 0 || s.Account.Email != "" {
		t.Errorf("account: %+v", s.Account)
	}
}

func TestSignupNeverPrintsTheKey(t *testing.T) {
	c, _ := newClient(t, answer{status: 201, body: example(t, "signup.json")})
	s, err := c.Signup(t.Context(), "", "")
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "signed", s, "pointer", &s)
	encoded, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	for how, out := range map[string]string{"%v": fmt.Sprintf("%v", s), "%+v": fmt.Sprintf("%+v", s), "%#v": fmt.Sprintf("%#v", s), "pointer": fmt.Sprintf("%+v", &s),
		"log": log.String(), "json": string(encoded)} {
		if strings.Contains(out, "nol_8f3c2a1b0") {
			t.Errorf("%s shows the key: %s", how, out)
		}
	}
}

func TestSignupIsNeverRepeated(t *testing.T) {
	for name, a := range map[string]answer{
		"server trouble": {status: 503, body: `{"error":"try again"}`},
		"cut answer":     {status: 201, body: `{"account":{"id":"acc_01"},"api_key":"nol_8f3c`},
		"no key":         {status: 201, body: `{"account":{"id":"acc_01"}}`},
	} {
		t.Run(name, func(t *testing.T) {
			c, w := newClient(t, a)
			_, err := c.Signup(t.Context(), "", "")
			if e := failure(t, err); !e.Unknown() {
				t.Errorf("%v: the outcome counts as known", e)
			}
			if len(w.sent) != 1 {
				t.Errorf("%d requests, want 1", len(w.sent))
			}
		})
	}
}

func TestAccount(t *testing.T) {
	c, _ := newClient(t, ok(t, "account.json"))
	a, err := c.Account(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := numbersonline.Account{ID: "acc_01", Email: "ops@acme.example", Name: "Acme", Balance: 4_200_000, BalanceKnown: true, Status: "active",
		Created: time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC), Usage: &numbersonline.Usage{Requests: 118, Billed: 590_000}}
	if !reflect.DeepEqual(a, want) {
		t.Errorf("account %+v\nwant %+v", a, want)
	}
	if got := a.Balance.String() + " " + numbersonline.Micros(-3_050_000).String(); got != "$4.20 -$3.05" {
		t.Error(got)
	}
}

func TestPhones(t *testing.T) {
	c, _ := newClient(t, ok(t, "phones.json"))
	list, err := c.Phones(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 || list[0].E164 != number || !list[0].Precall || list[1].Precall || !list[1].PrecallEnrolled.IsZero() || list[1].Verified.IsZero() {
		t.Errorf("phones %+v", list)
	}
	c, _ = newClient(t, answer{status: 404, body: `{"error":"not found"}`})
	if _, err := c.Phones(t.Context()); !errors.Is(err, numbersonline.ErrNotListed) {
		t.Errorf("a server without the route gives %v", err)
	}
	c, _ = newClient(t, answer{status: 403, body: `{"error":"no","code":"use_case_forbidden"}`})
	if _, err := c.Phones(t.Context()); errors.Is(err, numbersonline.ErrNotListed) {
		t.Error("a refused key looks like a missing route")
	}
}

func TestVerification(t *testing.T) {
	c, _ := newClient(t, ok(t, "verify_start.json"), ok(t, "verify_confirm.json"))
	sent, err := c.StartVerification(t.Context(), number, numbersonline.Voice)
	if err != nil || sent.Dev.Reveal() != "048213" {
		t.Fatalf("%v %v", sent, err)
	}
	p, err := c.ConfirmVerification(t.Context(), number, sent.Dev.Reveal())
	if err != nil || p.E164 != number || p.AccountID != "acc_01" || p.AlreadyBound {
		t.Errorf("%+v %v", p, err)
	}
}

func TestErrorsInWords(t *testing.T) {
	ctx := t.Context()
	confirm := func(c *numbersonline.Client) error { _, err := c.ConfirmVerification(ctx, number, "1234"); return err }
	start := func(c *numbersonline.Client) error {
		_, err := c.StartVerification(ctx, number, numbersonline.Voice)
		return err
	}
	signup := func(c *numbersonline.Client) error { _, err := c.Signup(ctx, "", ""); return err }
	listing := func(c *numbersonline.Client) error { _, err := c.Listing(ctx, number); return err }
	kind := numbersonline.Business
	stage := func(c *numbersonline.Client) error {
		_, err := c.StageListing(ctx, number, numbersonline.Changes{Kind: kind})
		return err
	}
	checkout := func(c *numbersonline.Client) error { _, err := c.Checkout(ctx, number); return err }
	cases := []struct {
		name   string
		call   func(*numbersonline.Client) error
		status int
		body   string
		kind   rest.Kind
		words  string
		scope  string
	}{
		{"second number", confirm, 402, `{"error":"x","code":"paid_verification_required"}`, rest.Payment, "a free account holds one number: pay for one first", ""},
		{"claimed elsewhere", confirm, 409, `{"error":"x"}`, rest.Conflict, "another account has proved this number", ""},
		{"wrong code keeps the service's words", confirm, 400, `{"error":"code expired"}`, rest.Invalid, "code expired", ""},
		{"tenant key", listing, 403, `{"error":"x","code":"use_case_forbidden"}`, rest.Forbidden, "tenant keys are rejected", ""},
		{"suspended", listing, 403, `{"error":"x","code":"account_suspended"}`, rest.Forbidden, "suspended", ""},
		{"revoked", listing, 401, `{"error":"x","code":"invalid_key"}`, rest.Unauthorized, "revoked", ""},
		{"not bound", listing, 404, `{"error":"x"}`, rest.NotFound, "not proved for this account", ""},
		{"claimed on the website", stage, 403, `{"error":"x"}`, rest.Forbidden, "claimed on the website and is edited there (x)", ""},
		{"claimed on the website, in its own words", stage, 403, `{"error":"this listing was claimed on the website and is managed there"}`, rest.Forbidden, "this: this listing was claimed on the website and is edited there", ""},
		{"already verified", checkout, 409, `{"error":"x"}`, rest.Conflict, "verified already", ""},
		{"key's minute is used up", listing, 429, example(t, "error.json"), rest.Limited, "too many requests", "account"},
		{"code cool-down pauses codes only", start, 429, `{"error":"wait","retry_after_seconds":30}`, rest.Limited, "wait", "otp"},
		{"sign-ups pause sign-ups only", signup, 429, `{"error":"x","code":"rate_limited_ip"}`, rest.Limited, "from this address", "signup"},
		{"key limit met while asking for a code", start, 429, `{"error":"x","code":"rate_limited_key"}`, rest.Limited, "", "account"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			c, _ := newClient(t, answer{status: tc.status, body: tc.body})
			e := failure(t, tc.call(c))
			if e.Kind != tc.kind || e.Unknown() || e.Scope != tc.scope {
				t.Errorf("kind %d scope %q unknown %v, want kind %d scope %q", e.Kind, e.Scope, e.Unknown(), tc.kind, tc.scope)
			}
			if !strings.Contains(e.Error(), tc.words) || strings.Contains(e.Error(), "managed there") {
				t.Errorf("%q does not say %q", e.Error(), tc.words)
			}
		})
	}
}

func TestWaitIsTheLongerOfHeaderAndBody(t *testing.T) {
	c, w := newClient(t, answer{status: 429, body: `{"error":"x","code":"rate_limited_key","retry_after_seconds":90}`, header: map[string]string{"Retry-After": "12"}})
	_, err := c.Listing(t.Context(), number)
	e := failure(t, err)
	if left := time.Until(e.Until); left < 85*time.Second || left > 100*time.Second {
		t.Errorf("waits %v, want about 90 s", left)
	}
	if e = failure(t, func() error { _, err := c.Account(t.Context()); return err }()); !e.Local || len(w.sent) != 1 {
		t.Errorf("%d requests went out in spite of the pause", len(w.sent))
	}
}
