package lines

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"switchboard/client/sandbox/answer"
)

const natoma = `{"data":{"used_by":"callflow","id":"+14155234712","e911":{"caller_name":"Michel Mabel","postal_code":"94105",` +
	`"street_address":"116 natoma st","extended_address":"apt 116","locality":"San Francisco","region":"CA"}}}`

// sent is the body for an address in California.
func sent(street, unit, city, zip string) string {
	return fmt.Sprintf(`{"data":{"e911":{"caller_name":"Michel Mabel","street_address":%q,"extended_address":%q,"locality":%q,"region":"CA","postal_code":%q}}}`, street, unit, city, zip)
}

func TestProvisioned(t *testing.T) {
	s := New(1, Options{})
	r := want(t, send(t, s, "POST", one("+14155234712"), natoma), 200)
	fits(t, r, "e911_provisioned.json", nil, "data._read_only", "data.features", "data.state")
	example := map[string]string{"street_address": "116 NATOMA ST", "extended_address": "APT 116", "caller_name": "Michel Mabel", "locality": "SAN FRANCISCO",
		"latitude": "37.786861", "longitude": "-122.399484", "location_id": "27578725", "plus_four": "3745", "postal_code": "94105", "region": "CA",
		"status": "PROVISIONED", "legacy_data/house_number": "116", "legacy_data/streetname": "NATOMA ST", "legacy_data/suite": "APT 116"}
	for field, value := range example {
		if got := r.text("data/e911/" + field); got != value {
			t.Errorf("%s is %q, the example has %q", field, got, value)
		}
	}
	if features, _ := json.Marshal(r.at("data/features")); string(features) != `["e911","local"]` {
		t.Errorf("features %s", features)
	}
	inline := want(t, send(t, s, "POST", one("+14155234712"), sent("116 Natoma Street, Apt. 116", "", "San Francisco", "94105-3745")), 200)
	if inline.text("data/e911/extended_address") != "APT 116" {
		t.Errorf("the unit stayed in the street: %s", inline.Body)
	}
}

func details(t *testing.T, r reply) []map[string]any {
	t.Helper()
	fits(t, want(t, r, 400), "e911_multiple_choice.json", nil)
	var list []map[string]any
	for _, d := range r.at("data/multiple_choice/e911/details").([]any) {
		list = append(list, d.(map[string]any))
	}
	return list
}

func choose(detail map[string]any) string {
	b, _ := json.Marshal(map[string]any{"data": map[string]any{"e911": detail}})
	return string(b)
}

func TestEveryChoiceCanBeTaken(t *testing.T) {
	for street, count := range map[string]int{"1 main street": 2, "200 market st": 3, "9 elm st": 9} {
		s := New(1, Options{NoLimits: true})
		list := details(t, send(t, s, "POST", one("+14155234712"), sent(street, "", "Anywhere", "94000")))
		if len(list) != count {
			t.Errorf("%s: %d choices", street, len(list))
		}
		for _, detail := range list {
			r := want(t, send(t, s, "POST", one("+14155234712"), choose(detail)), 200)
			if r.text("data/e911/status") != provisioned || r.text("data/e911/street_address") != detail["street_address"] || r.text("data/e911/locality") != detail["locality"] {
				t.Errorf("%v: %s", detail, r.Body)
			}
		}
	}
}

func TestTwoChoicesInARow(t *testing.T) {
	s := New(1, Options{})
	first := details(t, send(t, s, "POST", one("+14155234712"), sent("55 Loop", "", "Oakland", "94607")))
	second := details(t, send(t, s, "POST", one("+14155234712"), choose(first[0])))
	if len(second) != 2 || second[0]["extended_address"] != "UNIT A" {
		t.Errorf("second choice %v", second)
	}
	r := want(t, send(t, s, "POST", one("+14155234712"), choose(second[1])), 200)
	if r.text("data/e911/extended_address") != "UNIT B" || r.text("data/e911/caller_name") != "" {
		t.Errorf("a choice has no caller name of its own: %s", r.Body)
	}
}

