package wiring_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"switchboard/client/sandbox"
	"switchboard/ui/cli"
)

// spoilt are the ways in which a request can go wrong on its way.
var spoilt = map[string]func(w http.ResponseWriter, r *http.Request){
	"hangs": func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // only then is it told that who asked has gone
		<-r.Context().Done()
	},
	"breaks off": func(http.ResponseWriter, *http.Request) {
		panic(http.ErrAbortHandler)
	},
	"ends in the middle": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", "100")
		_, _ = w.Write([]byte(`{"a":`)) // who asked may have gone
	},
	"is no JSON": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"a":`))
	},
	"has another shape": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"data":"x","results":7,"error":false,"success":true,"status":"success"}`))
	},
}

// passing lets requests through to the world behind an address, but for those that spoils names a way for.
func passing(t *testing.T, at string, spoils func(r *http.Request, write bool) string) {
	t.Helper()
	to, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	through := &httputil.ReverseProxy{Rewrite: func(p *httputil.ProxyRequest) { p.SetURL(to) }, ErrorHandler: func(http.ResponseWriter, *http.Request, error) {}}
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if way := spoils(r, r.Method != http.MethodGet && !strings.HasSuffix(r.URL.Path, "/api_auth")); way != "" {
			spoilt[way](w, r)
			return
		}
		through.ServeHTTP(w, r)
	}))
	t.Cleanup(func() { front.CloseClientConnections(); front.Close() })
	for provider, below := range map[string]string{"SMS": "/api/v1/retail", "TRUST": "", "LINES": "/v2"} {
		t.Setenv("SWITCHBOARD_"+provider+"_BASE_URL", front.URL+below)
	}
}

// An act whose request was answered is done, whatever becomes of the reads after it: its exit code is about the act, each
// thing is told in every format, and nothing says that nothing was sent.
func TestAnActIsDoneThoughTheReadAfterItIsNot(t *testing.T) {
	for _, c := range []struct {
		line string
		rows int
	}{
		{"customers status acme paused", 1}, {"customers status acme bluekite paused", 2}, {"customers add another1", 1},
		{"customers credit acme bluekite +5", 2}, {"activations again {code0} {code1}", 2}, {"activations end {code0}", 1},
		{"numbers set {owned} --cnam NAME", 1}, {"listings stage +12135550101 --kind business --legal-name Northwind", 1},
	} {
		for _, way := range []string{"hangs", "breaks off"} {
			t.Run(c.line+", a read "+way, func(t *testing.T) { readSpoilt(t, c.line, way, c.rows) })
		}
	}
}

// readSpoilt carries out the act of a line whose reads after it go wrong: one after each of several, all after the last. Two
// that fail one after the other are a provider that is offline, to which the next of several is rightly not sent.
func readSpoilt(t *testing.T, line, way string, rows int) {
	_, url, _ := servedAt(t, sandbox.Options{Seed: 7, NoLimits: true})
	world := foundIn(t)
	var sent, spoiltAfter atomic.Int32
	passing(t, url, func(_ *http.Request, write bool) string {
		if write {
			sent.Add(1)
			return ""
		}
		n := sent.Load()
		if n >= int32(rows) || spoiltAfter.Swap(n) != n {
			return way
		}
		return ""
	})
	code, out, errs := ask(t, append(wordsOf(line, world), "-y", "--ndjson", "--timeout", "4s")...)
	if code != cli.OK || strings.Count(out, "\n") != rows || strings.Contains(out, `"error"`) || strings.Contains(errs, "nothing was sent") {
		t.Errorf("exit %d, %s%s", code, out, errs)
	}
}

// An act that was sent and not answered in the time there was is unknown, not undone: exit 10, with what is open.
func TestAnActWithoutAnAnswerInTimeIsUnknown(t *testing.T) {
	_, url, _ := servedAt(t, sandbox.Options{Seed: 7, NoLimits: true})
	world := foundIn(t)
	passing(t, url, func(_ *http.Request, write bool) string {
		if write {
			return "hangs"
		}
		return ""
	})
	for _, line := range []string{
		"numbers buy {sale0}", "numbers set {owned} --cnam NAME", "customers credit acme +5", "customers status bluekite paused",
		"order --customer northwind --service telegram --country us", "e911 clear {owned} --confirm 8397",
	} {
		code, out, errs := ask(t, append(wordsOf(line, world), "-y", "--json", "--timeout", "2s")...)
		if code != cli.Unknown || strings.Contains(out+errs, "not done within") || strings.Contains(out+errs, "nothing was sent") {
			t.Errorf("%s: exit %d, %s%s", line, code, out, errs)
		}
	}
}

// An act whose preparation is not answered says that nothing was sent: it is known, for no attempt was.
func TestAnActThatWasNotSentSaysSo(t *testing.T) {
	_, url, _ := servedAt(t, sandbox.Options{Seed: 7, NoLimits: true})
	world := foundIn(t)
	for _, way := range []string{"breaks off", "is no JSON", ""} {
		passing(t, url, func(_ *http.Request, write bool) string {
			if write {
				return ""
			}
			return way
		})
		for _, line := range []string{"numbers buy +12065550000", "numbers release {owned} --confirm 8397", "e911 clear {owned} --confirm 8397", "numbers set {owned} --carrier Other", "customers status --filter acme paused"} {
			before, _, _ := ask(t, "acts", "--json")
			code, out, errs := ask(t, append(wordsOf(line, world), "-y", "--json")...)
			said := strings.Contains(strings.ToLower(out), "nothing was sent")
			if way != "" && (code == cli.OK || !said) || way == "" && code == cli.OK && said || before != cli.OK {
				t.Errorf("a read %s, %s: exit %d, %s%s", way, line, code, out, errs)
			}
		}
	}
}

