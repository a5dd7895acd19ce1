package rest

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestStatuses(t *testing.T) {
	const shaped = `{"errorName":"SomethingException","errorMessage":"words of theirs"}`
	for _, c := range []struct {
		status  int
		body    string
		header  []string
		kind    Kind
		unknown bool
		says    string
	}{
		{400, shaped, nil, Invalid, false, "SMS refused the request: words of theirs"},
		{401, shaped, nil, Unauthorized, false, "SMS refused the key: words of theirs"},
		{402, shaped, nil, Payment, false, "SMS asks for payment first: words of theirs"},
		{403, shaped, nil, Forbidden, false, "SMS does not allow this: words of theirs"},
		{404, shaped, nil, NotFound, false, "SMS does not know this: words of theirs"},
		{408, shaped, nil, Unanswered, true, "words of theirs"},
		{409, shaped, nil, Conflict, false, "SMS refuses it in the present state: words of theirs"},
		{410, shaped, nil, Gone, false, "SMS has it no longer: words of theirs"},
		{413, shaped, nil, Invalid, false, "SMS refused the request: words of theirs"},
		{422, shaped, nil, Invalid, false, "SMS refused the request: words of theirs"},
		{500, shaped, nil, Server, true, "SMS has trouble (500): words of theirs"},
		{503, "", nil, Server, true, "SMS has trouble (503)"},
		// Without the provider's own shape an edge may have spoken for it.
		{404, "not here", []string{"Content-Type", "text/plain"}, NotFound, true, "SMS does not know this: not here"},
		{400, "", nil, Invalid, true, "SMS refused the request"},
		{409, `{"errorName":"Cut`, nil, Conflict, true, "SMS refuses it in the present state"},
		{200, "<html>sign in</html>", []string{"Content-Type", "text/html; charset=utf-8"}, NotAPI, true, "a web page answered instead of SMS: HTML from sms.test"},
		{200, "\ufeff \n<!doctype html>", nil, NotAPI, true, "a web page answered instead of SMS: HTML from sms.test"},
		{404, "<html>", []string{"Content-Type", "text/html"}, NotAPI, true, "a web page answered instead of SMS: HTML from sms.test"},
		{502, "<html>", []string{"Content-Type", "text/html"}, NotAPI, true, "a web page answered instead of SMS: HTML from sms.test"},
		{200, `{"a":1`, nil, Malformed, true, "SMS sent an answer that cannot be read: it is not complete JSON"},
		{200, `{"a":1} trailing`, nil, Malformed, true, "SMS sent an answer that cannot be read: it is not complete JSON"},
		{303, "", []string{"Location", "://"}, NotAPI, true, "SMS answered with a redirect (303), which is not followed"},
	} {
		client := build(t, "https://sms.test", func(cfg *Config) {
			cfg.Transport = always(c.status, c.body, c.header...)
			cfg.Explain = func(e *Error) {
				if bytes.Contains(e.Body, []byte("words of theirs")) {
					e.Name, e.Message = "SomethingException", "words of theirs"
				}
			}
		})
		_, err := client.Do(t.Context(), order)
		e := failure(t, err)
		if e.Kind != c.kind || e.Unknown() != c.unknown || e.Status != c.status || !e.Sent || e.Local {
			t.Errorf("%d %q: kind %d, unknown %t, sent %t", c.status, c.body, e.Kind, e.Unknown(), e.Sent)
		}
		if e.Error() != c.says {
			t.Errorf("%d %q says %q, want %q", c.status, c.body, e, c.says)
		}
	}
}

