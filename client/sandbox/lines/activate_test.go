package lines

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// the example's own envelope keys: data.success is keyed by number.
var success = []string{"data.success", "data.error"}

// ending finds an offered number with the given last digits.
func ending(t *testing.T, s *Service, digits string) string {
	t.Helper()
	for _, e164 := range offered(t, s, "prefix=415&quantity=20") {
		if strings.HasSuffix(e164, digits) {
			return e164
		}
	}
	t.Fatalf("no number ends in %s", digits)
	return ""
}

func TestActivate(t *testing.T) {
	s := New(1, Options{NoLimits: true})
	list := offered(t, s, "prefix=415&quantity=3")
	r := want(t, send(t, s, "PUT", one(list[0])+"/activate", `{"data":{}}`), 201)
	fits(t, r, "activate.json", nil)
	again := want(t, send(t, s, "PUT", one(list[0])+"/activate", ""), 201)
	if again.at("data/_read_only") == nil || len(s.state.Purchases) != 1 {
		t.Errorf("bought twice: %v", s.state.Purchases)
	}
	for e164, state := range map[string]string{"+14155558920": reserved, "+12135550177": aging, "+12135550190": portIn} {
		if r := want(t, send(t, s, "PUT", one(e164)+"/activate", ""), 201); r.text("data/state") != inService {
			t.Errorf("from %s: %s", state, r.Body)
		}
	}
	fits(t, want(t, send(t, s, "PUT", one("+14159990000")+"/activate", ""), 500), "activate_not_in_search.json", nil)
	fits(t, want(t, send(t, s, "PUT", one(ending(t, s, soldEnd))+"/activate", ""), 500), "activate_not_in_search.json", nil)
	fits(t, want(t, send(t, s, "PUT", one(ending(t, s, faultyEnd))+"/activate", ""), 500), "activate_carrier_fault.json", nil)
	if r := want(t, send(t, s, "PUT", one("+12065550180")+"/activate", ""), 409); r.text("data/error") != "number_exists" {
		t.Error(r.Body)
	}
	if r := want(t, send(t, s, "PUT", "+/phone_numbers/12/activate", ""), 404); r.text("data/error") != "not_reconcilable" {
		t.Error(r.Body)
	}
	want(t, send(t, s, "PUT", one(list[1])+"/activate", `{`), 400)
}

func TestQuotes(t *testing.T) {
	s := New(1, Options{NoLimits: true})
	list := offered(t, s, "prefix=415&quantity=3")
	control(t, s, "charges", `{"on":true}`)
	r := want(t, send(t, s, "PUT", one(list[0])+"/activate", ""), 402)
	if r.text("message") != "accept charges" || r.number("data/phone_numbers/did_us/rate") != 1 || r.number("data/activation_charges") != 1.5 {
		t.Error(r.Body)
	}
	want(t, send(t, s, "PUT", one(list[0])+"/activate", `{"data":{"accept_charges":true}}`), 402) // the wrong place
	want(t, send(t, s, "GET", one(list[0]), ""), 404)
	want(t, send(t, s, "PUT", one(list[0])+"/activate", `{"data":{},"accept_charges":true}`), 201)
	if s.state.Credit != 100_000-250 {
		t.Errorf("credit left: %d", s.state.Credit)
	}
	control(t, s, "charges", `{"shape":"invoices"}`)
	r = want(t, send(t, s, "PUT", "+/phone_numbers/collection/activate", numbers(list[1], list[2])), 402)
	fits(t, r, "kazoo_charges_invoices.json", nil)
	invoice := r.body["data"].([]any)[0].(map[string]any)
	if summary := invoice["summary"].(map[string]any); summary["today"] != 5.0 || summary["recurring"] != 2.0 {
		t.Errorf("summary %v", summary)
	}
	control(t, s, "charges", `{"on":false,"shape":"object"}`)
	toll := offered(t, s, "prefix=800&quantity=1")
	want(t, send(t, s, "PUT", one(toll[0])+"/activate", ""), 402) // always asked for
	control(t, s, "charges", "")
	fits(t, want(t, send(t, s, "POST", one("+14155234712"), natoma), 402), "kazoo_charges_categories.json", nil)
}

func TestCredit(t *testing.T) {
	s := New(1, Options{NoLimits: true})
	list := offered(t, s, "prefix=415&quantity=1")
	control(t, s, "credit", "")
	fits(t, want(t, send(t, s, "PUT", one(list[0])+"/activate", `{"accept_charges":true}`), 402), "kazoo_no_credit.json", nil)
	control(t, s, "charges", "")
	control(t, s, "credit", `{"cents":249}`)
	if r := want(t, send(t, s, "PUT", one(list[0])+"/activate", `{"accept_charges":true}`), 402); r.text("data/error") != "not_enough_credit" {
		t.Error(r.Body)
	}
	control(t, s, "credit", `{"cents":250}`)
	want(t, send(t, s, "PUT", one(list[0])+"/activate", `{"accept_charges":true}`), 201)
}

