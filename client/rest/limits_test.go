package rest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestAllowed(t *testing.T) {
	for limit, want := range map[int]int{300: 270, 60: 54, 50: 45, 15: 13, 6: 5, 1: 1, 0: 0, -1: 0} {
		if got := (Budget{PerMinute: limit}).Allowed(); got != want {
			t.Errorf("%d: %d", limit, got)
		}
	}
}

// In no sixty seconds do more calls leave than nine tenths of the limit, and
// waiting exactly as long as told is long enough.
func TestBudgetHolds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var left []time.Time
		c := over(t, func(*http.Request) (*http.Response, error) {
			left = append(left, time.Now())
			return answer(200, `{}`), nil
		})
		start := time.Now()
		refused := 0
		for len(left) < 200 {
			_, err := c.Do(t.Context(), Call{Path: "x", Budget: Budget{Name: "retry", PerMinute: 50}})
			if err == nil {
				time.Sleep(100 * time.Millisecond)
				continue
			}
			refused++
			e := failure(t, err)
			if e.Kind != Limited || !e.Local || e.Sent || e.Scope != "retry" || e.Unknown() || !e.Until.After(time.Now()) {
				t.Fatalf("%+v", e)
			}
			time.Sleep(time.Until(e.Until))
		}
		for i, from := range left {
			if j := i + 45; j < len(left) && left[j].Sub(from) < time.Minute {
				t.Fatalf("46 calls in %s", left[j].Sub(from))
			}
		}
		if took := time.Since(start); took > 5*time.Minute || refused > 10 {
			t.Errorf("200 calls took %s and %d refusals", took, refused)
		}
		// Another class of routes has its own budget.
		if _, err := c.Do(t.Context(), Call{Path: "x", Budget: Budget{Name: "get", PerMinute: 300}}); err != nil {
			t.Error(err)
		}
	})
}

func TestWaits(t *testing.T) {
	now := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	unix := func(d time.Duration) string { return strconv.FormatInt(now.Add(d).Unix(), 10) }
	date := func(d time.Duration) string { return now.Add(d).Format(http.TimeFormat) }
	for name, c := range map[string]struct {
		header []string
		want   time.Duration
	}{
		"none":            {nil, 0},
		"seconds":         {[]string{"Retry-After", "17"}, 17 * time.Second},
		"part of one":     {[]string{"Retry-After", "0.5"}, 500 * time.Millisecond},
		"over an hour":    {[]string{"Retry-After", "86400"}, 24 * time.Hour},
		"date":            {[]string{"Retry-After", date(90 * time.Second)}, 90 * time.Second},
		"date, day ahead": {[]string{"Retry-After", date(24 * time.Hour)}, 24 * time.Hour},
		"date, our clock is slow": {[]string{"Date", date(6 * time.Hour), "Retry-After", date(6*time.Hour + time.Minute)},
			time.Minute},
		"reset":           {[]string{"X-RateLimit-Reset", unix(40 * time.Second)}, 40 * time.Second},
		"reset in ms":     {[]string{"X-RateLimit-Reset", unix(40*time.Second) + "000"}, 40 * time.Second},
		"reset in s":      {[]string{"X-RateLimit-Reset", "30"}, 30 * time.Second},
		"the later of 2":  {[]string{"Retry-After", "5", "X-RateLimit-Reset", unix(time.Minute)}, time.Minute},
		"past":            {[]string{"Retry-After", date(-time.Hour), "X-RateLimit-Reset", unix(-time.Hour)}, 0},
		"words":           {[]string{"Retry-After", "soon"}, 0},
		"below zero":      {[]string{"Retry-After", "-5"}, 0},
		"no number":       {[]string{"Retry-After", "NaN", "X-RateLimit-Reset", "NaN"}, 0},
		"beyond all days": {[]string{"Retry-After", "1e300"}, 14 * 24 * time.Hour},
	} {
		h := http.Header{}
		for i := 0; i < len(c.header); i += 2 {
			h.Set(c.header[i], c.header[i+1])
		}
		got := headerWait(h, now)
		if c.want == 0 != got.IsZero() || c.want > 0 && got.Sub(now) != c.want {
			t.Errorf("%s: %s, want %s on", name, got, c.want)
		}
	}
}

