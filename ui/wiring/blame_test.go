package wiring

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"switchboard/ui/cli"
)

// What goes wrong is told as whose it is, and what a provider said of it itself is never lost.
func TestWhoIsBlamed(t *testing.T) {
	keyed(t)
	const own = "the ledger sleeps until noon"
	bodies := map[string]string{
		"SMS": `{"success":false,"statusCode":%d,"message":"` + own + `","errorName":"Odd"}`, "TRUST": `{"ok":false,"status":%d,"error":"` + own + `"}`,
		"LINES": `{"status":"error","error":"%d","message":"` + own + `","data":{"message":"` + own + `"}}`,
	}
	commands := map[string]string{"SMS": "customers list", "TRUST": "listings list", "LINES": "numbers list"}
	asked := func(base, service string) (int, cli.Problem) {
		r := run(t, home(t, linked(base)), append(strings.Fields(commands[service]), "--json")...)
		var said struct{ Error cli.Problem }
		if err := json.Unmarshal([]byte(r.out), &said); err != nil {
			t.Errorf("%s: %v: %s%s", service, err, r.out, r.errs)
		}
		return r.code, said.Error
	}
	refused := map[int]struct {
		exit  int
		begin string
	}{
		400: {cli.Failure, " refused the request: "}, 401: {cli.KeyRefused, " refused the key: "}, 403: {cli.Failure, " does not allow this: "},
		409: {cli.Failure, " refuses it in the present state: "}, 422: {cli.Failure, " refused the request: "}, 429: {cli.Limited, " asks to wait until about "},
	}
	for status, c := range refused {
		for service, body := range bodies {
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(status)
				fmt.Fprintf(w, body, status)
			}))
			exit, said := asked(srv.URL, service)
			for range 9 { // the engine's own read was told to wait before the command had asked
				if status != http.StatusTooManyRequests || strings.Contains(said.Message, own) {
					break
				}
				exit, said = asked(srv.URL, service)
			}
			srv.Close()
			if exit != c.exit || !strings.HasPrefix(said.Message, service+c.begin) || strings.Count(said.Message, own) != 1 {
				t.Errorf("%s answers %d: exit %d, %q", service, status, exit, said.Message)
			}
		}
	}
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nowhere := closed.Addr().String()
	_ = closed.Close()
	if exit, said := asked("http://"+nowhere, "LINES"); exit != cli.Failure || said.Message != "nothing was sent: cannot reach "+nowhere+" (connection refused)" {
		t.Errorf("nobody is there: exit %d, %q", exit, said.Message)
	}
}