// Of several whose time is over in the middle it is told how many are done, and each of these is told.
func TestSeveralTellHowFarTheyCame(t *testing.T) {
	_, url, _ := servedAt(t, sandbox.Options{Seed: 7, NoLimits: true})
	ask(t, "sync")
	var sent atomic.Int32
	passing(t, url, func(r *http.Request, write bool) string {
		if write && sent.Add(1) > 1 {
			return "hangs"
		}
		return ""
	})
	code, out, errs := ask(t, "customers", "status", "acme", "bluekite", "northwind", "paused", "-y", "--ndjson", "--timeout", "2s")
	if code != cli.Unknown || !strings.Contains(out, `"customer_id":"acme"`) || !strings.Contains(out, "1 of 3 customers is done, 1 was not tried") {
		t.Errorf("exit %d, %s%s", code, out, errs)
	}
}

// language are phrases of the language and its libraries, which say nothing to a person.
var language = regexp.MustCompile(`context (deadline|canceled)|\bEOF\b|unexpected end of JSON|dial tcp|i/o timeout|json: |invalid character|looking for beginning|strconv\.|parsing time|net/http|goroutine|0x[0-9a-f]{6}|<nil>|%!`)

// Whatever becomes of a request, no command says it in the words of the language.
func TestNoFailureIsSaidInTheWordsOfTheLanguage(t *testing.T) {
	_, url, _ := servedAt(t, sandbox.Options{Seed: 7, NoLimits: true})
	world := foundIn(t)
	var way atomic.Value
	way.Store("")
	passing(t, url, func(*http.Request, bool) string { return fmt.Sprint(way.Load()) })
	var lines []string
	for _, c := range lined {
		if strings.HasPrefix(c.args, "sandbox") || strings.HasPrefix(c.args, "wait") {
			continue
		}
		line := c.args
		if len(c.each) > 0 {
			line = strings.ReplaceAll(line, "%s", c.each[0])
		}
		lines = append(lines, line)
	}
	for _, line := range acts {
		lines = append(lines, line)
	}
	ways := []string{"breaks off", "ends in the middle", "hangs", "is no JSON", "has another shape"}
	for i, line := range lines {
		way.Store(ways[i%len(ways)])
		_, out, errs := ask(t, append(wordsOf(line, world), "-y", "--json", "--timeout", "500ms")...)
		if said := language.FindString(out + errs); said != "" {
			t.Errorf("%s, an answer %s: %q in %s%s", line, way.Load(), said, out, errs)
		}
	}
}

// Where nothing may be changed it is named what says so, and how it is allowed.
func TestWhatSaysReadOnlyIsNamed(t *testing.T) {
	provided(t)
	for _, c := range []struct{ variable, option, says string }{
		{"false", "--read-only", "Changes are off, as --read-only says. To allow them, leave --read-only out."},
		{"true", "--yes", "Changes are off, as SWITCHBOARD_READ_ONLY says. To allow them, set SWITCHBOARD_READ_ONLY to false."},
	} {
		t.Setenv("SWITCHBOARD_READ_ONLY", c.variable)
		for _, line := range []string{"customers status acme paused", "customers credit acme bluekite +1", "numbers buy +12065550000", "listings pay +14155550142", "order --customer acme --service telegram --country uk"} {
			if code, out, errs := ask(t, append(strings.Fields(line), c.option, "--json")...); code != cli.Guarded || !strings.Contains(out, c.says) || strings.Contains(errs, "profile is read-only") {
				t.Errorf("%s %s: exit %d, %s%s", line, c.option, code, out, errs)
			}
		}
	}
}

// What is asked of one customer needs no list of all of them: it is not told as missing because that was not read yet.
func TestACustomerIsKnownBeforeTheListIs(t *testing.T) {
	_, url, _ := servedAt(t, sandbox.Options{Seed: 7, NoLimits: true})
	passing(t, url, func(r *http.Request, _ bool) string {
		if strings.HasSuffix(r.URL.Path, "/customers") && !strings.Contains(r.URL.RawQuery, "amberlane") {
			return "breaks off"
		}
		return ""
	})
	code, out, errs := ask(t, "customers", "ledger", "amberlane", "--json")
	if code != cli.OK || !strings.Contains(out, "amberlane") {
		t.Errorf("ledger: exit %d, %s%s", code, out, errs)
	}
	code, out, errs = ask(t, "code", "--customer", "amberlane")
	if code == cli.OK || !strings.Contains(errs, "no such code") { // whether it is known that there is none rests on more
		t.Errorf("code: exit %d, %s%s", code, out, errs)
	}
	code, out, errs = ask(t, "customers", "ledger", "amberlanes")
	if code != cli.NotFound || !strings.Contains(errs, "there is no customer") {
		t.Errorf("ledger of nobody: exit %d, %s%s", code, out, errs)
	}
}
