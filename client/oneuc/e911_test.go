package oneuc_test

import (
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/rest"
)

// onFile is a number with everything a write could lose.
const onFile = `{"auth_token":"t","data":{"_read_only":{"state":"in_service","created":63627848989},"features":["e911"],"metadata":{"x":1},"state":"in_service",
 "id":"+14152338397","used_by":"callflow","my_own_field":{"keep":[1.10,"two"]},"carrier_name":"acme","cnam":{"display_name":"ACME","inbound_lookup":true,"vendor":"v"},
 "porting":{"port_id":"p1","comments":["a"]},
 "e911":{"caller_name":"Old Name","street_address":"1 OLD ST","extended_address":"APT 9","locality":"OLDTOWN","region":"NY","postal_code":"10001",
  "notification_contact_emails":["old@example.com"],"vendor_note":"keep","status":"PROVISIONED","latitude":"1","longitude":"2","location_id":"3","plus_four":"4",
  "activated_time":"5","legacy_data":{"house_number":"1"}}},"status":"success"}`

var natoma = oneuc.E911{CallerName: "Michel Mabel", StreetAddress: "116 Natoma St", Locality: "San Francisco", Region: "CA", PostalCode: "94105",
	Notify: []string{"ops@example.com"}}

func TestE911KeepsEverythingElse(t *testing.T) {
	c, w := newClient(t, answer{200, onFile}, ok(t, "e911_provisioned.json"))
	if _, err := c.SetE911(t.Context(), numberA, natoma, false); err != nil {
		t.Fatal(err)
	}
	if w.uris() != "GET /phone_numbers/%2B14152338397\nPOST /phone_numbers/%2B14152338397" {
		t.Fatal(w.uris())
	}
	body := object(t, w.last().body)
	if len(body) != 1 {
		t.Errorf("consent nobody gave: %s", w.last().body)
	}
	doc := body["data"].(map[string]any)
	before := object(t, onFile)["data"].(map[string]any)
	for _, key := range []string{"_read_only", "features", "metadata", "state"} {
		if _, found := doc[key]; found {
			t.Errorf("%s is sent back", key)
		}
		delete(before, key)
	}
	want := map[string]any{"caller_name": "Michel Mabel", "street_address": "116 Natoma St", "locality": "San Francisco", "region": "CA", "postal_code": "94105",
		"notification_contact_emails": []any{"ops@example.com"}, "vendor_note": "keep"}
	if !reflect.DeepEqual(doc["e911"], want) {
		t.Errorf("e911 %v\nwant %v", doc["e911"], want)
	}
	delete(doc, "e911")
	delete(before, "e911")
	if !reflect.DeepEqual(doc, before) {
		t.Errorf("the rest is %v\nwant %v", doc, before)
	}
	if !strings.Contains(w.last().body, "1.10") {
		t.Error("a custom number is rewritten")
	}
}

func TestE911KeepsTheOldListenersWhenNotTold(t *testing.T) {
	for name, tc := range map[string]struct {
		notify []string
		want   any
	}{"nil keeps": {nil, []any{"old@example.com"}}, "empty removes": {[]string{}, []any{}}} {
		c, w := newClient(t, answer{200, onFile}, ok(t, "e911_provisioned.json"))
		a := natoma
		a.Notify = tc.notify
		if _, err := c.SetE911(t.Context(), numberA, a, true); err != nil {
			t.Fatal(err)
		}
		body := object(t, w.last().body)
		if got := body["data"].(map[string]any)["e911"].(map[string]any)["notification_contact_emails"]; !reflect.DeepEqual(got, tc.want) {
			t.Errorf("%s: %v", name, got)
		}
		if body["accept_charges"] != true {
			t.Errorf("%s: consent is missing: %s", name, w.last().body)
		}
	}
}

