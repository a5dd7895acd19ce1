package sandbox

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
)

// newWorld makes a world that lasts as long as the test.
func newWorld(t *testing.T, options Options) *World {
	t.Helper()
	w, err := New(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// user is a client of a world, through a transport of its own.
type user struct {
	*testing.T
	w      *World
	base   string
	bubble bool // every event is delivered before a request is over
	client *http.Client
}

func inProcess(t *testing.T, w *World) *user {
	return &user{T: t, w: w, base: "https://sandbox.invalid", client: &http.Client{Transport: w}}
}

func (u *user) request(ctx context.Context, method, path, body string) *http.Request {
	u.Helper()
	r, err := http.NewRequestWithContext(ctx, method, u.base+path, strings.NewReader(body))
	if err != nil {
		u.Fatal(err)
	}
	keys := u.w.Endpoints(u.base)
	r.Header.Set("X-Api-Key", keys.SMS.Key)
	r.Header.Set("X-Auth-Token", keys.Lines.Token)
	if strings.HasPrefix(path, "/api/v1/account") {
		r.Header.Set("X-Api-Key", keys.Trust.Key)
	}
	return r
}

// do sends a request and reads its whole answer.
func (u *user) do(method, path, body string) (int, http.Header, string, error) {
	u.Helper()
	response, err := u.client.Do(u.request(u.Context(), method, path, body))
	if err != nil {
		return 0, nil, "", err
	}
	raw, err := io.ReadAll(response.Body)
	if closed := response.Body.Close(); closed != nil {
		u.Error(closed)
	}
	return response.StatusCode, response.Header, string(raw), err
}

// want does a request that must be answered with code.
func (u *user) want(code int, method, path, body string) string {
	u.Helper()
	got, _, answer, err := u.do(method, path, body)
	if err != nil || got != code {
		u.Fatalf("%s %s: %d %.300s %v, want %d", method, path, got, answer, err, code)
	}
	u.delivered()
	return answer
}

// balance is acme's total in cents, read past every fault.
func (u *user) balance() int64 {
	u.Helper()
	raw, err := json.Marshal(u.w.Ledger()["sms"])
	if err != nil {
		u.Fatal(err)
	}
	var ledger struct {
		Customers []struct {
			ID    string `json:"customer_id"`
			Total int64  `json:"total"`
		} `json:"customers"`
	}
	if err := json.Unmarshal(raw, &ledger); err != nil {
		u.Fatal(err)
	}
	for _, c := range ledger.Customers {
		if c.ID == "acme" {
			return c.Total
		}
	}
	u.Fatal("acme is not in the ledger")
	return 0
}

// credit is a request that changes acme's balance by one dollar.
const creditPath = "/m/customer/acme/transaction"

func credit(id string) string { return `{"transaction_id":"` + id + `","amount":100}` }
