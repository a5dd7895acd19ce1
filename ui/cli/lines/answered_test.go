package lines_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"switchboard/ui/cli"
)

// bent answers every act with something that leaves open what became of it.
type bent struct {
	http.RoundTripper
	status     int
	kind, body string
	to         string // where a redirect leads
}

func (b bent) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodGet {
		return b.RoundTripper.RoundTrip(r)
	}
	h := http.Header{"Content-Type": {b.kind}}
	if b.to != "" {
		h.Set("Location", b.to)
	}
	return &http.Response{StatusCode: b.status, Header: h, Body: io.NopCloser(strings.NewReader(b.body)), Request: r}, nil
}

// What a server answers is told, although it leaves open what became of an act.
func TestWhatWasAnsweredIsTold(t *testing.T) {
	const address = "1 Market St, San Francisco, CA 94105"
	for name, c := range map[string]struct {
		over bent
		says string
	}{
		"500": {bent{status: 500, kind: "application/json", body: `{"status":"error","error":"500","message":"fault by carrier","data":{}}`}, "LINES answered 500: fault by carrier"},
		"502": {bent{status: 502, kind: "text/html", body: "<html>bad gateway</html>"}, "LINES answered 502: a web page"},
		"cut": {bent{status: 200, kind: "application/json", body: `{"status":"succ`}, "LINES answered 200: it is not complete JSON"},
		"302": {bent{status: 302, kind: "text/plain", to: "https://elsewhere.example/x"}, "LINES answered 302 with a redirect to elsewhere.example"},
	} {
		t.Run(name, func(t *testing.T) {
			withLines(t, func(t *testing.T, p *linesProgram) {
				list := p.json(t, cli.OK, "numbers", "list").([]any)
				found := p.json(t, cli.OK, "numbers", "find", "503")
				c.over.RoundTripper = p.rig.World
				p.rig.Via = c.over
				for _, args := range [][]string{
					{"e911", "set", without, "--address", address, "--caller", "Michel Mabel"},
					{"numbers", "set", with, "--cnam", "NEW NAME"},
					{"numbers", "release", at(t, list, 0, "e164").(string), "--confirm", last(at(t, list, 0, "e164").(string))},
					{"numbers", "buy", at(t, found, 0, "e164").(string)},
				} {
					told, err := json.Marshal(p.json(t, cli.Unknown, args...))
					if err != nil {
						t.Fatal(err)
					}
					if say := string(told); !strings.Contains(say, c.says) || !strings.Contains(say, "Checking what became of it") {
						t.Errorf("%v: %s", args, say)
					}
				}
			})
		})
	}
}

func last(n string) string { return n[len(n)-4:] }