func TestAnswers(t *testing.T) {
	date := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	c := over(t, always(201, `{"Result":"success"}`, "Date", date.Format(http.TimeFormat), "X-Etag", "7"))
	var out struct{ Result string }
	a, err := c.JSON(t.Context(), order, &out)
	if err != nil || out.Result != "success" || a.Status != 201 || a.Header.Get("X-ETag") != "7" || !a.At.Equal(date) {
		t.Fatalf("%+v, %+v, %v", a, out, err)
	}
	c = over(t, always(304, ""))
	if a, err = c.JSON(t.Context(), Call{Path: "x"}, &out); err != nil || a.Status != 304 || out.Result != "success" {
		t.Fatalf("%+v, %v", a, err)
	}
	for _, body := range []string{"", "plain", `["wrong shape"]`, `{"Result":7}`} {
		_, err = over(t, always(200, body, "Content-Type", "text/plain")).JSON(t.Context(), order, &out)
		if e := failure(t, err); e.Kind != Malformed || !e.Unknown() || string(e.Body) != body {
			t.Errorf("%q: kind %d", body, e.Kind)
		}
	}
	if _, err = over(t, always(200, `[1]`)).JSON(t.Context(), order, nil); err != nil {
		t.Error(err)
	}
}

func TestRequest(t *testing.T) {
	type got struct{ method, url, accept, kind, body string }
	var last got
	c := over(t, func(r *http.Request) (*http.Response, error) {
		last = got{r.Method, r.URL.String(), r.Header.Get("Accept"), r.Header.Get("Content-Type"), ""}
		if r.Body != nil {
			b, _ := io.ReadAll(r.Body)
			last.body = string(b)
		}
		return answer(200, `{}`), nil
	})
	for _, w := range []struct {
		call Call
		want got
	}{
		{Call{Path: "m/customers"}, got{"GET", "https://sms.test/api/m/customers", "application/json", "", ""}},
		{Call{Path: "/top", Header: http.Header{"accept": {"text/csv"}}}, got{"GET", "https://sms.test/top", "text/csv", "", ""}},
		{Call{Method: "PUT", Path: "x/cancel"}, got{"PUT", "https://sms.test/api/x/cancel", "application/json", "application/json", ""}},
		{Call{Method: "POST", Path: "x", Body: map[string]string{"a": "<&>"}}, got{"POST", "https://sms.test/api/x", "application/json", "application/json", `{"a":"<&>"}`}},
		{Call{Method: "POST", Path: "logo", Body: Raw{"image/png", []byte("\x89PNG")}}, got{"POST", "https://sms.test/api/logo", "application/json", "image/png", "\x89PNG"}},
	} {
		if _, err := c.Do(t.Context(), w.call); err != nil || last != w.want {
			t.Errorf("%+v, %v; want %+v", last, err, w.want)
		}
	}
}

func TestCaps(t *testing.T) {
	var bomb bytes.Buffer
	z, _ := gzip.NewWriterLevel(&bomb, gzip.BestSpeed)
	if _, err := io.CopyN(z, zeros{}, 64<<20); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		switch r.URL.Path {
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb.Bytes())
		case "/error":
			w.WriteHeader(409)
			_, _ = io.CopyN(w, zeros{}, 3<<20)
		case "/endless":
			_, _ = io.Copy(w, zeros{})
		default:
			_, _ = io.WriteString(w, `"`+strings.Repeat("x", 98)+`"`)
		}
	}))
	defer server.Close()
	c := build(t, server.URL, nil)
	for _, w := range []struct {
		call Call
		kind Kind
		kept int
	}{
		{Call{Path: "bomb", Once: true}, Malformed, maxBody},
		{Call{Path: "endless", Once: true}, Malformed, maxBody},
		{Call{Path: "error", Method: "PUT"}, Conflict, maxError},
		{Call{Path: "small", MaxBody: 99}, Malformed, 99},
	} {
		_, err := c.Do(t.Context(), w.call)
		e := failure(t, err)
		if e.Kind != w.kind || len(e.Body) != w.kept || !e.Unknown() {
			t.Errorf("%s: kind %d with %d bytes, unknown %t", w.call.Path, e.Kind, len(e.Body), e.Unknown())
		}
	}
	if _, err := c.Do(t.Context(), Call{Path: "small", MaxBody: 100}); err != nil {
		t.Error(err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '0'
	}
	return len(p), nil
}

func (zeros) WriteTo(w io.Writer) (n int64, err error) {
	chunk := bytes.Repeat([]byte("0"), 64<<10)
	for {
		k, err := w.Write(chunk)
		n += int64(k)
		if err != nil {
			return n, err
		}
	}
}