func TestInvalidAddress(t *testing.T) {
	s := New(1, Options{})
	body := sent("77 Nowhere Lane", "Apt 1", "Oakland", "94607")
	r := want(t, send(t, s, "POST", one("+14152338397"), body), 400)
	fits(t, r, "e911_invalid.json", nil)
	if r.text("data/address/invalid/cause/street_address") != "77 Nowhere Lane" {
		t.Error(r.Body)
	}
	control(t, s, "invalid", `{"shape":"kazoo"}`)
	fits(t, want(t, send(t, s, "POST", one("+14152338397"), body), 400), "kazoo_invalid_address.json", nil)
	if r := send(t, s, "GET", one("+14152338397"), ""); r.text("data/e911/status") != provisioned || r.text("data/cnam/display_name") != "ACME PLUMB" {
		t.Errorf("a refusal changed the number: %s", r.Body)
	}
}

func TestGeocodedBecomesProvisioned(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(1, Options{})
		status := func(e164 string) string { return send(t, s, "GET", one(e164), "").text("data/e911/status") }
		r := want(t, send(t, s, "POST", one("+14155234712"), sent("500 Rural Route 2", "", "Petaluma", "94952")), 200)
		if r.text("data/e911/status") != geocoded {
			t.Error(r.Body)
		}
		later(becomesActive - 1e9)
		if got := status("+14155234712"); got != geocoded {
			t.Errorf("too early: %s", got)
		}
		later(1e9)
		if r := send(t, s, "GET", one("+14155234712"), ""); r.text("data/e911/status") != provisioned || r.text("data/e911/activated_time") == "" {
			t.Error(r.Body)
		}
		later(becomesActive)
		if got := status("+16285550123"); got != geocoded {
			t.Errorf("the seeded one stays as it is: %s", got)
		}
	})
}

func TestPostReplacesTheDocument(t *testing.T) {
	s := New(1, Options{NoLimits: true})
	const number = "+14155550142" // cnam, e911 and a field of the user's own
	r := want(t, send(t, s, "GET", one(number), ""), 200)
	whole, _ := json.Marshal(map[string]any{"data": r.body["data"]})
	kept := want(t, send(t, s, "POST", one(number), string(whole)), 200)
	if kept.text("data/e911/location_id") != r.text("data/e911/location_id") || kept.text("data/my_own_field/crm") != "C-1042" || kept.text("data/state") != inService {
		t.Errorf("sending everything back changed something: %s", kept.Body)
	}
	events := len(s.state.Emergency)
	lost := want(t, send(t, s, "POST", one(number), `{"data":{"cnam":{"display_name":"ACME"},"id":"+19","state":"reserved","used_by":"x","my_list":[1]}}`), 200)
	if lost.at("data/e911") != nil || lost.at("data/my_own_field") != nil || lost.text("data/cnam/display_name") != "ACME" || lost.at("data/my_list") == nil {
		t.Errorf("what was left out is gone, what was sent is there: %s", lost.Body)
	}
	if lost.text("data/id") != number || lost.text("data/state") != inService || lost.text("data/used_by") != "callflow" {
		t.Errorf("a client wrote what only the server writes: %s", lost.Body)
	}
	if len(s.state.Emergency) != events+1 || s.state.Emergency[events].Action != "REMOVED" {
		t.Errorf("the loss of emergency service is not in the ledger: %v", s.state.Emergency[events:])
	}
	computed := want(t, send(t, s, "POST", one("+14155234712"), strings.Replace(natoma, `"region"`, `"status":"PROVISIONED","latitude":"1","region"`, 1)), 200)
	if computed.text("data/e911/latitude") != "37.786861" {
		t.Errorf("a client wrote the latitude: %s", computed.Body)
	}
}

