package rest

import (
	"context"
	"crypto/tls"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// An answer may be as large as the cap and no byte larger, whatever it says it is.
func TestTheCapOfAnAnswer(t *testing.T) {
	for _, c := range []struct {
		size int
		call Call
		ok   bool
	}{
		{8 << 20, Call{Path: "x"}, true},
		{8<<20 + 1, Call{Path: "x"}, false},
		{100, Call{Path: "x", MaxBody: 100}, true},
		{101, Call{Path: "x", MaxBody: 100}, false},
	} {
		c.call.Once = true
		a, err := over(t, always(200, strings.Repeat("x", c.size), "Content-Type", "text/plain")).Do(t.Context(), c.call)
		switch {
		case c.ok && (err != nil || len(a.Body) != c.size):
			t.Errorf("%d bytes: %v", c.size, err)
		case !c.ok:
			if e := failure(t, err); e.Kind != Malformed || !strings.Contains(e.Error(), "larger than") {
				t.Errorf("%d bytes: %v", c.size, err)
			}
		}
	}
}

// net/http sends again what it can get a second time: an act cannot be got.
func TestAnActCannotBeSentAgainByTheTransport(t *testing.T) {
	for _, act := range []bool{true, false} {
		c := over(t, func(r *http.Request) (*http.Response, error) {
			if (r.GetBody == nil) != act {
				t.Errorf("act %t: the body can be got again", act)
			}
			return answer(200, `{}`), nil
		})
		method := map[bool]string{true: http.MethodPut, false: http.MethodGet}[act]
		if _, err := c.Do(t.Context(), Call{Method: method, Path: "x", Body: map[string]int{"a": 1}}); err != nil {
			t.Error(err)
		}
	}
}

// A server that speaks nothing newer than TLS 1.1 gets no key.
func TestOldTLSIsNotSpoken(t *testing.T) {
	for version, ok := range map[uint16]bool{tls.VersionTLS11: false, tls.VersionTLS12: true} {
		s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{}`)) }))
		s.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: version} //nolint:gosec // what is refused
		s.Config.ErrorLog = quiet()
		s.StartTLS()
		file := filepath.Join(t.TempDir(), "ca.pem")
		block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
		if err := os.WriteFile(file, block, 0o600); err != nil {
			t.Fatal(err)
		}
		c := build(t, s.URL, func(c *Config) { c.CAFile = file })
		if _, err := c.Do(t.Context(), Call{Path: "x", Act: true}); (err == nil) != ok {
			t.Errorf("TLS %x: %v", version, err)
		}
		s.Close()
	}
}

// book is a record of limits that a test reads.
type book struct {
	Limits
	blocks []Block // in force, in this order
	noted  []string
	kept   []Block
}

func (b *book) Blocked(context.Context, string, time.Time) ([]Block, error) { return b.blocks, nil }

func (b *book) Note(ctx context.Context, provider string, of Budget, until time.Time) error {
	b.noted = append(b.noted, of.Name)
	return ctx.Err()
}

func (b *book) Block(ctx context.Context, of Block) error {
	if ctx.Err() == nil {
		b.kept = append(b.kept, of)
	}
	return ctx.Err()
}

// Of several blocks the longest is told, in whatever order they are kept.
func TestTheLongestBlockIsTold(t *testing.T) {
	now := time.Now()
	list := []Block{
		{Provider: "sms", Scope: "get", Until: now.Add(time.Minute)},
		{Provider: "sms", Scope: "account", Until: now.Add(time.Hour)},
		{Provider: "sms", Scope: "account", Until: now.Add(-time.Hour)},
		{Provider: "sms", Scope: "manage", Until: now.Add(24 * time.Hour)},
	}
	for range 2 {
		slices.Reverse(list)
		c := build(t, "https://sms.test", func(c *Config) { c.Transport, c.Limits = always(200, `{}`), &book{Limits: NewLimits(), blocks: list} })
		_, err := c.Do(t.Context(), Call{Path: "x", Budget: Budget{Name: "get"}})
		if e := failure(t, err); !e.Local || !e.Until.Equal(now.Add(time.Hour)) {
			t.Errorf("not before %s", e.Until.Sub(now))
		}
	}
}

// A pause is kept although whoever asked waits no longer, and an empty budget
// is noted with it.
func TestAPauseIsKeptWithoutItsCaller(t *testing.T) {
	limits := &book{Limits: NewLimits()}
	ctx, stop := context.WithCancel(t.Context())
	c := build(t, "https://sms.test", func(c *Config) {
		c.Limits = limits
		c.Transport = trip(func(*http.Request) (*http.Response, error) {
			stop()
			return answer(429, `{"error":"slow"}`, "Retry-After", "30"), nil
		})
	})
	_, err := c.Do(ctx, Call{Path: "x", Budget: Budget{Name: "get", PerMinute: 60}})
	if e := failure(t, err); e.Kind != Limited || e.Err != nil {
		t.Errorf("%v, %v", e, e.Err)
	}
	if len(limits.kept) != 1 || limits.kept[0].Scope != "get" || !slices.Equal(limits.noted, []string{"get"}) {
		t.Errorf("kept %+v, noted %q", limits.kept, limits.noted)
	}
}

// Blocks are those of one provider.
func TestABlockIsOfOneProvider(t *testing.T) {
	l, now := NewLimits(), time.Now()
	if err := l.Block(t.Context(), Block{Provider: "trust", Scope: "account", Until: now.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	for provider, want := range map[string]int{"trust": 1, "sms": 0} {
		if list, err := l.Blocked(t.Context(), provider, now); err != nil || len(list) != want {
			t.Errorf("%s: %v, %v", provider, list, err)
		}
	}
}