// A 429 pauses its scope for at least as long as the server asks, and not one
// request leaves meanwhile.
func TestBlocks(t *testing.T) {
	create, get := Budget{Name: "create", PerMinute: 300}, Budget{Name: "get", PerMinute: 300}
	for name, c := range map[string]struct {
		header    []string
		budget    Budget
		explain   func(*Error)
		scope     string
		least     time.Duration
		estimated bool
		others    bool // calls of another budget go on
	}{
		"a day":        {[]string{"Retry-After", "86400"}, create, nil, "create", 24 * time.Hour, false, true},
		"no time":      {nil, create, nil, "create", time.Minute, true, true},
		"no budget":    {[]string{"Retry-After", "30"}, Budget{}, nil, "account", 30 * time.Second, false, false},
		"whole key":    {[]string{"Retry-After", "30"}, create, func(e *Error) { e.Scope = "account" }, "account", 30 * time.Second, false, false},
		"body later":   {[]string{"Retry-After", "30"}, create, func(e *Error) { e.Until = time.Now().Add(time.Hour) }, "create", time.Hour, false, true},
		"body earlier": {[]string{"Retry-After", "3600"}, create, func(e *Error) { e.Until, e.Estimated = time.Now().Add(time.Minute), true }, "create", time.Hour, false, true},
		"nonsense":     {[]string{"Retry-After", "99999999"}, create, nil, "create", 7 * 24 * time.Hour, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				requests := 0
				reply := answer(429, `{"errorName":"TooMany"}`, c.header...)
				client := build(t, "https://sms.test", func(cfg *Config) {
					cfg.Explain = c.explain
					cfg.Transport = trip(func(*http.Request) (*http.Response, error) { requests++; return reply, nil })
				})
				_, err := client.Do(t.Context(), Call{Path: "x", Budget: c.budget})
				e := failure(t, err)
				wait := time.Until(e.Until)
				if e.Kind != Limited || e.Local || e.Scope != c.scope || e.Estimated != c.estimated || wait < c.least+time.Second || wait > c.least+6*time.Second {
					t.Fatalf("scope %q, estimated %t, wait %s", e.Scope, e.Estimated, wait)
				}
				reply = answer(200, `{}`)
				for time.Now().Before(e.Until) {
					_, err = client.Do(t.Context(), Call{Path: "x", Budget: c.budget})
					if f := failure(t, err); !f.Local || !f.Until.Equal(e.Until) || f.Unknown() {
						t.Fatalf("%+v", f)
					}
					time.Sleep(wait / 7)
				}
				if requests != 1 {
					t.Fatalf("%d requests inside the block", requests-1)
				}
				if _, err = client.Do(t.Context(), Call{Path: "x", Budget: c.budget}); err != nil {
					t.Errorf("after the block: %v", err)
				}
				_ = client.cfg.Limits.Block(t.Context(), Block{Provider: "sms", Scope: c.scope, Until: time.Now().Add(time.Hour)})
				if _, err = client.Do(t.Context(), Call{Path: "x", Budget: get}); (err == nil) != c.others {
					t.Errorf("another budget: %v", err)
				}
				if _, err = client.Do(t.Context(), Call{Path: "x", Budget: c.budget, Probe: true}); err != nil {
					t.Errorf("a person's probe: %v", err)
				}
			})
		})
	}
}

// The limit of active numbers is not lifted by waiting: nothing is paused.
func TestClearedScopePausesNothing(t *testing.T) {
	c := build(t, "https://sms.test", func(cfg *Config) {
		cfg.Transport = always(429, `{}`, "X-RateLimit-Reset", "30")
		cfg.Explain = func(e *Error) { e.Scope, e.Until = "", time.Time{} }
	})
	for range 3 {
		_, err := c.Do(t.Context(), Call{Path: "x", Budget: Budget{Name: "create", PerMinute: 300}})
		if e := failure(t, err); e.Local || !e.Until.IsZero() {
			t.Fatalf("%+v", e)
		}
	}
}

func TestWaitsDoubleWithoutATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		status := 429
		c := over(t, func(*http.Request) (*http.Response, error) { return answer(status, `{}`), nil })
		next := func() time.Duration {
			_, err := c.Do(t.Context(), Call{Path: "x"})
			wait := time.Until(failure(t, err).Until)
			time.Sleep(wait)
			return wait.Truncate(time.Minute)
		}
		var got []time.Duration
		for range 6 {
			got = append(got, next())
		}
		status = 200
		if _, err := c.Do(t.Context(), Call{Path: "x"}); err != nil {
			t.Fatal(err)
		}
		status = 429
		got = append(got, next())
		if fmt.Sprint(got) != "[1m0s 2m0s 4m0s 8m0s 15m0s 15m0s 1m0s]" {
			t.Error(got)
		}
	})
}

func TestABucketIsWaitedForAsLongAsItTakesToFill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := over(t, func(*http.Request) (*http.Response, error) { return answer(429, `{}`), nil })
		for i, least := range []time.Duration{10, 20, 40, 54, 54, 54} {
			_, err := c.Do(t.Context(), Call{Path: "x", Budget: Budget{Name: "account", PerMinute: 100, Refill: 10 * time.Second}})
			wait := time.Until(failure(t, err).Until)
			if wait < least*time.Second || wait > time.Minute || wait > least*time.Second+6*time.Second {
				t.Errorf("refusal %d holds for %s", i+1, wait)
			}
			time.Sleep(wait)
		}
		hour := over(t, func(*http.Request) (*http.Response, error) {
			a := answer(429, `{}`)
			a.Header.Set("Retry-After", "3600")
			return a, nil
		})
		_, err := hour.Do(t.Context(), Call{Path: "x", Budget: Budget{Name: "account", PerMinute: 100, Refill: 10 * time.Second}})
		if wait := time.Until(failure(t, err).Until); wait > time.Minute {
			t.Errorf("an hour that was named holds for %s", wait)
		}
	})
}

