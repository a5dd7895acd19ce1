package trust

import (
	"net/http"
	"net/mail"
	"sort"
	"time"

	"switchboard/client/sandbox/answer"
)

// schemaVersion is an open string: clients must not compare it for equality.
const schemaVersion = "2026-06-01"

// account owns keys and proved numbers. Balance is in millionths of a dollar.
type account struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Email     string    `json:"email"`
	Balance   int64     `json:"balance_micros"`
	Suspended bool      `json:"suspended,omitempty"`
	Created   time.Time `json:"created"`

	Requests map[string]int `json:"requests,omitempty"` // by date, for the last thirty days
}

// count adds one request to today's.
func (a *account) count(now time.Time) {
	if a.Requests == nil {
		a.Requests = map[string]int{}
	}
	first := now.Add(-month).Format(time.DateOnly)
	for date := range a.Requests {
		if date < first {
			delete(a.Requests, date)
		}
	}
	a.Requests[now.Format(time.DateOnly)]++
}

// accountView is the account as N2 and N3 show it.
type accountView struct {
	ID            string  `json:"id"`
	Email         *string `json:"email"`
	Name          *string `json:"name"`
	BalanceMicros int64   `json:"balance_micros"`
	BalanceUSD    float64 `json:"balance_usd"`
	Status        string  `json:"status"`
	CreatedAt     string  `json:"created_at"`
}

func (a *account) view() accountView {
	v := accountView{ID: a.ID, Email: orNull(a.Email), Name: orNull(a.Name), BalanceMicros: a.Balance,
		BalanceUSD: float64(a.Balance) / 1e6, Status: "active", CreatedAt: stamp(a.Created)}
	if a.Suspended {
		v.Status = "suspended"
	}
	return v
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// contact reads the two fields that sign-up and edit share.
func (c *call) contact() (name, email string, named, mailed bool, err error) {
	f, err := c.form()
	if err != nil {
		return "", "", false, false, err
	}
	name, named = f.text("name")
	email, mailed = f.text("email")
	if at, err := mail.ParseAddress(email); email != "" && (err != nil || at.Address != email) {
		f.wrong("email", "is not an e-mail address")
	}
	return name, email, named, mailed, f.err()
}

// signup makes a new account at every call and shows its key this once.
func signup(c *call) (int, any, error) {
	name, email, _, _, err := c.contact()
	if err != nil {
		return 0, nil, err
	}
	if err := c.admitSignup(); err != nil {
		return 0, nil, err
	}
	a := &account{ID: "acc_" + c.Mint("account", 24), Name: name, Email: email, Created: c.now}
	secret := "nol_" + c.Mint("key", 40)
	c.Accounts[a.ID], c.Keys[secret] = a, &key{Account: a.ID}
	return http.StatusCreated, answer.Pairs(
		"schema_version", schemaVersion,
		"account", answer.Pairs("id", a.ID, "email", orNull(a.Email), "balance_micros", a.Balance),
		"api_key", secret,
		"key_prefix", prefix(secret),
		"key", answer.Pairs(
			"tier", "free",
			"use_cases", []string{"account", "lookup", "report"},
			"limits", answer.Pairs("per_key_per_min", callsPerMinute, "pooled_lookups_per_min", 10,
				"pooled_lookups_per_day", 50, "pooled_reports_per_day", 10),
			"limits_note", "Lookups and reports are shared by all keys of the free tier.",
		),
		"note", "Store the key now. It is kept only as a hash and cannot be shown again.",
		"docs_url", c.origin()+"/api/spec",
	), nil
}

// readAccount is N2.
func readAccount(c *call) (int, any, error) {
	keys := []map[string]any{}
	tenants := []map[string]any{}
	for secret, k := range c.Keys {
		if k.Account != c.account.ID {
			continue
		}
		view := map[string]any{"key_prefix": prefix(secret), "revoked": k.Revoked}
		if k.Tenant {
			tenants = append(tenants, view)
		} else {
			keys = append(keys, view)
		}
	}
	for _, list := range [][]map[string]any{keys, tenants} {
		sort.Slice(list, func(i, j int) bool { return list[i]["key_prefix"].(string) < list[j]["key_prefix"].(string) })
	}
	requests := 0
	for _, n := range c.account.Requests {
		requests += n
	}
	return http.StatusOK, answer.Pairs("schema_version", schemaVersion, "account", c.account.view(),
		"usage_30d", answer.Pairs("requests", requests, "billed_micros", 0, "billed_usd", 0.0), "keys", keys, "tenants", tenants), nil
}

// editAccount is N3; an empty e-mail clears it.
func editAccount(c *call) (int, any, error) {
	name, email, named, mailed, err := c.contact()
	if err != nil {
		return 0, nil, err
	}
	if !named && !mailed {
		return 0, nil, refuse(http.StatusBadRequest, "nothing to update: send name or email")
	}
	if named {
		c.account.Name = name
	}
	if mailed {
		c.account.Email = email
	}
	return http.StatusOK, answer.Pairs("schema_version", schemaVersion, "ok", true, "account", c.account.view()), nil
}