func TestE911Outcomes(t *testing.T) {
	provisioned := example(t, "e911_provisioned.json")
	with := func(status string) string { return strings.Replace(provisioned, `"PROVISIONED"`, status, 1) }
	cases := []struct {
		name   string
		answer answer
		want   string
	}{
		{"provisioned", answer{200, provisioned}, "Provisioned"},
		{"geocoded", answer{200, with(`"GEOCODED"`)}, "Geocoded"},
		{"no status", answer{200, with(`null`)}, "Geocoded"},
		{"unknown status", answer{200, with(`"MOON"`)}, "Geocoded"},
		{"no address", answer{200, `{"data":{"id":"+14152338397"},"status":"success"}`}, "Geocoded"},
		{"invalid status", answer{200, with(`"INVALID"`)}, "Failed"},
		{"error status", answer{200, with(`"ERROR"`)}, "Failed"},
		{"removed status", answer{200, with(`"REMOVED"`)}, "Failed"},
		{"choices", answer{400, example(t, "e911_multiple_choice.json")}, "Choices"},
		{"no choices in a choice", answer{400, `{"data":{"multiple_choice":{"e911":{"details":[]}}},"error":"400","message":"multiple_choice","status":"error"}`}, "error"},
		{"invalid address", answer{400, example(t, "e911_invalid.json")}, "InvalidAddress"},
		{"invalid address, newer", answer{400, example(t, "kazoo_invalid_address.json")}, "InvalidAddress"},
		{"field errors", answer{400, example(t, "kazoo_field_errors.json")}, "FieldErrors"},
		{"charges, older", answer{402, example(t, "kazoo_charges_categories.json")}, "Charges"},
		{"charges, newer", answer{402, example(t, "kazoo_charges_invoices.json")}, "Charges"},
		{"no credit", answer{402, example(t, "kazoo_no_credit.json")}, "error"},
		{"not ours", answer{404, example(t, "number_not_found.json")}, "error"},
		{"too many", answer{429, example(t, "kazoo_too_many.json")}, "error"},
		{"trouble", answer{500, `{"data":{"code":500,"error":"unspecified_fault","message":"x"},"error":"500","message":"unspecified_fault","status":"error"}`}, "error"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			c, w := newClient(t, answer{200, onFile}, tc.answer)
			o, err := c.SetE911(t.Context(), numberA, natoma, false)
			got := "error"
			if err == nil {
				got = reflect.TypeOf(o).Name()
			}
			if got != tc.want || (err != nil && o != nil) || len(w.sent) != 2 {
				t.Errorf("%s %v after %d requests, want %s", got, err, len(w.sent), tc.want)
			}
		})
	}
}

func TestProvisionedShowsTheServersAddress(t *testing.T) {
	c, _ := newClient(t, answer{200, onFile}, ok(t, "e911_provisioned.json"))
	o, err := c.SetE911(t.Context(), numberA, natoma, false)
	if err != nil {
		t.Fatal(err)
	}
	a := o.(oneuc.Provisioned).Address
	if a.Line() != "116 NATOMA ST APT 116, SAN FRANCISCO CA 94105" || a.PlusFour != "3745" || a.Latitude != "37.786861" || a.Longitude != "-122.399484" ||
		a.LocationID != "27578725" || a.Legacy != (oneuc.LegacyAddress{HouseNumber: "116", StreetName: "NATOMA ST", Suite: "APT 116"}) {
		t.Errorf("address %+v", a)
	}
}

func TestChoicesAndMerge(t *testing.T) {
	o := oneuc.DecodeRefusal(data(t, "e911_multiple_choice.json"))
	choices, isChoices := o.(oneuc.Choices)
	if !isChoices || len(choices.Candidates) != 2 || choices.Message != "more than one address found" || choices.Cause.StreetAddress != "116 NATOMA ST" {
		t.Fatalf("%+v", o)
	}
	merged := oneuc.MergeChosen(natoma, choices.Candidates[1])
	want := oneuc.E911{CallerName: "Michel Mabel", StreetAddress: "116 NATOMA ST", Extended: "APT 116", Locality: "SAN FRANCISCO", Region: "CA", PostalCode: "94105",
		Notify: []string{"ops@example.com"}}
	if !reflect.DeepEqual(merged, want) {
		t.Errorf("merged %+v\nwant %+v", merged, want)
	}
	typed := natoma
	typed.Extended = "APT 4"
	if got := oneuc.MergeChosen(typed, oneuc.E911{StreetAddress: "116 NATOMA ST"}); got.Extended != "" || got.Locality != "San Francisco" {
		t.Errorf("a candidate without a unit gives %+v", got)
	}
}