func TestRefusedKey(t *testing.T) {
	key, status, requests := "first key of ours", 401, 0
	c := build(t, "https://sms.test", func(cfg *Config) {
		cfg.Key = func() Secret { return NewSecret(key) }
		cfg.Transport = trip(func(*http.Request) (*http.Response, error) {
			requests++
			return answer(status, `{"errorName":"UnauthorizedException"}`), nil
		})
	})
	for range 5 {
		_, err := c.Do(t.Context(), Call{Path: "x"})
		if e := failure(t, err); e.Kind != Unauthorized || e.Local != (requests == 1 && e.Status == 0) {
			t.Fatalf("%+v", e)
		}
	}
	if requests != 1 {
		t.Fatalf("%d requests with a refused key", requests)
	}
	if _, err := c.Do(t.Context(), Call{Path: "x"}); !strings.Contains(err.Error(), "SMS refused the key; nothing is sent until it is replaced or tried again") {
		t.Error(err)
	}
	status, key = 200, "second key of ours"
	if _, err := c.Do(t.Context(), Call{Path: "x"}); err != nil {
		t.Fatal(err)
	}
	key = "first key of ours"
	if _, err := c.Do(t.Context(), Call{Path: "x", Probe: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Do(t.Context(), Call{Path: "x"}); err != nil {
		t.Errorf("after a probe that worked: %v", err)
	}
	key, requests = "", 0
	_, err := c.Do(t.Context(), Call{Path: "x"})
	if e := failure(t, err); e.Kind != NoKey || !e.Local || requests != 0 || e.Error() != "nothing was sent: no key is set for SMS" {
		t.Errorf("%+v after %d requests", e, requests)
	}
}

// A key that another process had an answer with is tried again, at most once a minute: that
// process may have another key.
func TestAKeyAcceptedElsewhereIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		status, requests, accepted := 401, 0, false
		c := build(t, "https://sms.test", func(cfg *Config) {
			cfg.Key = func() Secret { return NewSecret("first key of ours") }
			cfg.Accepted = func(context.Context, time.Time) bool { return accepted }
			cfg.Transport = trip(func(*http.Request) (*http.Response, error) {
				requests++
				return answer(status, `{"errorName":"UnauthorizedException"}`), nil
			})
		})
		ask := func() error {
			_, err := c.Do(t.Context(), Call{Path: "x"})
			return err
		}
		for _, step := range []struct {
			accepted bool
			later    time.Duration
			want     int
		}{{want: 1}, {later: time.Hour, want: 1}, {accepted: true, want: 2}, {accepted: true, later: pardonAfter / 2, want: 2}, {accepted: true, later: pardonAfter, want: 3}} {
			accepted = step.accepted
			time.Sleep(step.later)
			if err := ask(); err == nil || requests != step.want {
				t.Errorf("%+v: %d requests, %v", step, requests, err)
			}
		}
		time.Sleep(pardonAfter)
		status = 200
		if err := ask(); err != nil {
			t.Errorf("the key is good again: %v", err)
		}
	})
}

type brokenLedger struct{ Limits }

func (brokenLedger) Take(context.Context, string, Budget, time.Time) (time.Duration, error) {
	return 0, errors.New("disk full")
}

func TestWithoutALedgerNothingLeaves(t *testing.T) {
	c := build(t, "https://sms.test", func(cfg *Config) {
		cfg.Limits = brokenLedger{NewLimits()}
		cfg.Transport = trip(func(*http.Request) (*http.Response, error) {
			t.Error("a request left uncounted")
			return answer(200, `{}`), nil
		})
	})
	_, err := c.Do(t.Context(), order)
	if e := failure(t, err); !e.Local || e.Unknown() || !strings.Contains(e.Error(), "record of limits") {
		t.Errorf("%v", e)
	}
}

func TestNoteEmptiesTheWindow(t *testing.T) {
	l, now, b := NewLimits(), time.Now(), Budget{Name: "get", PerMinute: 300}
	if err := l.Note(t.Context(), "sms", b, now.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	_ = l.Note(t.Context(), "sms", b, now.Add(time.Second)) // never shortened
	if wait, _ := l.Take(t.Context(), "sms", b, now); wait != time.Minute {
		t.Errorf("wait %s", wait)
	}
	if wait, _ := l.Take(t.Context(), "trust", b, now); wait != 0 {
		t.Errorf("another provider waits %s", wait)
	}
	_ = l.Block(t.Context(), Block{Provider: "sms", Scope: "get", Until: now.Add(time.Hour)})
	_ = l.Block(t.Context(), Block{Provider: "sms", Scope: "get", Until: now.Add(time.Minute)})
	if list, _ := l.Blocked(t.Context(), "sms", now); len(list) != 1 || !list[0].Until.Equal(now.Add(time.Hour)) {
		t.Errorf("%+v", list)
	}
	if list, _ := l.Blocked(t.Context(), "sms", now.Add(time.Hour)); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}