func TestFieldErrors(t *testing.T) {
	s := New(1, Options{NoLimits: true})
	r := want(t, send(t, s, "POST", one("+14155234712"), `{"data":{"e911":{"caller_name":"Michel","street_address":"116 NATOMA ST","locality":"SF","postal_code":"94105","region":"California"}}}`), 400)
	fits(t, r, "kazoo_field_errors.json", nil)
	r = want(t, send(t, s, "POST", one("+14155234712"), `{"data":{"cnam":{"display_name":"SIXTEEN LETTERS!","inbound_lookup":"yes"},"carrier_name":"","porting":{"comments":[1],"port_id":7},`+
		`"create_with_state":"lost","e911":{"caller_name":"Al","notification_contact_emails":"ops@example.com"}}}`), 400)
	for _, field := range []string{"cnam.display_name/maxLength", "cnam.inbound_lookup/type", "carrier_name/minLength", "porting.comments/type", "porting.port_id/type",
		"create_with_state/enum", "e911.caller_name/minLength", "e911.notification_contact_emails/type", "e911.locality/required", "e911.postal_code/required",
		"e911.region/required", "e911.street_address/required"} {
		if r.at("data/"+field) == nil {
			t.Errorf("%s is not told: %s", field, r.Body)
		}
	}
	for body, path := range map[string]string{`{"data":{"e911":"x"}}`: "data/e911/type", `{"data":[]}`: "data/data/required", `{}`: "data/data/required", `[`: "data/json/invalid"} {
		if r := want(t, send(t, s, "POST", one("+14155234712"), body), 400); r.at(path) == nil {
			t.Errorf("%s: %s", body, r.Body)
		}
	}
	if r := want(t, send(t, s, "POST", one("+442079460958"), natoma), 400); r.at("data/e911/unavailable") == nil {
		t.Error(r.Body)
	}
	if r := want(t, send(t, s, "POST", one("+12135550190"), natoma), 400); r.text("data/error") != "number_is_porting" {
		t.Error(r.Body)
	}
	want(t, send(t, s, "POST", one("+12135550177"), `{"data":{}}`), 400)
	want(t, send(t, s, "POST", one("+12065550180"), natoma), 404)
}

func TestFeatures(t *testing.T) {
	s := New(1, Options{})
	r := want(t, send(t, s, "POST", one("+14155234712"), `{"data":{"cnam":{"display_name":"ACME","inbound_lookup":true},"porting":{"comments":["a"]},"e911":{}}}`), 200)
	if features, _ := json.Marshal(r.at("data/_read_only/features")); string(features) != `["inbound_cnam","local","outbound_cnam","port"]` {
		t.Errorf("features %s", features)
	}
}

func TestControls(t *testing.T) {
	s := New(1, Options{})
	if _, err := s.Control("explode", nil); !errors.Is(err, answer.ErrNoControl) {
		t.Errorf("got %v", err)
	}
	for name, body := range map[string]string{"shape": `{"shape":"d"}`, "invalid": `{}`, "charges": `{"shape":"x"}`, "own": `{"count":10001}`, "credit": `{`} {
		if _, err := s.Control(name, []byte(body)); err == nil || errors.Is(err, answer.ErrNoControl) {
			t.Errorf("%s %s: %v", name, body, err)
		}
	}
	if _, err := s.Control("own", []byte(`{"count":1,"area":"66"}`)); err == nil {
		t.Error("an area of two digits was accepted")
	}
	control(t, s, "own", `{"count":3,"area":"415"}`)
	b, err := json.Marshal(s.Ledger())
	if err != nil {
		t.Fatal(err)
	}
	var ledger struct {
		Account   string           `json:"account"`
		Numbers   []map[string]any `json:"numbers"`
		Credit    int64            `json:"credit"`
		Emergency []event          `json:"emergency"`
	}
	if err := json.Unmarshal(b, &ledger); err != nil || len(ledger.Numbers) != 63 || ledger.Account != s.Keys().Account || ledger.Credit != 100_000 || len(ledger.Emergency) == 0 {
		t.Errorf("%v: %.300s", err, b)
	}
}