func TestInvalidAddressKeepsTheCause(t *testing.T) {
	for _, file := range []string{"e911_invalid.json", "kazoo_invalid_address.json"} {
		got, isInvalid := oneuc.DecodeRefusal(data(t, file)).(oneuc.InvalidAddress)
		if !isInvalid || got.Message != "Location is not geocoded" || got.Cause.CallerName != "Michel Mabel" || got.Cause.StreetAddress != "116 NATOMA ST" {
			t.Errorf("%s: %+v", file, got)
		}
	}
	fields := oneuc.DecodeRefusal(data(t, "kazoo_field_errors.json"))
	if want := (oneuc.FieldErrors{"e911.region": "String must not be more than 2 characters"}); !reflect.DeepEqual(fields, want) {
		t.Errorf("fields %v", fields)
	}
}

func TestBadAddressNeverLeaves(t *testing.T) {
	for field, spoil := range map[string]func(*oneuc.E911){
		"e911.caller_name":                 func(e *oneuc.E911) { e.CallerName = "Al" },
		"e911.street_address":              func(e *oneuc.E911) { e.StreetAddress = "  " },
		"e911.locality":                    func(e *oneuc.E911) { e.Locality = "" },
		"e911.region":                      func(e *oneuc.E911) { e.Region = "California" },
		"e911.postal_code":                 func(e *oneuc.E911) { e.PostalCode = "M5V 2T6" },
		"e911.extended_address":            func(e *oneuc.E911) { e.Extended = "APT\x1b[2J" },
		"e911.notification_contact_emails": func(e *oneuc.E911) { e.Notify = []string{"ops"} },
	} {
		c, w := newClient(t, answer{500, "{}"})
		a := natoma
		spoil(&a)
		o, err := c.SetE911(t.Context(), numberA, a, false)
		fields, isFields := o.(oneuc.FieldErrors)
		if err != nil || !isFields || !slices.Equal(slices.Collect(maps.Keys(fields)), []string{field}) || len(w.sent) != 0 {
			t.Errorf("%s: %v %v, %d requests", field, o, err, len(w.sent))
		}
	}
}

// The document asks for three characters of the caller's name where there is one, and for no more.
func TestACallerNameMayBeLeftOutAndIsAsLongAsItIs(t *testing.T) {
	for name, good := range map[string]bool{"": true, "Al": false, "  ": false, "Ann": true, strings.Repeat("é", 400): true, "A\nBC": false} {
		a := natoma
		a.CallerName = name
		if problems := a.Check(); (len(problems) == 0) != good {
			t.Errorf("%.20q: %v", name, problems)
		}
	}
	c, w := newClient(t, answer{200, onFile}, answer{200, onFile})
	a := natoma
	a.CallerName = ""
	if _, err := c.SetE911(t.Context(), numberA, a, false); err != nil || len(w.sent) != 2 || strings.Contains(w.sent[1].body, "caller_name") {
		t.Errorf("%v: %d requests, %s", err, len(w.sent), w.sent[len(w.sent)-1].body)
	}
}