func numbers(list ...string) string {
	b, _ := json.Marshal(list)
	return `{"data":{"numbers":` + string(b) + `}}`
}

func accepted(body string) string { return strings.TrimSuffix(body, "}") + `,"accept_charges":true}` }

func TestCollection(t *testing.T) {
	s := New(1, Options{NoLimits: true})
	list := offered(t, s, "prefix=415&quantity=3")
	const path = "+/phone_numbers/collection/activate"
	fits(t, want(t, send(t, s, "PUT", path, numbers(list[0], list[1])), 201), "collection.json", success)
	for body, rule := range map[string]string{`{"data":{}}`: "required", `{"data":{"numbers":[]}}`: "minimum", `{"data":{"numbers":"x"}}`: "type",
		numbers(list[2], strings.TrimPrefix(list[2], "+1")): "uniqueItems"} {
		if r := want(t, send(t, s, "PUT", path, body), 400); r.at("data/numbers/"+rule) == nil {
			t.Errorf("%s: %s", body, r.Body)
		}
	}
	want(t, send(t, s, "PUT", path, numbers("12")), 404)
	control(t, s, "shape", `{"shape":"c"}`)
	r := want(t, send(t, s, "PUT", path, numbers(list[2])), 201)
	fits(t, r, "activate.json", nil) // newer servers answer one number as itself
	fits(t, want(t, send(t, s, "PUT", path, numbers("+14159990000")), 500), "activate_not_in_search.json", nil)
}

func TestPartialFailures(t *testing.T) {
	for _, tc := range []struct {
		shape, file string
		status      int
	}{
		{"a", "collection_error.json", 400}, {"b", "kazoo_collection_both_400.json", 400}, {"c", "kazoo_collection_both_200.json", 201},
	} {
		s := New(1, Options{NoLimits: true})
		control(t, s, "shape", fmt.Sprintf(`{"shape":%q}`, tc.shape))
		good, bad := offered(t, s, "prefix=415&quantity=1")[0], "+14159990000"
		keyed := success
		if tc.shape == "a" {
			keyed = []string{"data"}
		}
		const path = "+/phone_numbers/collection/activate"
		r := want(t, send(t, s, "PUT", path, numbers(good, bad)), tc.status)
		fits(t, r, tc.file, keyed)
		if listed := r.at("data/success/"+good) != nil; listed != (tc.shape != "a") {
			t.Errorf("%s: %s", tc.shape, r.Body)
		}
		want(t, send(t, s, "GET", one(good), ""), 404) // a dry run: nothing was bought
		r = want(t, send(t, s, "PUT", path, accepted(numbers(good, bad))), tc.status)
		fits(t, r, tc.file, keyed)
		want(t, send(t, s, "GET", one(good), ""), 200) // the same answer, and bought
		want(t, send(t, s, "GET", one(bad), ""), 404)
		if len(s.state.Purchases) != 1 {
			t.Errorf("%s: %v", tc.shape, s.state.Purchases)
		}
	}
}

func TestRelease(t *testing.T) {
	s := New(1, Options{NoLimits: true})
	const number = "+14152338397"
	fits(t, want(t, send(t, s, "DELETE", one(number), ""), 200), "release.json", nil)
	fits(t, want(t, send(t, s, "GET", one(number), ""), 404), "number_not_found.json", nil)
	want(t, send(t, s, "DELETE", one(number), ""), 404)
	if last := s.state.Emergency[len(s.state.Emergency)-1]; last.Number != number || last.Action != "REMOVED" {
		t.Errorf("the address stayed: %+v", last)
	}
	if list := offered(t, s, "prefix=415233&quantity=1"); list[0] != number {
		t.Errorf("a released number is offered again: %q", list)
	}
	if r := want(t, send(t, s, "PUT", one(number)+"/activate", ""), 201); r.text("data/state") != inService {
		t.Error(r.Body)
	}
	if r := want(t, send(t, s, "GET", one(number), ""), 200); r.at("data/cnam") != nil || r.at("data/e911") != nil {
		t.Errorf("features survived: %s", r.Body)
	}
	for e164, state := range map[string]string{"+13125550150": aging, "+13125550151": deleted, "+13125550152": reserved, "+12135550190": available, "+14155558920": available} {
		if r := want(t, send(t, s, "DELETE", one(e164), ""), 200); r.text("data/state") != state {
			t.Errorf("%s: %s", e164, r.Body)
		}
	}
	r := want(t, send(t, s, "DELETE", one("+12135550177"), ""), 400)
	fits(t, r, "kazoo_invalid_transition.json", nil)
	if r.text("data/cause") != "from aging to released" {
		t.Error(r.Body)
	}
}
