package rest

import (
	"errors"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// A key that cannot be had was refused by nobody: nothing is sent, the reason is told, and it is
// looked for again as a person asks.
func TestAKeyThatCannotBeHadIsNoRefusedKey(t *testing.T) {
	requests, sought := 0, 0
	key, why := Secret{}, "SMS has no key that can be used: the keyring is locked"
	c := build(t, "https://sms.test", func(cfg *Config) {
		cfg.Key, cfg.Keyless = func() Secret { return key }, func() string { return why }
		cfg.Seek = func() { sought++; key = NewSecret("first key of ours") }
		cfg.Transport = trip(func(*http.Request) (*http.Response, error) {
			requests++
			return answer(200, `{}`), nil
		})
	})
	_, err := c.Do(t.Context(), Call{Path: "x"})
	if e := failure(t, err); e.Kind != NoKey || !e.Local || e.Error() != "nothing was sent: "+why || requests != 0 {
		t.Errorf("%+v after %d requests", e, requests)
	}
	c.Pardon()
	if _, err := c.Do(t.Context(), Call{Path: "x"}); err != nil || sought != 1 || requests != 1 {
		t.Errorf("looked for %d times, %d requests, %v", sought, requests, err)
	}
}

// As a person asks, a refused key is tried by one call, for which the others wait: refused again
// it rests again, answered it is good for all.
func TestAPardonedKeyIsTriedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		status, requests := 401, 0
		var mu sync.Mutex
		c := build(t, "https://sms.test", func(cfg *Config) {
			cfg.Key = func() Secret { return NewSecret("first key of ours") }
			cfg.Transport = trip(func(*http.Request) (*http.Response, error) {
				mu.Lock()
				requests++
				mu.Unlock()
				time.Sleep(time.Second)
				return answer(status, `{"errorName":"UnauthorizedException"}`), nil
			})
		})
		all := func() (failed int) {
			var calls sync.WaitGroup
			for range 8 {
				calls.Go(func() {
					if _, err := c.Do(t.Context(), Call{Path: "x", Method: http.MethodPost, Act: true}); err != nil {
						mu.Lock()
						failed++
						mu.Unlock()
					}
				})
			}
			calls.Wait()
			return failed
		}
		if _, err := c.Do(t.Context(), Call{Path: "x"}); err == nil {
			t.Fatal("the key is refused")
		}
		for _, step := range []struct {
			name            string
			later           time.Duration
			pardon          bool
			status          int
			requests, fails int
		}{
			{"nobody asks", time.Hour, false, 401, 0, 8},
			{"a person asks", 0, true, 401, 1, 8},
			{"of the same wish", 0, true, 401, 0, 8},
			{"and later", time.Minute, false, 401, 0, 8},
			{"a person asks again, and it is good", 0, true, 200, 8, 0},
			{"it stays good", time.Minute, false, 200, 8, 0},
		} {
			time.Sleep(step.later)
			if step.pardon {
				c.Pardon()
			}
			status, requests = step.status, 0
			if fails := all(); requests != step.requests || fails != step.fails {
				t.Errorf("%s: %d requests, %d failed; want %d, %d", step.name, requests, fails, step.requests, step.fails)
			}
		}
	})
}

// A trial that nobody answers leaves the wish as it is: the next call tries.
func TestAPardonLastsUntilItIsAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		status := 401
		c := build(t, "https://sms.test", func(cfg *Config) {
			cfg.Key = func() Secret { return NewSecret("first key of ours") }
			cfg.Transport = trip(func(*http.Request) (*http.Response, error) {
				if status == 0 {
					return nil, errors.New("unplugged")
				}
				return answer(status, `{}`), nil
			})
		})
		ask := func() error {
			_, err := c.Do(t.Context(), Call{Path: "x", Method: http.MethodPost, Act: true})
			return err
		}
		if ask() == nil {
			t.Fatal("the key is refused")
		}
		time.Sleep(time.Minute)
		c.Pardon()
		status = 0
		if ask() == nil {
			t.Fatal("unplugged, and answered")
		}
		status = 200
		if err := ask(); err != nil {
			t.Errorf("nobody has refused it since: %v", err)
		}
	})
}

// A key that was refused rests with what the provider said of it.
func TestARefusedKeyRestsInTheProvidersWords(t *testing.T) {
	c := build(t, "https://sms.test", func(cfg *Config) {
		cfg.Key = func() Secret { return NewSecret("first key of ours") }
		cfg.Explain = func(e *Error) { e.Message = "The key was revoked on Monday." }
		cfg.Transport = trip(func(*http.Request) (*http.Response, error) { return answer(http.StatusUnauthorized, "{}"), nil })
	})
	for _, want := range []string{
		"SMS refused the key: The key was revoked on Monday.", "SMS refused the key: The key was revoked on Monday. Nothing is sent until it is replaced or tried again",
	} {
		if _, err := c.Do(t.Context(), Call{Path: "x"}); failure(t, err).Error() != want {
			t.Errorf("%q, want %q", err, want)
		}
	}
}
