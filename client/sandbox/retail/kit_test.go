package retail

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// desk is one client of one service.
type desk struct {
	*testing.T
	s *Service
}

// inWorld runs a test in a bubble of its own, over a new world of seed 1.
func inWorld(t *testing.T, test func(d *desk), options ...Option) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { test(&desk{t, New(1, options...)}) })
}

// pass lets time go by, to a point just after the last whole second.
func pass(d time.Duration) { time.Sleep(d + time.Millisecond) }

// reply is an answer as a client sees it.
type reply struct {
	code   int
	header http.Header
	raw    []byte
	m      map[string]any
	list   []any
}

func (r reply) text(name string) string { return fmt.Sprint(r.m[name]) }

func (d *desk) do(method, path string, body any) reply {
	d.Helper()
	var sent io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			d.Fatal(err)
		}
		sent = bytes.NewReader(raw)
	}
	r := httptest.NewRequest(method, path, sent)
	r.Header.Set("X-Api-Key", d.s.Key())
	return d.send(r)
}

func (d *desk) send(r *http.Request) reply {
	d.Helper()
	w := httptest.NewRecorder()
	d.s.ServeHTTP(w, r)
	got := reply{code: w.Code, header: w.Header(), raw: w.Body.Bytes()}
	if w.Body.Len() > 0 {
		var value any
		if err := json.Unmarshal(got.raw, &value); err != nil {
			d.Fatalf("%s %s: not JSON: %v: %.200s", r.Method, r.URL, err, got.raw)
		}
		got.m, _ = value.(map[string]any)
		got.list, _ = value.([]any)
	}
	return got
}

// want does a call and fails unless it is answered with code and, for an
// error, name.
func (d *desk) want(code int, name, method, path string, body any) reply {
	d.Helper()
	got := d.do(method, path, body)
	if got.code != code || name != "" && got.text("errorName") != name {
		d.Fatalf("%s %s: %d %s, want %d %s", method, path, got.code, got.raw, code, name)
	}
	return got
}

type object map[string]any

// orderFor makes an order of a customer and returns the new activation's path.
func (d *desk) orderFor(customer, service, country string) string {
	d.Helper()
	got := d.want(200, "", "POST", "/a/customer/"+customer+"/activation",
		object{"service_id": service, "country_id": country, "customer_markup": 50, "customer_billing_type": "fixed"})
	return "/a/customer/" + customer + "/activation/" + got.text("activation_id")
}

// state is "activation_status sms_status billing_status" of a path.
func (d *desk) state(path string) string {
	d.Helper()
	got := d.want(200, "", "GET", path, nil)
	return strings.Join([]string{got.text("activation_status"), got.text("sms_status"), got.text("billing_status")}, " ")
}

func (d *desk) inState(path, want string) {
	d.Helper()
	if got := d.state(path); got != want {
		d.Errorf("state %q, want %q", got, want)
	}
}

// money is a customer's total and reserved.
func (d *desk) money(customer string) (total, reserved int64) {
	d.Helper()
	got := d.want(200, "", "GET", "/a/customer/"+customer+"/balance", nil)
	return int64(got.m["total"].(float64)), int64(got.m["reserved"].(float64))
}

func (d *desk) control(name, body string) any {
	d.Helper()
	value, err := d.s.Control(name, []byte(body))
	if err != nil {
		d.Fatalf("control %s %s: %v", name, body, err)
	}
	return value
}
