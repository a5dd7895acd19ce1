package rest

import (
	"context"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// script answers with each function in turn, the last one for ever.
func script(count *int, steps ...trip) trip {
	return func(r *http.Request) (*http.Response, error) {
		step := steps[min(*count, len(steps)-1)]
		*count++
		return step(r)
	}
}

func broken(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF }

func TestRetries(t *testing.T) {
	bad, good := always(503, `{}`), always(200, `{}`)
	read := Call{Path: "x"}
	for name, c := range map[string]struct {
		call  Call
		steps []trip
		count int
		ok    bool
	}{
		"trouble passes":         {read, []trip{bad, broken, bad, good}, 4, true},
		"trouble stays":          {read, []trip{bad}, 4, false},
		"act":                    {order, []trip{bad, good}, 1, false},
		"act without an answer":  {order, []trip{broken, good}, 1, false},
		"post is an act":         {Call{Method: "POST", Path: "x"}, []trip{bad, good}, 1, false},
		"get that is an act":     {Call{Path: "x", Act: true}, []trip{bad, good}, 1, false},
		"once":                   {Call{Path: "x", Once: true}, []trip{bad, good}, 1, false},
		"not found":              {read, []trip{always(404, `{}`), good}, 1, false},
		"limited":                {read, []trip{always(429, `{}`), good}, 1, false},
		"a page":                 {read, []trip{always(200, `<html>`), good}, 1, false},
		"cut JSON once":          {read, []trip{always(200, `{`), good}, 2, true},
		"cut JSON again":         {read, []trip{always(200, `{`)}, 2, false},
		"retry after 3 s":        {read, []trip{always(503, `{}`, "Retry-After", "3"), good}, 2, true},
		"retry after a minute":   {read, []trip{always(503, `{}`, "Retry-After", "60"), good}, 1, false},
		"short of its own time":  {Call{Path: "x", Timeout: time.Nanosecond}, []trip{bad, good}, 1, false},
		"budget ends meanwhile":  {Call{Path: "x", Budget: Budget{Name: "b", PerMinute: 1}}, []trip{bad, good}, 1, false},
		"trouble, then the last": {read, []trip{bad, always(409, `{}`)}, 2, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				count := 0
				start := time.Now()
				_, err := over(t, script(&count, c.steps...)).Do(t.Context(), c.call)
				if count != c.count || (err == nil) != c.ok {
					t.Fatalf("%d requests, %v", count, err)
				}
				if err != nil && failure(t, err).Local {
					t.Errorf("what the provider did was lost: %v", err)
				}
				took := time.Since(start)
				if name == "retry after 3 s" && took < 3*time.Second || took > 4*time.Second {
					t.Errorf("took %s", took)
				}
			})
		})
	}
}

func TestRetryEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		count := 0
		c := over(t, script(&count, func(*http.Request) (*http.Response, error) {
			cancel()
			return answer(503, `{}`, "Retry-After", "20"), nil
		}))
		start := time.Now()
		_, err := c.Do(ctx, Call{Path: "x"})
		if e := failure(t, err); e.Kind != Server || count != 1 || time.Since(start) != 0 {
			t.Errorf("%v after %d requests and %s", e, count, time.Since(start))
		}
	})
}

// A provider that is down gets fewer and fewer second attempts, and half as many
// where nothing came back: it may be at work on the first one still.
func TestRetriesDoNotFeedAnOutage(t *testing.T) {
	for name, c := range map[string]struct {
		trouble trip
		again   int
	}{"an error": {always(503, `{}`), fullQuota / 5}, "no answer": {broken, fullQuota / 10}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				count := 0
				client := over(t, script(&count, c.trouble))
				for range 100 {
					_, _ = client.Do(t.Context(), Call{Path: "x"})
				}
				if count != 100+c.again {
					t.Errorf("%d requests for 100 calls, and %d are allowed", count, 100+c.again)
				}
			})
		})
	}
}