func TestClearE911(t *testing.T) {
	c, w := newClient(t, answer{200, onFile}, answer{200, `{"data":{"id":"+14152338397","state":"in_service"},"status":"success"}`})
	d, err := c.ClearE911(t.Context(), numberA, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, has := d.E911(); has {
		t.Error("the answer has an address")
	}
	doc := object(t, w.last().body)["data"].(map[string]any)
	if _, found := doc["e911"]; found || doc["cnam"] == nil || doc["my_own_field"] == nil {
		t.Errorf("sent %v", doc)
	}
}

// An emergency address must never reach the route that buys numbers, whatever
// number or account somebody manages to pass in.
func TestNoE911PathBuys(t *testing.T) {
	for _, number := range []string{numberA, "collection/activate", "+14152338397/activate", "+1415233839activate", "%2B14152338397%2Factivate", "activate", "+14152338397?activate", ""} {
		c, w := newClient(t, answer{200, onFile})
		_, _ = c.SetE911(t.Context(), phone.E164(number), natoma, true)
		_, _ = c.ClearE911(t.Context(), phone.E164(number), true)
		_, _ = c.SetProperties(t.Context(), phone.E164(number), oneuc.Properties{CNAM: &oneuc.CNAM{DisplayName: "X"}}, true)
		for _, s := range w.sent {
			if strings.Contains(strings.ToLower(s.uri), "activate") || s.method == "PUT" || s.uri != base+"/%2B14152338397" {
				t.Errorf("%q goes to %s %s", number, s.method, s.uri)
			}
		}
		if number == numberA && len(w.sent) != 6 {
			t.Errorf("%d requests", len(w.sent))
		}
	}
}

func TestPropertiesKeepTheAddress(t *testing.T) {
	c, w := newClient(t, answer{200, onFile}, answer{200, onFile})
	carrier := ""
	_, err := c.SetProperties(t.Context(), numberA, oneuc.Properties{CNAM: &oneuc.CNAM{DisplayName: "NORTHWIND"}, CarrierName: &carrier,
		Porting: &oneuc.Porting{BillingName: "Acme"}}, false)
	if err != nil {
		t.Fatal(err)
	}
	doc := object(t, w.last().body)["data"].(map[string]any)
	if want := map[string]any{"display_name": "NORTHWIND", "inbound_lookup": false, "vendor": "v"}; !reflect.DeepEqual(doc["cnam"], want) {
		t.Errorf("cnam %v", doc["cnam"])
	}
	if want := map[string]any{"billing_name": "Acme"}; !reflect.DeepEqual(doc["porting"], want) {
		t.Errorf("porting %v", doc["porting"])
	}
	if _, found := doc["carrier_name"]; found {
		t.Error("the carrier's name is still there")
	}
	e911 := doc["e911"].(map[string]any)
	if e911["street_address"] != "1 OLD ST" || e911["caller_name"] != "Old Name" || e911["vendor_note"] != "keep" || e911["status"] != "PROVISIONED" {
		t.Errorf("e911 %v", e911)
	}
}

func TestAnEditSendsTheAddressBackByteForByte(t *testing.T) {
	const stored = `{ "street_address":"1 OLD & NEW <ST>",	"zip":1.50,
   "locality":"X", "region":"CA", "postal_code":"94105", "caller_name":"Old Name", "latitude" : "1","status":"PROVISIONED" }`
	c, w := newClient(t, answer{200, `{"data":{"id":"+14152338397","cnam":{"display_name":"ACME"},"e911":` + stored + `},"status":"success"}`}, answer{200, onFile})
	if _, err := c.SetProperties(t.Context(), numberA, oneuc.Properties{CNAM: &oneuc.CNAM{DisplayName: "NORTHWIND"}}, false); err != nil {
		t.Fatal(err)
	}
	if body := w.last().body; !strings.Contains(body, `"e911":`+stored) || !strings.Contains(body, "NORTHWIND") {
		t.Error(body)
	}
}

func TestTheServersWordsAreKept(t *testing.T) {
	c, _ := newClient(t, answer{500, example(t, "activate_carrier_fault.json")})
	_, err := c.Release(t.Context(), numberA)
	if e := failure(t, err); !strings.Contains(e.Message, "fault by carrier") {
		t.Error(e.Message)
	}
	c, _ = newClient(t, answer{404, example(t, "number_not_found.json")})
	_, err = c.Release(t.Context(), numberA)
	if e := failure(t, err); !strings.Contains(e.Message, "not on this account") || !strings.Contains(e.Message, "The number could not be found") {
		t.Error(e.Message)
	}
}

func TestPropertiesRefused(t *testing.T) {
	long := strings.Repeat("x", 31)
	for name, p := range map[string]oneuc.Properties{"cnam": {CNAM: &oneuc.CNAM{DisplayName: "1234567890123456"}}, "carrier": {CarrierName: &long}} {
		c, w := newClient(t, answer{200, onFile})
		if _, err := c.SetProperties(t.Context(), numberA, p, false); !failure(t, err).Local || len(w.sent) != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	c, _ := newClient(t, answer{200, onFile}, answer{400, `{"data":{"cnam.display_name":{"maxLength":{"message":"too long"}}},"error":"400","message":"validation error","status":"error"}`})
	_, err := c.SetProperties(t.Context(), numberA, oneuc.Properties{CNAM: &oneuc.CNAM{DisplayName: "ACME"}}, false)
	var rejected *oneuc.RejectedError
	if !errors.As(err, &rejected) || rejected.Fields["cnam.display_name"] != "too long" || failure(t, err).Kind != rest.Invalid {
		t.Errorf("%v", err)
	}
}
