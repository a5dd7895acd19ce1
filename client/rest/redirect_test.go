package rest

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func quiet() *log.Logger { return log.New(io.Discard, "", 0) }

// The 15 ways in which net/http would carry a key to another host.
func TestRedirectsCarryNothing(t *testing.T) {
	received := 0
	foreign := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { received++ }))
	defer foreign.Close()
	target := strings.Replace(foreign.URL, "127.0.0.1", "localhost", 1) + "/path?token=canary-token"
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, method := range []string{"GET", "PUT", "POST"} {
			t.Run(fmt.Sprint(status, " ", method), func(t *testing.T) {
				hits := 0
				home := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					hits++
					http.Redirect(w, r, target, status)
				}))
				defer home.Close()
				call := Call{Method: method, Path: "x"}
				if method != "GET" {
					call.Body = map[string]int{"amount": -350}
				}
				_, err := build(t, home.URL, nil).Do(t.Context(), call)
				e := failure(t, err)
				if e.Kind != NotAPI || e.Status != status || hits != 1 {
					t.Fatalf("kind %d after %d requests: %v", e.Kind, hits, e)
				}
				if e.Error() != "SMS answered with a redirect to localhost, which is not followed" {
					t.Errorf("says %q", e)
				}
				if e.Unknown() != (status == 302 || status == 303) {
					t.Errorf("unknown is %t", e.Unknown())
				}
			})
		}
	}
	if received != 0 {
		t.Errorf("the other host received %d requests", received)
	}
}

// Even a transport that is handed another address does not get the key.
func TestKeyStaysWithItsOrigin(t *testing.T) {
	for address, home := range map[string]bool{
		"https://sms.test/x":      true,
		"https://SMS.test:443/x":  true,
		"http://sms.test/x":       false,
		"http://sms.test:443/x":   false,
		"https://sms.test:8443/x": false,
		"https://sms.test.evil/x": false,
		"https://evil.test/x":     false,
		"https://sms.test@evil/x": false,
	} {
		var got string
		reached := false
		c := over(t, func(r *http.Request) (*http.Response, error) {
			reached, got = true, r.Header.Get("X-Api-Key")
			return answer(200, `{}`), nil
		})
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		req, err := http.NewRequestWithContext(context.WithValue(t.Context(), keyOf{}, theKey()), http.MethodGet, u.String(), nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := c.reads.RoundTrip(req)
		if err == nil {
			_ = res.Body.Close()
		}
		if reached != home || (err == nil) != home || home && got != canary {
			t.Errorf("%s: reached %t with %q, %v", address, reached, got, err)
		}
		if req.Header.Get("X-Api-Key") != "" {
			t.Error("the key was left in the caller's request")
		}
	}
}

func TestNoKeyGoesWithout(t *testing.T) {
	var got []string
	c := over(t, func(r *http.Request) (*http.Response, error) {
		got = append(got, r.Header.Get("X-Api-Key"))
		return answer(200, `{}`), nil
	})
	for _, call := range []Call{{Path: "a"}, {Path: "a", NoKey: true}} {
		if _, err := c.Do(t.Context(), call); err != nil {
			t.Fatal(err)
		}
	}
	if len(got) != 2 || got[0] != canary || got[1] != "" {
		t.Errorf("%q", got)
	}
}