// A byte a second keeps a connection alive for ever; the call's deadline ends it.
func TestDripEndsAtTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := overPipes(t, false, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			for r.Context().Err() == nil {
				_, _ = io.WriteString(w, " ")
				_ = http.NewResponseController(w).Flush()
				select {
				case <-time.After(time.Second):
				case <-r.Context().Done():
				}
			}
		})
		start := time.Now()
		_, err := c.Do(t.Context(), Call{Path: "x"})
		e := failure(t, err)
		if e.Kind != Unanswered || e.Status != 200 || e.Error() != "SMS did not answer in time" {
			t.Errorf("kind %d, status %d: %v", e.Kind, e.Status, e)
		}
		if took := time.Since(start); took != readTimeout {
			t.Errorf("ended after %s", took)
		}
	})
}

func TestClockSkew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ahead := 6 * time.Hour
		slow := time.Duration(0)
		c := over(t, func(*http.Request) (*http.Response, error) {
			time.Sleep(slow)
			return answer(200, `{}`, "Date", time.Now().Add(ahead).UTC().Format(http.TimeFormat)), nil
		})
		if _, err := c.Do(t.Context(), Call{Path: "x"}); err != nil {
			t.Fatal(err)
		}
		if d := c.ClockSkew() - ahead; d < -time.Second || d > time.Second {
			t.Errorf("skew %s", c.ClockSkew())
		}
		ahead, slow = 0, 20*time.Second
		if _, err := c.Do(context.Background(), Call{Path: "x"}); err != nil {
			t.Fatal(err)
		}
		if c.ClockSkew() < 5*time.Hour {
			t.Error("an answer that took 20 s told the time")
		}
	})
}

// sharedClocks is what a profile keeps, as in another process.
type sharedClocks struct{ kept, told Skew }

func (s *sharedClocks) Kept(string) Skew { return s.kept }

func (s *sharedClocks) Keep(_ context.Context, _ string, found Skew) error {
	s.told = found
	return nil
}

// The newer of what was measured here and elsewhere counts; an act does not wait for it to be kept.
func TestTheNewestClockCounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		profile := &sharedClocks{kept: Skew{Ahead: time.Hour, At: time.Now()}}
		c := over(t, func(*http.Request) (*http.Response, error) {
			return answer(200, `{}`, "Date", time.Now().UTC().Format(http.TimeFormat)), nil
		})
		c.cfg.Clocks = profile
		if c.ClockSkew() != time.Hour {
			t.Errorf("before its first answer: %s", c.ClockSkew())
		}
		time.Sleep(time.Second)
		if _, err := c.Do(t.Context(), Call{Method: "POST", Path: "x", Act: true}); err != nil || profile.told != (Skew{}) {
			t.Errorf("an act: %v, kept %+v", err, profile.told)
		}
		if _, err := c.Do(t.Context(), Call{Path: "x"}); err != nil || profile.told.At.IsZero() || c.ClockSkew().Abs() > time.Second {
			t.Errorf("its own, which is newer: %v, kept %+v, goes by %s", err, profile.told, c.ClockSkew())
		}
		time.Sleep(time.Second)
		profile.kept = Skew{Ahead: 2 * time.Hour, At: time.Now()}
		if c.ClockSkew() != 2*time.Hour {
			t.Errorf("another has measured since: %s", c.ClockSkew())
		}
	})
}

// Where a path is not known that is there wherever the provider is, the address in the settings is named.
func TestNothingOfTheProviderIsThere(t *testing.T) {
	c, err := New(Config{Provider: "sms", Base: "https://sms.test/wrong", Transport: trip(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 404, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(`{"error":"no route"}`))}, nil
	})})
	if err != nil {
		t.Fatal(err)
	}
	for always, want := range map[bool]string{true: "nothing of SMS is at this address: https://sms.test/wrong", false: "SMS does not know this"} {
		if _, err := c.Do(t.Context(), Call{Op: "list customers", Path: "m/customers", Always: always}); err == nil || err.Error() != want {
			t.Errorf("always %v: %v, want %q", always, err, want)
		}
	}
}
