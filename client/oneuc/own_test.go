package oneuc_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"switchboard/client/oneuc"
)

const withOwn = `{"data":{"id":"+14152338397","state":"in_service","cnam":{"display_name":"ACME"},"porting":{"billing_name":"Northwind","their_own":1},` +
	`"crm":{"id":"C-1042"},"note":"old"},"status":"success"}`

// Fields of one's own are set and removed by name; everything else of the number goes back as it was.
func TestOwnFieldsAreSetAndRemoved(t *testing.T) {
	c, w := newClient(t, answer{200, withOwn}, answer{200, withOwn})
	own := map[string]json.RawMessage{"note": json.RawMessage("null"), "tags": json.RawMessage(`["vip"]`)}
	if _, err := c.SetProperties(t.Context(), numberA, oneuc.Properties{Own: own}, false); err != nil {
		t.Fatal(err)
	}
	body := w.last().body
	for _, kept := range []string{`"tags":["vip"]`, `"crm":{"id":"C-1042"}`, `"display_name":"ACME"`, `"their_own":1`} {
		if !strings.Contains(body, kept) {
			t.Errorf("%s is not in %s", kept, body)
		}
	}
	if strings.Contains(body, "note") {
		t.Errorf("the removed field is in %s", body)
	}
	for _, name := range []string{"", "state", "cnam", "_read_only", "pvt_x", strings.Repeat("x", 129), "a\u202eb"} {
		c, w := newClient(t, answer{200, withOwn})
		if _, err := c.SetProperties(t.Context(), numberA, oneuc.Properties{Own: map[string]json.RawMessage{name: json.RawMessage("1")}}, false); !failure(t, err).Local || len(w.sent) != 0 {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// What will change is told by field, and nothing else.
func TestChangesAreTold(t *testing.T) {
	var d oneuc.Document
	if err := json.Unmarshal([]byte(withOwn), &struct{ Data *oneuc.Document }{&d}); err != nil {
		t.Fatal(err)
	}
	porting, _ := d.Porting()
	if err := porting.ParsePorting("billing_name", "Acme"); err != nil {
		t.Fatal(err)
	}
	if err := porting.ParsePorting("port_id", "p1"); err != nil {
		t.Fatal(err)
	}
	if err := porting.ParsePorting("nosuch", "x"); err == nil {
		t.Error("an unknown fact was taken")
	}
	own, err := oneuc.ParseOwn(d.Custom(), `{"crm": {"id" : "C-1042"}, "tags": ["vip"]}`)
	if err != nil {
		t.Fatal(err)
	}
	got, err := oneuc.Properties{Porting: &porting, Own: own}.Changes(d)
	for field, words := range map[string]string{"cnam.display_name": "caller name", "porting.billing_name": "billing name", "note": "note"} {
		if got := (oneuc.Change{Field: field}).Words(); got != words {
			t.Errorf("%s is named %q", field, got)
		}
	}
	want := []oneuc.Change{{"note", "old", ""}, {"porting.billing_name", "Northwind", "Acme"}, {"porting.port_id", "", "p1"}, {"tags", "", `["vip"]`}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v, want %q", got, err, want)
	}
	for _, text := range []string{"[1]", "{", `"x"`, `{"state":"deleted"}`} {
		if _, err := oneuc.ParseOwn(d.Custom(), text); err == nil {
			t.Errorf("%s was taken", text)
		}
	}
	if own, err := oneuc.ParseOwn(d.Custom(), d.Custom().String()); err != nil || own != nil {
		t.Errorf("nothing changed, and it is %q, %v", own, err)
	}
}
